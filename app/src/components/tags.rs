//! Tags of a resource.

use super::badge::Unset;
use crate::model::tag::{self, Tags};
use leptos::prelude::*;

/// The tags, each as `key value`; those that AWS set are marked.
#[component]
pub fn TagList(tags: Tags) -> impl IntoView {
    if tags.is_empty() {
        return view! { <Unset/> }.into_any();
    }
    let tag = |(key, value): (String, String)| {
        let by_aws = tag::is_set_by_aws(&key);
        view! {
            <li class="tag" title=by_aws.then_some("Set by AWS: read-only")>
                <b>{key}</b>" "{value}{by_aws.then_some(" (AWS)")}
            </li>
            " "
        }
    };
    view! { <ul class="tags">{tags.into_iter().map(tag).collect_view()}</ul> }.into_any()
}
