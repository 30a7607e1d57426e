//! An identity in the list.

use crate::{
    components::{
        badge::{Badge, text_or_unset},
        list::ShownRow,
        row::on_off,
        tags::TagList,
    },
    model::{list::ListRow, rows::IdentityRow, time::Timestamp},
    routes,
};
use leptos::prelude::*;

impl ShownRow for IdentityRow {
    fn key(&self) -> String {
        format!("{}/{}", self.region, self.name)
    }

    fn cell(&self, key: &str, now: Timestamp) -> AnyView {
        match key {
            "name" => {
                let path = routes::identity(self.region.as_str(), &self.name);
                view! { <a class="name" href=path>{self.name.clone()}</a> }.into_any()
            }
            "verification" => view! { <Badge badge=self.verification.badge(now)/> }.into_any(),
            "dkim" => view! { <Badge badge=self.dkim.clone()/> }.into_any(),
            "mail-from" => {
                let domain = self.mail_from_domain.clone();
                let domain = domain.map(|domain| view! { <span class="muted">{domain}</span> });
                view! { <Badge badge=self.mail_from.clone()/>" "{domain} }.into_any()
            }
            "sending" => on_off(self.sending_enabled).into_any(),
            "tags" => view! { <TagList tags=self.tags.clone().unwrap_or_default()/> }.into_any(),
            _ => text_or_unset(Some(&self.text(key))),
        }
    }
}
