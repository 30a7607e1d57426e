//! The order of rows.

use crate::model::filter::fold;
use std::cmp::Ordering;

/// What a row is sorted by. Rows without a value come last, whichever the direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// Text, folded: case and accents don't matter, numbers in it are in order.
    Text(String),
    /// A number or a time.
    Number(i64),
    /// No value, or not known yet.
    Missing,
}

impl SortKey {
    /// Text; empty text counts as no value.
    #[must_use]
    pub fn text(text: &str) -> Self {
        if text.is_empty() {
            Self::Missing
        } else {
            Self::Text(fold(text))
        }
    }

    /// A number, where there is one.
    #[must_use]
    pub fn number(number: Option<i64>) -> Self {
        number.map_or(Self::Missing, Self::Number)
    }
}

/// A key with its direction.
#[derive(PartialEq, Eq)]
pub(super) struct Ordered {
    key: SortKey,
    descending: bool,
}

impl Ordered {
    pub(super) const fn new(key: SortKey, descending: bool) -> Self {
        Self { key, descending }
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> Ordering {
        let ascending = match (&self.key, &other.key) {
            (SortKey::Missing, SortKey::Missing) => return Ordering::Equal,
            (SortKey::Missing, _) => return Ordering::Greater,
            (_, SortKey::Missing) => return Ordering::Less,
            (SortKey::Text(a), SortKey::Text(b)) => natural(a, b),
            (SortKey::Number(a), SortKey::Number(b)) => a.cmp(b),
            (SortKey::Number(_), SortKey::Text(_)) => Ordering::Less,
            (SortKey::Text(_), SortKey::Number(_)) => Ordering::Greater,
        };
        if self.descending {
            ascending.reverse()
        } else {
            ascending
        }
    }
}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares text with its numbers by their value: "user9" before "user10".
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let order = match (a.peek().copied(), b.peek().copied()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => digits(&mut a).cmp(&digits(&mut b)),
            (Some(x), Some(y)) => {
                a.next();
                b.next();
                x.cmp(&y)
            }
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Takes a run of digits: its length without leading zeros, then itself, which orders runs of any length by value.
fn digits(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> (usize, String) {
    let mut run = String::new();
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        if !(run.is_empty() && digit == '0') {
            run.push(digit);
        }
    }
    (run.len(), run)
}
