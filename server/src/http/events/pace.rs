//! How often a page is told.

use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How often something is told and looked at.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// The time between the first two of several changes that come one after the other.
    pub soon: Duration,
    /// The most that a change waits for others: each makes every open page ask again.
    pub later: Duration,
    /// How often a stream in which nothing happens says that it is there, and looks whether its session is.
    pub look: Duration,
    /// How long a change is kept back, so that a page that is told can ask any of several replicas for it; zero where there is one.
    pub behind: Duration,
}

/// The others mostly hear of a change within milliseconds, by `NOTIFY`.
const BEHIND: Duration = Duration::from_millis(300);

impl Timing {
    /// As usual, where pages ask one of several replicas.
    #[must_use]
    pub fn with_replicas() -> Self {
        Self {
            behind: BEHIND,
            ..Self::default()
        }
    }

    pub(super) fn has_replicas(&self) -> bool {
        !self.behind.is_zero()
    }
}

impl Default for Timing {
    /// Proxies give up on an answer in which nothing comes for a minute.
    fn default() -> Self {
        Self {
            soon: Duration::from_millis(250),
            later: Duration::from_millis(600),
            look: Duration::from_secs(15),
            behind: Duration::ZERO,
        }
    }
}

/// When a page may be told the next time: soon after a rest, and the later the longer changes do not end.
pub(super) struct Pace {
    timing: Timing,
    gap: Duration,
    told: Instant,
}

impl Pace {
    pub(super) fn start(timing: Timing) -> Self {
        Self {
            timing,
            gap: timing.soon,
            told: Instant::now(),
        }
    }

    pub(super) fn next(&self) -> Instant {
        self.told + self.gap
    }

    /// Gives other replicas time to hear of what this one knows.
    pub(super) async fn others_follow(&self) {
        if self.timing.has_replicas() {
            sleep(self.timing.behind).await;
        }
    }

    pub(super) fn told(&mut self) {
        let has_rested = self.told.elapsed() >= 2 * self.timing.later;
        self.gap = if has_rested {
            self.timing.soon
        } else {
            (2 * self.gap).min(self.timing.later)
        };
        self.told = Instant::now();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::{advance, sleep_until};

    #[tokio::test(start_paused = true)]
    async fn the_first_changes_are_told_soon_and_many_more_seldom() {
        let mut pace = Pace::start(Timing::default());
        let mut gaps = Vec::new();
        for _ in 0..5 {
            let before = Instant::now();
            sleep_until(pace.next()).await;
            gaps.push(before.elapsed().as_millis());
            pace.told();
        }
        assert_eq!(gaps, [250, 500, 600, 600, 600]);
        advance(Duration::from_secs(2)).await;
        // At once.
        assert!(pace.next() < Instant::now());
        pace.told();
        assert_eq!(pace.next() - Instant::now(), Duration::from_millis(250));
    }
}
