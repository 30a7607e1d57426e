//! `frontdesk serve`.

use super::{
    RunError,
    listen::{self, say},
    shutdown,
    watch::Watch,
};
use crate::{
    Frontdesk, Setup,
    auth::{Auth, session_table},
    aws::{Account, Aws, Pacer, sdk_config},
    clock,
    config::Settings,
    store::{Place, Store},
};
use std::net::SocketAddr;

pub(super) async fn run(settings: &Settings, listen: Option<SocketAddr>) -> Result<(), RunError> {
    let bound = listen::bind(listen.unwrap_or(settings.listen)).await?;
    let (store, loaded) = Store::open(&Place::of(settings)?).await?;
    let sessions = session_table(settings, store.pools(), clock::system, false);
    let auth = Auth::new(settings, bound.1, sessions, clock::system, false)?;
    let stop = shutdown::token();
    let watch = Watch::start(settings, &stop).await?;
    let (config, regions) = sdk_config(&Account::Standard, &settings.regions).await?;
    let pacer = Pacer::new(settings.quotas.clone()).counted(watch.metrics.aws.clone());
    let frontdesk = Frontdesk::start(Setup {
        store: (store, loaded),
        aws: Aws::new(&config, &regions, pacer, clock::system),
        regions: &regions,
        clock: clock::system,
        interval: settings.interval(),
        is_demo: false,
        operator_security_profiles: settings.operator_security_profiles.clone(),
    });
    say(&format!("Frontdesk is at {} (listening on {})", auth.base(), bound.1));
    listen::serve(bound, frontdesk, auth, settings, watch, stop).await;
    Ok(())
}
