//! Fields that the forms of a new user and of an old one share.

use crate::{
    components::form::{CheckBox, Checks, Choice, FormState, NotOffered, Radios, Select, TextField},
    model::forms::user_fields::{Choice as Named, Context, DESK_PHONE, Demand, SOFT_PHONE, phone_type_label},
};
use leptos::prelude::*;

/// A text, as the instance demands, allows or refuses it.
pub fn text(form: FormState, context: &Context, name: &'static str) -> AnyView {
    text_of(form, context, name, "text", None)
}

fn text_of(
    form: FormState,
    context: &Context,
    name: &'static str,
    kind: &'static str,
    readonly: Option<String>,
) -> AnyView {
    let rule = context.rule(name);
    if rule.demand == Demand::NotOffered {
        return view! { <NotOffered label=form.label(name) reason=rule.why/> }.into_any();
    }
    let required = rule.demand == Demand::Required;
    view! { <TextField form=form name=name kind=kind help=rule.why required=required readonly=readonly/> }.into_any()
}

/// Names and addresses.
pub fn identity(form: FormState, context: &Context) -> AnyView {
    view! {
        {text(form, context, "first_name")}
        {text(form, context, "last_name")}
        {text_of(form, context, "email", "email", context.email_refusal.clone())}
        {text_of(form, context, "secondary_email", "email", None)}
        <TextField form=form name="mobile" kind="tel" help="With + and country code: +442079460958."/>
    }
    .into_any()
}

/// Profiles and group.
pub fn work(form: FormState, context: &Context) -> AnyView {
    let all = |choices: &[Named]| choices.iter().map(choice).collect::<Vec<_>>();
    let why = |field: &str| context.rule(field).why;
    view! {
        <Select form=form name="routing_profile" choices=all(&context.routing_profiles) none="Choose one" help=why("routing_profile") required=true/>
        <Checks form=form name="security_profile" choices=all(&context.security_profiles) help=why("security_profile") required=true/>
        <Select form=form name="hierarchy_group" choices=all(&context.hierarchy_groups) none="No group" help=why("hierarchy_group")/>
    }
    .into_any()
}

fn choice(named: &Named) -> Choice {
    Choice::new(&named.id, &named.name).refused(named.refusal.clone())
}

/// The phone.
pub fn phone(form: FormState, context: &Context) -> AnyView {
    let of = |value: &str, meaning: &str| Choice::new(value, phone_type_label(value)).meaning(meaning);
    let types = vec![
        of(SOFT_PHONE, "Calls arrive in the browser."),
        of(DESK_PHONE, "Calls arrive at a number."),
    ];
    let limit = context.rule("after_contact_work_limit").why;
    view! {
        <Radios form=form name="phone_type" choices=types/>
        <div class="if-desk-phone">
            <TextField form=form name="desk_phone_number" kind="tel" help="With + and country code: +442079460958."/>
        </div>
        <CheckBox form=form name="auto_accept" help="Calls are taken without a click."/>
        <TextField form=form name="after_contact_work_limit" inputmode="numeric" help=limit required=true/>
        <CheckBox form=form name="persistent_connection" help="The line stays open between calls."/>
    }
    .into_any()
}
