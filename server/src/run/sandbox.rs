//! `frontdesk sandbox`: the simulated AWS alone.

use super::{
    RunError,
    listen::{self, say},
    shutdown,
};
use crate::cli;
use std::net::{Ipv4Addr, SocketAddr};
use tokio_util::sync::CancellationToken;

pub(super) async fn run(options: &cli::Sandbox) -> Result<(), RunError> {
    let (listener, address) = listen::bind_loopback(options.listen).await?;
    let stop = shutdown::token();
    let simulated = options.simulation.start(options.now);
    let dns = serve_dns(options.dns_listen, &simulated, &stop).await?;
    say(&format!(
        "The simulated AWS is at http://{address}. Use it with AWS_ENDPOINT_URL=http://{address} \
         AWS_ACCESS_KEY_ID={} AWS_SECRET_ACCESS_KEY={} AWS_REGION={region} AWS_DEFAULT_REGION={region}",
        sandbox::ACCESS_KEY_ID,
        sandbox::SECRET_ACCESS_KEY,
        region = sandbox::REGIONS[0],
    ));
    say(&format!(
        "Its DNS answers at {dns}, and http://{address}/_sandbox controls its clock, rates, faults, records and mail"
    ));
    sandbox::serve(listener, simulated, stop.cancelled_owned()).await;
    Ok(())
}

/// Answers DNS queries until `stop`; returns the real address, where the port was 0.
pub(super) async fn serve_dns(
    address: SocketAddr,
    simulated: &sandbox::Sandbox,
    stop: &CancellationToken,
) -> Result<SocketAddr, RunError> {
    let (tcp, address) = listen::bind_loopback(address).await?;
    let udp = listen::bind_udp(address).await?;
    let served = sandbox::serve_dns(udp, tcp, simulated.clone(), stop.clone().cancelled_owned());
    let stop = stop.clone();
    tokio::spawn(async move {
        // Whoever stops does not wait for it.
        if let Err(error) = served.await
            && !stop.is_cancelled()
        {
            tracing::error!(%error, "the simulated DNS failed");
        }
    });
    Ok(address)
}

pub(super) fn loopback(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}
