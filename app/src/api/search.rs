//! Search over everything at once.

use crate::wire::Wire;
use crate::{error::AppError, model::search::SearchAnswer};
use leptos::{server, server_fn::codec::GetUrl};

/// What a filter finds in each list that understands it.
#[server(prefix = "/api", endpoint = "search", input = GetUrl, output = Wire)]
pub async fn search_everything(filter: String) -> Result<SearchAnswer, AppError> {
    let permitted = super::ssr::permit::<SearchEverything>()?;
    let snapshot = permitted.backend.snapshot();
    let access = &permitted.visitor.you.access;
    Ok(crate::model::search::search(&snapshot, &filter, access))
}

super::needs! {
    SearchEverything: Read,
}
