//! Whose key a domain's mail is signed with: the choice, and what belongs to each.

use crate::{
    components::form::{Choice, FormState, Radios, Select, TextField},
    model::{
        forms::dkim_fields::{BYODKIM, EASY, KEY_LENGTHS, REPLICA},
        identity::key_length_label,
    },
};
use leptos::prelude::*;

/// What can be chosen.
pub fn origins() -> Vec<Choice> {
    vec![
        Choice::new(EASY, "Easy DKIM")
            .meaning("SES makes the key and changes it by itself. You publish three CNAME records."),
        Choice::new(BYODKIM, "Bring your own")
            .meaning("You make the key, publish its public half, and give SES the private one with the review."),
        Choice::new(REPLICA, "Replica").meaning(
            "Deterministic Easy DKIM: the key of the same domain in another Region, whose DNS records are there already.",
        ),
    ]
}

/// The choice in the field `origin`, and the fields that belong to what is chosen.
pub fn dkim_fields(form: FormState, origin: &'static str, origins: Vec<Choice>, parents: &[String]) -> AnyView {
    let lengths = KEY_LENGTHS.map(|length| Choice::new(length, key_length_label(length)));
    let parents: Vec<_> = parents.iter().map(|region| Choice::new(region, region)).collect();
    let no_parent = if parents.is_empty() {
        "No Region has a domain to replicate"
    } else {
        "Choose a Region"
    };
    let selector = "The name before “._domainkey”. A new key needs a new selector: the old record is still needed for \
        mail on its way.";
    view! {
        <Radios form=form name=origin choices=origins/>
        <div class="if-easy">
            <Select form=form name="next_signing_key_length" choices=lengths.into() required=true
                help="2048 bit is the safer one; 1024 bit is for DNS providers that can’t hold more."/>
        </div>
        <div class="if-byodkim"><TextField form=form name="selector" help=selector required=true/></div>
        <div class="if-replica">
            <Select form=form name="parent_region" choices=parents none=no_parent required=true
                help="Where the domain has Easy DKIM with a key of its own."/>
        </div>
    }
    .into_any()
}
