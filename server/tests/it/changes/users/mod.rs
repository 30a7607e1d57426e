//! Users: created, edited, deleted.

mod create;
mod delete;
mod edit;
mod password;

use super::console::Console;
use app::{
    backend::Backend,
    model::{
        access::Role,
        change::Subject,
        instance::{IdentityManagement, Instance},
        user::User,
    },
};
use std::sync::Arc;

/// The instance whose users are kept so.
pub fn instance(console: &Console, management: IdentityManagement) -> Instance {
    let snapshot = console.desk.snapshot();
    let mut instances = snapshot.instances.values();
    let found = instances.find(|instance| instance.identity_management == management);
    found.expect("an instance").clone()
}

/// The id of a name.
pub fn id_of(names: &std::collections::BTreeMap<String, String>, wanted: &str) -> String {
    let found = names.iter().find(|(_, name)| *name == wanted);
    found.unwrap_or_else(|| panic!("{wanted} in {names:?}")).0.clone()
}

/// A user of Amazon Connect's own that has all that can be edited.
fn somebody(console: &Console) -> (Subject, Arc<User>) {
    let instance = instance(console, IdentityManagement::ConnectManaged);
    let snapshot = console.desk.snapshot();
    let agent = id_of(&instance.names.security_profiles, "Agent");
    let has_all = |user: &&Arc<User>| {
        let email = user.contact.as_ref().and_then(|contact| contact.email.as_ref());
        user.instance == instance.id
            && user.hierarchy_group.is_some()
            && user.security_profiles == [agent.as_str()]
            && email.is_some()
            && user.tags.keys().any(|key| !key.starts_with("aws:"))
    };
    let user = snapshot.users.values().find(has_all).expect("a user");
    (Subject::new(&user.instance, &user.id), Arc::clone(user))
}

/// The user as Frontdesk knows it now.
fn user(console: &Console, subject: &Subject) -> Option<Arc<User>> {
    let key = (subject.parent.clone(), subject.id.clone());
    console.desk.snapshot().users.get(&key).cloned()
}

/// What a new user's form is filled in with.
pub fn newcomer<'a>(username: &'a str, routing_profile: &'a str, security_profile: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("username", username),
        ("first_name", "Zoe"),
        ("last_name", "Akers"),
        ("routing_profile", routing_profile),
        ("security_profile", security_profile),
    ]
}

/// A console with somebody of this role, and the ids of the routing profile “General” and the security profile “Agent” where Amazon
/// Connect keeps the users.
async fn managed(role: Role) -> (Console, Instance, String, String) {
    let console = Console::of(role).await;
    let instance = instance(&console, IdentityManagement::ConnectManaged);
    let routing = id_of(&instance.names.routing_profiles, "General");
    let agent = id_of(&instance.names.security_profiles, "Agent");
    (console, instance, routing, agent)
}
