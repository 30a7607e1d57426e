//! Changes, from the form to what AWS has afterwards.

mod console;
mod edit_email_address;
