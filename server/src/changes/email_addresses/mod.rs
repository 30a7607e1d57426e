//! Amazon Connect e-mail addresses.

mod edit;

pub use app::model::forms::EditEmailAddress;
