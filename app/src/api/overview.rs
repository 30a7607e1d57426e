//! The overview.

use crate::wire::Wire;
use crate::{error::AppError, model::overview::Overview};
use leptos::{server, server_fn::codec::GetUrl};

/// The numbers of the overview.
#[server(prefix = "/api", endpoint = "overview", input = GetUrl, output = Wire)]
pub async fn get_overview() -> Result<Overview, AppError> {
    let backend = super::ssr::backend::<GetOverview>()?;
    Ok(backend.snapshot().overview(backend.now()))
}

super::needs! {
    GetOverview: Read,
}
