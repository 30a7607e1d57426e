//! Roles, as badges and in a sentence.

use super::badge::Badge;
use crate::model::{
    access::Role,
    badge::{Badge as BadgeModel, Tone},
};
use leptos::prelude::*;

/// What somebody of this role may do, in a sentence.
pub const fn meaning(role: Role) -> &'static str {
    match role {
        Role::Viewer => "Sees everything, changes nothing.",
        Role::Operator => "Does the daily work: creates and edits users, addresses, identities and associations.",
        Role::Admin => "Does everything: also deletes, shares, gives any security profile, and ends others’ sessions.",
    }
}

/// The role in a word.
#[component]
pub fn RoleBadge(role: Role) -> impl IntoView {
    view! { <Badge badge=BadgeModel::new(Tone::Calm, role.label(), meaning(role))/> }
}
