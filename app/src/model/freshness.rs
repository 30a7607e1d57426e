//! How old what Frontdesk knows is, and what stands in the way of knowing more.

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

    /// The prefix of its IAM actions.
    #[must_use]
    pub const fn iam_prefix(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Ses => "ses",
            Self::WorkSpaces => "workspaces",
            Self::Sts => "sts",
        }
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
pub struct ScopeState {
    /// When a listing was last complete; `None` until the first one is.
    pub listed_at: Option<Timestamp>,
    /// How far the round under way is.
    pub progress: Option<Progress>,
    /// What went wrong last, until the call works again.
    pub problem: Option<Problem>,
}

/// How far a round is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Things whose details are read.
    pub done: u32,
    /// Things there are, as far as is known.
    pub total: u32,
}

/// A call to AWS that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The service.
    pub service: Service,
    /// The Region.
    pub region: Region,
    /// The operation, such as `ListUsers`.
    pub operation: String,
    /// Why.
    pub cause: Cause,
    /// When it last happened.
    pub at: Timestamp,
}

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// No answer: network, name resolution, time-out.
    Unreachable,
    /// The credentials may not do this.
    AccessDenied,
    /// There are no credentials, or they are no longer valid.
    Credentials,
    /// AWS asked to slow down.
    Throttled,
    /// The service is not offered in the Region, or the account has not enabled the Region.
    NotInRegion,
    /// Anything else, in AWS's words (its error code).
    Other(String),
}

impl Problem {
    /// What happened.
    #[must_use]
    pub fn what(&self) -> String {
        let Self {
            service,
            region,
            operation,
            cause,
            ..
        } = self;
        let service = service.label();
        match cause {
            Cause::Unreachable => format!("{service} in {region} does not answer ({operation})."),
            Cause::AccessDenied => format!("{service} in {region} refuses {operation}."),
            Cause::Credentials => format!("{service} in {region} does not accept the AWS credentials ({operation})."),
            Cause::Throttled => format!("{service} in {region} asked to slow down ({operation})."),
            Cause::NotInRegion => format!("{service} can't be used in {region} ({operation})."),
            Cause::Other(code) => format!("{service} in {region} answered {operation} with {code}."),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> String {
        match &self.cause {
            Cause::Unreachable => "Check the network between Frontdesk and AWS. It tries again by itself.".to_owned(),
            Cause::AccessDenied => format!(
                "Allow the IAM action {}:{} to the role that Frontdesk runs as.",
                self.service.iam_prefix(),
                self.operation
            ),
            Cause::Credentials => "Renew the credentials that Frontdesk runs with.".to_owned(),
            Cause::Throttled => "Other tools use the same quota. Frontdesk goes on more slowly by itself.".to_owned(),
            Cause::NotInRegion => "Enable the Region for the account, or take it out of `regions`.".to_owned(),
            Cause::Other(_) => "It tries again by itself; if this stays, look into Frontdesk's log.".to_owned(),
        }
    }
}

/// How fresh a page is: what its notice and its "as of" are made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freshness {
    /// When it was drawn: ages are counted from here.
    pub now: Timestamp,
    /// The age of the oldest complete listing on it; `None` while one was never complete.
    pub as_of: Option<Timestamp>,
    /// The rounds under way, added up.
    pub progress: Option<Progress>,
    /// What stands in the way.
    pub problems: Vec<Problem>,
}

impl Freshness {
    /// Adds up the states of the listings that a page shows.
    #[must_use]
    pub fn of<'a>(states: impl IntoIterator<Item = &'a ScopeState>, now: Timestamp) -> Self {
        let mut freshness = Self {
            now,
            as_of: Some(now),
            progress: None,
            problems: Vec::new(),
        };
        for state in states {
            freshness.as_of = freshness.as_of.zip(state.listed_at).map(|(a, b)| a.min(b));
            if let Some(progress) = state.progress {
                let sum = freshness.progress.get_or_insert_default();
                sum.done += progress.done;
                sum.total += progress.total;
            }
            freshness.problems.extend(state.problem.clone());
        }
        freshness
    }

    /// "as of 2 min ago", "reading…".
    #[must_use]
    pub fn label(&self) -> String {
        match (self.as_of, self.progress) {
            (Some(at), _) => format!("as of {}", at.ago(self.now)),
            (None, Some(_)) => "first reading…".to_owned(),
            (None, None) => "not read yet".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(cause: Cause) -> Problem {
        Problem {
            service: Service::Ses,
            region: "eu-west-2".parse().expect("a Region"),
            operation: "GetEmailIdentity".to_owned(),
            cause,
            at: Timestamp::default(),
        }
    }

    #[test]
    fn a_denial_names_the_missing_iam_action() {
        let problem = problem(Cause::AccessDenied);
        assert_eq!(problem.what(), "Amazon SES in eu-west-2 refuses GetEmailIdentity.");
        assert!(problem.advice().contains("ses:GetEmailIdentity"));
    }

    #[test]
    fn a_page_is_as_old_as_its_oldest_listing() {
        let state = |minutes: i64| ScopeState {
            listed_at: Some(Timestamp::from_millis(minutes * 60_000)),
            ..ScopeState::default()
        };
        let now = Timestamp::from_millis(60 * 60_000);
        assert_eq!(Freshness::of(&[state(10), state(58)], now).label(), "as of 50 min ago");
        assert_eq!(
            Freshness::of(&[state(10), ScopeState::default()], now).label(),
            "not read yet"
        );
    }
}
