//! Tells open streams that sessions may have ended, or are another's than before. What ends them elsewhere, or by the clock, they
//! find out for themselves.

use tokio::sync::broadcast::{Receiver, Sender, error::RecvError};

/// Whoever lags behind by more than so many looks, whatever they were about.
const KEPT: usize = 64;

/// Whose sessions they are.
#[derive(Clone, Debug)]
pub(super) enum Whose {
    /// This one alone, by what the table calls it.
    Session(String),
    /// All of a person.
    Person(String),
    /// Nobody knows.
    Anybodys,
}

/// Where endings are told.
#[derive(Clone)]
pub(super) struct Endings(Sender<Whose>);

impl Default for Endings {
    fn default() -> Self {
        Self(Sender::new(KEPT))
    }
}

impl Endings {
    pub(super) fn tell(&self, whose: Whose) {
        // That nobody listens is no failure.
        let _ = self.0.send(whose);
    }

    pub(super) fn of(&self, session: &str, subject: &str) -> Ending {
        Ending {
            told: self.0.subscribe(),
            session: session.to_owned(),
            subject: subject.to_owned(),
        }
    }
}

/// Waits for the end of one session.
pub struct Ending {
    told: Receiver<Whose>,
    session: String,
    subject: String,
}

impl Ending {
    /// Resolves when it may have ended. Nothing is missed where this is dropped and called again.
    pub async fn may_have_come(&mut self) {
        loop {
            match self.told.recv().await {
                Ok(Whose::Session(session)) if session != self.session => {}
                Ok(Whose::Person(subject)) if subject != self.subject => {}
                Ok(_) | Err(RecvError::Lagged(_)) => return,
                // The table lives as long as the process.
                Err(RecvError::Closed) => std::future::pending().await,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    #[test]
    fn those_are_told_whom_it_concerns() {
        let endings = Endings::default();
        let mut ending = endings.of("s-1", "vera");
        let mut is_told = |whose| {
            endings.tell(whose);
            ending.may_have_come().now_or_never().is_some()
        };
        assert!(!is_told(Whose::Session("s-2".to_owned())));
        assert!(!is_told(Whose::Person("otto".to_owned())));
        assert!(is_told(Whose::Session("s-1".to_owned())));
        assert!(is_told(Whose::Person("vera".to_owned())));
        assert!(is_told(Whose::Anybodys));
    }

    #[test]
    fn whoever_lags_behind_looks() {
        let endings = Endings::default();
        let mut ending = endings.of("s-1", "vera");
        for other in 0..2 * KEPT {
            endings.tell(Whose::Session(other.to_string()));
        }
        assert!(ending.may_have_come().now_or_never().is_some());
        assert!(ending.may_have_come().now_or_never().is_none());
    }
}
