//! The rows of the four lists, as far as they have changed.

use super::Snapshot;
use crate::model::{
    connection_alias::{ConnectionAlias, Directory},
    email_address::EmailAddress,
    list::{Index, ListRow, Next, Part},
    rows::{AddressRef, ConnectionAliasRow, EmailAddressRow, IdentityRow, InRegion, UserRow},
};
use std::{
    collections::BTreeMap,
    iter,
    sync::{Arc, OnceLock},
};

/// An alias, and the directory that it leads to.
type Place<'a> = (&'a Arc<ConnectionAlias>, Option<&'a Arc<Directory>>);

/// The rows of the four lists.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    users: Made<UserRow>,
    email_addresses: Made<EmailAddressRow>,
    identities: Made<IdentityRow>,
    connection_aliases: Made<ConnectionAliasRow>,
}

/// The rows of a list, once they are made; else those that were made last, since most of them will be the same.
#[derive(Clone, Debug)]
struct Made<R> {
    now: OnceLock<Arc<Index<R>>>,
    before: Option<Arc<Index<R>>>,
}

impl<R> Default for Made<R> {
    fn default() -> Self {
        Self {
            now: OnceLock::new(),
            before: None,
        }
    }
}

impl<R: ListRow> Made<R> {
    fn get_or_make(&self, make: impl FnOnce(Next<'_, R>) -> Index<R>) -> Arc<Index<R>> {
        let make = || Arc::new(make(Next::after(self.before.as_deref())));
        self.now.get_or_init(make).clone()
    }

    /// The same, unless what they show has changed.
    fn after(self, is_same: bool) -> Self {
        if is_same {
            return self;
        }
        Self {
            now: OnceLock::new(),
            before: self.now.into_inner().or(self.before),
        }
    }
}

impl Rows {
    /// The rows of `next`, as far as they are those of `snapshot`.
    #[must_use]
    pub fn after(snapshot: &Snapshot, next: &Snapshot) -> Self {
        let mut rows = snapshot.rows.clone();
        // Every row has names of its instance, or the account, which hardly ever change.
        if !Arc::ptr_eq(&snapshot.instances, &next.instances) {
            (rows.users, rows.email_addresses) = Default::default();
        }
        if snapshot.account != next.account {
            (rows.identities, rows.connection_aliases) = Default::default();
        }
        let same_aliases = Arc::ptr_eq(&snapshot.connection_aliases, &next.connection_aliases)
            && Arc::ptr_eq(&snapshot.directories, &next.directories);
        Self {
            users: rows.users.after(Arc::ptr_eq(&snapshot.users, &next.users)),
            email_addresses: rows
                .email_addresses
                .after(Arc::ptr_eq(&snapshot.email_addresses, &next.email_addresses)),
            identities: rows
                .identities
                .after(Arc::ptr_eq(&snapshot.identities, &next.identities)),
            connection_aliases: rows.connection_aliases.after(same_aliases),
        }
    }
}

impl Snapshot {
    /// The rows of the list of users.
    #[must_use]
    pub fn user_rows(&self) -> Arc<Index<UserRow>> {
        self.rows.users.get_or_make(|mut next| {
            for user in self.users.values() {
                if let Some(instance) = self.instances.get(&user.instance) {
                    next.add(vec![part(user)], || (UserRow::new(user, instance), UserRow::also(user)));
                }
            }
            next.finish()
        })
    }

    /// The rows of the list of e-mail addresses.
    #[must_use]
    pub fn email_address_rows(&self) -> Arc<Index<EmailAddressRow>> {
        self.rows.email_addresses.get_or_make(|mut next| {
            let primaries = self.primaries();
            for address in self.email_addresses.values() {
                if let Some(instance) = self.instances.get(&address.instance) {
                    let (alias_of, aliased_by) = self.alias_relations(address, &primaries);
                    let other = |reference: &Option<AddressRef>| {
                        let key = (address.instance.clone(), reference.as_ref()?.id.clone());
                        self.email_addresses.get(&key)
                    };
                    let others = [other(&alias_of), other(&aliased_by)].map(|other| part(other.unwrap_or(address)));
                    let parts = iter::once(part(address)).chain(others);
                    next.add(parts.collect(), || {
                        let row = EmailAddressRow::new(address, instance, alias_of, aliased_by);
                        (row, EmailAddressRow::also(address))
                    });
                }
            }
            next.finish()
        })
    }

