//! What the five tables of the inventory have in common.

use app::backend::Target;
use app::model::{
    changed::Topic,
    connection_alias::{ConnectionAlias, Directory},
    email_address::EmailAddress,
    identity::Identity,
    snapshot::{Snapshot, Table},
    time::Timestamp,
    user::User,
};
use serde::{Serialize, de::DeserializeOwned};

/// What a thing belongs to (an instance's id, a Region), and its own id or name.
pub type Key = (String, String);

/// A thing read from AWS.
pub trait Resource: Clone + PartialEq + Serialize + DeserializeOwned {
    /// Its kind in the database.
    const KIND: &'static str;

    /// What a change of it is about.
    const TOPIC: Topic;

    /// Where it stands in its table.
    fn key(&self) -> Key;

    /// Its table.
    fn table(snapshot: &Snapshot) -> &Table<Self>;

    /// Its table, to be changed.
    fn table_mut(snapshot: &mut Snapshot) -> &mut Table<Self>;

    /// When its details were last read.
    fn described_at(&self) -> Option<Timestamp> {
        None
    }

    /// How it is asked for by itself; `None` where that is no single question.
    fn target(_key: &Key) -> Option<Target> {
        None
    }

    /// Takes over from `known` what a listing does not tell.
    fn keep_details(&mut self, _known: &Self) {}

    /// Takes over from `known` what AWS does not tell at all.
    fn keep_history(&mut self, _known: &Self) {}
}

impl Resource for User {
    const KIND: &'static str = "user";
    const TOPIC: Topic = Topic::Users;

    fn key(&self) -> Key {
        (self.instance.clone(), self.id.clone())
    }

    fn table(snapshot: &Snapshot) -> &Table<Self> {
        &snapshot.users
    }

    fn table_mut(snapshot: &mut Snapshot) -> &mut Table<Self> {
        &mut snapshot.users
    }

    fn target((instance, id): &Key) -> Option<Target> {
        let (instance, id) = (instance.clone(), id.clone());
        Some(Target::User { instance, id })
    }

    fn described_at(&self) -> Option<Timestamp> {
        self.described_at
    }

    fn keep_details(&mut self, known: &Self) {
        self.contact.clone_from(&known.contact);
        self.last_modified = known.last_modified;
        self.last_modified_region.clone_from(&known.last_modified_region);
        self.described_at = known.described_at;
    }
}

impl Resource for EmailAddress {
    const KIND: &'static str = "email_address";
    const TOPIC: Topic = Topic::EmailAddresses;

    fn key(&self) -> Key {
        (self.instance.clone(), self.id.clone())
    }

    fn table(snapshot: &Snapshot) -> &Table<Self> {
        &snapshot.email_addresses
    }

    fn table_mut(snapshot: &mut Snapshot) -> &mut Table<Self> {
        &mut snapshot.email_addresses
    }

    fn target((instance, id): &Key) -> Option<Target> {
        let (instance, id) = (instance.clone(), id.clone());
        Some(Target::EmailAddress { instance, id })
    }

    fn described_at(&self) -> Option<Timestamp> {
        self.described_at
    }

    fn keep_details(&mut self, known: &Self) {
        self.details.clone_from(&known.details);
        self.described_at = known.described_at;
    }
}

impl Resource for Identity {
    const KIND: &'static str = "identity";
    const TOPIC: Topic = Topic::Identities;

    fn key(&self) -> Key {
        (self.region.to_string(), self.name.clone())
    }

    fn table(snapshot: &Snapshot) -> &Table<Self> {
        &snapshot.identities
    }

    fn table_mut(snapshot: &mut Snapshot) -> &mut Table<Self> {
        &mut snapshot.identities
    }

    fn target((region, name): &Key) -> Option<Target> {
        let (region, name) = (region.clone(), name.clone());
        Some(Target::Identity { region, name })
    }

    fn described_at(&self) -> Option<Timestamp> {
        self.described_at
    }

    fn keep_details(&mut self, known: &Self) {
        self.details.clone_from(&known.details);
        self.described_at = known.described_at;
    }

    fn keep_history(&mut self, known: &Self) {
        self.first_seen = known.first_seen;
    }
}

impl Resource for ConnectionAlias {
    const KIND: &'static str = "connection_alias";
    const TOPIC: Topic = Topic::ConnectionAliases;

    fn key(&self) -> Key {
        (self.region.to_string(), self.id.clone())
    }

    fn table(snapshot: &Snapshot) -> &Table<Self> {
        &snapshot.connection_aliases
    }

    fn table_mut(snapshot: &mut Snapshot) -> &mut Table<Self> {
        &mut snapshot.connection_aliases
    }

    fn described_at(&self) -> Option<Timestamp> {
        self.described_at
    }

    fn keep_details(&mut self, known: &Self) {
        self.permissions.clone_from(&known.permissions);
        self.tags.clone_from(&known.tags);
        self.described_at = known.described_at;
    }
}

impl Resource for Directory {
    const KIND: &'static str = "directory";
    const TOPIC: Topic = Topic::ConnectionAliases;

    fn key(&self) -> Key {
        (self.region.to_string(), self.id.clone())
    }

    fn table(snapshot: &Snapshot) -> &Table<Self> {
        &snapshot.directories
    }

    fn table_mut(snapshot: &mut Snapshot) -> &mut Table<Self> {
        &mut snapshot.directories
    }
}
