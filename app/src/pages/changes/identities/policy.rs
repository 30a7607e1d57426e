//! A sending authorization policy, new or other than it was.

use crate::{
    components::{
        copy::Copy,
        form::{FormState, TextArea, TextField, form_view},
    },
    model::{
        change::{Action, FormPage, Subject, form},
        forms::{EditPolicy, edit_policy::Context, policy_text::formatted},
    },
    routes,
    wire::from_json,
};
use leptos::prelude::*;
use serde_json::json;

/// The form of the policy that the link names, which is empty for a new one; of what was typed before, when it names none.
pub fn page(page: FormPage, subject: Subject, policy: Option<&str>) -> AnyView {
    let href = routes::form(Action::EditPolicy, &subject);
    let (page, left) = chosen(page, policy);
    let left = left.map(|name| {
        let name = if name.is_empty() {
            "a new policy".to_owned()
        } else {
            name
        };
        view! {
            <div class="notice wait">
                <b>"You began to write "{name}"."</b>
                <p>"It is kept until you type here. "<a href=href rel="external">"Go on with it"</a></p>
            </div>
        }
    });
    view! { {left}{form_view::<EditPolicy>(page, subject, fields)} }.into_any()
}

/// The page with the policy in it, and the name of another one that was typed before.
fn chosen(page: FormPage, policy: Option<&str>) -> (FormPage, Option<String>) {
    let Some(policy) = policy else {
        return (page, None);
    };
    let context: Option<Context> = from_json(page.context.as_bytes()).ok();
    let text = context.and_then(|context| context.policies.get(policy).cloned());
    let typed = form::decode::<EditPolicy>(&page.values).unwrap_or_default();
    let is_the_one = if text.is_some() {
        typed.name.trim() == policy
    } else {
        // A new one.
        typed.was.is_empty()
    };
    if page.draft.is_none() && text.is_none() || page.draft.is_some() && is_the_one {
        return (page, None);
    }
    let left = page.draft.is_some().then_some(typed.name);
    let values = match text {
        Some(text) => EditPolicy {
            text: formatted(&text),
            ..EditPolicy::of(policy, &text)
        },
        None => EditPolicy::default(),
    };
    let page = FormPage {
        values: form::encode(&values),
        was_sent: false,
        errors: Vec::new(),
        draft: None,
        kept_at: None,
        ..page
    };
    (page, left)
}

fn fields(form: FormState, context: &Context) -> AnyView {
    let (name, was) = (form.initial("name"), form.initial("was"));
    let named = if was.is_empty() {
        let help = "1 to 64 letters, digits, - and _. It can’t be changed later.";
        view! { <TextField form=form name="name" required=true help=help/> }.into_any()
    } else {
        view! { <p>"Policy "<b>{name.clone()}</b></p><input type="hidden" name="name" value=name/> }.into_any()
    };
    view! {
        <div class="notice wait">
            <b>"Whoever a policy names can send as this identity."</b>
            <p>"Their mail counts as yours: its bounces, its complaints, and its costs to your reputation."</p>
        </div>
        {named}
        <TextArea form=form name="text" rows=16 mono=true required=true
            help="JSON, at most 4 KB: a Version, and a Statement with Effect, Principal, Action and Resource."/>
        <input type="hidden" name="was" value=was.clone()/>
        {was.is_empty().then(|| example(context.arn.as_deref()))}
    }
    .into_any()
}

/// A policy that lets another account send.
fn example(arn: Option<&str>) -> impl IntoView + use<> {
    let arn = arn.unwrap_or("arn:aws:ses:us-east-1:111122223333:identity/example.com");
    let statement = json!({
        "Effect": "Allow",
        "Principal": { "AWS": "444455556666" },
        "Action": ["ses:SendEmail", "ses:SendRawEmail"],
        "Resource": arn,
    });
    let text = formatted(&json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string());
    view! {
        <details>
            <summary>"An example: let the account 444455556666 send"</summary>
            <pre tabindex="0" aria-label="Example of a policy">{text.clone()}</pre>
            <Copy text=text what="the example" label="Copy"/>
        </details>
    }
}
