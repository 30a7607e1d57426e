//! What the simulated AWS holds when it starts.
//!
//! Believable, complete, and the same every time: ids are derived from names, and every timestamp
//! is an offset from the clock at the start. All of it is in the first account, except what is said
//! to belong to the other one. States that nothing brings about by itself are simply set.
//!
//! # Amazon Connect
//!
//! | instance | Region | identity management | users |
//! |---|---|---|---|
//! | `support-us` | `us-east-1` | `CONNECT_MANAGED` | 120, or as many as [`Seed::users`] says |
//! | `legacy-directory` | `us-east-1` | `EXISTING_DIRECTORY` | 12 |
//! | `support-eu` | `eu-west-2` | `SAML` | 40 |
//!
//! - Usernames have at most 20 characters where SAML is not used; SAML users have no e-mail address,
//!   some of them no secondary one either; directory users have a `DirectoryUserId`, and some have no
//!   name.
//! - `zoe.akerstrom` of `support-us` has everything a user can have; `lan.nguyen` has an address and
//!   nothing more; `siobhan.obrien` has a desk phone; `marek.kowalczyk` has no address for notifications;
//!   `amara.okonkwo` has a secondary address only; `priya.raghunathan` is an administrator without
//!   group and tags.
//! - Telephone numbers come from ranges that are reserved for fiction, domains from those that are
//!   reserved for examples.
//! - An instance takes up to 500 users, or 100 more than it begins with.
//! - 18 e-mail addresses (10, 2 and 6), on the instances' own domains and on verified SES domains.
//!   Six of them have an alias: no address has two, and there are no chains.
//!
//! # SES
//!
//! - 30 identities: 14 in `us-east-1` (or as many as [`Seed::identities`] says, these first), 9 in
//!   `eu-west-2`, 7 in `ap-southeast-2`. Between them they have every `VerificationStatus`, every
//!   `DkimStatus`, every `VerificationError`, every state of a MAIL FROM domain and both behaviours.
//! - `mail.example.com` of `us-east-1` is the parent of a replica in `eu-west-2`, which carries the same
//!   tokens. `byo.example.net` brings its own key. `news.example.com` is not signed. `example.org` gets a
//!   longer key next. `launch.example.com`, `beta.example.com` and `trial.example.net` wait since
//!   one, two and three days.
//! - Sending policies are on verified identities only; `shop.example.com` has two of them, and an
//!   `aws:` tag.
//! - Three configuration sets a Region. `ap-southeast-2` is in the sending sandbox.
//!
//! # WorkSpaces
//!
//! - Four directories in `us-east-1`, three in `eu-west-2`, one a Region of the other account.
//! - `us-east-1` has a connection alias in every state, `eu-west-2` those that the other account is
//!   part of. `desktop.example.com` leads to a different directory in each Region.
//! - What is under way at the start ends after an hour.
//!
//! Any other Region, and `ap-southeast-2` where nothing is said of it, holds nothing.

mod connect;
mod sesv2;
mod workspaces;
mod zones;

use time::{Duration, OffsetDateTime};

use crate::tags::Tags;
use crate::wire::Timestamp;

/// The most users or identities that can be asked for; SES's own limit a Region.
const MOST: u32 = 10_000;

/// What the simulated AWS holds when it starts.
#[derive(Clone, Debug, Default)]
pub struct Seed {
    /// The number of users of the `CONNECT_MANAGED` instance: 120 unless given, at most 10,000.
    pub users: Option<u32>,
    /// The number of SES identities in the first Region: 14 unless given, at most 10,000.
    pub identities: Option<u32>,
}

impl Seed {
    pub(crate) fn connect(&self, now: OffsetDateTime) -> crate::connect::State {
        connect::state(self.users.unwrap_or(120).min(MOST), now)
    }

    pub(crate) fn sesv2(&self, now: OffsetDateTime) -> (crate::sesv2::State, crate::dns::Zones) {
        sesv2::state(self.identities.map(|count| count.min(MOST)), now)
    }

    pub(crate) fn workspaces(now: OffsetDateTime) -> crate::workspaces::State {
        workspaces::state(now)
    }
}

/// So many minutes before `now`.
fn minutes_ago(now: OffsetDateTime, minutes: u32) -> Timestamp {
    Timestamp::before(now, Duration::minutes(minutes.into()))
}

/// So many hours before `now`.
fn hours_ago(now: OffsetDateTime, hours: u32) -> Timestamp {
    minutes_ago(now, hours * 60)
}

/// So many days before `now`.
fn days_ago(now: OffsetDateTime, days: u32) -> Timestamp {
    hours_ago(now, days * 24)
}

fn tags(pairs: &[(&str, &str)]) -> Tags {
    let pairs = pairs.iter();
    pairs
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect()
}
