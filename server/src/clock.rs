//! The time, injected: nothing deeper in the code asks the machine.

use app::model::time::Timestamp;
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time.
pub type Clock = fn() -> Timestamp;

/// The machine's clock.
#[must_use]
pub fn system() -> Timestamp {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
}
