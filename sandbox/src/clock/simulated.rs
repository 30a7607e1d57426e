//! A clock that can be stopped, sped up and put forward, but never back: AWS's time does not go
//! back either, and what it holds has been stamped with the times that were.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration as Step;

use time::macros::datetime;
use time::{Duration, OffsetDateTime, UtcOffset};

use super::Clock;

/// Here the clock stops. Timestamps have four digits for the year, and whatever is to happen within
/// a year from now has to have one.
const END_OF_TIME: OffsetDateTime = datetime!(9999-01-01 00:00 UTC);

/// No clock begins before: what it holds may be some years old already.
const BEGIN_OF_TIME: OffsetDateTime = datetime!(1980-01-01 00:00 UTC);

/// Runs on another clock, at its own pace. Can be shared between threads.
pub struct SimulatedClock {
    source: Box<dyn Clock>,
    hands: Mutex<Hands>,
}

/// What a clock shows, and how it goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The present moment.
    pub now: OffsetDateTime,
    /// False while it is stopped.
    pub running: bool,
    /// Simulated seconds for each second of the underlying clock.
    pub speed: f64,
}

/// What is to be done to a clock, at one moment. `now` comes before `step`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Change {
    /// A moment to go on from: the present or a later one.
    pub now: Option<OffsetDateTime>,
    /// How far to put it forward.
    pub step: Option<Step>,
    /// Let it run, or stop it.
    pub running: Option<bool>,
    /// More than 0.
    pub speed: Option<f64>,
}

/// Why a clock was left as it was.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum ClockError {
    /// The moment has passed.
    #[error("the clock cannot go back: it is {now} already, after {wanted}")]
    Backwards {
        /// The present moment.
        now: OffsetDateTime,
        /// The moment that was asked for.
        wanted: OffsetDateTime,
    },
    /// Zero, negative, or no number.
    #[error("speed must be a number greater than 0, not {0}; to stop the clock, set running to false")]
    Speed(f64),
    /// It would come too close to the last moment that there is.
    #[error("the clock cannot go beyond the year 9998")]
    EndOfTime,
}

/// Two moments that coincide, from which every later one is reckoned.
struct Hands {
    source: OffsetDateTime,
    simulated: OffsetDateTime,
    running: bool,
    speed: f64,
}

impl SimulatedClock {
    /// Runs, as fast as `source` and from its present on.
    pub fn new(source: impl Clock + 'static) -> Self {
        let now = source.now();
        let hands = Hands {
            source: now,
            simulated: now,
            running: true,
            speed: 1.0,
        };
        Self {
            source: Box::new(source),
            hands: Mutex::new(hands),
        }
    }

    /// Stands still at `now` until it is let run, as fast as `source` then. Within the times that a
    /// timestamp can have, and whatever is reckoned from it.
    pub fn stopped_at(source: impl Clock + 'static, now: OffsetDateTime) -> Self {
        let clock = Self::new(source);
        {
            let mut hands = clock.hands();
            hands.simulated = now.to_offset(UtcOffset::UTC).clamp(BEGIN_OF_TIME, END_OF_TIME);
            hands.running = false;
        }
        clock
    }

    /// What it shows.
    pub fn read(&self) -> Reading {
        let hands = self.hands();
        Reading {
            now: hands.simulated,
            running: hands.running,
            speed: hands.speed,
        }
    }

    /// Does all of `change`, or nothing of it.
    ///
    /// # Errors
    ///
    /// When any part of it is refused.
    pub fn change(&self, change: Change) -> Result<Reading, ClockError> {
        let mut hands = self.hands();
        let speed = change.speed.unwrap_or(hands.speed);
        if !(speed.is_finite() && speed > 0.0) {
            return Err(ClockError::Speed(speed));
        }
        let simulated = destination(hands.simulated, change)?;
        hands.simulated = simulated;
        hands.speed = speed;
        hands.running = change.running.unwrap_or(hands.running);
        Ok(Reading {
            now: hands.simulated,
            running: hands.running,
            speed: hands.speed,
        })
    }

    /// The hands, moved to the present. A panic elsewhere does not stop the clock.
    fn hands(&self) -> MutexGuard<'_, Hands> {
        let mut hands = self.hands.lock().unwrap_or_else(PoisonError::into_inner);
        hands.follow(self.source.now());
        hands
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> OffsetDateTime {
        self.hands().simulated
    }
}

impl std::fmt::Debug for SimulatedClock {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_tuple("SimulatedClock")
            .field(&self.read())
            .finish_non_exhaustive()
    }
}

impl Hands {
    /// Moves on with the underlying clock, which may be put back: then this one waits a moment.
    fn follow(&mut self, source: OffsetDateTime) {
        let elapsed = (source - self.source).max(Duration::ZERO);
        self.source = source;
        if self.running {
            let elapsed = Duration::saturating_seconds_f64(elapsed.as_seconds_f64() * self.speed);
            let moved = self.simulated.checked_add(elapsed).unwrap_or(END_OF_TIME);
            self.simulated = moved.min(END_OF_TIME);
        }
    }
}

