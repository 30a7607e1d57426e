//! What is asked of AWS, each question once at a time: people and the sync join each other's.

use crate::clock::Clock;
use app::{backend::Target, model::time::Timestamp};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// What was asked within this time is not asked again for people, whatever came of it: each answer, a failure too, makes open pages
/// draw themselves anew, and each drawing asks.
const PAUSE: i64 = 60 * 1_000;

/// How far a question is.
#[derive(Clone, Copy)]
enum Progress {
    UnderWay,
    Over(Timestamp),
}

/// The questions of the last minute.
pub(super) struct Asked {
    questions: Mutex<HashMap<Target, Progress>>,
    clock: Clock,
}

/// A question: under way until dropped.
pub(super) struct Question {
    asked: Arc<Asked>,
    target: Target,
}

impl Asked {
    pub(super) fn new(clock: Clock) -> Arc<Self> {
        Arc::new(Self {
            questions: Mutex::default(),
            clock,
        })
    }

    /// Asks for `target` for people, unless that was done just now.
    pub(super) fn for_people(self: &Arc<Self>, target: &Target) -> Option<Question> {
        let now = (self.clock)();
        let mut questions = self.lock();
        questions.retain(|_, progress| match progress {
            Progress::UnderWay => true,
            Progress::Over(at) => at.is_within(PAUSE, now),
        });
        if questions.contains_key(target) {
            return None;
        }
        questions.insert(target.clone(), Progress::UnderWay);
        drop(questions);
        Some(self.question(target))
    }

    /// Asks for `target` for the sync, unless somebody else is waiting for the answer.
    pub(super) fn for_sync(self: &Arc<Self>, target: &Target) -> Option<Question> {
        let mut questions = self.lock();
        if matches!(questions.get(target), Some(Progress::UnderWay)) {
            return None;
        }
        questions.insert(target.clone(), Progress::UnderWay);
        drop(questions);
        Some(self.question(target))
    }

    /// How many questions are under way.
    pub(super) fn under_way(&self) -> usize {
        let is_under_way = |progress: &&Progress| matches!(progress, Progress::UnderWay);
        self.lock().values().filter(is_under_way).count()
    }

    fn question(self: &Arc<Self>, target: &Target) -> Question {
        Question {
            asked: Arc::clone(self),
            target: target.clone(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Target, Progress>> {
        self.questions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Question {
    fn drop(&mut self) {
        let now = (self.asked.clock)();
        self.asked.lock().insert(self.target.clone(), Progress::Over(now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicI64, Ordering};

    static SECONDS: AtomicI64 = AtomicI64::new(0);

    fn clock() -> Timestamp {
        Timestamp::from_millis(SECONDS.load(Ordering::Relaxed) * 1_000)
    }

    fn at(seconds: i64) {
        SECONDS.store(seconds, Ordering::Relaxed);
    }

    #[test]
    fn a_question_is_asked_once_a_minute_and_once_at_a_time() {
        let target = |name: &str| Target::Identity {
            region: "eu-west-2".to_owned(),
            name: name.to_owned(),
        };
        let (asked, one, other) = (Asked::new(clock), target("example.com"), target("example.org"));
        let question = asked.for_people(&one).expect("asked");
        // It may take long under AWS's quotas.
        at(300);
        assert!(asked.for_people(&one).is_none() && asked.for_sync(&one).is_none());
        assert_eq!(asked.under_way(), 1);
        drop(question);
        at(359);
        assert!(asked.for_people(&one).is_none());
        assert_eq!(asked.under_way(), 0);
        assert!(asked.for_people(&other).is_some());
        // The sync asks when it is its turn.
        let question = asked.for_sync(&one).expect("asked");
        assert!(asked.for_people(&one).is_none());
        drop(question);
        at(419);
        assert!(asked.for_people(&one).is_some());
    }
}
