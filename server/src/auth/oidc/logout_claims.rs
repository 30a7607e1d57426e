//! A logout token's parts, and what can be said of them without the provider's keys.

use super::{
    LEEWAY, LogoutToken, finish::LONGEST_SUBJECT, id_token::millis, logout_token::InvalidLogoutToken,
    metadata::is_trusted, settings::Facts,
};
use app::model::time::Timestamp;
use base64ct::{Base64UrlUnpadded, Encoding};
use openidconnect::core::CoreJwsSigningAlgorithm;
use serde::{Deserialize, Deserializer, de::IgnoredAny};
use serde_json::{Map, Value};
use std::time::Duration;

/// Real ones have less than two kilobytes.
const LONGEST: usize = 16 * 1024;

/// Names of tokens are remembered, and those of sessions looked for.
const LONGEST_NAME: usize = 255;

/// How long after it was issued a token may come. Providers are told to let them expire within two minutes.
const OLDEST: Duration = Duration::from_mins(5);

/// No token that is good for longer is meant for a logout.
const LONGEST_LIFE: Duration = Duration::from_hours(1);

/// Source: <https://openid.net/specs/openid-connect-backchannel-1_0.html#LogoutToken>
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// What is signed, how, and by which key.
pub(super) struct Signed {
    pub(super) algorithm: CoreJwsSigningAlgorithm,
    pub(super) key_id: Option<String>,
    pub(super) message: Vec<u8>,
    pub(super) signature: Vec<u8>,
}

/// A token whose signature has not been looked at.
pub(super) struct Parsed {
    pub(super) signed: Signed,
    claims: Claims,
}

#[derive(Deserialize)]
struct Header {
    alg: CoreJwsSigningAlgorithm,
    kid: Option<String>,
    typ: Option<String>,
    #[serde(default, deserialize_with = "present")]
    crit: bool,
    #[serde(default, deserialize_with = "present")]
    cty: bool,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: Audience,
    azp: Option<String>,
    iat: i64,
    exp: i64,
    jti: String,
    sub: Option<String>,
    sid: Option<String>,
    events: Map<String, Value>,
    #[serde(default, deserialize_with = "present")]
    nonce: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// Whether a member is there, whatever its value.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(deserializer).map(|_| true)
}

impl Parsed {
    pub(super) fn of(token: &str) -> Result<Self, InvalidLogoutToken> {
        let form = InvalidLogoutToken::Form;
        if token.len() > LONGEST {
            return Err(form);
        }
        let (message, signature) = token.rsplit_once('.').ok_or(form)?;
        let (header, claims) = message.split_once('.').ok_or(form)?;
        let decoded = |part: &str| Base64UrlUnpadded::decode_vec(part).map_err(|_| form);
        let (header, claims, signature) = (decoded(header)?, decoded(claims)?, decoded(signature)?);
        let header: Header = serde_json::from_slice(&header).map_err(|_| InvalidLogoutToken::Header)?;
        if !is_trusted(&header.alg) {
            return Err(InvalidLogoutToken::Algorithm);
        }
        if header.crit || header.cty || header.typ.is_some_and(|typ| !is_type(&typ)) {
            return Err(InvalidLogoutToken::Header);
        }
        Ok(Self {
            signed: Signed {
                algorithm: header.alg,
                key_id: header.kid,
                message: message.as_bytes().to_vec(),
                signature,
            },
            claims: serde_json::from_slice(&claims).map_err(|_| InvalidLogoutToken::Claims)?,
        })
    }

    /// What the token says, once its signature is found to be good.
    pub(super) fn check(&self, facts: &Facts, now: Timestamp) -> Result<LogoutToken, InvalidLogoutToken> {
        let claims = &self.claims;
        if claims.iss != facts.issuer.as_str() {
            return Err(InvalidLogoutToken::Issuer);
        }
        let is_us = |client: &String| client == facts.client_id.as_str();
        let is_for_us = match &claims.aud {
            Audience::One(client) => is_us(client),
            Audience::Many(clients) => !clients.is_empty() && clients.iter().all(is_us),
        };
        if !is_for_us || !claims.azp.iter().all(is_us) {
            return Err(InvalidLogoutToken::Audience);
        }
        let expires_at = claims.checked_time(now)?;
        if !claims.events.get(EVENT).is_some_and(Value::is_object) {
            return Err(InvalidLogoutToken::Events);
        }
        if claims.nonce {
            return Err(InvalidLogoutToken::Nonce);
        }
        let is_name = |name: &String, longest| !name.is_empty() && name.len() <= longest;
        let has_somebody = claims.sub.is_some() || claims.sid.is_some();
        if !has_somebody
            || !claims.sub.iter().all(|subject| is_name(subject, LONGEST_SUBJECT))
            || !claims.sid.iter().all(|session| is_name(session, LONGEST_NAME))
        {
            return Err(InvalidLogoutToken::Nobody);
        }
        if !is_name(&claims.jti, LONGEST_NAME) {
            return Err(InvalidLogoutToken::Id);
        }
        Ok(LogoutToken {
            subject: claims.sub.clone(),
            session: claims.sid.clone(),
            id: claims.jti.clone(),
            expires_at,
        })
    }
}

impl Claims {
    /// From when on the token is not taken any more.
    fn checked_time(&self, now: Timestamp) -> Result<Timestamp, InvalidLogoutToken> {
        let at = |seconds: i64| Timestamp::from_millis(seconds.saturating_mul(1000));
        let (issued, expires) = (at(self.iat), at(self.exp));
        let is_more = |later: Timestamp, earlier, limit| later.since(earlier).unsigned_abs() > millis(limit);
        let is_of_the_future = is_more(issued, now, LEEWAY);
        let is_old = is_more(now, issued, OLDEST);
        let is_expired = is_more(now, expires, LEEWAY);
        let is_for_too_long = is_more(expires, issued, LONGEST_LIFE);
        if is_of_the_future || is_old || is_expired || is_for_too_long {
            return Err(InvalidLogoutToken::Time);
        }
        let after = |at: Timestamp, limit| {
            let limit = i64::try_from(millis(limit)).unwrap_or(i64::MAX);
            Timestamp::from_millis(at.as_millis().saturating_add(limit).saturating_add(1))
        };
        Ok(after(issued, OLDEST).min(after(expires, LEEWAY)))
    }
}

/// Providers say either; an access token's or an ID token's own type is neither.
/// Source: <https://openid.net/specs/openid-connect-backchannel-1_0.html#LogoutToken>
fn is_type(typ: &str) -> bool {
    ["logout+jwt", "JWT", "application/logout+jwt"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(typ))
}
