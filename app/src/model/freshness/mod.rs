//! How old what Frontdesk knows is, and what stands in the way of knowing more.

mod problem;

pub use problem::{Cause, Problem};

use super::{region::Region, time::Timestamp};
use serde::{Deserialize, Serialize};

/// The AWS services that Frontdesk reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    /// Amazon Connect.
    Connect,
    /// Amazon Simple Email Service, API version 2.
    Ses,
    /// Amazon WorkSpaces.
    WorkSpaces,
    /// AWS Security Token Service, which tells the account.
    Sts,
}

impl Service {
    /// The service's name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Connect => "Amazon Connect",
            Self::Ses => "Amazon SES",
            Self::WorkSpaces => "Amazon WorkSpaces",
            Self::Sts => "AWS STS",
        }
    }

    /// Its name in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Ses => "ses",
            Self::WorkSpaces => "workspaces",
            Self::Sts => "sts",
        }
    }

    /// The prefix of its IAM actions.
    #[must_use]
    pub const fn iam_prefix(self) -> &'static str {
        self.as_str()
    }
}

/// What is listed: the four lists of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Amazon Connect users.
    Users,
    /// Amazon Connect e-mail addresses.
    EmailAddresses,
    /// SES identities.
    Identities,
    /// WorkSpaces connection aliases.
    ConnectionAliases,
}

impl Kind {
    /// All of them, in the order of the navigation.
    pub const ALL: [Self; 4] = [
        Self::Users,
        Self::EmailAddresses,
        Self::Identities,
        Self::ConnectionAliases,
    ];

    /// The plural, as a title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Users => "Users",
            Self::EmailAddresses => "Email addresses",
            Self::Identities => "Identities",
            Self::ConnectionAliases => "Connection aliases",
        }
    }

    /// The service that lists it.
    #[must_use]
    pub const fn service(self) -> Service {
        match self {
            Self::Users | Self::EmailAddresses => Service::Connect,
            Self::Identities => Service::Ses,
            Self::ConnectionAliases => Service::WorkSpaces,
        }
    }

    /// The name in URLs, in storage and in commands.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::EmailAddresses => "email-addresses",
            Self::Identities => "identities",
            Self::ConnectionAliases => "connection-aliases",
        }
    }
}

/// One listing: a kind in a Region, where it is read and ages as one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Scope {
    /// What.
    pub kind: Kind,
    /// Where.
    pub region: Region,
}

/// What is known of a listing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScopeState {
    /// When a listing was last complete; `None` until the first one is.
    pub listed_at: Option<Timestamp>,
    /// How far the round under way is.
    pub progress: Option<Progress>,
    /// What went wrong last, until the call works again.
    pub problem: Option<Problem>,
    /// Whether a round is under way.
    pub is_reading: bool,
    /// Who has paused its rounds, while they are.
    pub paused: Option<Pause>,
}

impl ScopeState {
    /// Whether the list itself shows something else than with `before`: how far exactly a round is, only a bar shows.
    #[must_use]
    pub fn shows_unlike(&self, before: &Self) -> bool {
        let shown = |state: &Self| (state.listed_at, state.progress.is_some(), state.is_reading);
        shown(self) != shown(before) || self.problem != before.problem || self.paused != before.paused
    }
}

/// How far a round is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Things whose details are read.
    pub done: u32,
    /// Things there are, as far as is known.
    pub total: u32,
    /// How many were read in a minute of late; 0 while that can't be told.
    pub per_minute: u32,
}

impl Progress {
    /// How long the rest will take.
    #[must_use]
    pub fn seconds_left(self) -> Option<u32> {
        let left = u64::from(self.total.saturating_sub(self.done)) * 60;
        let seconds = left.checked_div(self.per_minute.into())?;
        Some(u32::try_from(seconds).unwrap_or(u32::MAX))
    }
}

/// That somebody has paused rounds of the sync.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// What people call them.
    pub by: String,
    /// Since when.
    pub at: Timestamp,
}

/// How much of the sync is paused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paused {
    /// None of it.
    #[default]
    Nothing,
    /// Some of it.
    Part,
    /// All of it.
    Everything,
}

/// How fresh a page is: what its notice and its "as of" are made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freshness {
    /// When it was drawn: ages are counted from here.
    pub now: Timestamp,
    /// When the oldest of its complete listings was made; `None` while none is complete.
    pub as_of: Option<Timestamp>,
    /// The Regions of which a listing was never complete.
    pub unread: Vec<Region>,
    /// The rounds under way, added up.
    pub progress: Option<Progress>,
    /// What stands in the way.
    pub problems: Vec<Problem>,
    /// Whether a round is under way.
    pub is_reading: bool,
    /// How much of it is not read again, because somebody has paused that.
    pub paused: Paused,
}

