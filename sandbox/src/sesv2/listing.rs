//! How SES's lists are asked for: in a body today, in the query string by older SDKs.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::account::Scope;
use crate::wire::Call;
use crate::wire::page::{self, Paging};
use crate::wire::validate::{self, Violation};

const LARGEST_PAGE: i64 = 1000;
/// AWS does not say.
const DEFAULT_PAGE: usize = 100;

/// The members that the lists have in common.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ListInput {
    filter: Option<BTreeMap<String, String>>,
    next_token: Option<String>,
    page_size: Option<i64>,
}

impl ListInput {
    /// Reads the query string, which knows no filter.
    pub fn of_query(call: &Call) -> Result<Self, Violation> {
        let size = call.query("PageSize");
        let size = size.map(|text| validate::integer("PageSize", text));
        Ok(Self {
            filter: None,
            next_token: call.query("NextToken").map(str::to_owned),
            page_size: size.transpose()?,
        })
    }

    /// The filter's keys, all of them among `known`, and their values.
    pub fn filter<K: Copy>(&self, known: &[(&str, K)]) -> Result<Vec<(K, &str)>, Violation> {
        let entries = self.filter.iter().flatten();
        entries
            .map(|(key, value)| {
                validate::length("Filter", value, 1..=usize::MAX)?;
                Ok((validate::one_of("Filter", key, known)?, value.as_str()))
            })
            .collect()
    }

    /// "At least 0, and no more than 1000" (API reference): 0 is taken for "as you like".
    pub fn paging(&self, operation: &str, scope: &Scope) -> Result<Paging, Violation> {
        let wanted = self.page_size.filter(|size| *size != 0);
        let size = page::size("PageSize", wanted, LARGEST_PAGE, DEFAULT_PAGE)?;
        let listing = format!("{operation} {scope:?} {:?}", self.filter);
        Paging::new(listing, self.next_token.as_deref(), size)
    }
}
