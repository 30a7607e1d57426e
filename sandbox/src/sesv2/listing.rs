//! How SES's lists are asked for: in a body today, in the query string by older SDKs.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::account::Scope;
use crate::wire::page::{self, Paging};
use crate::wire::{Violation, validate};

const LARGEST_PAGE: i32 = 1000;
/// AWS does not say.
const DEFAULT_PAGE: usize = 100;

/// The members that the lists have in common.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListInput {
    filter: Option<BTreeMap<String, String>>,
    next_token: Option<String>,
    page_size: Option<i32>,
}

impl ListInput {
    /// The filter's keys, all of them among `known`, and their values.
    pub fn filter<K: Copy>(&self, known: &[(&str, K)]) -> Result<Vec<(K, &str)>, Violation> {
        let entries = self.filter.iter().flatten();
        entries
            .map(|(key, value)| {
                let key = validate::one_of("Filter", key, known)?;
                Ok((key, value.as_str()))
            })
            .collect()
    }

    /// "At least 0, and no more than 1000" (API reference): 0 is taken for "as you like".
    pub fn paging(&self, operation: &str, scope: &Scope) -> Result<Paging, Violation> {
        let wanted = self.page_size.filter(|size| *size != 0);
        if let Some(size) = wanted.filter(|size| !(1..=LARGEST_PAGE).contains(size)) {
            let constraint = format!("Member must be between 0 and {LARGEST_PAGE}");
            return Err(Violation::new("PageSize", size, constraint));
        }
        let size = page::size(wanted.and_then(|size| u16::try_from(size).ok()), DEFAULT_PAGE);
        let listing = format!("{operation} {scope:?} {:?}", self.filter);
        Paging::new(listing, self.next_token.as_deref(), size)
    }
}
