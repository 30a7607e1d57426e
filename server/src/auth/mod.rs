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
mod visit;

pub(crate) use guard::guard;
pub use permissions::{Needs, declared};
pub use proxy_identity::ProxyIdentity;
pub(crate) use routes::routes;
pub use setup::{AuthError, check, session_table};

use crate::{
    clock::Clock,
    config::{Network, Roles},
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
};
use tokio::sync::Mutex;
use url::Url;

/// Sign-in, as it is set for this deployment.
pub struct Auth {
    way: Way,
    sessions: SessionTable,
    cookies: CookieName,
    /// The URL at which people reach Frontdesk.
    base: Url,
    clock: Clock,
    roles: Roles,
    needs: BTreeMap<Permission, Role>,
    read_only: bool,
    trusted_proxies: Vec<Network>,
    denials: Denials,
    /// One at a time asks the provider about a session; those that share a lock by chance wait a little.
    checking: [Mutex<()>; 64],
}

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
    /// Seals what a sign-in that is under way has to be met with. All replicas have the client's secret, from which it
    /// comes, so each can go on with a sign-in that another began.
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

    fn access(&self, role: Role, unchecked: bool) -> Access {
        Access {
            role,
            needs: self.needs.clone(),
            read_only: self.read_only,
            unchecked,
        }
    }

    /// The address a request came from.
    fn client_address(&self, peer: Option<SocketAddr>, headers: &http::HeaderMap) -> IpAddr {
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
        peer::client_address(peer, headers, &self.trusted_proxies)
    }
}
