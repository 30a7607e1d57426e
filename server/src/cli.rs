//! The command line.

use crate::audit::verify::Head;
use clap::{Args, Parser, Subcommand};
use sandbox::Rates;
use std::{net::SocketAddr, path::PathBuf};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Frontdesk shows what an AWS account holds of Amazon Connect users and e-mail addresses, SES identities and
/// WorkSpaces connection aliases.
///
/// It keeps a local inventory that a background sync keeps fresh, so that pages are fast whatever AWS does. It calls
/// nothing but AWS's List, Describe, Get and Search operations.
#[derive(Debug, Parser)]
#[command(name = "frontdesk", version, max_term_width = 100, after_long_help = EXAMPLES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  frontdesk demo                                       look around, without an AWS account
  frontdesk demo --users 5000 --identities 2000        the same, with more to look at
  AWS_PROFILE=admin frontdesk serve                    the account and Region of a profile
  FRONTDESK_REGIONS=us-east-1,eu-west-2 frontdesk serve
  frontdesk check-config --config frontdesk.toml
  frontdesk audit verify --config frontdesk.toml       is the record of changes whole?

Settings come from the configuration file, and each can be given as an environment variable: FRONTDESK_ and the key \
in capitals, with two underscores for a dot. They are, with their defaults:
  listen = \"127.0.0.1:3000\"    the address to listen on
  public_url                   the URL that people use, where it is another one
  regions                      the AWS Regions to look at; else the one of the AWS settings
  database                     a PostgreSQL database, for several replicas: postgres://frontdesk@db.example.com/frontdesk;
                               database_file names a file that holds the URL. Else SQLite, in
  data                         the folder for the database; else one in the user's data folder
  log = \"info\"                 what is logged to standard error: error, warn, info, debug, trace, or directives
  sync.interval = 300          seconds between two rounds of the sync
  quotas.share = 0.5           the share of AWS's request quotas to take: other tools use them, too
  quotas.connect = 2           AWS's quotas, in requests a second for each operation and Region
  quotas.connect_reads = 10    (of ListUsers, DescribeUser and ListUserHierarchyGroups)
  quotas.ses = 1
  quotas.workspaces = 2

Where AWS is, and with which credentials, is set as for every AWS tool: AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL, \
~/.aws/config and so on.

Exit codes: 0 after a stop by Ctrl-C or SIGTERM, 2 when something is wrong with the settings, the port or the database.
`audit verify` ends with 1 when it finds that the audit log is not whole.";

/// What Frontdesk can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show an AWS account
    ///
    /// Reads the account that AWS's own settings name, and serves its pages on a loopback address.
    Serve(Serve),
    /// Show a simulated AWS, for looking around
    ///
    /// Starts a simulated AWS inside the process and shows that. No AWS setting, profile or credential of yours is read,
    /// and nothing is left behind: the database is in a temporary folder unless --data names one.
    Demo(Demo),
    /// Serve the simulated AWS alone, for the AWS CLI or an SDK
    ///
    /// Point any AWS tool at it with `AWS_ENDPOINT_URL`; the line that it prints says how.
    Sandbox(Sandbox),
    /// Check the settings and show what applies
    ///
    /// Prints the settings in effect, and which AWS settings apply, without secrets. Starts nothing.
    CheckConfig(CheckConfig),
    /// Check the record of what was changed
    #[command(subcommand)]
    Audit(AuditCommand),
}

/// What can be done with the audit log.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Check that every entry is there, as it was written
    ///
    /// Reads the database, also while Frontdesk runs, and changes nothing. Prints the log's head: its last entry's number
    /// and hash. Keep it where whoever can write to the database can't, and give it to --expect later: a log that was cut
    /// off or written anew fits together, too.
    ///
    /// Exit codes: 0 when the log is whole, 1 when it is not, 2 when it can't be read.
    Verify(VerifyAudit),
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The configuration file, in TOML
    #[arg(long, value_name = "FILE", env = "FRONTDESK_CONFIG")]
    pub config: Option<PathBuf>,
    /// The address to listen on; port 0 takes a free one [default: 127.0.0.1:3000]
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Refuse every change, whoever asks for it
    #[arg(long)]
    pub read_only: bool,
}

/// Options of `demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// The address to listen on; port 0 takes a free one [default: 127.0.0.1:3000]
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Refuse every change, whoever asks for it
    #[arg(long)]
    pub read_only: bool,
    /// The folder for the database [default: a temporary one, removed at the end]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Answer DNS queries over the simulated zones on this address, UDP and TCP [default: don't]
    #[arg(long, value_name = "ADDR")]
    pub dns_listen: Option<SocketAddr>,
    /// What the simulated AWS is like.
    #[command(flatten)]
    pub simulation: Simulation,
}

/// Options of `sandbox`.
#[derive(Debug, Args)]
pub struct Sandbox {
    /// The address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:4566")]
    pub listen: SocketAddr,
    /// The address to answer DNS queries on, UDP and TCP; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:4567")]
    pub dns_listen: SocketAddr,
    /// Start with the clock stopped at this moment, such as 2026-01-31T12:00:00Z [default: it runs]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub now: Option<OffsetDateTime>,
    /// What it is like.
    #[command(flatten)]
    pub simulation: Simulation,
}

/// What the simulated AWS is like.
#[derive(Clone, Copy, Debug, Args)]
pub struct Simulation {
    /// Users in the first instance, up to 10000
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=10_000))]
    pub users: Option<u32>,
    /// Identities in the first Region, up to 10000
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=10_000))]
    pub identities: Option<u32>,
    /// How often each operation may be called: AWS's quotas (real), a multiple of them (x10), or as one likes (off)
    #[arg(long, value_name = "RATES", default_value_t = Rates::Real)]
    pub rates: Rates,
}

fn moment(text: &str) -> Result<OffsetDateTime, String> {
    OffsetDateTime::parse(text, &Rfc3339).map_err(|error| format!("{error}; write it as 2026-01-31T12:00:00Z"))
}

impl Simulation {
    /// A simulated AWS that is like this, with the clock stopped at `now` if that is given.
    pub fn start(self, now: Option<OffsetDateTime>) -> sandbox::Sandbox {
        let Self {
            users,
            identities,
            rates,
        } = self;
        let seed = sandbox::Seed { users, identities };
        match now {
            Some(now) => sandbox::Sandbox::stopped_at(seed, rates, now),
            None => sandbox::Sandbox::new(seed, rates),
        }
    }
}

/// Options of `check-config`.
#[derive(Debug, Args)]
pub struct CheckConfig {
    /// The configuration file, in TOML
    #[arg(long, value_name = "FILE", env = "FRONTDESK_CONFIG")]
    pub config: Option<PathBuf>,
}

/// Options of `audit verify`.
#[derive(Debug, Args)]
pub struct VerifyAudit {
    /// The configuration file, in TOML
    #[arg(long, value_name = "FILE", env = "FRONTDESK_CONFIG")]
    pub config: Option<PathBuf>,
    /// The folder that SQLite's database is in [default: the database of the settings]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// A head that this command printed before, which has to be part of the log still; can be given several times
    #[arg(long, value_name = "NUMBER:HASH")]
    pub expect: Vec<Head>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
