//! The same edit, or the deletion, of several users.

use crate::{
    components::{
        form::{Checks, Choice, FormState, Radios, Select, TagRows, TextField},
        thousands,
    },
    model::forms::{
        bulk_edit_users::{ADD, NONE, REMOVE, REPLACE},
        user_fields::{Choice as Named, Context},
    },
};
use leptos::prelude::*;

/// What is edited.
pub fn edit(form: FormState, context: &Context) -> AnyView {
    let choice = |named: &Named| Choice::new(&named.id, &named.name);
    let all = |choices: &[Named]| choices.iter().map(choice).collect::<Vec<_>>();
    let profiles = context.security_profiles.iter();
    let profiles = profiles
        .map(|named| choice(named).refused(named.refusal.clone()))
        .collect();
    let mut groups = vec![Choice::new(NONE, "No group")];
    groups.extend(all(&context.hierarchy_groups));
    let how = vec![
        Choice::new("", "Leave them").meaning("Each user keeps the security profiles that they have."),
        Choice::new(ADD, "Add").meaning("Those below, to what each user has."),
        Choice::new(REMOVE, "Remove").meaning("Those below, from what each user has."),
        Choice::new(REPLACE, "Replace").meaning("Each user has those below and no others."),
    ];
    view! {
        {selection(form)}
        <p class="muted">"Instance "{context.instance.clone()}". What you leave empty stays as each user has it."</p>
        <Select form=form name="routing_profile" choices=all(&context.routing_profiles) none="Leave as it is"/>
        <Radios form=form name="security_profiles_how" choices=how/>
        <Checks form=form name="security_profile" choices=profiles/>
        <Select form=form name="hierarchy_group" choices=groups none="Leave as it is"/>
        <TagRows form=form/>
        <TextField form=form name="untag" help="Keys of tags to take away, separated by commas."/>
    }
    .into_any()
}

/// There is nothing to fill in.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "every form is drawn from its context")]
pub fn delete(form: FormState, (): &()) -> AnyView {
    view! {
        {selection(form)}
        <div class="notice wait"><b>"AWS can’t bring back a deleted user."</b><p>"The review lists each of them before anything is done."</p></div>
    }
    .into_any()
}

/// The users go with the form; the review names them.
fn selection(form: FormState) -> impl IntoView {
    let users = form.all_initial("users");
    let count = u32::try_from(users.len()).unwrap_or(u32::MAX);
    let inputs = users
        .into_iter()
        .map(|user| view! { <input type="hidden" name="users" value=user/> });
    let error = move || {
        form.error("users")
            .map(|error| view! { <div class="wrong">{error.message}</div> })
    };
    view! {
        <div class="field" id="users" tabindex="-1">
            <b>{thousands(count)}" selected"</b>
            {inputs.collect_view()}
            {error}
        </div>
    }
}
