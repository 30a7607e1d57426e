//! SES identities.

use crate::wire::Wire;
use crate::{
    error::AppError,
    model::{
        answer::{Detail, IdentityDetail},
        list::{DrawnTable, ListPage},
    },
};
use leptos::{server, server_fn::codec::GetUrl};

/// A page of the list; `query` is the URL's.
#[server(prefix = "/api", endpoint = "identities", input = GetUrl, output = Wire)]
pub async fn list_identities(query: String) -> Result<ListPage<DrawnTable>, AppError> {
    use crate::{
        backend::Target,
        components::list::draw,
        model::{
            freshness::Kind,
            list::{ListQuery, page},
        },
    };
    let query = ListQuery::parse(&query);
    let backend = super::ssr::backend::<ListIdentities>()?;
    let (snapshot, now) = (backend.snapshot(), backend.now());
    let freshness = snapshot.freshness(Kind::Identities, None, now);
    let page = page(&snapshot.identity_rows(), &query, freshness);
    backend.look_at(
        page.rows
            .iter()
            .map(|row| Target::Identity {
                region: row.region.to_string(),
                name: row.name.clone(),
            })
            .collect(),
    );
    Ok(draw(&query, page))
}

/// Everything about an identity.
#[server(prefix = "/api", endpoint = "identity", input = GetUrl, output = Wire)]
pub async fn get_identity(region: String, name: String) -> Result<Detail<IdentityDetail>, AppError> {
    use crate::{backend::Target, model::freshness::Kind};
    let backend = super::ssr::backend::<GetIdentity>()?;
    let found = backend.snapshot().identity(&region, &name);
    let target = Target::Identity {
        region: region.clone(),
        name,
    };
    Ok(super::ssr::detail(
        &*backend,
        (Kind::Identities, Some(&region)),
        target,
        found,
    ))
}

super::needs! {
    ListIdentities: Read,
    GetIdentity: Read,
}
