//! Search over everything at once.

use crate::{error::AppError, model::search::SearchAnswer};
use leptos::{server, server_fn::codec::GetUrl};

/// What the words find in each list.
#[server(prefix = "/api", endpoint = "search", input = GetUrl)]
pub async fn search_everything(words: String) -> Result<SearchAnswer, AppError> {
    let backend = super::ssr::backend::<SearchEverything>()?;
    Ok(crate::model::search::search(&backend.snapshot(), &words))
}

super::needs! {
    SearchEverything: Read,
}
