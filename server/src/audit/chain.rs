//! The chain of hashes: whoever changes, removes or inserts an entry changes every hash after it.

use aws_lc_rs::digest::{Context, SHA256};
use std::fmt::Write as _;

/// The hash before the first entry.
pub const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The hash of an entry with `body` after one with the hash `before`: SHA-256 of the hash before in hexadecimal, a line feed,
/// and the body, in hexadecimal.
#[must_use]
pub fn link(before: &str, body: &str) -> String {
    let mut context = Context::new(&SHA256);
    context.update(before.as_bytes());
    context.update(b"\n");
    context.update(body.as_bytes());
    context.finish().as_ref().iter().fold(String::new(), |mut hex, byte| {
        // Writing into a String can't fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `printf '%s\n%s' "$(printf '0%.0s' $(seq 64))" '{}' | sha256sum` says.
    #[test]
    fn an_entry_s_hash_can_be_made_with_other_tools() {
        assert_eq!(
            link(START, "{}"),
            "5649d09ed68c17156095d175eef152856c5b1a81c117c409c1e00f096aa6838e"
        );
        assert_ne!(link(START, "{}"), link(&link(START, "{}"), "{}"));
    }
}
