//! How what is known changes, as it counts up.

use app::model::{
    changed::{Topic, Topics},
    time::Timestamp,
};

/// The version of what is known, and the one in which each topic last changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versions {
    now: u64,
    changed: [u64; Topic::ALL.len()],
}

/// More changes in a millisecond than this there are not.
const IN_A_MILLISECOND: u64 = 1_000;

/// The version with which a process begins that starts `now`: greater than any of the process before it, so that pages which
/// outlive that one notice.
#[must_use]
pub fn first_version(now: Timestamp) -> u64 {
    u64::try_from(now.as_millis()).unwrap_or_default() * IN_A_MILLISECOND
}

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
        let start = |minute: i64| first_version(Timestamp::from_millis(minute * 60_000));
        let (before, now) = (start(1), Versions::from(start(2)));
        assert!(before + 50_000_000 < now.now());
        assert_eq!(now.since(before + 7), Topics::EVERYTHING);
        // Its clock was ahead.
        assert_eq!(now.since(start(3) + 7), Topics::EVERYTHING);
    }
}
