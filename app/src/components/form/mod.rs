//! Forms: labels above, help under the label, the error under the field, checked as you leave the field and again on the server.
//!
//! A form is an HTML form, sent by the browser itself. JavaScript adds the check while typing, and keeps what is typed.

mod choices;
mod fields;
mod focus;
mod state;
mod tags;

pub use choices::{CheckBox, Checks, Choice, Radios, Select};
pub use fields::{Fixed, NotOffered, TextArea, TextField};
pub use state::{FormState, form_view};
pub use tags::TagRows;