fn destination(present: OffsetDateTime, change: Change) -> Result<OffsetDateTime, ClockError> {
    let from = change.now.unwrap_or(present);
    if from < present {
        return Err(ClockError::Backwards {
            now: present,
            wanted: from,
        });
    }
    let step = Duration::try_from(change.step.unwrap_or_default()).map_err(|_| ClockError::EndOfTime)?;
    let destination = from.checked_add(step);
    let destination = destination.and_then(|moment| moment.checked_to_offset(UtcOffset::UTC));
    destination
        .filter(|moment| *moment <= END_OF_TIME)
        .ok_or(ClockError::EndOfTime)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use time::macros::datetime;

    use super::*;

    const START: OffsetDateTime = datetime!(2026-01-31 12:00 UTC);

    /// An underlying clock that the test moves.
    struct Hand(Mutex<OffsetDateTime>);

    impl Hand {
        fn advance(&self, by: Duration) {
            *self.0.lock().unwrap() += by;
        }
    }

    impl Clock for Hand {
        fn now(&self) -> OffsetDateTime {
            *self.0.lock().unwrap()
        }
    }

    fn clock() -> (Arc<Hand>, SimulatedClock) {
        let hand = Arc::new(Hand(Mutex::new(START)));
        (Arc::clone(&hand), SimulatedClock::new(hand))
    }

    impl SimulatedClock {
        fn running(&self, running: bool) {
            let running = Some(running);
            self.change(Change {
                running,
                ..Change::default()
            })
            .unwrap();
        }

        fn set_speed(&self, speed: f64) -> Result<Reading, ClockError> {
            let speed = Some(speed);
            self.change(Change {
                speed,
                ..Change::default()
            })
        }

        fn step(&self, step: Step) -> Result<Reading, ClockError> {
            let step = Some(step);
            self.change(Change {
                step,
                ..Change::default()
            })
        }

        fn set(&self, now: OffsetDateTime) -> Result<Reading, ClockError> {
            let now = Some(now);
            self.change(Change {
                now,
                ..Change::default()
            })
        }
    }

    #[test]
    fn runs_with_the_underlying_clock() {
        let (hand, clock) = clock();
        hand.advance(Duration::nanoseconds(1_500_000_001));
        assert_eq!(clock.now(), START + Duration::nanoseconds(1_500_000_001));
    }

    #[test]
    fn stands_still_while_it_is_stopped_and_resumes_from_there() {
        let (hand, clock) = clock();
        clock.running(false);
        hand.advance(Duration::hours(1));
        assert_eq!(clock.now(), START);
        clock.running(true);
        assert_eq!(clock.now(), START);
        hand.advance(Duration::SECOND);
        assert_eq!(clock.now(), START + Duration::SECOND);
    }

    #[test]
    fn a_change_of_speed_does_not_move_the_present() {
        let (hand, clock) = clock();
        hand.advance(Duration::SECOND);
        clock.set_speed(60.0).unwrap();
        assert_eq!(clock.now(), START + Duration::SECOND);
        hand.advance(Duration::SECOND);
        assert_eq!(clock.now(), START + Duration::seconds(61));
        clock.set_speed(0.5).unwrap();
        hand.advance(Duration::seconds(2));
        assert_eq!(clock.now(), START + Duration::seconds(62));
    }

    #[test]
    fn refuses_a_speed_that_is_none() {
        let (_, clock) = clock();
        for speed in [0.0, -1.0, f64::INFINITY] {
            assert_eq!(clock.set_speed(speed), Err(ClockError::Speed(speed)));
        }
        assert!(clock.set_speed(f64::NAN).is_err());
    }

    #[test]
    fn is_put_forward_but_never_back() {
        let (_, clock) = clock();
        clock.step(Step::from_hours(72)).unwrap();
        let now = START + Duration::days(3);
        assert_eq!(clock.now(), now);
        clock.set(now).unwrap();
        assert_eq!(clock.set(START), Err(ClockError::Backwards { now, wanted: START }));
    }

    #[test]
    fn shows_utc_whatever_it_was_set_by() {
        let (_, clock) = clock();
        clock.set(datetime!(2026-02-01 02:00 +2)).unwrap();
        assert_eq!(clock.now().offset(), UtcOffset::UTC);
        let too_late = datetime!(9999-12-31 23:00 -2);
        assert_eq!(clock.set(too_late), Err(ClockError::EndOfTime));
    }

    #[test]
    fn waits_when_the_underlying_clock_is_put_back() {
        let (hand, clock) = clock();
        hand.advance(Duration::hours(1));
        assert_eq!(clock.now(), START + Duration::hours(1));
        hand.advance(Duration::hours(-1));
        assert_eq!(clock.now(), START + Duration::hours(1));
        hand.advance(Duration::SECOND);
        assert_eq!(clock.now(), START + Duration::hours(1) + Duration::SECOND);
    }

    #[test]
    fn stops_at_the_end_of_time() {
        let (hand, clock) = clock();
        assert_eq!(clock.step(Step::MAX), Err(ClockError::EndOfTime));
        clock.set_speed(f64::MAX).unwrap();
        hand.advance(Duration::hours(1));
        assert_eq!(clock.now(), END_OF_TIME);
    }

    #[test]
    fn a_change_is_done_as_a_whole_or_not_at_all() {
        let (_, clock) = clock();
        let before = clock.read();
        let change = Change {
            step: Some(Step::from_secs(1)),
            running: Some(false),
            speed: Some(0.0),
            ..Change::default()
        };
        assert_eq!(clock.change(change), Err(ClockError::Speed(0.0)));
        assert_eq!(clock.read(), before);
    }

    #[test]
    fn threads_share_it() {
        let (_, clock) = clock();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..100 {
                        clock.step(Step::from_secs(1)).unwrap();
                    }
                });
            }
        });
        assert_eq!(clock.now(), START + Duration::seconds(400));
    }
}
