//! What the frame around every page needs.

use crate::wire::Wire;
use crate::{
    error::AppError,
    model::{answer::Frame, freshness::Kind},
};
use leptos::{server, server_fn::codec::GetUrl};

/// The navigation's counts, the account, the instances, and how fresh it all is.
#[server(prefix = "/api", endpoint = "frame", input = GetUrl, output = Wire)]
pub async fn get_frame() -> Result<Frame, AppError> {
    let backend = super::ssr::backend::<GetFrame>()?;
    Ok(backend.snapshot().frame(backend.is_demo(), backend.now()))
}

/// The version of what is known: an open page reads again when it has changed.
#[server(prefix = "/api", endpoint = "version", input = GetUrl, output = Wire)]
pub async fn get_version() -> Result<u64, AppError> {
    Ok(super::ssr::backend::<GetVersion>()?.snapshot().version)
}

/// Asks for a listing, or for all, to be read now.
#[server(prefix = "/api", endpoint = "refresh", output = Wire)]
pub async fn refresh(kind: Option<Kind>) -> Result<(), AppError> {
    super::ssr::backend::<Refresh>()?.refresh(kind);
    Ok(())
}

super::needs! {
    GetFrame: Read,
    GetVersion: Read,
    Refresh: Read,
}
