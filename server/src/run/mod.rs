//! The commands.

mod audit;
mod check_config;
mod demo;
mod listen;
mod logging;
mod sandbox;
mod serve;
mod shutdown;
mod watch;

use crate::{
    audit::verify::VerifyError,
    auth::AuthError,
    aws::NoRegion,
    cli::{AuditCommand, Command},
    config::{ConfigError, Settings},
    store::{Place, StoreError},
};
use std::{ffi::OsString, io, net::SocketAddr};

/// Why a command can't do what it should: one line that says what, why and what to do.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The settings.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The filter for the log.
    #[error("`log` is not a filter for the log: {0}. Use one of error, warn, info, debug and trace")]
    Log(#[from] tracing_subscriber::filter::ParseError),
    /// No Region.
    #[error(transparent)]
    Region(#[from] NoRegion),
    /// Sign-in.
    #[error(transparent)]
    Auth(#[from] AuthError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An address that others can reach.
    #[error(
        "refusing to listen on {0}: Frontdesk has no sign-in, so that anyone on the network could read the account. \
         Listen on a loopback address such as 127.0.0.1:{port}", port = .0.port()
    )]
    OffLoopback(SocketAddr),
    /// An address that can't be had.
    #[error("can't listen on {address}: {source}. Stop what uses it, or choose another address with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// No temporary folder.
    #[error("no temporary folder can be made: {0}. Name a folder with --data")]
    TemporaryFolder(#[source] io::Error),
    /// The audit log.
    #[error(transparent)]
    Audit(#[from] VerifyError),
}

impl RunError {
    /// The process's exit code: 1 for what was looked for and found, 2 for what stood in the way.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Audit(VerifyError::Damaged(_)) => 1,
            _ => 2,
        }
    }
}

/// Runs `command` until it is done or the process is told to stop.
///
/// # Errors
/// When it can't start.
pub async fn run(command: Command, variables: impl Iterator<Item = (OsString, OsString)>) -> Result<(), RunError> {
    let defaults = Settings::default();
    match command {
        Command::Serve(options) => {
            let mut settings = Settings::load(&defaults, options.config.as_deref(), variables)?;
            settings.read_only |= options.read_only;
            logging::start(&settings)?;
            serve::run(&settings, options.listen).await
        }
        Command::Demo(options) => {
            let mut settings = Settings::load(&demo::defaults(), None, variables)?;
            settings.read_only |= options.read_only;
            logging::start(&settings)?;
            demo::run(&settings, options).await
        }
        Command::Sandbox(options) => {
            logging::start(&Settings::load(&defaults, None, variables)?)?;
            sandbox::run(&options).await
        }
        Command::CheckConfig(options) => {
            let settings = Settings::load(&defaults, options.config.as_deref(), variables)?;
            check_config::run(&settings).await
        }
        Command::Audit(AuditCommand::Verify(options)) => {
            let place = match options.data {
                Some(folder) => Place::Folder(folder),
                None => Place::of(&Settings::load(&defaults, options.config.as_deref(), variables)?)?,
            };
            audit::run(&place, &options.expect).await
        }
    }
}
