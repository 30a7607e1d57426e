//! How far the sync is, and what it is to do.

use crate::{
    error::AppError,
    model::{freshness::Service, region::Region, sync::SyncPage},
    wire::Wire,
};
use leptos::{server, server_fn::codec::GetUrl};

/// Every round, and how fast AWS is called.
#[server(prefix = "/api", endpoint = "sync", input = GetUrl, output = Wire)]
pub async fn get_sync() -> Result<SyncPage, AppError> {
    let backend = super::ssr::backend::<GetSync>()?;
    Ok(SyncPage {
        now: backend.now(),
        rounds: crate::model::sync::rounds(&backend.snapshot()),
        lanes: backend.lanes(),
    })
}

/// Makes no more rounds of a service, or of all; or makes them again. Where a Region is given, in that one.
#[server(prefix = "/api", endpoint = "pause-sync", output = Wire)]
pub async fn pause_sync(paused: bool, service: Option<Service>, region: Option<Region>) -> Result<(), AppError> {
    use crate::model::sync::Which;
    let super::ssr::Permitted { backend, visitor } = super::ssr::permit::<PauseSync>()?;
    let (which, person) = (Which { service, region }, visitor.you.person);
    if paused {
        backend.pause(&which, &person);
    } else {
        backend.resume(&which, &person);
    }
    Ok(())
}

/// Asks for rounds of a service, or of all, to be made now. Where a Region is given, in that one.
#[server(prefix = "/api", endpoint = "refresh-sync", output = Wire)]
pub async fn refresh_sync(service: Option<Service>, region: Option<Region>) -> Result<(), AppError> {
    use crate::model::sync::Which;
    super::ssr::backend::<RefreshSync>()?.refresh_rounds(&Which { service, region });
    Ok(())
}

super::needs! {
    GetSync: Read,
    PauseSync: ManageSync,
    RefreshSync: Read,
}
