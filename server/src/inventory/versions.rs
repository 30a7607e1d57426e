//! How what is known changes, as it counts up.

use app::model::changed::{Topic, Topics};

/// The version of what is known, and the one in which each topic last changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versions {
    now: u64,
    changed: [u64; Topic::ALL.len()],
}

/// The version with which a process begins, at random: an open page may ask another replica the next time, or this one after a
/// restart, and no version of the one is to be taken for one of the other. JSON's numbers are exact up to 2⁵³.
#[must_use]
pub(super) fn first_version() -> u64 {
    fastrand::u64(1..1 << 20) * FAR
}

/// More changes than this no process makes.
const FAR: u64 = 1 << 32;

impl Versions {
    pub(super) const fn from(version: u64) -> Self {
        Self {
            now: version,
            changed: [version; Topic::ALL.len()],
        }
    }

    /// The version now.
    #[must_use]
    pub const fn now(&self) -> u64 {
        self.now
    }

    /// What has changed since `version`. Everything, where that is another process's, whose changes are not known here.
    #[must_use]
    pub fn since(&self, version: u64) -> Topics {
        if version > self.now {
            return Topics::EVERYTHING;
        }
        let has_changed = |topic: &Topic| self.changed[topic.index()] > version;
        let changed = Topics::EVERYTHING.iter().filter(has_changed);
        changed.fold(Topics::default(), Topics::with)
    }

    pub(super) fn note(&mut self, version: u64, topics: Topics) {
        self.now = version;
        for topic in topics.iter() {
            self.changed[topic.index()] = version;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_has_changed_since() {
        let mut versions = Versions::from(10);
        assert!(versions.since(10).is_empty());
        versions.note(11, Topic::Users.into());
        versions.note(12, Topics::of(&[Topic::Users, Topic::Sync]));
        versions.note(13, Topic::Identities.into());
        assert_eq!(versions.since(13), Topics::default());
        assert_eq!(versions.since(12), Topic::Identities.into());
        assert_eq!(
            versions.since(11),
            Topics::of(&[Topic::Users, Topic::Sync, Topic::Identities])
        );
    }

    #[test]
    fn of_another_processs_versions_everything_has_changed() {
        let mut now = Versions::from(2 * FAR);
        now.note(2 * FAR + 1, Topic::Users.into());
        assert_eq!(now.since(FAR + 7), Topics::EVERYTHING);
        assert_eq!(now.since(3 * FAR + 7), Topics::EVERYTHING);
        let first = first_version();
        assert!(first.is_multiple_of(FAR) && first < 1 << 52);
    }
}
