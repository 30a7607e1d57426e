//! What the calls on users have in common.

use crate::aws::write::Touched;
use app::model::{snapshot::Snapshot, user::User};
use std::collections::BTreeSet;

/// The user is read again.
pub(super) fn touched_user(instance: &str, id: &str) -> Vec<Touched> {
    vec![Touched::User {
        instance: instance.to_owned(),
        id: id.to_owned(),
    }]
}

/// The user, as far as it is known.
pub(super) fn user<'a>(snapshot: &'a Snapshot, instance: &str, id: &str) -> Option<&'a User> {
    let key = (instance.to_owned(), id.to_owned());
    snapshot.users.get(&key).map(AsRef::as_ref)
}

/// Whether they are the same, in whatever order.
pub(super) fn same_profiles(a: &[String], b: &[String]) -> bool {
    a.iter().collect::<BTreeSet<_>>() == b.iter().collect()
}
