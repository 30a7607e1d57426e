//! A row of the board of connection aliases: one connection string, in every Region it stands in.

use crate::model::{
    connection_alias::{AliasState, ConnectionAlias, Directory},
    filter::{Token, fold},
    list::{Column, ListRow, SortKey},
    region::Region,
    tag::{self, Tags},
};
use serde::{Deserialize, Serialize};

/// A connection string with the aliases that carry it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ConnectionAliasRow {
    /// The connection string.
    pub connection_string: String,
    /// The account that owns it.
    pub owner_account: String,
    /// Whether that is the account Frontdesk looks at; `None` until STS told which that is.
    pub is_own: Option<bool>,
    /// Where it stands, by Region.
    pub regions: Vec<InRegion>,
}

/// An alias in one Region, as the board shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct InRegion {
    /// The Region.
    pub region: Region,
    /// The alias's id.
    pub id: String,
    /// Its state.
    pub state: AliasState,
    /// The directory's id.
    pub directory: Option<String>,
    /// The directory's name, where it is one of this account's.
    pub directory_name: Option<String>,
    /// What goes into the TXT record.
    pub connection_identifier: Option<String>,
    /// The accounts it is shared with; `None` until read.
    pub shared_with: Option<Vec<String>>,
    /// The tags; `None` until read.
    pub tags: Option<Tags>,
}

impl InRegion {
    /// What the board says of `alias`; `directory` is the one that it leads to, where that is one of this account's.
    #[must_use]
    pub fn new(alias: &ConnectionAlias, directory: Option<&Directory>) -> Self {
        let association = alias.association();
        Self {
            region: alias.region.clone(),
            id: alias.id.clone(),
            state: alias.alias_state(),
            directory_name: directory.map(|known| known.name.clone()),
            directory: association.and_then(|association| association.directory.clone()),
            connection_identifier: association.and_then(|association| association.connection_identifier.clone()),
            shared_with: alias
                .permissions
                .as_ref()
                .map(|p| p.iter().map(|p| p.account.clone()).collect()),
            tags: alias.tags.clone(),
        }
    }
}

impl ConnectionAliasRow {
    /// "Owner", "Owner, shared with 4444…" or "Shared by 4444…"; the account while it is not known whose that is.
    #[must_use]
    pub fn ownership(&self) -> String {
        let mut shared: Vec<&str> = self
            .regions
            .iter()
            .filter_map(|r| r.shared_with.as_ref())
            .flatten()
            .map(String::as_str)
            .collect();
        shared.sort_unstable();
        shared.dedup();
        match (self.is_own, shared.is_empty()) {
            (Some(true), true) => "Owner".to_owned(),
            (Some(true), false) => format!("Owner, shared with {}", shared.join(", ")),
            (Some(false), _) => format!("Shared by {}", self.owner_account),
            (None, _) => self.owner_account.clone(),
        }
    }

    /// What else is known of an alias that people search by.
    #[must_use]
    pub fn also(alias: &ConnectionAlias, directory: Option<&Directory>) -> Vec<String> {
        let shared = alias
            .permissions
            .iter()
            .flatten()
            .map(|permission| permission.account.clone());
        let code = directory.and_then(|directory| directory.registration_code.clone());
        let mut also: Vec<String> = shared.chain(code).collect();
        also.extend([alias.arn(), alias.id.clone(), alias.owner_account.clone()]);
        also
    }

    fn any(&self, test: impl Fn(&InRegion) -> bool) -> bool {
        self.regions.iter().any(test)
    }
}

impl ListRow for ConnectionAliasRow {
    const COLUMNS: &'static [Column] = &[
        Column::new("connection-string", "Connection string"),
        Column::new("regions", "Regions").unsorted(),
        Column::new("owner", "Owner"),
        Column::new("tags", "Tags").unsorted().hidden(),
    ];

    const TOKENS: &'static [Token] = &[
        Token {
            key: "state",
            help: "aliases by state, in any Region",
            values: &[
                "associated",
                "unassociated",
                "changing",
                "pending",
                "creating",
                "deleting",
            ],
        },
        Token {
            key: "region",
            help: "aliases in a Region",
            values: &[],
        },
        Token {
            key: "owner",
            help: "aliases that this account owns, or that another one shares",
            values: &["me", "other"],
        },
        Token {
            key: "directory",
            help: "aliases of a directory, by id or name",
            values: &[],
        },
        Token {
            key: "tag",
            help: "aliases with a tag: key, or key=value",
            values: &[],
        },
    ];

    fn text(&self, column: &str) -> String {
        let each = |line: fn(&InRegion) -> String| self.regions.iter().map(line).collect::<Vec<_>>().join("; ");
        match column {
            "connection-string" => self.connection_string.clone(),
            "regions" => each(|r| {
                let parts = [
                    Some(r.state.badge().word),
                    r.directory.clone(),
                    r.directory_name.clone(),
                    r.connection_identifier.clone(),
                ];
                format!(
                    "{}: {}",
                    r.region,
                    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
                )
            }),
            "owner" => self.ownership(),
            "tags" => {
                let tags = self.regions.iter().flat_map(|r| &r.tags).map(tag::display);
                tags.filter(|tags| !tags.is_empty()).collect::<Vec<_>>().join("; ")
            }
            _ => String::new(),
        }
    }

    /// Tags, and whom it is shared with, are told to the owner alone: of another's there is nothing to read.
    fn is_known(&self, column: &str) -> bool {
        let all = |is_read: fn(&InRegion) -> bool| self.is_own == Some(false) || self.regions.iter().all(is_read);
        match column {
            "owner" => all(|r| r.shared_with.is_some()),
            "tags" => all(|r| r.tags.is_some()),
            _ => true,
        }
    }

    fn sort_key(&self, column: &str) -> SortKey {
        SortKey::text(&self.text(column))
    }

    fn token(&self, key: &str, value: &str) -> Option<bool> {
        match key {
            "state" if value == "changing" => Some(self.any(|r| r.state.is_changing())),
            "state" => Some(self.any(|r| r.state.token() == value)),
            "region" => Some(self.any(|r| r.region.as_str() == value)),
            "owner" => self.is_own.map(|own| own == (value == "me")),
            "directory" => {
                let is_called = |name: &Option<String>| name.as_deref().is_some_and(|name| fold(name) == value);
                Some(self.any(|r| is_called(&r.directory) || is_called(&r.directory_name)))
            }
            "tag" if self.any(|r| r.tags.as_ref().is_some_and(|tags| tag::matches(tags, value))) => Some(true),
            "tag" => self.regions.iter().all(|r| r.tags.is_some()).then_some(false),
            _ => None,
        }
    }

    fn values(&self, token: &str) -> Vec<&str> {
        match token {
            "region" => self.regions.iter().map(|r| r.region.as_str()).collect(),
            "directory" => self.regions.iter().filter_map(|r| r.directory.as_deref()).collect(),
            _ => Vec::new(),
        }
    }
}
