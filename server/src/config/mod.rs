//! Settings: defaults, then the configuration file, then `FRONTDESK_…` variables.

mod auth;
mod database;
mod error;
mod keys;
mod limits;
mod load_balancer;
mod load_balancer_arn;
mod loopback;
mod network;
mod proxy_headers;
mod public_url;
mod secret;
mod sources;

pub use auth::{Alb, Auth, Mode, Oidc, Permissions, Proxy, Roles, Session, needs};
pub use database::{DatabaseUrl, NotADatabaseUrl};
pub use error::ConfigError;
pub use limits::Limits;
pub use load_balancer::LoadBalancer;
pub use load_balancer_arn::LoadBalancerArn;
pub use loopback::is_loopback;
pub use network::Network;
pub use proxy_headers::ProxyHeaders;
pub use public_url::{NotAPublicUrl, PublicUrl};
pub use secret::Secret;

use app::model::region::Region;
use serde::{Deserialize, Serialize};
use std::{
    ffi::OsString,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

/// Everything that can be set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The address on which health and metrics are answered; `None`: they are not.
    pub health_listen: Option<SocketAddr>,
    /// The URL at which people reach Frontdesk, where that is not the address it listens on.
    pub public_url: Option<PublicUrl>,
    /// Proxies whose word on where a request came from counts.
    #[serde(deserialize_with = "sources::list_or_commas")]
    pub trusted_proxies: Vec<Network>,
    /// The Regions to look at; empty: the one of AWS's settings.
    #[serde(deserialize_with = "sources::list_or_commas")]
    pub regions: Vec<Region>,
    /// The PostgreSQL database; `None`: SQLite.
    pub database: Option<DatabaseUrl>,
    /// A file that holds its URL.
    pub database_file: Option<PathBuf>,
    /// The folder for SQLite's database; `None`: the user's data folder.
    pub data: Option<PathBuf>,
    /// What is logged, as tracing's filter directives.
    pub log: String,
    /// How it is written.
    pub log_format: LogFormat,
    /// Whether nobody may change anything.
    pub read_only: bool,
    /// The names of the security profiles that operators may give to users.
    #[serde(deserialize_with = "sources::list_or_commas")]
    pub operator_security_profiles: Vec<String>,
    /// The sync.
    pub sync: Sync,
    /// How fast AWS may be called.
    pub quotas: Quotas,
    /// How people sign in.
    pub auth: Auth,
    /// The OpenID provider.
    pub oidc: Oidc,
    /// The AWS load balancer.
    pub alb: Alb,
    /// The reverse proxy.
    pub proxy: Proxy,
    /// Which groups have which role.
    pub roles: Roles,
    /// Sessions.
    pub session: Session,
    /// How much Frontdesk takes on at once.
    pub limits: Limits,
    /// Roles for permissions, where they are not the default.
    pub permissions: Permissions,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For machines: a JSON object a line.
    Json,
}

/// The sync.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sync {
    /// Seconds between two rounds.
    pub interval: u64,
}

/// AWS's quotas, in requests a second per account, Region and operation, and the share that Frontdesk takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quotas {
    /// The share of each quota: other tools call AWS, too.
    pub share: f64,
    /// Amazon Connect, but for the next.
    pub connect: f64,
    /// Amazon Connect's `ListUsers`, `DescribeUser` and `ListUserHierarchyGroups`.
    pub connect_reads: f64,
    /// SES.
    pub ses: f64,
    /// WorkSpaces.
    pub workspaces: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 3000)),
            health_listen: None,
            public_url: None,
            trusted_proxies: Vec::new(),
            regions: Vec::new(),
            database: None,
            database_file: None,
            data: None,
            log: "info".to_owned(),
            log_format: LogFormat::default(),
            read_only: false,
            operator_security_profiles: Vec::new(),
            sync: Sync::default(),
            quotas: Quotas::default(),
            auth: Auth::default(),
            oidc: Oidc::default(),
            alb: Alb::default(),
            proxy: Proxy::default(),
            roles: Roles::default(),
            session: Session::default(),
            limits: Limits::default(),
            permissions: Permissions::new(),
        }
    }
}

impl Default for Sync {
    fn default() -> Self {
        Self { interval: 300 }
    }
}

