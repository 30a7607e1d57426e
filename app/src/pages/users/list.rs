//! The list of users.

use crate::{
    api::users::list_users,
    components::list::{BulkBar, List, Selection, Switcher},
    model::{
        access::Access,
        change::Action,
        freshness::Kind,
        list::{DrawnTable, ListPage, ListQuery, ListRow},
        rows::UserRow,
    },
};
use leptos::prelude::*;

/// The list of users.
#[component]
pub fn Users() -> impl IntoView {
    Selection::provide();
    List {
        kind: Kind::Users,
        columns: UserRow::COLUMNS,
        tokens: UserRow::TOKENS,
        fetch: |query| Box::pin(list_users(query)),
        switcher: Switcher::Instances,
        actions,
        empty: "The Amazon Connect instances in these Regions have no users, or there are no instances.",
    }
    .view()
}

fn actions(access: &Access, query: &ListQuery, page: &ListPage<DrawnTable>) -> AnyView {
    let bulk = vec![(Action::BulkEditUsers, "Edit"), (Action::BulkDeleteUsers, "Delete")];
    view! { <BulkBar access=access.clone() actions=bulk query=query.clone() matched=page.matched/> }.into_any()
}
