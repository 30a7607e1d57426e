//! What stands in the audit log. An entry that was written is read for ever: new members need a default, old ones stay.

use crate::{aws::write::Call, changes::UndoPlan};
use app::model::{
    change::{Action, Actor, CallOutcome, FieldChange, Outcome, Resource, Subject},
    region::Region,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// One entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number: 1, 2, 3, …
    pub number: u64,
    /// When it was written.
    pub at: Timestamp,
    /// The change that it belongs to.
    pub change: String,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Somebody wants this, and AWS is about to be called.
    Intent(Box<Intent>),
    /// A call came back.
    Call(Called),
    /// It is over, as far as anybody knows.
    Outcome(Ended),
}

/// Who wants what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Intent {
    /// Who.
    pub actor: Actor,
    /// What.
    pub action: Action,
    /// To what.
    pub resource: Resource,
    /// "Edit amara.okafor".
    pub title: String,
    /// What makes it stand out.
    pub notes: Vec<String>,
    /// Before and after.
    pub fields: Vec<FieldChange>,
    /// The calls, in order.
    pub calls: Vec<IntendedCall>,
    /// The form, to try again what failed.
    pub form: String,
    /// How to undo it.
    pub undo: UndoPlan,
}

/// A call that is about to be made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IntendedCall {
    /// Where.
    pub region: Region,
    /// What; secrets left out.
    pub call: Call,
    /// The client token that it is sent with, where it takes one.
    pub client_token: Option<String>,
}

/// A call that came back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Called {
    /// Which of the intent's calls.
    pub call: u32,
    /// What came of it.
    pub outcome: CallOutcome,
    /// The id of what it created.
    pub created: Option<String>,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ended {
    /// In all.
    pub outcome: Outcome,
    /// By call, as AWS showed when it was read again.
    pub calls: Vec<CallOutcome>,
    /// What was created.
    pub created: Option<Subject>,
    /// Whether this was found out later, because the process ended or AWS did not answer.
    pub was_found_later: bool,
}
