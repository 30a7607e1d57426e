//! From rows to what is in memory.

use super::{
    Write,
    write::{ACCOUNT, INSTANCE, PAUSE, RowKey, SCOPE, SES_REGION, TOUCH},
};
use crate::inventory::{OF_INSTANCES, Resource};
use app::model::{
    changed::{Topic, Topics},
    connection_alias::{ConnectionAlias, Directory},
    email_address::EmailAddress,
    freshness::{Kind, Pause, Scope, ScopeState},
    identity::Identity,
    instance::Instance,
    overview::SesRegion,
    snapshot::Snapshot,
    user::User,
};
use serde::de::DeserializeOwned;
use std::sync::Arc;

impl Write {
    /// Makes `snapshot` say what the row does, and tells what that is about; `None` when it does not read, as one of another version
    /// of Frontdesk.
    pub fn take_in(&self, snapshot: &mut Snapshot) -> Option<Topics> {
        let RowKey { kind, parent, id } = &self.key;
        match kind.as_str() {
            User::KIND => self.take_in_as::<User>(snapshot),
            EmailAddress::KIND => self.take_in_as::<EmailAddress>(snapshot),
            Identity::KIND => self.take_in_as::<Identity>(snapshot),
            ConnectionAlias::KIND => self.take_in_as::<ConnectionAlias>(snapshot),
            Directory::KIND => self.take_in_as::<Directory>(snapshot),
            INSTANCE => {
                let instances = Arc::make_mut(&mut snapshot.instances);
                match self.read::<Instance>().ok()? {
                    Some(instance) => drop(instances.insert(id.clone(), instance)),
                    None => drop(instances.remove(id)),
                }
                Some(OF_INSTANCES)
            }
            SES_REGION => {
                match self.read::<SesRegion>().ok()? {
                    Some(ses) => drop(snapshot.ses.insert(ses.region.clone(), ses)),
                    None => drop(snapshot.ses.remove(&parent.parse().ok()?)),
                }
                Some(Topic::Identities.into())
            }
            SCOPE => self.take_in_scope(snapshot),
            PAUSE => {
                let (scope, paused) = (self.scope_of()?, self.read::<Pause>().ok()?);
                let topics = Topics::from(scope.kind).with(Topic::Sync);
                snapshot.scopes.entry(scope).or_default().paused = paused;
                Some(topics)
            }
            ACCOUNT => {
                snapshot.account = self.read().ok()?;
                Some(Topics::LISTS)
            }
            // There is nothing in it to be lost.
            TOUCH => Some(self.read().ok().flatten().unwrap_or_default()),
            _ => None,
        }
    }

    fn take_in_scope(&self, snapshot: &mut Snapshot) -> Option<Topics> {
        let (scope, state) = (self.scope_of()?, self.read::<ScopeState>().ok()?);
        let topics = Topics::from(Topic::Sync);
        let Some(mut state) = state else {
            // Whether it is paused is said by a row of its own.
            if let Some(known) = snapshot.scopes.get_mut(&scope) {
                let paused = known.paused.take();
                *known = ScopeState {
                    paused,
                    ..ScopeState::default()
                };
            }
            return Some(topics.with(scope.kind.into()));
        };
        let kind = scope.kind;
        let known = snapshot.scopes.entry(scope).or_default();
        state.paused.clone_from(&known.paused);
        let before = std::mem::replace(known, state);
        let is_shown = known.shows_unlike(&before);
        Some(if is_shown { topics.with(kind.into()) } else { topics })
    }

    /// The listing that a row of [`SCOPE`] or [`PAUSE`] is about.
    fn scope_of(&self) -> Option<Scope> {
        let RowKey { parent, id, .. } = &self.key;
        let kind = Kind::ALL.into_iter().find(|kind| kind.as_str() == id)?;
        let region = parent.parse().ok()?;
        Some(Scope { kind, region })
    }

    fn take_in_as<T: Resource>(&self, snapshot: &mut Snapshot) -> Option<Topics> {
        let item = self.read::<T>().ok()?;
        let key = (self.key.parent.clone(), self.key.id.clone());
        let table = Arc::make_mut(T::table_mut(snapshot));
        match item {
            Some(item) => drop(table.insert(key, Arc::new(item))),
            None => drop(table.remove(&key)),
        }
        Some(T::TOPIC.into())
    }

    /// The thing, unless it is gone.
    fn read<T: DeserializeOwned>(&self) -> serde_json::Result<Option<T>> {
        if self.is_removal() {
            return Ok(None);
        }
        serde_json::from_str(&self.body).map(Some)
    }

    /// Which listings are no longer complete without this row: users and addresses show with their instance only.
    pub(super) fn listings(&self) -> &'static [Kind] {
        match self.key.kind.as_str() {
            User::KIND => &[Kind::Users],
            EmailAddress::KIND => &[Kind::EmailAddresses],
            Identity::KIND => &[Kind::Identities],
            ConnectionAlias::KIND | Directory::KIND => &[Kind::ConnectionAliases],
            INSTANCE => &[Kind::Users, Kind::EmailAddresses],
            _ => &[],
        }
    }
}
