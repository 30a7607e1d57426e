//! The same change of many things, one after the other.

use super::{Action, Confirmation, FieldChange, Subject};
use crate::model::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How many things may be changed at once.
pub const MOST: usize = 1_000;

/// How many rows a page shows.
pub const ROWS: u32 = 100;

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BulkState {
    /// It waits for a yes.
    Reviewed,
    /// One row after the other is made.
    Running,
    /// It waits until somebody goes on.
    Paused,
    /// It was given up; rows that were made stay made.
    Stopped,
    /// Every row was tried.
    Done,
}

impl BulkState {
    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reviewed => "reviewed",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
            Self::Done => "done",
        }
    }

    /// The state with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let all = [Self::Reviewed, Self::Running, Self::Paused, Self::Stopped, Self::Done];
        all.into_iter().find(|state| state.as_str() == name)
    }

    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reviewed => "To be reviewed",
            Self::Running => "Running",
            Self::Paused => "Paused",
            Self::Stopped => "Stopped",
            Self::Done => "Done",
        }
    }
}

/// What came of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowState {
    /// Its turn has not come.
    Waiting,
    /// It is being made.
    Making,
    /// It is made.
    Made,
    /// It is made in part.
    InPart,
    /// It is not made.
    NotMade,
    /// AWS can't be asked.
    Unknown,
    /// There was nothing to change, or this person may not.
    Skipped,
}

impl RowState {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Waiting,
        Self::Making,
        Self::Made,
        Self::InPart,
        Self::NotMade,
        Self::Unknown,
        Self::Skipped,
    ];

    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Making => "making",
            Self::Made => "made",
            Self::InPart => "in-part",
            Self::NotMade => "not-made",
            Self::Unknown => "unknown",
            Self::Skipped => "skipped",
        }
    }

    /// The state with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Waiting => "Waiting",
            Self::Making => "Under way",
            Self::Made => "Made",
            Self::InPart => "Made in part",
            Self::NotMade => "Not made",
            Self::Unknown => "Not known",
            Self::Skipped => "Skipped",
        }
    }
}

/// A bulk change, with a page of its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bulk {
    /// Its id.
    pub id: String,
    /// What is done.
    pub action: Action,
    /// "Edit 37 users".
    pub title: String,
    /// Who began it.
    pub actor: String,
    /// Whether that is who looks at it.
    pub is_yours: bool,
    /// Whether those that it deletes can be saved first.
    pub offers_snapshot: bool,
    /// Where it stands.
    pub state: BulkState,
    /// Why it is paused.
    pub why: Option<String>,
    /// How many rows are in which state.
    pub counts: Vec<(RowState, u32)>,
    /// How many calls it takes in all, as reviewed.
    pub calls: u32,
    /// When its first row was begun.
    pub started_at: Option<Timestamp>,
    /// When its last row was done.
    pub ended_at: Option<Timestamp>,
    /// Now.
    pub now: Timestamp,
    /// What has to be typed before it begins.
    pub confirmation: Option<Confirmation>,
    /// What to think of before it begins.
    pub warnings: Vec<String>,
    /// A page of its rows.
    pub rows: Vec<BulkRow>,
    /// Which page, from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
}

impl Bulk {
    /// How many rows are in one of these states.
    #[must_use]
    pub fn count(&self, states: &[RowState]) -> u32 {
        let counts = self.counts.iter().filter(|(state, _)| states.contains(state));
        counts.map(|(_, count)| count).sum()
    }

    /// How many rows there are.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.count(&RowState::ALL)
    }

    /// How many were tried.
    #[must_use]
    pub fn done(&self) -> u32 {
        self.total() - self.count(&[RowState::Waiting, RowState::Making])
    }

    /// Rows a minute so far, and the seconds that are left at this rate.
    #[must_use]
    pub fn pace(&self) -> Option<(u32, u32)> {
        let (done, total) = (self.done(), self.total());
        let elapsed = self.now.since(self.started_at?) / 1_000;
        let elapsed = u32::try_from(elapsed).ok().filter(|elapsed| *elapsed > 0 && done > 0)?;
        let left = (total - done).saturating_mul(elapsed) / done;
        Some((done.saturating_mul(60) / elapsed, left))
    }
}

/// One of the things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkRow {
    /// Its place.
    pub number: u32,
    /// What people call it.
    pub name: String,
    /// Where it is.
    pub subject: Subject,
    /// What changes.
    pub fields: Vec<FieldChange>,
    /// What came of it.
    pub state: RowState,
    /// What there is to say of that.
    pub message: Option<String>,
    /// Its change in the audit log.
    pub change: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_fast_it_goes_and_how_long_it_takes() {
        let bulk = |seconds: i64, made: u32, waiting: u32| Bulk {
            id: String::new(),
            action: Action::BulkEditUsers,
            title: String::new(),
            actor: String::new(),
            is_yours: true,
            offers_snapshot: false,
            state: BulkState::Running,
            why: None,
            counts: vec![(RowState::Made, made), (RowState::Waiting, waiting)],
            calls: 0,
            started_at: Some(Timestamp::from_millis(0)),
            ended_at: None,
            now: Timestamp::from_millis(seconds * 1_000),
            confirmation: None,
            warnings: Vec::new(),
            rows: Vec::new(),
            page: 1,
            pages: 1,
        };
        assert_eq!(bulk(30, 10, 20).pace(), Some((20, 60)));
        assert_eq!(bulk(30, 0, 20).pace(), None);
        assert_eq!(bulk(0, 10, 20).pace(), None);
        assert_eq!((bulk(1, 2, 3).total(), bulk(1, 2, 3).done()), (5, 2));
    }
}
