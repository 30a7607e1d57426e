//! Changing: forms, reviews and the record of what was done.

mod action;
pub mod bulk;
pub mod form;
mod record;
pub mod record_query;
mod review;
mod subject;

pub use action::{Action, action};
pub use form::{FieldError, Form, FormAnswer, FormPage};
pub use record::{Actor, CallOutcome, Outcome, Record, RecordRow, RecordedCall};
pub use record_query::{RecordPage, RecordQuery};
pub use review::{
    Arrow, Confirmation, Conflict, FieldChange, Pictures, Review, ReviewAnswer, ReviewedCall, SecretField, Undo,
};
pub use subject::{Resource, Subject};
