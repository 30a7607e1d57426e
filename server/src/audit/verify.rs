//! Whether the audit log is what was written: every number, every hash, and the table that is derived from it.

use super::{Entry, Event, START, index::ChangeRow, link};
use app::model::time::Timestamp;
use futures::TryStreamExt;
use serde::Serialize;
use sqlx::{AnyConnection, Connection, FromRow, Row, any::AnyRow};
use std::{collections::BTreeMap, fmt, str::FromStr};

/// An entry's number and hash: whoever keeps one elsewhere can tell later whether the log up to it is still the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Head {
    /// The entry's number; 0 before the first.
    pub number: u64,
    /// Its hash, in hexadecimal.
    pub hash: String,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.hash)
    }
}

impl FromStr for Head {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "a head is an entry's number, a colon and its hash, as `frontdesk audit verify` prints it";
        let (number, hash) = text.trim().split_once(':').ok_or(wrong)?;
        let is_hash = hash.len() == START.len() && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = number.parse().ok().filter(|_| is_hash).ok_or(wrong)?;
        Ok(Self {
            number,
            hash: hash.to_ascii_lowercase(),
        })
    }
}

/// A log that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// How many entries it has.
    pub entries: u64,
    /// When the first and the last were written.
    pub times: Option<(Timestamp, Timestamp)>,
    /// Where it ends.
    pub head: Head,
}

/// What is wrong with a log: the first thing that is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// Numbers don't go on.
    #[error("entry {expected} is missing: what comes in its place is numbered {found}")]
    Missing {
        /// The number that should come.
        expected: u64,
        /// The one that does.
        found: i64,
    },
    /// The hash is not that of the entry before and the body.
    #[error(
        "entry {number} does not fit: its hash is not the one of the entry before it and its own body. It was changed, or an entry \
         before it was removed or put in"
    )]
    Hash {
        /// Its number.
        number: u64,
    },
    /// The body can't be understood.
    #[error("entry {number} can't be read: {why}. A newer Frontdesk may have written it")]
    Unreadable {
        /// Its number.
        number: u64,
        /// Why.
        why: String,
    },
    /// What stands beside the body is not what it says.
    #[error("entry {number} does not fit: its body says that it is entry {body} of the change {change}")]
    Body {
        /// The number in its row.
        number: u64,
        /// The number in its body.
        body: u64,
        /// The change in its body.
        change: String,
    },
    /// A change does not begin with an intent, or begins twice.
    #[error("entry {number} does not fit: its change has {}", if *.is_first { "no intent before it" } else { "an intent already" })]
    Order {
        /// Its number.
        number: u64,
        /// Whether it is the first of its change.
        is_first: bool,
    },
    /// An earlier head is past the end.
    #[error("entry {number} is missing: the log ends with entry {last}, but it had {number} when its head was kept")]
    Truncated {
        /// The number of the head.
        number: u64,
        /// Where it ends.
        last: u64,
    },
    /// An earlier head has another hash.
    #[error(
        "entry {number} is not what it was when its head was kept: its hash is {found}. The log was written anew up to it"
    )]
    Rewritten {
        /// The number of the head.
        number: u64,
        /// The hash that it has now.
        found: String,
    },
    /// The derived table.
    #[error(
        "the log itself is whole, but the table by which the change {change} is found (entry {number}) does not agree with it: \
         lists may show what is not so"
    )]
    Derived {
        /// The change.
        change: String,
        /// The entry that its row names, or that it begins with.
        number: i64,
    },
}

