//! From settings to sign-in.

use super::{
    Auth, OpenId, Way, alb,
    denials::Denials,
    oidc, proxy,
    seal::SealKey,
    session::{CookieName, SessionTable},
};
use crate::{
    clock::Clock,
    config::{ConfigError, Mode, Secret, Settings, needs},
    store::Pools,
};
use std::{net::SocketAddr, time::Duration};
use tokio::sync::Mutex;
use url::Url;

/// Settings with which nobody could sign in, or everybody would.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// Others could reach it, and would not be asked who they are.
    #[error(
        "`auth.mode` is none, which is for a browser on this machine only: {0}. Use `auth.mode = \"oidc\"`, \"alb\" or \"proxy\""
    )]
    Open(&'static str),
    /// Off loopback its own name has to be known.
    #[error("Frontdesk is to listen on {0}, which others can reach: set `public_url` to the https URL that people use")]
    NoPublicUrl(SocketAddr),
    /// Others could read along.
    #[error(
        "`public_url` is plain HTTP, which is for this machine only: let a proxy serve it over https, or listen on loopback at a loopback URL"
    )]
    PlainHttp,
    /// The address that it listens on makes no URL.
    #[error("the address to listen on makes no URL: {0}")]
    Bound(#[from] url::ParseError),
    /// The OpenID provider.
    #[error(transparent)]
    Oidc(#[from] oidc::SettingsError),
    /// The load balancer or the reverse proxy.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Nobody could do anything.
    #[error(
        "nobody could sign in: set `roles.viewer`, `roles.operator` or `roles.admin` to groups of the identity provider"
    )]
    NoRoles,
    /// The client for HTTP.
    #[error("the client that asks the identity provider can't be made: {0}")]
    Client(String),
    /// The machine's randomness.
    #[error("no key can be made: {0}")]
    Key(#[from] super::seal::NotSealed),
}

impl Auth {
    /// Sign-in as `settings` say, for a Frontdesk that listens on `bound`. In a demo one signs in as one of three people.
    ///
    /// # Errors
    /// When with these settings nobody could sign in, or everybody would.
    pub fn new(
        settings: &Settings,
        bound: SocketAddr,
        sessions: SessionTable,
        clock: Clock,
        is_demo: bool,
    ) -> Result<Self, AuthError> {
        let mode = settings.auth.mode;
        let is_open = is_demo || mode == Mode::None;
        let base = base(settings, bound, is_open)?;
        Ok(Self {
            way: if is_demo {
                Way::Demo
            } else {
                way(settings, &base, clock)?
            },
            sessions,
            cookies: CookieName::at(&base),
            base,
            clock,
            check_after: i64::try_from(settings.session.check * 1_000).unwrap_or(i64::MAX),
            roles: settings.roles.clone(),
            needs: needs(&settings.permissions),
            read_only: settings.read_only,
            trusted_proxies: settings.proxies(),
            denials: Denials::new(clock),
            checking: std::array::from_fn(|_| Mutex::default()),
        })
    }
}

/// Checks what [`Auth::new`] would, without a database.
///
/// # Errors
/// When with these settings nobody could sign in, or everybody would.
pub fn check(settings: &Settings, clock: Clock) -> Result<(), AuthError> {
    let base = base(settings, settings.listen, settings.auth.mode == Mode::None)?;
    way(settings, &base, clock).map(drop)
}

fn base(settings: &Settings, bound: SocketAddr, is_open: bool) -> Result<Url, AuthError> {
    if is_open && !bound.ip().is_loopback() {
        return Err(AuthError::Open("it can’t listen on an address that others can reach"));
    }
    if is_open && settings.public_url.is_some() {
        return Err(AuthError::Open("it can’t have a `public_url`"));
    }
    let Some(public) = &settings.public_url else {
        if !bound.ip().is_loopback() {
            return Err(AuthError::NoPublicUrl(bound));
        }
        return Ok(format!("http://{bound}").parse()?);
    };
    let stays_here = public.is_loopback() && bound.ip().is_loopback();
    if !public.is_https() && !stays_here {
        return Err(AuthError::PlainHttp);
    }
    Ok(public.as_url().clone())
}

fn way(settings: &Settings, base: &Url, clock: Clock) -> Result<Way, AuthError> {
    let way = match settings.auth.mode {
        Mode::Oidc => {
            let client = oidc::Client::new(&settings.oidc, base, client()?, clock)?;
            let secret = settings.oidc.client_secret.as_ref().map_or("", Secret::expose);
            let key = SealKey::derive(secret.as_bytes(), "sign-in cookie")?;
            Way::Oidc(Box::new(OpenId { client, key }))
        }
        Mode::Alb => Way::Alb(alb::Verifier::new(&settings.alb, client()?, clock)?),
        Mode::Proxy => Way::Proxy(proxy::Proxy::new(&settings.proxy)?),
        Mode::None => return Ok(Way::None),
    };
    let roles = &settings.roles;
    if roles.viewer.is_empty() && roles.operator.is_empty() && roles.admin.is_empty() {
        return Err(AuthError::NoRoles);
    }
    Ok(way)
}

fn client() -> Result<reqwest::Client, AuthError> {
    oidc::http_client().map_err(|error| AuthError::Client(error.to_string()))
}

/// The table of sessions of those who sign in as `settings` say.
#[must_use]
pub fn session_table(settings: &Settings, pools: Pools, clock: Clock, is_demo: bool) -> SessionTable {
    let seconds = Duration::from_secs;
    let (idle, absolute) = (seconds(settings.session.idle), seconds(settings.session.absolute));
    SessionTable::new(pools, &name_of_way(settings, is_demo), clock, idle, absolute)
}

/// Tells ways of signing in apart: who is an admin by one is nobody by another, nor at another provider.
fn name_of_way(settings: &Settings, is_demo: bool) -> String {
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let Settings { auth, oidc, alb, .. } = settings;
    match auth.mode {
        _ if is_demo => "demo".to_owned(),
        Mode::Oidc => format!("oidc {} {}", said(&oidc.issuer), said(&oidc.client_id)),
        Mode::Alb => format!("alb {} {}", said(&alb.issuer), said(&alb.client_id)),
        Mode::Proxy => "proxy".to_owned(),
        Mode::None => "none".to_owned(),
    }
}
