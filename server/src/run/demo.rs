//! `frontdesk demo`: Frontdesk in front of a simulated AWS. None of the person's own AWS settings is read.

use super::{
    RunError,
    listen::{self, say},
    sandbox::{loopback, serve_dns},
    shutdown,
    watch::Watch,
};
use crate::{
    Frontdesk, Setup,
    auth::{Auth, session_table},
    aws::{Account, Aws, Pacer, sdk_config},
    cli::Demo,
    clock,
    config::{Quotas, Settings},
    store::{Place, Store},
};
use app::model::region::Region;

/// Nobody else uses the simulated AWS: its quotas are all ours.
pub(super) fn defaults() -> Settings {
    Settings {
        quotas: Quotas {
            share: 1.0,
            ..Quotas::default()
        },
        ..Settings::default()
    }
}

pub(super) async fn run(settings: &Settings, options: Demo) -> Result<(), RunError> {
    let bound = listen::bind_loopback(options.listen.unwrap_or(settings.listen)).await?;
    let stop = shutdown::token();
    let watch = Watch::start(settings, &stop).await?;
    // Lives until the end of this function: when it is dropped, the folder is removed.
    let temporary = tempfile::Builder::new().prefix("frontdesk-demo-").tempdir();
    let temporary = temporary.map_err(RunError::TemporaryFolder)?;
    // Neither `database` nor `data` of the settings: that is where what is known of a real account is kept.
    let data = options.data.unwrap_or_else(|| temporary.path().to_owned());
    let (store, loaded) = Store::open(&Place::Folder(data)).await?;
    let sessions = session_table(settings, store.pools(), clock::system, true);
    let auth = Auth::new(settings, bound.1, sessions, clock::system, true)?;
    let (aws_listener, aws_address) = listen::bind_loopback(loopback(0)).await?;
    let simulated = options.simulation.start(None);
    if let Some(address) = options.dns_listen {
        serve_dns(address, &simulated, &stop).await?;
    }
    tokio::spawn(sandbox::serve(aws_listener, simulated, stop.clone().cancelled_owned()));

    let account = Account::Simulated {
        endpoint: format!("http://{aws_address}"),
    };
    let regions: Vec<Region> = sandbox::REGIONS.iter().filter_map(|code| code.parse().ok()).collect();
    let (config, regions) = sdk_config(&account, &regions).await?;
    let pacer = Pacer::new(settings.quotas.clone()).counted(watch.metrics.aws.clone());
    let frontdesk = Frontdesk::start(Setup {
        store: (store, loaded),
        aws: Aws::new(&config, &regions, pacer, clock::system),
        regions: &regions,
        clock: clock::system,
        interval: settings.interval(),
        is_demo: true,
        // So that operators can be seen at work.
        operator_security_profiles: match settings.operator_security_profiles.as_slice() {
            [] => vec!["Agent".to_owned()],
            chosen => chosen.to_vec(),
        },
    });
    say(&format!(
        "Frontdesk is at http://{} (a demo: AWS is simulated, and nothing leaves this machine)",
        bound.1
    ));
    say(&format!(
        "http://{aws_address}/_sandbox controls the simulated AWS: its clock, rates, faults, DNS records and mail"
    ));
    listen::serve(bound, frontdesk, auth, settings, watch, stop).await;
    Ok(())
}
