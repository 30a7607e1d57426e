//! Which address is forwarded to which.

use crate::{
    components::form::{Choice, Fixed, FormState, Select},
    model::forms::{associate_email_address_alias, disassociate_email_address_alias},
};
use leptos::prelude::*;

/// Picks the two; those that can't be picked say why.
pub fn associate(form: FormState, context: &associate_email_address_alias::Context) -> AnyView {
    let choices = |why_not: fn(&associate_email_address_alias::Choice) -> Option<String>| {
        let choice = |found: &associate_email_address_alias::Choice| {
            Choice::new(&found.id, &found.address).refused(why_not(found))
        };
        context.addresses.iter().map(choice).collect::<Vec<_>>()
    };
    let primaries = choices(|found| found.why_not_primary.clone());
    let aliases = choices(|found| found.why_not_alias.clone());
    view! {
        <p class="muted">"Mail to the alias is forwarded to the address; the alias still receives its own. An address has at most one alias, and an alias none."</p>
        <Select form=form name="primary" required=true choices=primaries none="Choose an address" help="It gets the mail."/>
        <Select form=form name="alias" required=true choices=aliases none="Choose an alias" help="Its mail is forwarded."/>
    }
    .into_any()
}

/// Only the alias that there is.
pub fn disassociate(form: FormState, context: &disassociate_email_address_alias::Context) -> AnyView {
    let (address, alias) = (&context.address, &context.alias.address);
    view! {
        <p class="lead">{format!("Mail to {alias} is forwarded to {address}. Afterwards {alias} receives its own only.")}</p>
        <Fixed form=form name="alias" value=context.alias.id.clone()/>
    }
    .into_any()
}
