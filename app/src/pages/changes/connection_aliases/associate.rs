//! Which directory an alias leads to.

use crate::{
    components::form::{Choice, Fixed, FormState, Select},
    model::forms::{associate_connection_alias, disassociate_connection_alias},
};
use leptos::prelude::*;

/// Picks a directory; a taken one says by what.
pub fn associate(form: FormState, context: &associate_connection_alias::Context) -> AnyView {
    let choice = |found: &associate_connection_alias::DirectoryChoice| {
        Choice::new(&found.id, found.label()).refused(found.why_not.clone())
    };
    let choices = context.directories.iter().map(choice).collect();
    view! {
        <p class="muted">{format!("Region {}. People who use the connection string reach the desktops of this directory, once its TXT record names the connection identifier.", context.region)}</p>
        <Select form=form name="directory" required=true choices=choices none="Choose a directory"/>
    }
    .into_any()
}

/// Only the directory that it leads to.
pub fn disassociate(form: FormState, context: &disassociate_connection_alias::Context) -> AnyView {
    view! {
        <div class="notice wait">
            <b>"People who use this connection string can’t connect in this Region afterwards."</b>
            <p>{format!("It leads to {} ({}) now.", context.name, context.directory)}</p>
        </div>
        <Fixed form=form name="directory" value=context.directory.clone()/>
    }
    .into_any()
}