impl Default for Quotas {
    fn default() -> Self {
        Self {
            share: 0.5,
            connect: 2.0,
            connect_reads: 10.0,
            ses: 1.0,
            workspaces: 2.0,
        }
    }
}

impl Settings {
    /// Reads the settings: `defaults`, then `file`, then those of `variables` that begin with `FRONTDESK_`.
    ///
    /// # Errors
    /// On an unreadable file, an unknown key, or a value that does not fit.
    pub fn load(
        defaults: &Self,
        file: Option<&Path>,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let mut settings = sources::merge(defaults, file, variables)?;
        settings.oidc.read_client_secret()?;
        settings.read_database()?;
        settings.check()?;
        Ok(settings)
    }

    /// The time between two rounds of the sync.
    #[must_use]
    pub const fn interval(&self) -> Duration {
        Duration::from_secs(self.sync.interval)
    }

    /// The folder for SQLite's database.
    ///
    /// # Errors
    /// When none is set and the machine has no data folder.
    pub fn data_folder(&self) -> Result<PathBuf, ConfigError> {
        self.data
            .clone()
            .or_else(|| Some(dirs::data_dir()?.join("frontdesk")))
            .ok_or(ConfigError::NoDataFolder)
    }

    /// Reads the database's URL from its file, if that is where it is.
    fn read_database(&mut self) -> Result<(), ConfigError> {
        let Some(path) = &self.database_file else {
            return Ok(());
        };
        if self.database.is_some() {
            return Err(ConfigError::Value {
                key: "database_file",
                why: "is set beside `database`: set one of them",
            });
        }
        let unreadable = |why: String| ConfigError::File {
            path: path.clone(),
            why,
        };
        let url = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
        let url: DatabaseUrl = url
            .trim()
            .parse()
            .map_err(|error: NotADatabaseUrl| unreadable(format!("its text {error}")))?;
        self.database = Some(url);
        Ok(())
    }

    fn check(&self) -> Result<(), ConfigError> {
        let refuse = |key, why| Err(ConfigError::Value { key, why });
        auth::check_permissions(&self.permissions)?;
        self.check_front()?;
        self.limits.check()?;
        if !(60..=86_400).contains(&self.session.idle) {
            return refuse("session.idle", "is not between 60 and 86400 seconds");
        }
        if !(60..=7 * 86_400).contains(&self.session.absolute) {
            return refuse("session.absolute", "is not between 60 and 604800 seconds");
        }
        // With the time that it takes to answer, whoever is out there is out here within five minutes.
        if !(1..=240).contains(&self.session.check) {
            return refuse("session.check", "is not between 1 and 240 seconds");
        }
        if !is_log_filter(&self.log) {
            return refuse(
                "log",
                "is neither a level (error, warn, info, debug, trace) nor a list such as info,server=debug",
            );
        }
        if !(5..=86_400).contains(&self.sync.interval) {
            return refuse("sync.interval", "is not between 5 and 86400 seconds");
        }
        if !(self.quotas.share > 0.0 && self.quotas.share <= 1.0) {
            return refuse("quotas.share", "is not above 0 and at most 1");
        }
        let rates = [
            ("quotas.connect", self.quotas.connect),
            ("quotas.connect_reads", self.quotas.connect_reads),
            ("quotas.ses", self.quotas.ses),
            ("quotas.workspaces", self.quotas.workspaces),
        ];
        match rates.into_iter().find(|(_, rate)| !(*rate > 0.0 && rate.is_finite())) {
            Some((key, _)) => refuse(key, "is not above 0 requests a second"),
            None => Ok(()),
        }
    }
}

