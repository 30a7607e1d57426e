//! Amazon Connect users.

mod bulk;
mod context;
mod copy;
mod create;
mod delete;
mod edit;
mod identity;
mod parts;
mod password;
mod phone;
mod refused;
#[cfg(test)]
mod test_world;

pub use app::model::forms::{BulkDeleteUsers, BulkEditUsers, CreateUser, DeleteUser, EditUser};
pub(super) use delete::snapshot;
pub(super) use parts::RIGHTS;
pub(super) use password::generate_password;

use super::{Closed, World, missing};
use app::model::{change::Subject, freshness::Kind, instance::Instance, user::User};

/// The user at `subject`, with its instance.
fn find<'a>(subject: &Subject, world: &World<'a>) -> Result<(&'a User, &'a Instance), Closed> {
    let key = (subject.parent.clone(), subject.id.clone());
    let user = world.snapshot.users.get(&key).map(AsRef::as_ref);
    user.zip(world.instance(&subject.parent))
        .ok_or_else(|| missing(world.snapshot, Kind::Users))
}

/// The user called `username`, in whatever case: usernames are unique in an instance.
fn named<'a>(username: &str, instance: &str, world: &World<'a>) -> Option<&'a User> {
    let wanted = username.to_lowercase();
    let mut users = world.snapshot.users.values().map(AsRef::as_ref);
    users.find(|user| user.instance == instance && user.username.to_lowercase() == wanted)
}

/// A text that says something.
fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
