//! `frontdesk`: see `frontdesk --help`.

use clap::Parser;
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// A page is made of many small pieces of memory: glibc's allocator took a quarter of the time of one.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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
