//! The audit log: who changed what, as pages show it.

use super::{Action, FieldChange, Resource, Undo};
use crate::model::{
    access::Role,
    badge::{Badge, Tone},
    freshness::Service,
    region::Region,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// Who made a change, as they were then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// OpenID Connect's `sub`.
    pub subject: String,
    /// What people call them.
    pub name: String,
    /// Their e-mail address, where the provider tells it.
    pub email: Option<String>,
    /// Their role.
    pub role: Role,
    /// The address from which they asked.
    pub address: String,
}

/// What came of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is under way, or the process ended before anybody could tell.
    Open,
    /// All of it is true in AWS.
    Made,
    /// Some of it is.
    InPart,
    /// None of it is.
    NotMade,
    /// AWS can't be asked what is true. It is asked again.
    Unknown,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Open, Self::Made, Self::InPart, Self::NotMade, Self::Unknown];

    /// Its name in filters and files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Made => "made",
            Self::InPart => "in-part",
            Self::NotMade => "not-made",
            Self::Unknown => "unknown",
        }
    }

    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "Under way",
            Self::Made => "Made",
            Self::InPart => "Made in part",
            Self::NotMade => "Not made",
            Self::Unknown => "Not known",
        }
    }

    /// The badge.
    #[must_use]
    pub fn badge(self) -> Badge {
        let (tone, meaning) = match self {
            Self::Open => (Tone::Wait, "It is under way, or its outcome is being found out."),
            Self::Made => (Tone::Good, "AWS did all of it."),
            Self::InPart => (Tone::Temp, "AWS did some of it: each call says what came of it."),
            Self::NotMade => (Tone::Bad, "AWS did none of it."),
            Self::Unknown => (Tone::Wait, "AWS did not answer. Frontdesk goes on asking what is true."),
        };
        Badge::new(tone, self.label(), meaning)
    }

    /// Whether there is something to undo.
    #[must_use]
    pub const fn did_something(self) -> bool {
        matches!(self, Self::Made | Self::InPart)
    }

    /// Whether there is something to try again.
    #[must_use]
    pub const fn left_something(self) -> bool {
        matches!(self, Self::InPart | Self::NotMade)
    }
}

/// What came of one call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallOutcome {
    /// Whether what the call is for is true in AWS: [`Outcome::Made`], [`Outcome::NotMade`], [`Outcome::Unknown`], or
    /// [`Outcome::Open`] while nobody knows.
    pub outcome: Outcome,
    /// What to tell a person of it, where it is not simply made.
    pub message: Option<String>,
    /// AWS's error code.
    pub code: Option<String>,
    /// What AWS said, word for word.
    pub original: Option<String>,
    /// AWS's request ids, of every attempt.
    pub request_ids: Vec<String>,
}

/// One call of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedCall {
    /// AWS's service.
    pub service: Service,
    /// Where.
    pub region: Region,
    /// AWS's operation.
    pub operation: String,
    /// What was sent, secrets left out.
    pub input: serde_json::Value,
    /// The client token it was sent with, where it takes one.
    pub client_token: Option<String>,
    /// What came of it.
    pub outcome: CallOutcome,
}

/// A change, with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The change's id.
    pub id: String,
    /// When it was begun.
    pub at: Timestamp,
    /// When its outcome was written.
    pub ended_at: Option<Timestamp>,
    /// Who.
    pub actor: Actor,
    /// What was done.
    pub action: Action,
    /// To what.
    pub resource: Resource,
    /// "Edit amara.okafor".
    pub title: String,
    /// What makes it stand out: "changes who can reset the password".
    pub notes: Vec<String>,
    /// What changed.
    pub fields: Vec<FieldChange>,
    /// The calls, in order.
    pub calls: Vec<RecordedCall>,
    /// What came of it.
    pub outcome: Outcome,
    /// Whether it can be undone.
    pub undo: Undo,
    /// The numbers of its entries in the log, and the hash of the last one.
    pub entries: Vec<u64>,
    /// The hash of the last of them.
    pub hash: String,
    /// Now.
    pub now: Timestamp,
}

/// A line of the Audit page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordRow {
    /// The change's id.
    pub id: String,
    /// When it was begun.
    pub at: Timestamp,
    /// Who: name, else e-mail address, else subject.
    pub actor: String,
    /// Their role then.
    pub role: Role,
    /// What was done.
    pub action: Action,
    /// To what.
    pub resource: Resource,
    /// What came of it.
    pub outcome: Outcome,
    /// What changed, in short: the names of the fields.
    pub summary: String,
}
