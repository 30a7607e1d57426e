//! The cookies: what they are called, and where they may go.

use tower_sessions::{SessionManagerLayer, SessionStore, cookie::SameSite};
use url::Url;

/// What Frontdesk's cookies are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CookieName {
    /// The session's.
    pub session: String,
    /// The one that holds what a sign-in that is under way has to be met with.
    pub sign_in: String,
    /// Whether they go over https only.
    pub secure: bool,
}

impl CookieName {
    /// For a Frontdesk that people reach at `base`. `__Host-` has browsers see to it that no other host, and nobody over
    /// plain HTTP, sets it (<https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3.2>). Plain
    /// HTTP is served on loopback only; there cookies do not tell ports apart, so the name does.
    #[must_use]
    pub fn at(base: &Url) -> Self {
        let secure = base.scheme() == "https";
        let name = |what: &str| match base.port_or_known_default() {
            Some(port) if !secure => format!("{what}-{port}"),
            _ => format!("__Host-{what}"),
        };
        Self {
            session: name("frontdesk"),
            sign_in: name("frontdesk-sign-in"),
            secure,
        }
    }

    /// The layer that reads and sets the session's cookie. `Lax` and not `Strict`: with that no session would be known on
    /// the way back from the provider, nor to whoever follows a link in a mail.
    pub fn layer<Store: SessionStore>(&self, store: Store) -> SessionManagerLayer<Store> {
        SessionManagerLayer::new(store)
            .with_name(self.session.clone())
            .with_secure(self.secure)
            .with_http_only(true)
            .with_same_site(SameSite::Lax)
            .with_path("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_bound_to_its_host_wherever_there_is_https() {
        let at = |url: &str| CookieName::at(&url.parse().expect("a URL"));
        let public = at("https://desk.example.com/");
        assert_eq!((public.session.as_str(), public.secure), ("__Host-frontdesk", true));
        let local = at("http://127.0.0.1:3000/");
        assert_eq!((local.session.as_str(), local.secure), ("frontdesk-3000", false));
    }
}