impl Freshness {
    /// Adds up the states of the listings that a page shows.
    #[must_use]
    pub fn of<'a>(listings: impl IntoIterator<Item = (&'a Scope, &'a ScopeState)>, now: Timestamp) -> Self {
        let mut freshness = Self { now, ..Self::default() };
        let (mut all, mut paused) = (0_u32, 0_u32);
        for (scope, state) in listings {
            all += 1;
            paused += u32::from(state.paused.is_some());
            freshness.is_reading |= state.is_reading;
            match state.listed_at {
                Some(at) => freshness.as_of = Some(freshness.as_of.map_or(at, |oldest| oldest.min(at))),
                None if freshness.unread.contains(&scope.region) => {}
                None => freshness.unread.push(scope.region.clone()),
            }
            if let Some(progress) = state.progress {
                let sum = freshness.progress.get_or_insert_default();
                sum.done += progress.done;
                sum.total += progress.total;
                sum.per_minute += progress.per_minute;
            }
            freshness.problems.extend(state.problem.clone());
        }
        freshness.paused = match paused {
            0 => Paused::Nothing,
            some if some < all => Paused::Part,
            _ => Paused::Everything,
        };
        freshness
    }

    /// Whether every listing was complete once, so that what is not known does not exist.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.unread.is_empty()
    }

    /// The Regions not read yet, as a person lists them.
    #[must_use]
    pub fn unread_regions(&self) -> String {
        self.unread.iter().map(Region::as_str).collect::<Vec<_>>().join(", ")
    }

    /// "as of 2 min ago", "not read yet", or both where Regions differ.
    #[must_use]
    pub fn label(&self) -> String {
        match self.as_of.map(|at| at.ago(self.now)) {
            None => "not read yet".to_owned(),
            Some(ago) if self.is_complete() => format!("as of {ago}"),
            Some(ago) => format!("as of {ago}; {} not read yet", self.unread_regions()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_follows_from_what_was_read_of_late() {
        let progress = |per_minute| Progress {
            done: 40,
            total: 100,
            per_minute,
        };
        assert_eq!(progress(30).seconds_left(), Some(120));
        assert_eq!(progress(7_200).seconds_left(), Some(0));
        assert_eq!(progress(0).seconds_left(), None);
    }

    #[test]
    fn a_list_is_told_of_a_round_that_begins_and_ends_and_not_of_each_step() {
        let with = |progress| ScopeState {
            progress,
            ..ScopeState::default()
        };
        let (none, some) = (with(None), with(Some(Progress::default())));
        let further = with(Some(Progress {
            done: 1,
            ..Progress::default()
        }));
        assert!(some.shows_unlike(&none) && none.shows_unlike(&some));
        assert!(!further.shows_unlike(&some));
    }

    #[test]
    fn says_how_much_is_paused() {
        let paused = |paused: &[bool]| {
            let listings: Vec<_> = paused.iter().map(|paused| listing("us-east-1", *paused)).collect();
            Freshness::of(
                listings.iter().map(|(scope, state)| (scope, state)),
                Timestamp::default(),
            )
            .paused
        };
        assert_eq!(paused(&[]), Paused::Nothing);
        assert_eq!(paused(&[false, false]), Paused::Nothing);
        assert_eq!(paused(&[true, false]), Paused::Part);
        assert_eq!(paused(&[true, true]), Paused::Everything);
    }

    fn listing(region: &str, is_paused: bool) -> (Scope, ScopeState) {
        let scope = Scope {
            kind: Kind::Users,
            region: region.parse().expect("a Region"),
        };
        let paused = is_paused.then(|| Pause {
            by: "Olivia Operator".to_owned(),
            at: Timestamp::default(),
        });
        (
            scope,
            ScopeState {
                paused,
                ..ScopeState::default()
            },
        )
    }

    #[test]
    fn a_page_is_as_old_as_its_oldest_listing_and_names_what_is_missing() {
        let listing = |region: &str, minutes: Option<i64>| {
            let scope = Scope {
                kind: Kind::Users,
                region: region.parse().expect("a Region"),
            };
            let listed_at = minutes.map(|minutes| Timestamp::from_millis(minutes * 60_000));
            (
                scope,
                ScopeState {
                    listed_at,
                    ..ScopeState::default()
                },
            )
        };
        let label = |listings: &[(Scope, ScopeState)]| {
            let now = Timestamp::from_millis(60 * 60_000);
            Freshness::of(listings.iter().map(|(scope, state)| (scope, state)), now).label()
        };
        let (old, new, never) = (
            listing("us-east-1", Some(10)),
            listing("eu-west-2", Some(58)),
            listing("eu-west-3", None),
        );
        assert_eq!(label(&[old.clone(), new]), "as of 50 min ago");
        assert_eq!(label(&[old, never.clone()]), "as of 50 min ago; eu-west-3 not read yet");
        assert_eq!(label(&[never]), "not read yet");
    }
}
