//! The log: to standard error, without secrets and personal data.

use super::RunError;
use crate::config::Settings;
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

pub(super) fn start(settings: &Settings) -> Result<(), RunError> {
    let filter = EnvFilter::try_new(&settings.log)?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
    Ok(())
}
