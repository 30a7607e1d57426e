//! The connection aliases of a Region. They are in one place, whoever owns them, because two
//! accounts can see one.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;

use time::OffsetDateTime;

use super::ConnectionAlias;
use super::error::Error;
use crate::tags::Tags;

/// Connection aliases by id, with the indexes by which they are found.
#[derive(Debug, Default)]
pub struct ConnectionAliases {
    by_id: BTreeMap<String, ConnectionAlias>,
    by_account: HashMap<String, BTreeSet<String>>,
    by_connection_string: HashMap<String, String>,
    by_directory: HashMap<String, String>,
    by_settlement: BTreeSet<(OffsetDateTime, String)>,
}

impl ConnectionAliases {
    /// Adds an alias, or replaces the one with its id.
    pub fn put(&mut self, alias: ConnectionAlias) {
        self.remove(&alias.id);
        let id = &alias.id;
        for account in alias.accounts() {
            let visible = self.by_account.entry(account.to_owned()).or_default();
            visible.insert(id.clone());
        }
        let connection_string = alias.connection_string.to_ascii_lowercase();
        self.by_connection_string.insert(connection_string, id.clone());
        if let Some(directory) = alias.directory() {
            self.by_directory.insert(directory.to_owned(), id.clone());
        }
        if let Some(moment) = alias.settles_at {
            self.by_settlement.insert((moment, id.clone()));
        }
        self.by_id.insert(id.clone(), alias);
    }

    fn remove(&mut self, id: &str) -> Option<ConnectionAlias> {
        let alias = self.by_id.remove(id)?;
        for account in alias.accounts() {
            if let Some(visible) = self.by_account.get_mut(account) {
                visible.remove(id);
                if visible.is_empty() {
                    self.by_account.remove(account);
                }
            }
        }
        let connection_string = alias.connection_string.to_ascii_lowercase();
        self.by_connection_string.remove(&connection_string);
        if let Some(directory) = alias.directory() {
            self.by_directory.remove(directory);
        }
        if let Some(moment) = alias.settles_at {
            self.by_settlement.remove(&(moment, id.to_owned()));
        }
        Some(alias)
    }

    /// Ends what was under way and has had its time by `now`.
    pub fn settle(&mut self, now: OffsetDateTime) {
        while let Some((moment, _)) = self.by_settlement.first()
            && *moment <= now
            && let Some((_, id)) = self.by_settlement.pop_first()
        {
            if let Some(alias) = self.remove(&id).and_then(ConnectionAlias::settled) {
                self.put(alias);
            }
        }
    }

    /// All of them, by id.
    pub fn all(&self) -> impl Iterator<Item = &ConnectionAlias> {
        self.by_id.values()
    }

    /// The aliases that `account` may know of, by id.
    pub fn visible(&self, account: &str, bounds: (Bound<&str>, Bound<&str>)) -> impl Iterator<Item = &ConnectionAlias> {
        let ids = self.by_account.get(account).into_iter();
        ids.flat_map(move |ids| ids.range::<str, _>(bounds))
            .filter_map(|id| self.by_id.get(id))
    }

    /// How many `account` owns.
    pub fn count_of(&self, account: &str) -> usize {
        let visible = self.visible(account, (Bound::Unbounded, Bound::Unbounded));
        visible.filter(|alias| alias.owner == account).count()
    }

    /// The alias with this id, if `account` may know of it.
    pub fn get(&self, account: &str, id: &str) -> Result<&ConnectionAlias, Error> {
        let alias = self.by_id.get(id);
        let visible = alias.filter(|alias| alias.accounts().any(|one| one == account));
        visible.ok_or_else(|| Error::ResourceNotFound(id.to_owned()))
    }

    /// The same, if `account` is its owner.
    pub fn owned(&self, account: &str, id: &str) -> Result<&ConnectionAlias, Error> {
        let alias = self.get(account, id)?;
        if alias.owner == account {
            return Ok(alias);
        }
        Err(Error::AccessDenied(format!("Only the owner of {id} may do this")))
    }

    /// The tags of the alias with this id, if `account` is its owner.
    pub fn tags_mut(&mut self, account: &str, id: &str) -> Option<&mut Tags> {
        let alias = self.by_id.get_mut(id).filter(|alias| alias.owner == account);
        alias.map(|alias| &mut alias.tags)
    }

    /// Whether there is one with this connection string, in any spelling.
    pub fn has_connection_string(&self, connection_string: &str) -> bool {
        let connection_string = connection_string.to_ascii_lowercase();
        self.by_connection_string.contains_key(&connection_string)
    }

    /// The id of the alias that is associated with a directory.
    pub fn of_directory(&self, directory: &str) -> Option<&str> {
        self.by_directory.get(directory).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;
    use crate::ACCOUNT_ID;
    use crate::workspaces::{Association, AssociationStatus, ConnectionAliasState};

    const START: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    fn alias(id: &str, seconds: i64, state: ConnectionAliasState) -> ConnectionAlias {
        ConnectionAlias {
            id: id.to_owned(),
            connection_string: format!("{id}.Example.com"),
            state,
            owner: ACCOUNT_ID,
            permission: None,
            association: None,
            settles_at: Some(START + Duration::seconds(seconds)),
            tags: Tags::new(),
        }
    }

    fn states(aliases: &mut ConnectionAliases, seconds: i64) -> Vec<(&str, ConnectionAliasState)> {
        aliases.settle(START + Duration::seconds(seconds));
        aliases.all().map(|alias| (alias.id.as_str(), alias.state)).collect()
    }

    #[test]
    fn what_is_under_way_ends_when_its_time_has_come_in_whatever_order_it_began() {
        use ConnectionAliasState::{Created, Creating, Deleting};
        let mut aliases = ConnectionAliases::default();
        aliases.put(alias("gone", 9, Deleting));
        aliases.put(alias("new", 5, Creating));
        assert_eq!(states(&mut aliases, 4), [("gone", Deleting), ("new", Creating)]);
        assert_eq!(states(&mut aliases, 5), [("gone", Deleting), ("new", Created)]);
        assert!(aliases.has_connection_string("gone.example.COM"));
        assert_eq!(states(&mut aliases, 100), [("new", Created)]);
        assert!(!aliases.has_connection_string("gone.example.com"));
        assert!(aliases.by_settlement.is_empty());
        aliases.put(alias("new", 200, Deleting));
        assert_eq!(states(&mut aliases, 200), []);
        assert!(aliases.by_account.is_empty());
    }

    #[test]
    fn a_directory_is_free_when_its_association_has_ended() {
        let mut aliases = ConnectionAliases::default();
        aliases.put(ConnectionAlias {
            association: Some(Association {
                association_status: AssociationStatus::PendingDisassociation,
                resource_id: Some("d-1".to_owned()),
                ..Association::NONE
            }),
            ..alias("ending", 20, ConnectionAliasState::Created)
        });
        aliases.settle(START);
        assert_eq!(aliases.of_directory("d-1"), Some("ending"));
        aliases.settle(START + Duration::seconds(20));
        assert_eq!(aliases.of_directory("d-1"), None);
    }
}
