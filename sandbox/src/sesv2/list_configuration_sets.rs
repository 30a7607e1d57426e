//! `ListConfigurationSets`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListConfigurationSets.html>

use serde::Serialize;

use super::Region;
use super::error::Error;
use super::listing::ListInput;
use crate::account::Scope;

/// The output of `ListConfigurationSets`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListConfigurationSets<'a> {
    configuration_sets: Vec<&'a str>,
    next_token: Option<String>,
}

/// `POST /v2/email/list-configuration-sets`.
pub fn list<'a>(here: &'a Region, scope: &Scope, input: &ListInput) -> Result<ListConfigurationSets<'a>, Error> {
    let parts = input.filter(&[("CONFIGURATION_SET_NAME_CONTAINS", ())])?;
    let paging = input.paging("ListConfigurationSets", scope)?;
    let rest = here.configuration_sets.range::<str, _>(paging.bounds());
    let names = rest.map(|(name, _)| name.as_str());
    let matching = names.filter(|name| parts.iter().all(|((), part)| name.contains(part)));
    let page = paging.cut(matching.map(|name| (name, name)));
    Ok(ListConfigurationSets {
        configuration_sets: page.items,
        next_token: page.next_token,
    })
}
