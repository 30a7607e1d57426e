//! The numbers of the overview.

use super::{
    freshness::{Freshness, Kind, Problem, Progress},
    identity::Status,
    region::Region,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// The overview.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Users.
    pub users: UserCounts,
    /// E-mail addresses.
    pub email_addresses: EmailAddressCounts,
    /// Identities by verification status, in [`Status::ALL`]'s order.
    pub identities: Vec<(Status, u32)>,
    /// DKIM of the identities that were read, in the same order.
    pub dkim: Vec<(Status, u32)>,
    /// Identities whose DKIM is not read yet.
    pub dkim_unknown: u32,
    /// Connection aliases.
    pub connection_aliases: ConnectionAliasCounts,
    /// SES, by Region.
    pub ses: Vec<SesRegion>,
    /// How far each listing is.
    pub sync: Vec<SyncLine>,
    /// Of everything together.
    pub freshness: Freshness,
}

/// Users, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserCounts {
    /// All of them.
    pub total: u32,
    /// Those whom no notification reaches.
    pub without_notifications: u32,
    /// Those whose addresses are not read yet.
    pub unknown: u32,
    /// By instance: alias and count.
    pub by_instance: Vec<(String, u32)>,
}

/// E-mail addresses, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailAddressCounts {
    /// All of them.
    pub total: u32,
    /// Those that have an alias.
    pub aliased: u32,
    /// Those that are an alias.
    pub aliases: u32,
    /// Those that are neither.
    pub unaliased: u32,
}

/// Connection aliases, counted by Region and string.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectionAliasCounts {
    /// Connection strings.
    pub strings: u32,
    /// Strings that lead nowhere in at least one of their Regions.
    pub not_associated: u32,
    /// Strings that are on their way in or out in at least one Region.
    pub changing: u32,
}

/// SES in one Region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SesRegion {
    /// The Region.
    pub region: Region,
    /// Out of the SES sandbox: may send to unverified addresses.
    pub production_access: bool,
    /// Whether sending is enabled for the account.
    pub sending_enabled: bool,
    /// The configuration sets' names.
    pub configuration_sets: Vec<String>,
}

/// One listing of the sync.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncLine {
    /// What.
    pub kind: Kind,
    /// Where.
    pub region: Region,
    /// When it was last complete.
    pub listed_at: Option<Timestamp>,
    /// How far the round under way is.
    pub progress: Option<Progress>,
    /// What stands in the way.
    pub problem: Option<Problem>,
}
