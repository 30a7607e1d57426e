//! Paging. A token says after which key the next page begins, and for which listing it was made:
//! one that was made up, or comes from another listing, is refused.

use std::borrow::Borrow;
use std::ops::Bound;

use super::Violation;
use crate::generator::digest;

const CHECKSUM_DIGITS: usize = 16;

/// How many items a page has that is asked for with this size.
pub fn size(wanted: Option<u16>, default: usize) -> usize {
    wanted.map_or(default, usize::from)
}

/// A page of a listing, and the token of the next one.
#[derive(Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// In the order of their keys.
    pub items: Vec<T>,
    /// `None` on the last page.
    pub next_token: Option<String>,
}

/// Which part of a listing is wanted.
#[derive(Debug)]
pub struct Paging {
    listing: String,
    after: Option<String>,
    size: usize,
}

impl Paging {
    /// `listing` stands for operation, scope and filter: what a token is valid for.
    pub fn new(listing: String, token: Option<&str>, size: usize) -> Result<Self, Violation> {
        let after = token.map(|token| open(&listing, token)).transpose()?;
        Ok(Self { listing, after, size })
    }

    /// The keys that come after the page before, for a `BTreeMap`'s or `BTreeSet`'s `range`.
    pub fn bounds(&self) -> (Bound<&str>, Bound<&str>) {
        let start = self.after.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        (start, Bound::Unbounded)
    }

    /// The same, for a listing that is in a slice in the order of its keys.
    pub fn rest<'a, T>(&self, all: &'a [T], key: impl Fn(&T) -> &str) -> &'a [T] {
        let start = self
            .after
            .as_deref()
            .map_or(0, |after| all.partition_point(|item| key(item) <= after));
        &all[start..]
    }

    /// Takes one page off `entries`, which begin where [`Self::bounds`] says.
    pub fn cut<K: Borrow<str>, V>(&self, entries: impl Iterator<Item = (K, V)>) -> Page<V> {
        let mut entries = entries.peekable();
        let (mut items, mut last) = (Vec::new(), None);
        for (key, value) in entries.by_ref().take(self.size) {
            items.push(value);
            last = Some(key);
        }
        let next_token = entries.peek().and(last).map(|key| seal(&self.listing, key.borrow()));
        Page { items, next_token }
    }
}

fn seal(listing: &str, key: &str) -> String {
    let checksum = digest(&[listing, key]);
    let key = key.bytes().map(|byte| format!("{byte:02x}"));
    format!("{checksum:016x}{}", key.collect::<String>())
}

fn open(listing: &str, token: &str) -> Result<String, Violation> {
    let refusal = || Violation::new("NextToken", token, "Member must be a token of this listing");
    let key = token.get(CHECKSUM_DIGITS..).and_then(unhex);
    let key = key.ok_or_else(refusal)?;
    if seal(listing, &key) == token {
        Ok(key)
    } else {
        Err(refusal())
    }
}

fn unhex(digits: &str) -> Option<String> {
    let bytes = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok())
        .collect::<Option<_>>()?;
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn page(listing: &str, token: Option<&str>) -> Result<Page<u32>, Violation> {
        let all: BTreeMap<String, u32> = (0..5).map(|n| (format!("k{n}"), n)).collect();
        let paging = Paging::new(listing.to_owned(), token, 2)?;
        Ok(paging.cut(all.range::<str, _>(paging.bounds()).map(|(k, v)| (k.as_str(), *v))))
    }

    #[test]
    fn pages_lead_to_the_end() {
        let first = page("l", None).unwrap();
        let second = page("l", first.next_token.as_deref()).unwrap();
        let third = page("l", second.next_token.as_deref()).unwrap();
        assert_eq!([first.items, second.items], [[0, 1], [2, 3]]);
        assert_eq!((third.items, third.next_token), (vec![4], None));
    }

    #[test]
    fn a_token_of_another_listing_is_refused() {
        let token = page("l", None).unwrap().next_token;
        assert!(page("other", token.as_deref()).is_err());
    }

    #[test]
    fn a_made_up_token_is_refused() {
        for token in ["", "x", "ü", "0123456789abcdef", "0123456789abcdef6b30"] {
            assert!(page("l", Some(token)).is_err(), "{token}");
        }
    }
}
