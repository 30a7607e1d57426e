//! The list of e-mail addresses.

use crate::{
    api::email_addresses::list_email_addresses,
    components::list::{List, Switcher, no_actions},
    model::{freshness::Kind, list::ListRow, rows::EmailAddressRow},
};
use leptos::prelude::*;

/// The list of e-mail addresses.
#[component]
pub fn EmailAddresses() -> impl IntoView {
    List {
        kind: Kind::EmailAddresses,
        columns: EmailAddressRow::COLUMNS,
        tokens: EmailAddressRow::TOKENS,
        fetch: |query| Box::pin(list_email_addresses(query)),
        switcher: Switcher::Instances,
        actions: no_actions,
        empty: "The Amazon Connect instances in these Regions have no e-mail addresses.",
    }
    .view()
}
