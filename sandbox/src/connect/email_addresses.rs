//! The e-mail addresses of an instance, and the indexes by which they are found.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use super::EmailAddress;
use crate::lag::Collection;

/// The addresses of an instance.
#[derive(Debug, Default)]
pub struct EmailAddresses {
    by_id: BTreeMap<String, Arc<EmailAddress>>,
    by_address: HashMap<String, String>,
    primary_by_alias: HashMap<String, String>,
}

impl Collection for EmailAddresses {
    type Item = EmailAddress;

    fn put(&mut self, address: Arc<EmailAddress>) {
        self.remove(&address.id);
        self.by_address
            .insert(address.address.to_lowercase(), address.id.clone());
        if let Some(alias) = &address.alias {
            self.primary_by_alias
                .insert(alias.email_address_id.clone(), address.id.clone());
        }
        self.by_id.insert(address.id.clone(), address);
    }

    fn remove(&mut self, id: &str) {
        if let Some(address) = self.by_id.remove(id) {
            self.by_address.remove(&address.address.to_lowercase());
            if let Some(alias) = &address.alias {
                self.primary_by_alias.remove(&alias.email_address_id);
            }
        }
    }
}

impl EmailAddresses {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// The address with this id.
    pub fn get(&self, id: &str) -> Option<&EmailAddress> {
        self.by_id.get(id).map(Arc::as_ref)
    }

    /// In the order of their ids, from where `bounds` begin.
    pub fn range(&self, bounds: (Bound<&str>, Bound<&str>)) -> impl Iterator<Item = &EmailAddress> {
        self.by_id.range::<str, _>(bounds).map(|(_, address)| address.as_ref())
    }

    /// In the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &EmailAddress> {
        self.by_id.values().map(Arc::as_ref)
    }

    /// The address with this spelling, in whatever case.
    pub fn named(&self, address: &str) -> Option<&EmailAddress> {
        self.get(self.by_address.get(&address.to_lowercase())?)
    }

    /// The address that this one is the alias of.
    pub fn primary_of(&self, alias: &str) -> Option<&EmailAddress> {
        self.get(self.primary_by_alias.get(alias)?)
    }

    /// Whether the indexes agree with the addresses, and the aliases with AWS's rules: every alias
    /// exists, has no alias of its own and belongs to one primary.
    #[cfg(test)]
    pub fn is_sound(&self) -> bool {
        let primaries: Vec<_> = self.all().filter(|address| address.alias.is_some()).collect();
        let indexed = |address: &EmailAddress| self.named(&address.address).is_some_and(|one| one.id == address.id);
        let paired = |primary: &&EmailAddress| {
            let alias = primary
                .alias
                .as_ref()
                .and_then(|alias| self.get(&alias.email_address_id));
            alias.is_some_and(|alias| {
                alias.alias.is_none()
                    && alias.id != primary.id
                    && self.primary_of(&alias.id).is_some_and(|one| one.id == primary.id)
            })
        };
        self.by_address.len() == self.len()
            && self.primary_by_alias.len() == primaries.len()
            && self.all().all(indexed)
            && primaries.iter().all(paired)
    }
}
