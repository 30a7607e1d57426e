//! What WorkSpaces knows. Connection aliases of one Region are in one place, whoever owns them,
//! because two accounts can see one.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;

use super::{ConnectionAlias, WorkspaceDirectory};

/// WorkSpaces in every Region.
#[derive(Debug, Default)]
pub struct State {
    regions: HashMap<String, RegionState>,
}

/// WorkSpaces in one Region, for all accounts.
#[derive(Debug, Default)]
pub struct RegionState {
    aliases: BTreeMap<String, ConnectionAlias>,
    visible: HashMap<&'static str, BTreeSet<String>>,
    by_directory: HashMap<String, String>,
    directories: HashMap<&'static str, BTreeMap<String, WorkspaceDirectory>>,
    no_directories: BTreeMap<String, WorkspaceDirectory>,
}

impl State {
    /// Sets up a Region.
    pub fn insert(&mut self, region: &str, state: RegionState) {
        self.regions.insert(region.to_owned(), state);
    }

    /// What there is in a Region, which may be nothing.
    pub fn region(&mut self, region: &str) -> &mut RegionState {
        self.regions.entry(region.to_owned()).or_default()
    }
}

impl RegionState {
    /// Adds an alias, whose id is new.
    pub fn insert_alias(&mut self, alias: ConnectionAlias) {
        let shared = alias.permission.as_ref();
        let shared = shared.map(|permission| permission.shared_account_id);
        for account in std::iter::once(alias.owner).chain(shared) {
            let visible = self.visible.entry(account).or_default();
            visible.insert(alias.id.clone());
        }
        let directory = alias.association.as_ref();
        if let Some(id) = directory.and_then(|association| association.resource_id.clone()) {
            self.by_directory.insert(id, alias.id.clone());
        }
        self.aliases.insert(alias.id.clone(), alias);
    }

    /// Adds a directory, whose id is new.
    pub fn insert_directory(&mut self, account: &'static str, directory: WorkspaceDirectory) {
        let directories = self.directories.entry(account).or_default();
        directories.insert(directory.directory_id.clone(), directory);
    }

    /// The alias with this id, if `account` may know of it.
    pub fn alias(&self, account: &str, id: &str) -> Option<&ConnectionAlias> {
        let alias = self.aliases.get(id);
        alias.filter(|alias| alias.visible_to(account))
    }

    /// The aliases that `account` may know of, by id.
    pub fn aliases(&self, account: &str, bounds: (Bound<&str>, Bound<&str>)) -> impl Iterator<Item = &ConnectionAlias> {
        let ids = self.visible.get(account).into_iter();
        ids.flat_map(move |ids| ids.range::<str, _>(bounds))
            .filter_map(|id| self.aliases.get(id))
    }

    /// The alias that is associated with a directory, if `account` may know of it.
    pub fn alias_of_directory(&self, account: &str, directory: &str) -> Option<&ConnectionAlias> {
        self.alias(account, self.by_directory.get(directory)?)
    }

    /// The directories of `account`, by id.
    pub fn directories(&self, account: &str) -> &BTreeMap<String, WorkspaceDirectory> {
        self.directories.get(account).unwrap_or(&self.no_directories)
    }
}