/// Whether each part names a level: a lone word that is none would be taken for a module, and silence all others.
fn is_log_filter(log: &str) -> bool {
    let levels = ["error", "warn", "info", "debug", "trace", "off"];
    let is_level = |level: &str| levels.contains(&level.trim().to_lowercase().as_str());
    log.split(',')
        .all(|part| is_level(part.split_once('=').map_or(part, |(_, level)| level)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn load(file: &str, variables: &[(&str, &str)]) -> Result<Settings, String> {
        let mut config = tempfile::NamedTempFile::new().expect("a temporary file");
        config.write_all(file.as_bytes()).expect("written");
        let variables = variables.iter().map(|(name, value)| (name.into(), value.into()));
        Settings::load(&Settings::default(), Some(config.path()), variables)
            .map_err(|error| error.to_string().replace(&config.path().display().to_string(), "FILE"))
    }

    #[test]
    fn variables_win_over_the_file_and_the_file_over_the_defaults() {
        let settings = load(
            "regions = [\"us-east-1\"]\n[quotas]\nses = 3\nconnect = 4",
            &[
                ("FRONTDESK_QUOTAS__SES", "0.25"),
                ("FRONTDESK_REGIONS", "eu-west-2, us-east-1"),
                ("FRONTDESK_DATA", "123"),
                ("PATH", "/bin"),
            ],
        )
        .expect("settings");
        assert_eq!(
            (settings.quotas.ses, settings.quotas.connect, settings.quotas.workspaces),
            (0.25, 4.0, 2.0)
        );
        assert_eq!(
            settings.regions.iter().map(Region::as_str).collect::<Vec<_>>(),
            ["eu-west-2", "us-east-1"]
        );
        assert_eq!(settings.data, Some("123".into()));
    }

    #[test]
    fn an_unknown_key_is_refused_with_the_nearest_one() {
        assert_eq!(
            load("[quota]\nses = 3", &[]).expect_err("unknown"),
            "FILE: there is no setting `quota.ses`. Did you mean `quotas.ses`?"
        );
        assert_eq!(
            load("", &[("FRONTDESK_LISTENS", "x")]).expect_err("unknown"),
            "environment variable FRONTDESK_LISTENS: there is no setting `listens`. Did you mean `listen`?"
        );
    }

    #[test]
    fn a_wrong_value_names_its_key_and_its_source() {
        assert_eq!(
            load("[sync]\ninterval = \"soon\"", &[]).expect_err("a text"),
            "FILE: `sync.interval`: invalid type: found string \"soon\", expected u64"
        );
        assert_eq!(
            load("", &[("FRONTDESK_REGIONS", "us_east_1")]).expect_err("no Region"),
            "environment variable FRONTDESK_REGIONS: `regions`: \"us_east_1\" is not an AWS Region: it looks like us-east-1"
        );
        assert_eq!(
            load("", &[("FRONTDESK_QUOTAS__SHARE", "2")]).expect_err("too much"),
            "`quotas.share` is not above 0 and at most 1"
        );
        assert_eq!(
            load("", &[("FRONTDESK_PUBLIC_URL", "https://desk.example.com/x")]).expect_err("a path"),
            "environment variable FRONTDESK_PUBLIC_URL: `public_url`: is not of the form https://frontdesk.example.com, without a path"
        );
    }

    #[test]
    fn the_database_s_url_may_be_in_a_file() {
        let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
        file.write_all(b"postgres://desk:hunter2@db/desk\n").expect("written");
        let path = file.path().display().to_string();
        let settings = load("", &[("FRONTDESK_DATABASE_FILE", &path)]).expect("settings");
        assert_eq!(
            settings.database.map(|url| url.expose().to_owned()).as_deref(),
            Some("postgres://desk:hunter2@db/desk")
        );
        let twice = [
            ("FRONTDESK_DATABASE_FILE", path.as_str()),
            ("FRONTDESK_DATABASE", "postgres:///desk"),
        ];
        assert_eq!(
            load("", &twice).expect_err("both"),
            "`database_file` is set beside `database`: set one of them"
        );
        let refused =
            load("", &[("FRONTDESK_DATABASE", "mysql://desk:hunter2@db/desk")]).expect_err("another database");
        assert!(
            refused.contains("postgres://") && !refused.contains("hunter2"),
            "{refused}"
        );
    }

    #[test]
    fn variables_of_the_tooling_are_none_of_ours() {
        let variables = [("FRONTDESK_TOOLS", "/opt/tools"), ("FRONTDESK_CONFIG", "f.toml")];
        assert_eq!(load("", &variables), Ok(Settings::default()));
    }

    #[test]
    fn a_log_filter_names_levels() {
        assert!(is_log_filter("info") && is_log_filter("warn,server::aws=debug"));
        assert!(!is_log_filter("verbose") && !is_log_filter("") && !is_log_filter("a=b=c"));
    }
}
