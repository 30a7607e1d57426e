//! What was asked of AWS lately for people.

use app::{backend::Target, model::time::Timestamp};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// What was asked within this time is not asked again, whatever came of it: each answer, a failure too, makes open pages
/// draw themselves anew, and each drawing asks.
const PAUSE: i64 = 60 * 1_000;

/// How far a question is.
#[derive(Clone, Copy)]
enum Question {
    UnderWay,
    Over(Timestamp),
}

/// The questions of the last minute.
#[derive(Default)]
pub(super) struct Asked(Mutex<HashMap<Target, Question>>);

impl Asked {
    /// Whether `target` may be asked for `now`; if so, the question is under way from here until it is [`Self::over`].
    pub(super) fn start(&self, target: &Target, now: Timestamp) -> bool {
        let mut questions = self.lock();
        questions.retain(|_, question| match question {
            Question::UnderWay => true,
            Question::Over(at) => now.since(*at) < PAUSE,
        });
        if questions.contains_key(target) {
            return false;
        }
        questions.insert(target.clone(), Question::UnderWay);
        true
    }

    pub(super) fn over(&self, target: Target, now: Timestamp) {
        self.lock().insert(target, Question::Over(now));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Target, Question>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_asked_once_a_minute_and_once_at_a_time() {
        let target = |name: &str| Target::Identity {
            region: "eu-west-2".to_owned(),
            name: name.to_owned(),
        };
        let at = |seconds: i64| Timestamp::from_millis(seconds * 1_000);
        let (asked, one, other) = (Asked::default(), target("example.com"), target("example.org"));
        assert!(asked.start(&one, at(0)));
        // It may take long under AWS's quotas.
        assert!(!asked.start(&one, at(300)));
        asked.over(one.clone(), at(300));
        assert!(!asked.start(&one, at(359)));
        assert!(asked.start(&other, at(359)));
        assert!(asked.start(&one, at(360)));
    }
}