/// Why a log is not found to be whole.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It is not.
    #[error(transparent)]
    Damaged(#[from] Damage),
    /// Nobody can tell.
    #[error("the audit log can't be read: {0}")]
    Database(#[from] sqlx::Error),
}

/// Checks the log, all of it as it is at one moment, and that each of `expected` is still part of it. What it holds in memory does
/// not grow with the log.
///
/// # Errors
/// When something is wrong with it, or it can't be read.
pub async fn verify(connection: &mut AnyConnection, expected: &[Head]) -> Result<Whole, VerifyError> {
    let mut moment = connection.begin().await?;
    let whole = verify_chain(&mut moment, expected).await?;
    verify_derived(&mut moment).await?;
    Ok(whole)
}

async fn verify_chain(connection: &mut AnyConnection, expected: &[Head]) -> Result<Whole, VerifyError> {
    let mut expected: BTreeMap<u64, Vec<&str>> = expected.iter().fold(BTreeMap::new(), |mut by_number, head| {
        by_number.entry(head.number).or_default().push(&head.hash);
        by_number
    });
    let mut whole = Whole {
        entries: 0,
        times: None,
        head: Head {
            number: 0,
            hash: START.to_owned(),
        },
    };
    check_head(&whole.head, expected.remove(&0))?;
    let mut rows = sqlx::query("SELECT number, change_id, body, hash FROM audit ORDER BY number").fetch(connection);
    while let Some(row) = rows.try_next().await? {
        let (head, entry) = check_entry(&whole.head, &row)?;
        check_head(&head, expected.remove(&head.number))?;
        whole.entries += 1;
        whole.times = Some((whole.times.map_or(entry.at, |(first, _)| first), entry.at));
        whole.head = head;
    }
    match expected.into_keys().next() {
        Some(number) => Err(Damage::Truncated {
            number,
            last: whole.head.number,
        }
        .into()),
        None => Ok(whole),
    }
}

/// The entry in a row that comes after `before`.
fn check_entry(before: &Head, row: &AnyRow) -> Result<(Head, Entry), Damage> {
    let number = before.number + 1;
    let unreadable = |why: String| Damage::Unreadable { number, why };
    // SQLite lets any column hold anything.
    let text = |column| {
        let read = row.try_get::<String, _>(column);
        read.map_err(|error| unreadable(error.to_string()))
    };
    let found = row
        .try_get::<i64, _>("number")
        .map_err(|error| unreadable(error.to_string()))?;
    if u64::try_from(found) != Ok(number) {
        return Err(Damage::Missing {
            expected: number,
            found,
        });
    }
    let (body, hash) = (text("body")?, text("hash")?);
    if link(&before.hash, &body) != hash {
        return Err(Damage::Hash { number });
    }
    let entry: Entry = serde_json::from_str(&body).map_err(|error| unreadable(error.to_string()))?;
    if entry.number != number || entry.change != text("change_id")? {
        return Err(Damage::Body {
            number,
            body: entry.number,
            change: entry.change,
        });
    }
    Ok((Head { number, hash }, entry))
}

fn check_head(head: &Head, expected: Option<Vec<&str>>) -> Result<(), Damage> {
    match expected.into_iter().flatten().find(|hash| *hash != head.hash) {
        Some(_) => Err(Damage::Rewritten {
            number: head.number,
            found: head.hash.clone(),
        }),
        None => Ok(()),
    }
}

/// Derives the table again, a change after the other, and compares.
async fn verify_derived(connection: &mut AnyConnection) -> Result<(), VerifyError> {
    let mut rows = sqlx::query(
        "SELECT audit.body, change.* FROM audit LEFT JOIN change ON change.id = audit.change_id \
         ORDER BY audit.change_id, audit.number",
    )
    .fetch(&mut *connection);
    let mut change: Option<(ChangeRow, Option<ChangeRow>)> = None;
    while let Some(row) = rows.try_next().await? {
        let body: String = row.try_get("body")?;
        let entry: Entry = serde_json::from_str(&body).map_err(|error| sqlx::Error::Decode(error.into()))?;
        let begins = change.as_ref().is_none_or(|(derived, _)| derived.id != entry.change);
        if begins != matches!(entry.event, Event::Intent(_)) {
            let (number, is_first) = (entry.number, begins);
            return Err(Damage::Order { number, is_first }.into());
        }
        if let Some(derived) = ChangeRow::begin(&entry) {
            compare(change.take())?;
            change = Some((derived, ChangeRow::from_row(&row).ok()));
        } else if let Some((derived, _)) = &mut change {
            derived.note(&entry.event);
        }
    }
    compare(change)?;
    drop(rows);
    let more = "SELECT id, number FROM change WHERE id NOT IN (SELECT change_id FROM audit) LIMIT 1";
    match sqlx::query_as(more).fetch_optional(connection).await? {
        Some((change, number)) => Err(Damage::Derived { change, number }.into()),
        None => Ok(()),
    }
}

fn compare(change: Option<(ChangeRow, Option<ChangeRow>)>) -> Result<(), Damage> {
    match change {
        Some((derived, stored)) if stored.as_ref() != Some(&derived) => Err(Damage::Derived {
            change: derived.id,
            number: derived.number,
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
