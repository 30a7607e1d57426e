//! Amazon Connect users.

use crate::wire::Wire;
use crate::{
    error::AppError,
    model::{
        answer::{Detail, UserDetail},
        list::{DrawnTable, ListPage},
    },
};
use leptos::{server, server_fn::codec::GetUrl};

/// A page of the list; `query` is the URL's.
#[server(prefix = "/api", endpoint = "users", input = GetUrl, output = Wire)]
pub async fn list_users(query: String) -> Result<ListPage<DrawnTable>, AppError> {
    use crate::{
        backend::Target,
        components::list::draw,
        model::{
            freshness::Kind,
            list::{ListQuery, page},
        },
    };
    let query = ListQuery::parse(&query);
    let backend = super::ssr::backend::<ListUsers>()?;
    let snapshot = backend.snapshot();
    let freshness = snapshot.freshness(Kind::Users, None, backend.now());
    let page = page(&snapshot.user_rows(), &query, freshness);
    let unread = page.rows.iter().filter(|row| row.contact.is_none());
    backend.look_at(
        unread
            .map(|row| Target::User {
                instance: row.instance.clone(),
                id: row.id.clone(),
            })
            .collect(),
    );
    Ok(draw(&query, page))
}

/// Everything about a user.
#[server(prefix = "/api", endpoint = "user", input = GetUrl, output = Wire)]
pub async fn get_user(instance: String, id: String) -> Result<Detail<UserDetail>, AppError> {
    use crate::{backend::Target, model::freshness::Kind};
    let backend = super::ssr::backend::<GetUser>()?;
    let snapshot = backend.snapshot();
    let found = snapshot.user(&instance, &id);
    let region = snapshot
        .instances
        .get(&instance)
        .map(|instance| instance.region.as_str());
    let target = Target::User {
        instance: instance.clone(),
        id,
    };
    Ok(super::ssr::detail(&*backend, (Kind::Users, region), target, found))
}

super::needs! {
    ListUsers: Read,
    GetUser: Read,
}
