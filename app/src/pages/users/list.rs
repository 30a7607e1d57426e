//! The list of users.

use crate::{
    api::users::list_users,
    components::{
        badge::text_or_unset,
        list::{BulkBar, Cells, List, RowBox, Selection, Switcher, as_it_is},
        tags::TagList,
        time::Ago,
    },
    model::{
        access::Access,
        change::Action,
        freshness::Kind,
        instance::Named,
        list::{ListPage, ListQuery, ListRow},
        rows::UserRow,
        time::Timestamp,
    },
    routes,
};
use leptos::prelude::*;

/// The list of users.
#[component]
pub fn Users() -> impl IntoView {
    Selection::provide();
    List {
        kind: Kind::Users,
        fetch: |query| Box::pin(list_users(query)),
        cells: Cells {
            key: |row| format!("{}/{}", row.instance, row.id),
            cell,
            expand: as_it_is,
        },
        switcher: Switcher::Instances,
        actions,
        empty: "The Amazon Connect instances in these Regions have no users, or there are no instances.",
    }
    .view()
}

fn actions(access: &Access, query: &ListQuery, page: &ListPage<UserRow>) -> AnyView {
    if page.matched == 0 {
        return ().into_any();
    }
    let bulk = vec![(Action::BulkEditUsers, "Edit"), (Action::BulkDeleteUsers, "Delete")];
    view! { <BulkBar access=access.clone() actions=bulk query=query.clone() matched=page.matched/> }.into_any()
}

fn cell(row: &UserRow, column: &str, now: Timestamp) -> AnyView {
    match column {
        "username" => view! {
            <RowBox value=format!("{}/{}", row.instance, row.id) name=row.username.clone()/>
            <a class="name" href=routes::user(&row.instance, &row.id)>{row.username.clone()}</a>
        }
        .into_any(),
        "routing-profile" => named(row.routing_profile.as_ref()),
        "hierarchy" => named(row.hierarchy_group.as_ref()),
        "tags" => view! { <TagList tags=row.tags.clone()/> }.into_any(),
        "modified" => view! { <Ago at=row.last_modified now=now/> }.into_any(),
        "id" => view! { <code>{row.id.clone()}</code> }.into_any(),
        _ => text_or_unset(Some(&row.text(column))),
    }
}

fn named(named: Option<&Named>) -> AnyView {
    text_or_unset(named.map(Named::label))
}