    /// The rows of the list of identities.
    #[must_use]
    pub fn identity_rows(&self) -> Arc<Index<IdentityRow>> {
        self.rows.identities.get_or_make(|mut next| {
            for identity in self.identities.values() {
                next.add(vec![part(identity)], || {
                    let also = IdentityRow::also(identity, self.account.as_deref());
                    (IdentityRow::new(identity), also)
                });
            }
            next.finish()
        })
    }

    /// The rows of the board of connection aliases.
    #[must_use]
    pub fn connection_alias_rows(&self) -> Arc<Index<ConnectionAliasRow>> {
        self.rows.connection_aliases.get_or_make(|mut next| {
            let mut strings: BTreeMap<&str, Vec<Place<'_>>> = BTreeMap::new();
            for alias in self.connection_aliases.values() {
                let place = (alias, self.directory_of(alias));
                strings.entry(&alias.connection_string).or_default().push(place);
            }
            for (string, places) in &strings {
                let parts = places
                    .iter()
                    .flat_map(|(alias, directory)| [part(*alias), directory.map_or_else(|| part(*alias), part)]);
                next.add(parts.collect(), || self.connection_alias_row(string, places));
            }
            next.finish()
        })
    }

    /// The row of a connection string, with what is searched beside its columns.
    fn connection_alias_row(&self, connection_string: &str, places: &[Place<'_>]) -> (ConnectionAliasRow, Vec<String>) {
        let places = || {
            places
                .iter()
                .map(|(alias, directory)| (&***alias, directory.map(AsRef::as_ref)))
        };
        let owner = places().next().map(|(alias, _)| alias.owner_account.clone());
        let owner_account = owner.unwrap_or_default();
        let row = ConnectionAliasRow {
            connection_string: connection_string.to_owned(),
            is_own: self.account.as_ref().map(|account| *account == owner_account),
            owner_account,
            regions: places()
                .map(|(alias, directory)| InRegion::new(alias, directory))
                .collect(),
        };
        let also = places().flat_map(|(alias, directory)| ConnectionAliasRow::also(alias, directory));
        (row, also.collect())
    }

    /// The directory that an alias leads to, where it is one of this account's.
    pub(super) fn directory_of(&self, alias: &ConnectionAlias) -> Option<&Arc<Directory>> {
        let directory = alias.association()?.directory.clone()?;
        self.directories.get(&(alias.region.to_string(), directory))
    }

    /// The id of the address that each alias forwards to, by instance and alias.
    pub(super) fn primaries(&self) -> BTreeMap<(&str, &str), &str> {
        let pair = |address: &'_ Arc<EmailAddress>| address.alias.is_some();
        self.email_addresses
            .values()
            .filter(|address| pair(address))
            .filter_map(|a| Some(((a.instance.as_str(), a.alias.as_deref()?), a.id.as_str())))
            .collect()
    }

    /// The address that `address` is an alias of, and the one that is its alias.
    pub(super) fn alias_relations(
        &self,
        address: &EmailAddress,
        primaries: &BTreeMap<(&str, &str), &str>,
    ) -> (Option<AddressRef>, Option<AddressRef>) {
        let reference = |id: &str| {
            let known = self.email_addresses.get(&(address.instance.clone(), id.to_owned()));
            AddressRef {
                id: id.to_owned(),
                address: known.map_or_else(|| id.to_owned(), |known| known.address.clone()),
            }
        };
        let alias_of = primaries
            .get(&(address.instance.as_str(), address.id.as_str()))
            .map(|id| reference(id));
        (alias_of, address.alias.as_deref().map(reference))
    }
}

fn part<T: Send + Sync + 'static>(of: &Arc<T>) -> Part {
    Arc::clone(of) as Part
}
