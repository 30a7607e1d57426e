//! An e-mail address in the list.

use crate::{
    components::{
        badge::{Unset, text_or_unset},
        list::ShownRow,
        tags::TagList,
        time::Ago,
    },
    model::{
        list::ListRow,
        rows::{AddressRef, EmailAddressRow},
        time::Timestamp,
    },
    routes,
};
use leptos::prelude::*;

impl ShownRow for EmailAddressRow {
    fn key(&self) -> String {
        format!("{}/{}", self.instance, self.id)
    }

    fn cell(&self, key: &str, now: Timestamp) -> AnyView {
        let path = |id: &str| routes::email_address(&self.instance, id);
        let reference = |reference: &Option<AddressRef>| match reference {
            Some(to) => view! { <a href=path(&to.id)>{to.address.clone()}</a> }.into_any(),
            None => view! { <Unset/> }.into_any(),
        };
        match key {
            "address" => view! { <a class="name" href=path(&self.id)>{self.address.clone()}</a> }.into_any(),
            "description" => match &self.description {
                Some(text) => view! { <span class="clip" title=text.clone()>{text.clone()}</span> }.into_any(),
                None => view! { <Unset/> }.into_any(),
            },
            "alias-of" => reference(&self.alias_of),
            "aliased-by" => reference(&self.aliased_by),
            "tags" => view! { <TagList tags=self.tags.clone().unwrap_or_default()/> }.into_any(),
            "modified" => view! { <Ago at=self.modified now=now/> }.into_any(),
            "id" => view! { <code>{self.id.clone()}</code> }.into_any(),
            _ => text_or_unset(Some(&self.text(key))),
        }
    }
}
