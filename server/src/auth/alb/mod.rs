//! At an AWS application load balancer.
//!
//! It signs people in at an OpenID provider, and tells of them in a token of its own with each request.
//! Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding>

mod claims;
mod keys;
mod token;

use super::proxy_identity::ProxyIdentity;
use crate::{
    clock::Clock,
    config::{self, ConfigError, LoadBalancer},
};
use http::{HeaderMap, HeaderValue};
use keys::Keys;
use token::Token;

/// The header with the token.
const DATA: &str = "x-amzn-oidc-data";

/// The header that says again, in plain text, whose token it is.
const IDENTITY: &str = "x-amzn-oidc-identity";

/// How long a token may be, in bytes. The load balancer refuses claims of more than 11 kB, which base64 makes 15, and the
/// token's header adds about 1.
/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#authentication-flow>
const LONGEST: usize = 24 * 1024;

/// Takes the word of a load balancer.
#[derive(Debug)]
pub struct Verifier {
    load_balancer: LoadBalancer,
    keys: Keys,
    clock: Clock,
}

/// A request that can't be told whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AlbError {
    /// It did not come through the load balancer's sign-in.
    #[error("the request holds no token of the load balancer: does its listener rule authenticate?")]
    Missing,
    /// It holds something else than the load balancer sends.
    #[error("the load balancer's token {0}")]
    Invalid(&'static str),
    /// The key to check the token with could not be had now.
    #[error("the load balancer's public key can't be had: is AWS's key endpoint reachable?")]
    KeyUnavailable,
}

impl Verifier {
    /// By `settings`; keys are fetched with `http`, which should follow no redirects.
    ///
    /// # Errors
    /// When the settings are not complete.
    pub fn new(settings: &config::Alb, http: reqwest::Client, clock: Clock) -> Result<Self, ConfigError> {
        let load_balancer = settings.load_balancer()?;
        Ok(Self {
            keys: Keys::new(load_balancer.keys_url.clone(), http, clock),
            load_balancer,
            clock,
        })
    }

    /// Who sent the request with `headers`.
    ///
    /// # Errors
    /// When the token is missing, is not the load balancer's or not valid now, or can't be checked.
    pub async fn identify(&self, headers: &HeaderMap) -> Result<ProxyIdentity, AlbError> {
        let text = one(headers, DATA)?.ok_or(AlbError::Missing)?;
        if text.len() > LONGEST {
            return Err(AlbError::Invalid("is too long"));
        }
        let token = Token::read(text)?;
        // Before anything is fetched: nobody else's token may make Frontdesk ask AWS for a key.
        token.check(&self.load_balancer, (self.clock)())?;
        let key = self.keys.get(token.kid()).await?;
        let identity = claims::identity(&token.claims(&key)?, &self.load_balancer.groups_claim)?;
        match one(headers, IDENTITY)? {
            Some(subject) if subject != identity.subject => Err(AlbError::Invalid("is about another person")),
            _ => Ok(identity),
        }
    }
}

/// The one value of a header.
fn one<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>, AlbError> {
    let mut values = headers.get_all(name).iter();
    let value = values.next();
    if values.next().is_some() {
        return Err(AlbError::Invalid("came twice"));
    }
    let text = |value: &'a HeaderValue| std::str::from_utf8(value.as_bytes());
    value
        .map(text)
        .transpose()
        .map_err(|_| AlbError::Invalid("is not text"))
}
