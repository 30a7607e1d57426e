//! What the forms of a user have to know.

use crate::changes::{Closed, World};
use app::model::{
    access::{Permission, Refusal, may_give_security_profile},
    forms::{
        tags,
        user_fields::{Choice, Context},
    },
    instance::Instance,
    tag::Tags,
    user::User,
};
use std::collections::BTreeMap;

/// For `user`, or for a new one.
///
/// # Errors
/// When the instance's profiles are not read yet: every instance has some.
pub(super) fn context(instance: &Instance, user: Option<&User>, world: &World<'_>) -> Result<Context, Closed> {
    let names = &instance.names;
    if names.routing_profiles.is_empty() || names.security_profiles.is_empty() {
        return Err(Closed::NotReadYet);
    }
    let held = user.map_or(&[][..], |user| &user.security_profiles);
    let refusal = |id: &str| profile_refusal(instance, id, world).map(|refusal| refusal.to_string());
    let mut security_profiles = choices(&names.security_profiles, held.iter());
    for choice in &mut security_profiles {
        choice.refusal = refusal(&choice.id);
    }
    let routing_profile = user.and_then(|user| user.routing_profile.as_ref());
    let hierarchy_group = user.and_then(|user| user.hierarchy_group.as_ref());
    let email = world.access.check(Permission::ChangePrimaryEmail).err();
    Ok(Context {
        instance: instance.alias.clone(),
        identity_management: instance.identity_management,
        is_new: user.is_none(),
        routing_profiles: choices(&names.routing_profiles, routing_profile),
        security_profiles,
        hierarchy_groups: choices(&names.hierarchy_groups, hierarchy_group),
        email_refusal: email.filter(|_| user.is_some()).map(|refusal| refusal.to_string()),
        usernames: Vec::new(),
        aws_tags: user.map_or_else(Tags::new, |user| tags::set_by_aws(&user.tags)),
    })
}

/// Why this person may neither give the security profile nor take it away: who could take one away could shut out whoever
/// administers Amazon Connect.
pub(super) fn profile_refusal(instance: &Instance, id: &str, world: &World<'_>) -> Option<Refusal> {
    let name = name_of(&instance.names.security_profiles, id);
    may_give_security_profile(world.access, name, world.operator_security_profiles).err()
}

/// Why a person who may give nobody any security profile can create nobody: AWS wants at least one.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateUser.html>
pub(super) fn no_profile_to_give(context: &Context) -> Option<String> {
    let refusals = context
        .security_profiles
        .iter()
        .map(|profile| profile.refusal.as_deref());
    let first = *refusals.collect::<Option<Vec<_>>>()?.first()?;
    Some(format!(
        "A user has at least one security profile, and you may give none of {}’s. {first} Whoever runs Frontdesk sets which profiles \
         operators may give.",
        context.instance
    ))
}

/// The name of an id; the id where AWS lists no name.
pub(super) fn name_of<'a>(names: &'a BTreeMap<String, String>, id: &'a str) -> &'a str {
    names.get(id).map_or(id, String::as_str)
}

/// By name; what the user has stays to be chosen, also where AWS no longer lists it.
fn choices<'a>(names: &'a BTreeMap<String, String>, held: impl IntoIterator<Item = &'a String>) -> Vec<Choice> {
    let unlisted = held.into_iter().filter(|id| !names.contains_key(*id));
    let all = names.keys().chain(unlisted).map(|id| Choice {
        id: id.clone(),
        name: name_of(names, id).to_owned(),
        refusal: None,
    });
    let mut all: Vec<_> = all.collect();
    all.sort_by_cached_key(|choice| choice.name.to_lowercase());
    all
}
