//! A new user.

use super::fields::{identity, phone, text, work};
use crate::{
    components::form::{FormState, NotOffered, TagRows, TextField},
    model::forms::user_fields::{Context, Demand},
};
use leptos::{html::Button, prelude::*};

/// The id of the usernames to choose from.
const USERNAMES: &str = "usernames";

/// Its fields.
pub fn fields(form: FormState, context: &Context) -> AnyView {
    let usernames = context.usernames.iter();
    let usernames = usernames.map(|username| view! { <option value=username.clone()></option> });
    let copy = NodeRef::<Button>::new();
    // Elsewhere in the form Enter leads to the review. Not when it takes over what a browser suggests: then no `keypress` follows.
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter"
            && let Some(copy) = copy.get_untracked()
        {
            event.prevent_default();
            copy.click();
        }
    };
    view! {
        <p class="muted">"Instance "{context.instance.clone()}"."</p>
        <fieldset class="field" on:keypress=on_key>
            <legend>"Start from a colleague"</legend>
            <TextField form=form name="copy_from" list=USERNAMES
                help="A username. Takes over routing profile, security profiles, hierarchy group and phone settings, in place of what is chosen below."/>
            <datalist id=USERNAMES>{usernames.collect_view()}</datalist>
            <button node_ref=copy class="btn" name="_do" value="more">"Copy"</button>
        </fieldset>
        {text(form, context, "username")}
        {password(context)}
        {identity(form, context)}
        {text(form, context, "directory_user_id")}
        {work(form, context)}
        {phone(form, context)}
        <TagRows form=form/>
    }
    .into_any()
}

/// Where it is given; it is no field of this form.
fn password(context: &Context) -> AnyView {
    let rule = context.rule("password");
    match rule.demand {
        Demand::NotOffered => view! { <NotOffered label="Password" reason=rule.why/> }.into_any(),
        Demand::Optional | Demand::Required => {
            view! { <div class="field"><b>"Password"</b><small>{rule.why}</small></div> }.into_any()
        }
    }
}
