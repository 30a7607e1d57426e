//! `frontdesk audit verify`: whether the record of what was done is what was written.

use super::{RunError, listen::say};
use crate::{
    audit::verify::{Head, Whole, verify},
    store::{Place, open_read_only},
};

/// Checks the log of the database at `place`.
pub(super) async fn run(place: &Place, expected: &[Head]) -> Result<(), RunError> {
    let mut connection = open_read_only(place).await?;
    let whole = verify(&mut connection, expected).await?;
    for line in report(&whole, expected) {
        say(&line);
    }
    Ok(())
}

fn report(whole: &Whole, expected: &[Head]) -> Vec<String> {
    let mut lines = match whole.times {
        None => vec!["The audit log is empty.".to_owned()],
        Some((first, last)) => vec![
            format!(
                "The audit log is whole: {} entries, each fits the one before it.",
                whole.entries
            ),
            format!("first = {}", first.iso()),
            format!("last = {}", last.iso()),
        ],
    };
    lines.extend(expected.iter().map(|head| format!("still there = {head}")));
    lines.push(format!("head = {}", whole.head));
    lines
}
