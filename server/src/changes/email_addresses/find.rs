//! Finding an address in what is known.

use crate::changes::{Closed, World, missing};
use app::model::{
    change::{Resource, Subject},
    email_address::EmailAddress,
    freshness::Kind,
};

/// The address that `subject` names.
///
/// # Errors
/// When it is not known.
pub(super) fn address<'a>(subject: &Subject, world: &World<'a>) -> Result<&'a EmailAddress, Closed> {
    let key = (subject.parent.clone(), subject.id.clone());
    let found = world.snapshot.email_addresses.get(&key).map(AsRef::as_ref);
    found.ok_or_else(|| missing(world.snapshot, Kind::EmailAddresses))
}

/// An address as the audit log names it; without an id where it is to be created.
pub(super) fn resource(instance: &str, id: &str, address: &str) -> Resource {
    Resource {
        kind: Kind::EmailAddresses,
        subject: Subject::new(instance, id),
        name: address.to_owned(),
    }
}
