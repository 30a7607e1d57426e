//! What a change would do: shown in the review, written to the audit log, then done.

use crate::aws::write::Call;
use app::model::{
    access::{Permission, Refusal},
    change::{Action, Confirmation, FieldChange, Pictures, Resource, SecretField, Subject, Undo},
    region::Region,
};
use serde::{Deserialize, Serialize};

/// What a change would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// "Edit amara.okafor".
    pub title: String,
    /// What the button says: "Save 2 changes".
    pub submit: String,
    /// What is changed.
    pub resource: Resource,
    /// What changes.
    pub fields: Vec<FieldChange>,
    /// The calls, in order. None: nothing would change.
    pub steps: Vec<Step>,
    /// What to think of first.
    pub warnings: Vec<String>,
    /// What the audit log says of it besides.
    pub notes: Vec<String>,
    /// Where things lead, before and after.
    pub pictures: Option<Pictures>,
    /// What has to be typed.
    pub confirmation: Option<Confirmation>,
    /// What has to be given.
    pub secrets: Vec<SecretField>,
    /// How it is undone.
    pub undo: UndoPlan,
    /// What it takes besides the action's own permission.
    pub needs: Vec<Permission>,
    /// Why this person may not, by a rule that is not a permission alone.
    pub refusal: Option<Refusal>,
    /// What the thing is like, as JSON to keep.
    pub snapshot: Option<String>,
    /// The page to go on with; without one, the resource's own.
    pub then: Option<String>,
}

impl Plan {
    /// A plan that does nothing yet.
    #[must_use]
    pub const fn new(title: String, submit: String, resource: Resource, undo: UndoPlan) -> Self {
        Self {
            title,
            submit,
            resource,
            undo,
            fields: Vec::new(),
            steps: Vec::new(),
            warnings: Vec::new(),
            notes: Vec::new(),
            pictures: None,
            confirmation: None,
            secrets: Vec::new(),
            needs: Vec::new(),
            refusal: None,
            snapshot: None,
            then: None,
        }
    }

    /// What the button of an edit says.
    #[must_use]
    pub fn save_label(&self) -> String {
        match self.fields.len() {
            1 => "Save 1 change".to_owned(),
            count => format!("Save {count} changes"),
        }
    }
}

/// One call.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Where.
    pub region: Region,
    /// What.
    pub call: Call,
    /// What there is to know of it.
    pub note: Option<String>,
}

impl Step {
    /// A call. None depends on another: those after one that AWS refuses are made all the same.
    #[must_use]
    pub fn new(region: &Region, call: impl Into<Call>) -> Self {
        Self {
            region: region.clone(),
            call: call.into(),
            note: None,
        }
    }

    /// With what there is to know of it.
    #[must_use]
    pub fn noting(self, note: &str) -> Self {
        Self {
            note: Some(note.to_owned()),
            ..self
        }
    }
}

/// How a change is undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UndoPlan {
    /// By this form, reviewed like any other.
    By {
        /// The action.
        action: Action,
        /// To what; without an id, to what was created.
        subject: Subject,
        /// The form.
        form: String,
    },
    /// Not, and why.
    Not(String),
}

impl UndoPlan {
    /// As pages show it.
    #[must_use]
    pub fn to_undo(&self) -> Undo {
        match self {
            Self::By { action, .. } => Undo::By(*action),
            Self::Not(why) => Undo::Not(why.clone()),
        }
    }
}
