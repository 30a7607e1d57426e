//! A row of the list of e-mail addresses.

use super::{domain, is_of_domain};
use crate::model::{
    email_address::EmailAddress,
    filter::{Token, fold},
    instance::Instance,
    list::{Column, ListRow, SortKey},
    region::Region,
    tag::{self, Tags},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// Another address of the same instance.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AddressRef {
    /// Its id.
    pub id: String,
    /// The address itself; the id where the address is not known.
    pub address: String,
}

/// An e-mail address, as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EmailAddressRow {
    /// The instance's id.
    pub instance: String,
    /// The instance's alias.
    pub instance_alias: String,
    /// The instance's Region.
    pub region: Region,
    /// The address's id.
    pub id: String,
    /// The address itself.
    pub address: String,
    /// The name that customers see.
    pub display_name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The address that this one is an alias of: mail sent here is forwarded there.
    pub alias_of: Option<AddressRef>,
    /// The address that is an alias of this one: mail sent there is forwarded here.
    pub aliased_by: Option<AddressRef>,
    /// The tags; `None` until read.
    pub tags: Option<Tags>,
    /// When it was last changed; `None` until read.
    pub modified: Option<Timestamp>,
}

impl EmailAddressRow {
    /// The row of `address`, which belongs to `instance`; the references are looked up by the caller.
    #[must_use]
    pub fn new(
        address: &EmailAddress,
        instance: &Instance,
        alias_of: Option<AddressRef>,
        aliased_by: Option<AddressRef>,
    ) -> Self {
        Self {
            instance: instance.id.clone(),
            instance_alias: instance.alias.clone(),
            region: instance.region.clone(),
            id: address.id.clone(),
            address: address.address.clone(),
            display_name: address.display_name.clone(),
            description: address.description.clone(),
            alias_of,
            aliased_by,
            tags: address.details.as_ref().map(|details| details.tags.clone()),
            modified: address.details.as_ref().and_then(|details| details.modified),
        }
    }

    /// What else is known of `address` that people search by.
    #[must_use]
    pub fn also(address: &EmailAddress) -> Vec<String> {
        vec![address.arn.clone(), address.id.clone(), address.instance.clone()]
    }
}

impl ListRow for EmailAddressRow {
    const COLUMNS: &'static [Column] = &[
        Column::new("address", "Email address"),
        Column::new("display-name", "Display name"),
        Column::new("description", "Description"),
        Column::new("alias-of", "Alias of"),
        Column::new("aliased-by", "Aliased by"),
        Column::new("instance", "Instance"),
        Column::new("tags", "Tags").unsorted(),
        Column::new("modified", "Last modified").hidden(),
        Column::new("region", "Region").hidden(),
        Column::new("id", "Email address id").hidden(),
    ];

    const TOKENS: &'static [Token] = &[
        Token {
            key: "instance",
            help: "addresses of an instance, by its alias",
            values: &[],
        },
        Token {
            key: "region",
            help: "addresses in a Region",
            values: &[],
        },
        Token {
            key: "domain",
            help: "addresses of a domain",
            values: &[],
        },
        Token {
            key: "alias",
            help: "addresses by their part in an alias: is one, has one, neither",
            values: &["is", "has", "none"],
        },
        Token {
            key: "tag",
            help: "addresses with a tag: key, or key=value",
            values: &[],
        },
        Token {
            key: "has",
            help: "addresses that have something set",
            values: &["display-name", "description", "tag"],
        },
    ];

    fn text(&self, column: &str) -> String {
        let address =
            |reference: &Option<AddressRef>| reference.as_ref().map(|r| r.address.clone()).unwrap_or_default();
        match column {
            "address" => self.address.clone(),
            "display-name" => self.display_name.clone().unwrap_or_default(),
            "description" => self.description.clone().unwrap_or_default(),
            "alias-of" => address(&self.alias_of),
            "aliased-by" => address(&self.aliased_by),
            "instance" => self.instance_alias.clone(),
            "tags" => self.tags.as_ref().map(tag::display).unwrap_or_default(),
            "modified" => self.modified.map(Timestamp::iso).unwrap_or_default(),
            "region" => self.region.to_string(),
            "id" => self.id.clone(),
            _ => String::new(),
        }
    }

    fn is_known(&self, column: &str) -> bool {
        self.tags.is_some() || !matches!(column, "tags" | "modified")
    }

    fn sort_key(&self, column: &str) -> SortKey {
        match column {
            "modified" => SortKey::number(self.modified.map(Timestamp::as_millis)),
            _ => SortKey::text(&self.text(column)),
        }
    }

    fn token(&self, key: &str, value: &str) -> Option<bool> {
        match (key, value) {
            ("instance", _) => Some(fold(&self.instance_alias) == value || self.instance == value),
            ("region", _) => Some(self.region.as_str() == value),
            ("domain", _) => Some(is_of_domain(&self.address, value)),
            ("alias", "is") => Some(self.alias_of.is_some()),
            ("alias", "has") => Some(self.aliased_by.is_some()),
            ("alias", _) => Some(self.alias_of.is_none() && self.aliased_by.is_none()),
            ("tag", _) => self.tags.as_ref().map(|tags| tag::matches(tags, value)),
            ("has", "display-name") => Some(self.display_name.is_some()),
            ("has", "description") => Some(self.description.is_some()),
            ("has", "tag") => self.tags.as_ref().map(|tags| !tags.is_empty()),
            _ => None,
        }
    }

    fn values(&self, token: &str) -> Vec<&str> {
        match token {
            "instance" => vec![&self.instance_alias],
            "region" => vec![self.region.as_str()],
            "domain" => domain(&self.address).into_iter().collect(),
            _ => Vec::new(),
        }
    }
}
