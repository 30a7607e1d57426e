//! What an open page is told: that something has changed, and what. The page asks for it again, so that nobody is told more than
//! they may read.

use super::freshness::Kind;
use serde::{Deserialize, Serialize};

/// What changes are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Topic {
    /// Amazon Connect users, with the names that stand for ids in them.
    Users,
    /// Amazon Connect e-mail addresses.
    EmailAddresses,
    /// SES identities, and SES itself.
    Identities,
    /// WorkSpaces connection aliases and directories.
    ConnectionAliases,
    /// How far the sync is.
    Sync,
    /// Changes that are made through Frontdesk, and their record.
    Changes,
    /// Whoever is at the page: they were signed out, or may do something else than before.
    You,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Users,
        Self::EmailAddresses,
        Self::Identities,
        Self::ConnectionAliases,
        Self::Sync,
        Self::Changes,
        Self::You,
    ];

    /// Where it stands in [`Self::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

impl From<Kind> for Topic {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Users => Self::Users,
            Kind::EmailAddresses => Self::EmailAddresses,
            Kind::Identities => Self::Identities,
            Kind::ConnectionAliases => Self::ConnectionAliases,
        }
    }
}

/// Several topics: a bit each, in the order of [`Topic::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Topics(u8);

impl Topics {
    /// The four lists.
    pub const LISTS: Self = Self::of(&[
        Topic::Users,
        Topic::EmailAddresses,
        Topic::Identities,
        Topic::ConnectionAliases,
    ]);

    /// The four lists, and how far the sync is with them.
    pub const LISTS_AND_SYNC: Self = Self::LISTS.with(Topic::Sync);

    /// Everything that is the same for everybody.
    pub const EVERYTHING: Self = Self::LISTS_AND_SYNC.with(Topic::Changes);

    /// These.
    #[must_use]
    pub const fn of(topics: &[Topic]) -> Self {
        let (mut all, mut at) = (Self(0), 0);
        while at < topics.len() {
            all = all.with(topics[at]);
            at += 1;
        }
        all
    }

    /// These, and another.
    #[must_use]
    pub const fn with(self, topic: Topic) -> Self {
        Self(self.0 | 1 << topic.index())
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether it is among them.
    #[must_use]
    pub const fn contains(self, topic: Topic) -> bool {
        self.0 & 1 << topic.index() != 0
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// One after the other.
    pub fn iter(self) -> impl Iterator<Item = Topic> {
        Topic::ALL.into_iter().filter(move |topic| self.contains(*topic))
    }
}

impl From<Topic> for Topics {
    fn from(topic: Topic) -> Self {
        Self::of(&[topic])
    }
}

impl From<Kind> for Topics {
    fn from(kind: Kind) -> Self {
        Topic::from(kind).into()
    }
}

/// That something has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The version of what is known now.
    pub version: u64,
    /// What has changed since the page was last told; nothing where it is only told that the server is there.
    pub topics: Topics,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_topic_has_a_bit_of_its_own() {
        for (at, topic) in Topic::ALL.into_iter().enumerate() {
            assert_eq!(topic.index(), at);
            assert_eq!(Topics::from(topic).iter().collect::<Vec<_>>(), [topic]);
        }
        assert_eq!(Topics::of(&Topic::ALL).iter().count(), Topic::ALL.len());
    }

    #[test]
    fn a_page_of_one_kind_is_not_told_of_another() {
        let topics = Topics::from(Kind::Users).with(Topic::Sync);
        assert!(topics.contains(Topic::Users) && !topics.contains(Topic::Identities));
        assert!(!Topics::EVERYTHING.contains(Topic::You));
        assert!(Topics::default().is_empty() && !topics.is_empty());
    }

    #[test]
    fn is_few_bytes() {
        let changed = Changed {
            version: 1_795_000_000_000_017,
            topics: Topics::of(&[Topic::Users, Topic::Sync]),
        };
        let json = serde_json::to_string(&changed).expect("JSON");
        assert_eq!(json, r#"{"version":1795000000000017,"topics":17}"#);
        assert_eq!(serde_json::from_str::<Changed>(&json).expect("itself"), changed);
    }
}
