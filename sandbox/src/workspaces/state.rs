//! What WorkSpaces knows.

use std::collections::{BTreeMap, HashMap};

use time::OffsetDateTime;

use super::error::Error;
use super::{ConnectionAliases, Reservations, WorkspaceDirectory};
use crate::tags::Tags;

/// WorkSpaces in every Region.
#[derive(Debug, Default)]
pub struct State {
    regions: HashMap<String, Region>,
    reservations: Reservations,
}

/// WorkSpaces in one Region, for all accounts.
#[derive(Debug, Default)]
pub struct Region {
    /// The connection aliases.
    pub aliases: ConnectionAliases,
    directories: HashMap<&'static str, BTreeMap<String, WorkspaceDirectory>>,
    no_directories: BTreeMap<String, WorkspaceDirectory>,
    changes: u64,
}

impl State {
    /// Sets up a Region.
    pub fn insert(&mut self, region: &str, state: Region) {
        for alias in state.aliases.all() {
            self.reservations.reserve(&alias.connection_string, alias.owner);
        }
        self.regions.insert(region.to_owned(), state);
    }

    /// What there is in a Region at `now`, which may be nothing, and what is reserved in all of
    /// them.
    pub fn at(&mut self, region: &str, now: OffsetDateTime) -> (&mut Region, &mut Reservations) {
        let here = self.regions.entry(region.to_owned()).or_default();
        here.aliases.settle(now);
        (here, &mut self.reservations)
    }
}

impl Region {
    /// Adds a directory, whose id is new.
    pub fn insert_directory(&mut self, account: &'static str, directory: WorkspaceDirectory) {
        let directories = self.directories.entry(account).or_default();
        directories.insert(directory.directory_id.clone(), directory);
    }

    /// The directories of `account`, by id.
    pub fn directories(&self, account: &str) -> &BTreeMap<String, WorkspaceDirectory> {
        self.directories.get(account).unwrap_or(&self.no_directories)
    }

    /// The tags of an alias or a directory of `account`.
    pub fn tags(&self, account: &str, id: &str) -> Result<&Tags, Error> {
        let alias = self.aliases.owned(account, id).ok().map(|alias| &alias.tags);
        let directory = self.directories(account).get(id).map(|directory| &directory.tags);
        let tags = alias.or(directory);
        tags.ok_or_else(|| Error::ResourceNotFound(id.to_owned()))
    }

    /// The same, to be changed.
    pub fn tags_mut(&mut self, account: &str, id: &str) -> Result<&mut Tags, Error> {
        let alias = self.aliases.tags_mut(account, id);
        let directories = self.directories.get_mut(account);
        let directory = directories.and_then(|directories| directories.get_mut(id));
        let tags = alias.or(directory.map(|directory| &mut directory.tags));
        tags.ok_or_else(|| Error::ResourceNotFound(id.to_owned()))
    }

    /// A number that no other change in this Region has had: what makes new ids differ.
    pub fn next_change(&mut self) -> String {
        self.changes += 1;
        self.changes.to_string()
    }
}
