//! What can befall a call.

use std::time::Duration;

use http::StatusCode;
use serde::{Deserialize, Serialize};

/// A fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The service's own answer to too many calls.
    Throttle,
    /// The service's own answer to a defect of its own, with this status.
    ServerError(StatusCode),
    /// The service's own answer to somebody without permission.
    AccessDenied,
    /// The connection is reset before the operation.
    ResetBefore,
    /// The operation takes effect; then the connection is reset without an answer.
    ResetAfter,
    /// Nothing happens, and no answer comes.
    Stall,
    /// The operation takes effect, and no answer comes.
    StallAfter,
    /// The operation takes effect; its answer comes so much later, in real time.
    Slow(Duration),
    /// The operation takes effect; half of its answer comes, then the connection ends.
    Truncated,
    /// The operation takes effect; the answer is of status 200 and not in the service's format.
    WrongJson,
}

/// The name of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum KindName {
    /// Of [`Kind::Throttle`].
    Throttle,
    /// Of [`Kind::ServerError`].
    ServerError,
    /// Of [`Kind::AccessDenied`].
    AccessDenied,
    /// Of [`Kind::ResetBefore`].
    ResetBefore,
    /// Of [`Kind::ResetAfter`].
    ResetAfter,
    /// Of [`Kind::Stall`].
    Stall,
    /// Of [`Kind::StallAfter`].
    StallAfter,
    /// Of [`Kind::Slow`].
    Slow,
    /// Of [`Kind::Truncated`].
    Truncated,
    /// Of [`Kind::WrongJson`].
    WrongJson,
}

impl Kind {
    /// Its name, as in a rule.
    pub fn name(self) -> KindName {
        match self {
            Self::Throttle => KindName::Throttle,
            Self::ServerError(_) => KindName::ServerError,
            Self::AccessDenied => KindName::AccessDenied,
            Self::ResetBefore => KindName::ResetBefore,
            Self::ResetAfter => KindName::ResetAfter,
            Self::Stall => KindName::Stall,
            Self::StallAfter => KindName::StallAfter,
            Self::Slow(_) => KindName::Slow,
            Self::Truncated => KindName::Truncated,
            Self::WrongJson => KindName::WrongJson,
        }
    }

    /// True if the call comes to nothing: neither does the operation take effect, nor is there an
    /// answer whose status could be recorded.
    pub fn leaves_no_trace(self) -> bool {
        matches!(self, Self::ResetBefore | Self::Stall)
    }
}
