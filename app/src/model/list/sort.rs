//! The order of rows.

use crate::model::{filter::fold, unicode::nfkd};
use std::cmp::Ordering;

/// What a row is sorted by. Rows without a value come last, whichever the direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// A text, as bytes that compare as people order texts.
    Text(Box<[u8]>),
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
            Self::Text(key(text))
        }
    }

    /// A number, where there is one.
    #[must_use]
    pub fn number(number: Option<i64>) -> Self {
        number.map_or(Self::Missing, Self::Number)
    }

    /// Which of two comes first.
    pub(super) fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let ascending = match (self, other) {
            (Self::Missing, Self::Missing) => return Ordering::Equal,
            (Self::Missing, _) => return Ordering::Greater,
            (_, Self::Missing) => return Ordering::Less,
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        };
        if descending { ascending.reverse() } else { ascending }
    }
}

/// A text as bytes in the order in which people look for it: first by its letters whatever their case and accents, and by what
/// its numbers are worth; what is the same so far by its accents, then by its case.
fn key(text: &str) -> Box<[u8]> {
    let mut key = Vec::with_capacity(3 * text.len());
    let folded = fold(text);
    let mut rest = folded.as_str();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            push_number(&mut key, &rest[..end]);
            end
        } else {
            key.push(class(first));
            key.extend_from_slice(first.encode_utf8(&mut [0; 4]).as_bytes());
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    key.push(0);
    key.extend_from_slice(nfkd(text).to_lowercase().as_bytes());
    key.push(0);
    key.extend(text.chars().map(|c| u8::from(c.is_uppercase())));
    key.into()
}

/// How many digits there are, then the digits: that orders numbers of any length by their value.
fn push_number(key: &mut Vec<u8>, digits: &str) {
    let digits = digits.trim_start_matches('0');
    key.push(3);
    key.extend_from_slice(&u32::try_from(digits.len()).unwrap_or(u32::MAX).to_be_bytes());
    key.extend_from_slice(digits.as_bytes());
}

/// Spaces come first, then punctuation, numbers, letters.
fn class(c: char) -> u8 {
    match c {
        c if c.is_whitespace() => 1,
        c if c.is_alphanumeric() => 4,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_order(texts: &[&str]) -> bool {
        texts.is_sorted_by(|a, b| SortKey::text(a).compare(&SortKey::text(b), false) == Ordering::Less)
    }

    #[test]
    fn letters_stand_where_people_look_for_them() {
        for texts in [
            ["adam", "Ärne", "Bjørn", "Zoë"],
            ["Lukas", "Łukasz", "Lumi", "Mara"],
            ["straße", "Strassen", "straza", "Strom"],
            ["Aegir", "Ægir", "Afra", "Ångström"],
            ["Odin", "Ödön", "Oscar", "Özge"],
            ["Елена", "Ёлка", "Жанна", "Яна"],
            ["zoe", "Αλέξανδρος", "Ωμέγα", "Анна"],
        ] {
            assert!(in_order(&texts), "{texts:?}");
        }
    }

    #[test]
    fn numbers_are_in_order() {
        assert!(in_order(&[
            "user", "user-2", "user1", "user2", "user09", "user10", "user100", "user100a", "usera"
        ]));
        assert!(in_order(&["10.9.0.1", "10.10.0.1"]));
        assert!(in_order(&["+1", "00", "1", "123456789012345678901234567890"]));
    }

    #[test]
    fn what_differs_in_accents_and_case_only_is_side_by_side() {
        assert!(in_order(&["resume", "Resume", "résumé", "Résumé", "resumes"]));
        assert!(in_order(&["o'neil", "o\u{2019}neil"]));
    }

    #[test]
    fn what_is_missing_comes_last_both_ways() {
        for descending in [false, true] {
            let missing = SortKey::text("").compare(&SortKey::text("a"), descending);
            assert_eq!(missing, Ordering::Greater);
        }
        assert_eq!(
            SortKey::number(Some(2)).compare(&SortKey::number(Some(10)), true),
            Ordering::Greater
        );
    }
}
