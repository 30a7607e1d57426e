//! The list of identities.

use crate::{
    api::identities::list_identities,
    components::list::{List, Switcher, no_actions},
    model::{freshness::Kind, list::ListRow, rows::IdentityRow},
};
use leptos::prelude::*;

/// The list of identities.
#[component]
pub fn Identities() -> impl IntoView {
    List {
        kind: Kind::Identities,
        columns: IdentityRow::COLUMNS,
        tokens: IdentityRow::TOKENS,
        fetch: |query| Box::pin(list_identities(query)),
        switcher: Switcher::Regions,
        actions: no_actions,
        empty: "Amazon SES has no identities in these Regions.",
    }
    .view()
}
