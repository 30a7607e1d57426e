//! `frontdesk sandbox`: the simulated AWS alone.

use super::{
    RunError,
    listen::{self, say},
    shutdown,
};
use crate::cli;
use std::net::{Ipv4Addr, SocketAddr};

pub(super) async fn run(options: &cli::Sandbox) -> Result<(), RunError> {
    let (listener, address) = listen::bind(options.listen).await?;
    let stop = shutdown::token();
    say(&format!(
        "The simulated AWS is at http://{address}. Use it with AWS_ENDPOINT_URL=http://{address} \
         AWS_ACCESS_KEY_ID={} AWS_SECRET_ACCESS_KEY={} AWS_REGION={}",
        sandbox::ACCESS_KEY_ID,
        sandbox::SECRET_ACCESS_KEY,
        sandbox::REGIONS[0],
    ));
    let simulated = sandbox::Sandbox::new(options.size.into());
    sandbox::serve(listener, simulated, stop.cancelled_owned())
        .await
        .map_err(RunError::Serve)
}

pub(super) fn loopback(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}
