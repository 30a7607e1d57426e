//! Who you are, and what you may do.

pub mod alb;
mod denials;
mod guard;
pub mod oidc;
pub mod peer;
mod permissions;
pub mod proxy;
pub mod proxy_identity;
mod routes;
pub mod seal;
pub mod session;
mod setup;
mod sign_in_cookie;
mod standing;
mod turned_away;
mod visit;

pub(crate) use guard::{guard, refuse_proxied};
pub use permissions::{Needs, declared};
pub use proxy_identity::ProxyIdentity;
pub(crate) use routes::routes;
pub use setup::{AuthError, check, session_table};
pub use standing::BySession;

use crate::{
    clock::Clock,
    config::{Network, Roles},
    errors::chain,
};
use app::model::{
    access::{Access, Permission, Role},
    session::SignIn,
};
use denials::Denials;
use seal::SealKey;
use session::{CookieName, SessionTable};
use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};
use tokio::sync::Mutex;
use url::Url;
pub(crate) use visit::Watched;

/// Sign-in, as it is set for this deployment.
pub struct Auth {
    way: Way,
    sessions: SessionTable,
    cookies: CookieName,
    /// The URL at which people reach Frontdesk.
    base: Url,
    clock: Clock,
    /// The identity provider's word counts for so many milliseconds until it is asked again.
    check_after: i64,
    roles: Roles,
    needs: BTreeMap<Permission, Role>,
    read_only: bool,
    trusted_proxies: Vec<Network>,
    denials: Denials,
    /// One at a time asks the provider about a session; those that share a lock by chance wait a little.
    checking: [Mutex<()>; 64],
}

/// A provider that does not answer is asked again after this.
const DISCOVERY_PAUSE: Duration = Duration::from_secs(30);

/// When sessions were last used is written down this often.
const TIDY_INTERVAL: Duration = Duration::from_mins(1);

/// The same where other replicas go by what is written.
const TIDY_INTERVAL_OF_REPLICAS: Duration = Duration::from_secs(10);

/// How people sign in.
enum Way {
    Oidc(Box<OpenId>),
    Alb(alb::Verifier),
    Proxy(proxy::Proxy),
    Demo,
    None,
}

/// An OpenID provider.
struct OpenId {
    client: oidc::Client,
    /// Seals what a sign-in that is under way has to be met with. It comes from the client's secret, so that a restart does not
    /// end what was begun.
    key: SealKey,
}

impl Auth {
    /// The table of sessions.
    #[must_use]
    pub const fn sessions(&self) -> &SessionTable {
        &self.sessions
    }

    /// The URL at which people reach Frontdesk.
    #[must_use]
    pub const fn base(&self) -> &Url {
        &self.base
    }

    /// What the cookies are called.
    #[must_use]
    pub const fn cookies(&self) -> &CookieName {
        &self.cookies
    }

    /// Where a sign-out may lead, besides Frontdesk: a form that ends there needs the leave of the page's policy.
    #[must_use]
    pub fn end_session_origin(&self) -> Option<String> {
        match &self.way {
            Way::Oidc(open_id) => open_id.client.end_session_origin(),
            _ => None,
        }
    }

    /// Asks the OpenID provider what it can do, until it answers: pages let a form lead to where people sign out there.
    pub async fn discover(&self) {
        let Way::Oidc(open_id) = &self.way else { return };
        while let Err(error) = open_id.client.discover().await {
            tracing::warn!(
                error = chain(&error),
                "the OpenID provider can't be asked what it can do; trying again in half a minute"
            );
            tokio::time::sleep(DISCOVERY_PAUSE).await;
        }
    }

    /// Writes down when sessions were last used and removes what has ended, again and again.
    pub async fn tidy(&self) {
        let interval = if self.sessions.is_shared() {
            TIDY_INTERVAL_OF_REPLICAS
        } else {
            TIDY_INTERVAL
        };
        loop {
            if let Err(error) = self.sessions.tidy().await {
                tracing::warn!(%error, "the table of sessions can't be tidied");
            }
            tokio::time::sleep(interval).await;
        }
    }

    /// Whether nothing but this machine's own browser may ask: there is no sign-in that would keep others out.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.way, Way::Demo | Way::None)
    }

    const fn sign_in(&self) -> SignIn {
        match self.way {
            Way::Oidc(_) => SignIn::OpenIdConnect,
            Way::Alb(_) | Way::Proxy(_) => SignIn::Proxy,
            Way::Demo => SignIn::Demo,
            Way::None => SignIn::None,
        }
    }

    fn access(&self, role: Role, unchecked: bool, unrecorded: bool) -> Access {
        Access {
            role,
            needs: self.needs.clone(),
            read_only: self.read_only,
            unchecked,
            unrecorded,
        }
    }

    /// The address a request came from.
    fn client_address(&self, peer: Option<SocketAddr>, headers: &http::HeaderMap) -> IpAddr {
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
        peer::client_address(peer, headers, &self.trusted_proxies)
    }
}
