//! A user in the list.

use crate::{
    components::{
        badge::text_or_unset,
        list::{RowBox, ShownRow},
        tags::TagList,
        time::Ago,
    },
    model::{instance::Named, list::ListRow, rows::UserRow, time::Timestamp},
    routes,
};
use leptos::prelude::*;

impl ShownRow for UserRow {
    fn key(&self) -> String {
        format!("{}/{}", self.instance, self.id)
    }

    fn cell(&self, key: &str, now: Timestamp) -> AnyView {
        match key {
            "username" => view! {
                <RowBox value=self.key() name=self.username.clone()/>
                <a class="name" href=routes::user(&self.instance, &self.id)>{self.username.clone()}</a>
            }
            .into_any(),
            "routing-profile" => named(self.routing_profile.as_ref()),
            "hierarchy" => named(self.hierarchy_group.as_ref()),
            "tags" => view! { <TagList tags=self.tags.clone()/> }.into_any(),
            "modified" => view! { <Ago at=self.last_modified now=now/> }.into_any(),
            "id" => view! { <code>{self.id.clone()}</code> }.into_any(),
            _ => text_or_unset(Some(&self.text(key))),
        }
    }
}

fn named(named: Option<&Named>) -> AnyView {
    text_or_unset(named.map(Named::label))
}
