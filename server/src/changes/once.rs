//! Passwords that Frontdesk made up, until whoever asked for them has seen them once. They are in memory and nowhere else.

use app::model::time::Timestamp;
use secrecy::SecretString;
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// For how long one waits to be shown.
pub const KEPT: Duration = Duration::from_mins(10);

/// The passwords, by the change that sent them to AWS.
#[derive(Default)]
pub struct Once(Mutex<HashMap<String, Kept>>);

struct Kept {
    person: String,
    password: SecretString,
    made_at: Timestamp,
}

impl Once {
    /// Keeps a password for `person`, by their subject.
    pub(super) fn keep(&self, change: &str, person: &str, password: SecretString, now: Timestamp) {
        let kept = Kept {
            person: person.to_owned(),
            password,
            made_at: now,
        };
        self.young(now).insert(change.to_owned(), kept);
    }

    /// Whether `person` has a password of this change to see.
    #[must_use]
    pub fn is_kept(&self, change: &str, person: &str, now: Timestamp) -> bool {
        self.young(now).get(change).is_some_and(|kept| kept.person == person)
    }

    /// The password, for `person` to see: it is gone after this.
    #[must_use]
    pub fn take(&self, change: &str, person: &str, now: Timestamp) -> Option<SecretString> {
        let mut all = self.young(now);
        all.get(change).filter(|kept| kept.person == person)?;
        all.remove(change).map(|kept| kept.password)
    }

    /// Forgets those that nobody came for.
    pub(super) fn tidy(&self, now: Timestamp) {
        drop(self.young(now));
    }

    fn young(&self, now: Timestamp) -> MutexGuard<'_, HashMap<String, Kept>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let longest = i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX);
        all.retain(|_, kept| now.as_millis() - kept.made_at.as_millis() < longest);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    #[test]
    fn whoever_asked_sees_it_once_and_not_late() {
        let (once, at) = (Once::default(), Timestamp::from_millis);
        once.keep("c", "ada", "Passw0rd".into(), at(0));
        assert!(!once.is_kept("c", "eve", at(1)) && once.take("c", "eve", at(1)).is_none());
        assert!(once.is_kept("c", "ada", at(599_999)));
        let shown = once.take("c", "ada", at(599_999)).expect("a password");
        assert_eq!(shown.expose_secret(), "Passw0rd");
        assert!(once.take("c", "ada", at(599_999)).is_none());
        once.keep("d", "ada", "Passw0rd".into(), at(0));
        assert!(once.take("d", "ada", at(600_000)).is_none());
        once.keep("e", "ada", "Passw0rd".into(), at(0));
        once.tidy(at(600_000));
        assert!(!once.is_kept("e", "ada", at(0)), "it is gone, not hidden");
    }
}
