//! Amazon Connect e-mail addresses.

use crate::wire::Wire;
use crate::{
    error::AppError,
    model::{
        answer::{Detail, EmailAddressDetail},
        list::{DrawnTable, ListPage},
    },
};
use leptos::{server, server_fn::codec::GetUrl};

/// A page of the list; `query` is the URL's.
#[server(prefix = "/api", endpoint = "email-addresses", input = GetUrl, output = Wire)]
pub async fn list_email_addresses(query: String) -> Result<ListPage<DrawnTable>, AppError> {
    use crate::{
        backend::Target,
        components::list::draw,
        model::{
            freshness::Kind,
            list::{ListQuery, page},
        },
    };
    let query = ListQuery::parse(&query);
    let backend = super::ssr::backend::<ListEmailAddresses>()?;
    let snapshot = backend.snapshot();
    let freshness = snapshot.freshness(Kind::EmailAddresses, None, backend.now());
    let page = page(&snapshot.email_address_rows(), &query, freshness);
    let unread = page.rows.iter().filter(|row| row.tags.is_none());
    backend.look_at(
        unread
            .map(|row| Target::EmailAddress {
                instance: row.instance.clone(),
                id: row.id.clone(),
            })
            .collect(),
    );
    Ok(draw(&query, page))
}

/// Everything about an e-mail address.
#[server(prefix = "/api", endpoint = "email-address", input = GetUrl, output = Wire)]
pub async fn get_email_address(instance: String, id: String) -> Result<Detail<EmailAddressDetail>, AppError> {
    use crate::{backend::Target, model::freshness::Kind};
    let backend = super::ssr::backend::<GetEmailAddress>()?;
    let snapshot = backend.snapshot();
    let found = snapshot.email_address(&instance, &id);
    let region = snapshot
        .instances
        .get(&instance)
        .map(|instance| instance.region.as_str());
    let target = Target::EmailAddress {
        instance: instance.clone(),
        id,
    };
    Ok(super::ssr::detail(
        &*backend,
        (Kind::EmailAddresses, region),
        target,
        found,
    ))
}

super::needs! {
    ListEmailAddresses: Read,
    GetEmailAddress: Read,
}
