//! WorkSpaces connection aliases and the directories they lead to.

use super::{
    badge::{Badge, Tone},
    region::Region,
    tag::Tags,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// A connection alias in one Region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectionAlias {
    /// The Region.
    pub region: Region,
    /// `wsca-…`.
    pub id: String,
    /// The connection string: the name that people type into the client, an FQDN.
    pub connection_string: String,
    /// `CREATING`, `CREATED` or `DELETING`.
    pub state: String,
    /// The account that owns it.
    pub owner_account: String,
    /// What it leads to; AWS returns at most one that is associated.
    pub associations: Vec<Association>,
    /// The accounts it is shared with; `None` until `DescribeConnectionAliasPermissions` was asked,
    /// which only the owner may.
    pub permissions: Option<Vec<Permission>>,
    /// The tags; `None` until `DescribeTags` was asked, which only the owner may.
    pub tags: Option<Tags>,
    /// When permissions and tags were last read.
    pub described_at: Option<Timestamp>,
}

/// What a connection alias leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Association {
    /// In AWS's words, such as `ASSOCIATED_WITH_OWNER_ACCOUNT`.
    pub status: String,
    /// The account of the directory.
    pub account: Option<String>,
    /// The directory's id.
    pub directory: Option<String>,
    /// What goes into the TXT record at the connection string.
    pub connection_identifier: Option<String>,
}

/// An account that a connection alias is shared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    /// The account.
    pub account: String,
    /// Whether it may associate the alias with a directory of its own.
    pub allow_association: bool,
}

/// A WorkSpaces directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    /// The Region.
    pub region: Region,
    /// `d-…` or `wsd-…`.
    pub id: String,
    /// Its name, an FQDN; for directories of pools the name given to it.
    pub name: String,
    /// The registration code that works without an alias.
    pub registration_code: Option<String>,
    /// `REGISTERED` and so on.
    pub state: String,
    /// `SIMPLE_AD` and so on.
    pub directory_type: String,
}

/// The state of an alias in one Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AliasState {
    /// AWS is creating it.
    Creating,
    /// AWS is deleting it.
    Deleting,
    /// It leads to a directory of its owner.
    Associated,
    /// It leads to a directory of the account that it is shared with.
    AssociatedByOther,
    /// On its way to a directory.
    Associating,
    /// On its way off a directory.
    Disassociating,
    /// It leads nowhere.
    NotAssociated,
}

impl ConnectionAlias {
    /// Its ARN, in the account that owns it.
    /// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonworkspaces.html>
    #[must_use]
    pub fn arn(&self) -> String {
        let Self {
            region,
            owner_account,
            id,
            ..
        } = self;
        format!(
            "arn:{}:workspaces:{region}:{owner_account}:connectionalias/{id}",
            region.partition()
        )
    }

    /// The association that says something, where there is one.
    #[must_use]
    pub fn association(&self) -> Option<&Association> {
        self.associations
            .iter()
            .find(|association| association.status != "NOT_ASSOCIATED")
    }

    /// Its state, from the alias's own and its association's.
    #[must_use]
    pub fn alias_state(&self) -> AliasState {
        match (
            self.state.as_str(),
            self.association().map(|association| association.status.as_str()),
        ) {
            ("CREATING", _) => AliasState::Creating,
            ("DELETING", _) => AliasState::Deleting,
            (_, Some("ASSOCIATED_WITH_OWNER_ACCOUNT")) => AliasState::Associated,
            (_, Some("ASSOCIATED_WITH_SHARED_ACCOUNT")) => AliasState::AssociatedByOther,
            (_, Some("PENDING_ASSOCIATION")) => AliasState::Associating,
            (_, Some("PENDING_DISASSOCIATION")) => AliasState::Disassociating,
            _ => AliasState::NotAssociated,
        }
    }
}

impl AliasState {
    /// Whether AWS is at work on it.
    #[must_use]
    pub const fn is_changing(self) -> bool {
        matches!(
            self,
            Self::Creating | Self::Deleting | Self::Associating | Self::Disassociating
        )
    }

    /// The value of the filter token `state:`.
    #[must_use]
    pub const fn token(self) -> &'static str {
        match self {
            Self::Creating => "creating",
            Self::Deleting => "deleting",
            Self::Associated | Self::AssociatedByOther => "associated",
            Self::Associating | Self::Disassociating => "pending",
            Self::NotAssociated => "unassociated",
        }
    }

    /// Its badge.
    #[must_use]
    pub fn badge(self) -> Badge {
        let (tone, word, meaning) = match self {
            Self::Creating => (
                Tone::Wait,
                "Creating",
                "AWS is creating the alias; it can be associated once that is done.",
            ),
            Self::Deleting => (
                Tone::Wait,
                "Deleting",
                "AWS is deleting the alias. The connection string stays reserved to the account that owned it.",
            ),
            Self::Associated => (
                Tone::Good,
                "Associated",
                "The alias leads to a directory of the account that owns it.",
            ),
            Self::AssociatedByOther => (
                Tone::Good,
                "Associated, shared",
                "The alias leads to a directory of the account that it is shared with.",
            ),
            Self::Associating => (
                Tone::Wait,
                "Associating",
                "AWS is associating the alias with a directory.",
            ),
            Self::Disassociating => (
                Tone::Wait,
                "Disassociating",
                "AWS is taking the alias off its directory.",
            ),
            Self::NotAssociated => (
                Tone::Calm,
                "Not associated",
                "The alias leads nowhere in this Region: people who use it can't connect here.",
            ),
        };
        Badge::new(tone, word, meaning)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alias(state: &str, status: Option<&str>) -> ConnectionAlias {
        let association = |status: &str| Association {
            status: status.to_owned(),
            account: None,
            directory: None,
            connection_identifier: None,
        };
        ConnectionAlias {
            region: "us-east-1".parse().expect("a Region"),
            id: "wsca-12345678".to_owned(),
            connection_string: "desktop.example.com".to_owned(),
            state: state.to_owned(),
            owner_account: "111122223333".to_owned(),
            associations: status.map(association).into_iter().collect(),
            permissions: None,
            tags: None,
            described_at: None,
        }
    }

    #[test]
    fn the_alias_s_own_state_comes_before_its_association_s() {
        assert_eq!(
            alias("CREATING", Some("NOT_ASSOCIATED")).alias_state(),
            AliasState::Creating
        );
        assert_eq!(
            alias("CREATED", Some("NOT_ASSOCIATED")).alias_state(),
            AliasState::NotAssociated
        );
        assert_eq!(alias("CREATED", None).alias_state(), AliasState::NotAssociated);
        assert_eq!(
            alias("CREATED", Some("ASSOCIATED_WITH_SHARED_ACCOUNT")).alias_state(),
            AliasState::AssociatedByOther
        );
        assert_eq!(
            alias("DELETING", Some("PENDING_DISASSOCIATION")).alias_state(),
            AliasState::Deleting
        );
    }
}
