//! Who calls, and when.

use time::OffsetDateTime;

use crate::account::Scope;
use crate::wire::Timestamp;

/// What an operation knows beside its input and its service's state.
#[derive(Clone, Debug)]
pub struct Context {
    /// The caller's account, and the Region that is called.
    pub scope: Scope,
    /// When the call is answered.
    pub now: OffsetDateTime,
    /// When a change that is made now begins to appear in list and search calls.
    pub listed_from: OffsetDateTime,
}

/// When something happens, wherever it does.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The present.
    pub now: OffsetDateTime,
    /// When a change that is made now begins to appear in list and search calls.
    pub listed_from: OffsetDateTime,
}

impl Context {
    /// The present moment, as resources remember it.
    pub fn timestamp(&self) -> Timestamp {
        Timestamp::at(self.now)
    }
}

impl Moment {
    /// A moment at which changes are listed at once.
    pub fn without_lag(now: OffsetDateTime) -> Self {
        Self { now, listed_from: now }
    }

    /// The same moment in an account and a Region.
    pub fn within(self, scope: Scope) -> Context {
        Context {
            scope,
            now: self.now,
            listed_from: self.listed_from,
        }
    }
}
