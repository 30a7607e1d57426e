//! `frontdesk`: see `frontdesk --help`.

use clap::Parser;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = server::cli::Cli::parse();
    match Box::pin(server::run::run(cli.command, std::env::vars_os())).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("frontdesk: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
