//! `frontdesk serve`.

use super::{
    RunError,
    listen::{self, say},
    shutdown,
};
use crate::{
    Frontdesk, Setup,
    aws::{Account, Aws, Pacer, sdk_config},
    clock,
    config::Settings,
};
use std::net::SocketAddr;

pub(super) async fn run(settings: &Settings, listen: Option<SocketAddr>) -> Result<(), RunError> {
    let bound = listen::bind(listen.unwrap_or(settings.listen)).await?;
    let stop = shutdown::token();
    let (config, regions) = sdk_config(&Account::Standard, &settings.regions).await?;
    let pacer = Pacer::new(settings.quotas.clone());
    let frontdesk = Frontdesk::start(Setup {
        data: &settings.data_folder()?,
        aws: Aws::new(&config, &regions, pacer, clock::system),
        regions: &regions,
        clock: clock::system,
        interval: settings.interval(),
        is_demo: false,
    })
    .await?;
    say(&format!("Frontdesk is at http://{}", bound.1));
    listen::serve(bound, frontdesk, settings, stop).await
}
