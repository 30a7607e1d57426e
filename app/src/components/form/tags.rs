//! Tags: rows of a key and a value, and one more for a new one.

use super::{FormState, fields::error, focus::focus_soon, state::error_id};
use crate::{components::tags::TagList, model::tag::Tags};
use leptos::prelude::*;

/// The rows, and above them the tags that AWS set, which stay.
#[component]
pub fn TagRows(
    form: FormState,
    /// The tags that AWS set itself.
    #[prop(optional)]
    aws_tags: Tags,
) -> impl IntoView {
    let keys = form.all_initial("tag_key");
    let values = form.all_initial("tag_value");
    // A form without JavaScript sends its empty rows, too.
    let up_to_last = |texts: &[String]| {
        texts
            .iter()
            .rposition(|text| !text.is_empty())
            .map_or(0, |last| last + 1)
    };
    let filled = up_to_last(&keys).max(up_to_last(&values));
    let more = RwSignal::new(0_usize);
    let of = |texts: &[String], at: usize| texts.get(at).cloned().unwrap_or_default();
    let rows = (0..=filled)
        .map(|at| row(form, at, of(&keys, at), of(&values, at)))
        .collect_view();
    let added = move || {
        (0..more.get())
            .map(|at| row(form, filled + 1 + at, String::new(), String::new()))
            .collect_view()
    };
    // Without JavaScript the form comes back with one more row.
    let add = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        more.update(|more| *more += 1);
        focus_soon(format!("[id='tag_key.{}']", filled + more.get_untracked()));
    };
    let set_by_aws = (!aws_tags.is_empty()).then(|| {
        view! { <small>"Set by AWS, and not to be changed: "</small><TagList tags=aws_tags/> }
    });
    view! {
        <fieldset class="field">
            <legend>"Tags"</legend>
            <small>"A key and, if you like, a value. Empty a row to remove its tag."</small>
            {set_by_aws}
            <ul class="tag-rows">{rows}{added}</ul>
            {error(form, "tag_key".to_owned())}
            <button class="btn" name="_do" value="more" on:click=add>"Add a tag"</button>
        </fieldset>
    }
}

fn row(form: FormState, at: usize, key: String, value: String) -> impl IntoView {
    let cell = |name: &'static str, label: &'static str, value: String| {
        let field = format!("{name}.{at}");
        let (invalid, described) = (field.clone(), field.clone());
        view! {
            <div>
                <input id=field.clone() name=name value=value aria-label=format!("{label} of tag {}", at + 1) placeholder=label
                    autocomplete="off" spellcheck="false"
                    aria-invalid=move || form.error(&invalid).map(|_| "true")
                    aria-describedby=move || form.error(&described).map(|_| error_id(&described))/>
                {error(form, field)}
            </div>
        }
    };
    view! { <li>{cell("tag_key", "Key", key)}{cell("tag_value", "Value", value)}</li> }
}
