//! A new identity.

use super::dkim::{dkim_fields, origins};
use crate::{
    components::form::{Choice, FormState, Select, TagRows, TextField},
    model::forms::{
        CreateIdentity,
        create_identity::{Context, InRegion},
        identity_name,
    },
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Its fields.
pub fn fields(form: FormState, context: &Context) -> AnyView {
    let regions = context
        .regions
        .iter()
        .map(|known| Choice::new(&known.region, &known.region));
    let parents: Vec<String> = context
        .regions
        .iter()
        .filter(|known| !known.parents.is_empty())
        .map(|known| known.region.clone())
        .collect();
    let name = form.value("name");
    let is_address = Memo::new(move |_| named(name.get()).is_address());
    let understood = move || {
        let typed = name.get();
        let canonical = named(typed.clone()).canonical_name()?;
        let shown = identity_name::shown(&canonical);
        (shown != typed).then(|| view! { "It becomes "<code>{shown}</code>"." })
    };
    view! {
        <Select form=form name="region" choices=regions.collect() none="Choose a Region" required=true
            help="An identity counts in its own Region only."/>
        <div>
            <TextField form=form name="name" required=true
                help="A domain, such as example.com, lets every address below it send. A pasted https:// address is understood."/>
            <p class="muted" role="status">{understood}</p>
        </div>
        <div class="if-domain" hidden=move || is_address.get()>
            <p class="muted">"For a domain. An email address has no key of its own: SES mails it a link instead."</p>
            {dkim_fields(form, "dkim", origins(), &parents)}
        </div>
        <Select form=form name="configuration_set" choices=configuration_sets(&context.regions) none="None"
            help="The one that is used when a message names none. It has to be of the same Region."/>
        <TagRows form=form/>
    }
    .into_any()
}

fn named(name: String) -> CreateIdentity {
    CreateIdentity {
        name,
        ..CreateIdentity::default()
    }
}

/// Those of all Regions: which Region it will be is not known before it is chosen.
fn configuration_sets(regions: &[InRegion]) -> Vec<Choice> {
    let mut sets = BTreeMap::<&str, Vec<&str>>::new();
    for known in regions {
        for set in known.configuration_sets.iter().flatten() {
            sets.entry(set).or_default().push(&known.region);
        }
    }
    let choice = |(set, regions): (&str, Vec<&str>)| Choice::new(set, format!("{set} ({})", regions.join(", ")));
    sets.into_iter().map(choice).collect()
}
