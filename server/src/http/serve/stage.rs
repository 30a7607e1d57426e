//! What a connection is about.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{sync::Notify, time::Instant};

/// How long a connection may be idle. Longer than the 60 seconds for which nginx and AWS load balancers keep one, so that it is
/// they who close it: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html>.
pub(super) const IDLE: Duration = Duration::from_secs(75);

/// How long the head of a request may take from its first byte.
const HEAD: Duration = Duration::from_secs(10);

/// For how long a request may be on its way: no new connection is closed before for others, and no idle one where the process stops.
pub(super) const MOMENT: Duration = Duration::from_millis(500);

/// How long an answer may stay unread before its connection gives way to others, when there are too many.
const UNREAD: Duration = Duration::from_secs(10);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Between two requests, or before the first.
    Idle,
    /// A request has begun.
    Head,
    /// The rest of it is on its way.
    Body,
    /// It is our turn.
    Work,
    /// The client has to read the answer.
    Answer,
}

/// Follows one connection from stage to stage.
#[derive(Clone)]
pub(in crate::http) struct Progress(Arc<Inner>);

struct Inner {
    opened: Instant,
    now: Mutex<(Stage, Instant)>,
    /// Whether a request of it was answered.
    was_answered: AtomicBool,
    /// Whether bytes of ours wait for the client to read what it got before.
    is_stuck: AtomicBool,
    give_way: Notify,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self(Arc::new(Inner {
            opened: Instant::now(),
            now: Mutex::new((Stage::Idle, Instant::now())),
            was_answered: AtomicBool::new(false),
            is_stuck: AtomicBool::new(false),
            give_way: Notify::new(),
        }))
    }

    /// Bytes came.
    pub(super) fn heard(&self) {
        self.change(|stage| (stage == Stage::Idle).then_some(Stage::Head));
    }

    /// The head of a request is whole.
    pub(super) fn asked(&self, has_body: bool) {
        self.change(|_| Some(if has_body { Stage::Body } else { Stage::Work }));
    }

    /// The body of the request is whole.
    pub(in crate::http) fn body_is_read(&self) {
        self.change(|stage| (stage == Stage::Body).then_some(Stage::Work));
    }

    /// There is an answer. Returns whether something of the request was left unread.
    pub(super) fn answers(&self) -> bool {
        let is_unread = self.stage().0 == Stage::Body;
        self.change(|_| Some(Stage::Answer));
        is_unread
    }

    /// The answer is handed over.
    pub(super) fn is_done(&self) {
        self.0.was_answered.store(true, Ordering::Relaxed);
        self.change(|_| Some(Stage::Idle));
    }

    /// Whether the client takes what it is sent.
    pub(super) fn is_read(&self, is_read: bool) {
        self.0.is_stuck.store(!is_read, Ordering::Relaxed);
    }

    /// Whether the client has had its time.
    pub(super) fn is_overdue(&self, is_stopping: bool) -> bool {
        let (stage, since) = self.stage();
        match stage {
            Stage::Idle if is_stopping => since.elapsed() >= MOMENT,
            Stage::Idle => since.elapsed() >= IDLE,
            Stage::Head => since.elapsed() >= HEAD,
            // The layers bound these, and the write time-out the last.
            Stage::Body | Stage::Work | Stage::Answer => false,
        }
    }

    /// What makes one connection give way before another: the lesser first. `None`: it does not.
    pub(super) fn rank(&self) -> Option<(bool, Instant)> {
        let (stage, since) = self.stage();
        match stage {
            Stage::Idle | Stage::Head | Stage::Body => Some((false, since)),
            Stage::Answer => (since.elapsed() >= UNREAD).then_some((true, since)),
            Stage::Work => None,
        }
    }

    /// From when on it may be asked to give way: once its first request can be there. Who was answered may be asked at any time, or those
    /// who ask again and again would keep all others out.
    pub(super) fn may_go_from(&self) -> Instant {
        if self.0.was_answered.load(Ordering::Relaxed) {
            self.0.opened
        } else {
            self.0.opened + MOMENT
        }
    }

    /// Asks the connection to close.
    pub(super) fn give_way(&self) {
        self.0.give_way.notify_one();
    }

    /// Resolves when the connection is asked to close.
    pub(super) async fn is_asked_to_give_way(&self) {
        self.0.give_way.notified().await;
    }

    fn stage(&self) -> (Stage, Instant) {
        let now = *self.0.now.lock().unwrap_or_else(PoisonError::into_inner);
        match now {
            // Handed over, but only to the buffers.
            (Stage::Idle, since) if self.0.is_stuck.load(Ordering::Relaxed) => (Stage::Answer, since),
            now => now,
        }
    }

    fn change(&self, next: impl FnOnce(Stage) -> Option<Stage>) {
        let mut now = self.0.now.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(stage) = next(now.0) {
            *now = (stage, Instant::now());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::advance;

    #[tokio::test(start_paused = true)]
    async fn a_head_has_to_come_soon_and_an_idle_connection_may_stay() {
        let progress = Progress::new();
        advance(IDLE.saturating_sub(Duration::from_secs(1))).await;
        assert!(!progress.is_overdue(false) && progress.is_overdue(true));
        progress.heard();
        advance(HEAD.saturating_sub(Duration::from_secs(1))).await;
        // A byte now and then is not enough.
        progress.heard();
        assert!(!progress.is_overdue(false));
        advance(Duration::from_secs(1)).await;
        assert!(progress.is_overdue(false));
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_worked_on_and_read_does_not_give_way() {
        let progress = Progress::new();
        assert!(progress.rank().is_some());
        progress.asked(true);
        assert!(progress.rank().is_some());
        progress.body_is_read();
        advance(Duration::from_hours(1)).await;
        assert_eq!(progress.rank(), None);
        assert!(!progress.answers());
        assert_eq!(progress.rank(), None);
        advance(UNREAD).await;
        assert!(progress.rank().is_some());
        progress.is_done();
        progress.is_read(false);
        advance(MOMENT).await;
        assert!(!progress.is_overdue(true));
        progress.is_read(true);
        assert!(progress.is_overdue(true));
    }

    #[test]
    fn an_answer_may_come_before_the_question_is_read() {
        let progress = Progress::new();
        progress.asked(true);
        assert!(progress.answers());
    }
}
