//! What the table calls a session.

use aws_lc_rs::digest::{SHA256, digest};
use std::fmt::Write as _;
use tower_sessions::session::Id;

/// What the table calls a session: whoever reads the database can't make a cookie of it.
#[must_use]
pub fn hashed(id: &Id) -> String {
    sha256_hex(&id.to_string())
}

/// The SHA-256 of `text`, in hexadecimal.
pub(super) fn sha256_hex(text: &str) -> String {
    digest(&SHA256, text.as_bytes())
        .as_ref()
        .iter()
        .fold(String::new(), |mut hex, byte| {
            // Writing into a String can't fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}
