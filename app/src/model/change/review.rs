//! What is shown before a change is made.

use super::{Action, FieldError, Subject};
use crate::model::{access::Refusal, freshness::Service, region::Region};
use serde::{Deserialize, Serialize};

/// One line of what changes. Secrets are never in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// What the page calls it.
    pub name: String,
    /// What it was; `None` where nothing was set.
    pub before: Option<String>,
    /// What it becomes; `None` where it is removed.
    pub after: Option<String>,
}

impl FieldChange {
    /// A line, if there is a difference; empty texts are nothing.
    #[must_use]
    pub fn of(name: &str, before: Option<&str>, after: Option<&str>) -> Option<Self> {
        let filled = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
        let (before, after) = (filled(before), filled(after));
        (before != after).then(|| Self {
            name: name.to_owned(),
            before,
            after,
        })
    }
}

/// A call that will be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewedCall {
    /// AWS's service.
    pub service: Service,
    /// Where.
    pub region: Region,
    /// AWS's operation.
    pub operation: String,
    /// What there is to know of it: "replaces all five fields".
    pub note: Option<String>,
    /// The AWS CLI's command that does the same.
    pub cli: String,
}

/// What has to be typed before a change that does harm when it is made by mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// The text.
    pub text: String,
    /// What it is, and why it is asked for.
    pub why: String,
}

/// A secret that a change takes. It is asked for with the review, since it is never kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SecretField {
    /// A user's first password.
    Password,
    /// The private half of a DKIM key.
    DkimPrivateKey,
}

impl SecretField {
    /// Its name in the review's form.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::DkimPrivateKey => "dkim_private_key",
        }
    }
}

/// Whether a change can be undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Undo {
    /// By this action, which is reviewed like any other.
    By(Action),
    /// Not, and why.
    Not(String),
}

/// A field that changed in AWS since the form was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The field's name.
    pub field: String,
    /// Its label.
    pub label: String,
    /// What it held when the form was opened.
    pub opened: String,
    /// What it holds now.
    pub now: String,
    /// What the form says.
    pub mine: String,
}

/// What a change would do, for somebody to say yes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The draft's id.
    pub draft: String,
    /// What is done.
    pub action: Action,
    /// To what.
    pub subject: Subject,
    /// "Edit amara.okafor".
    pub title: String,
    /// What its button says: "Save 2 changes".
    pub submit: String,
    /// What changes.
    pub fields: Vec<FieldChange>,
    /// The calls, in order.
    pub calls: Vec<ReviewedCall>,
    /// What to think of first.
    pub warnings: Vec<String>,
    /// Before and after, in sentences: where mail goes, where desktops are.
    pub pictures: Option<Pictures>,
    /// What has to be typed.
    pub confirmation: Option<Confirmation>,
    /// What has to be given.
    pub secrets: Vec<SecretField>,
    /// What is wrong with what was given.
    pub errors: Vec<FieldError>,
    /// Whether it can be undone.
    pub undo: Undo,
    /// Why this person may not do it.
    pub refusal: Option<Refusal>,
    /// What changed meanwhile. Not empty: nothing can be made before somebody has chosen.
    pub conflicts: Vec<Conflict>,
    /// A file that is offered first, such as what a deleted user was like.
    pub snapshot: Option<String>,
    /// Says whether what is made is what was reviewed.
    pub fingerprint: String,
    /// The id that the change will have: whoever says yes twice says it once.
    pub change: String,
}

/// Where things lead before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pictures {
    /// Now.
    pub before: Vec<Arrow>,
    /// Afterwards.
    pub after: Vec<Arrow>,
}

/// "help@example.com → support@example.com".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrow {
    /// From what.
    pub from: String,
    /// To what; `None` where it stays, or leads nowhere.
    pub to: Option<String>,
    /// What that means.
    pub note: String,
}

/// What the server answers to a review's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReviewAnswer {
    /// The review.
    Review(Box<Review>),
    /// The form has to be mended first.
    Incomplete {
        /// What is done.
        action: Action,
        /// To what.
        subject: Subject,
    },
    /// Nothing would change.
    Nothing {
        /// What is done.
        action: Action,
        /// To what.
        subject: Subject,
    },
    /// There is no such draft: it was made, given up, is too old or somebody else's.
    Gone,
    /// This can't be done now, and why.
    Impossible(String),
}
