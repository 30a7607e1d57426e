//! What a sign-in that is under way has to be met with when the provider sends the person back. It is kept in a sealed
//! cookie, so that strangers who only begin to sign in fill no disk.

use super::{oidc::Pending, seal::SealKey, session::CookieName};
use app::model::time::Timestamp;
use http::{HeaderMap, header};
use serde::{Deserialize, Serialize};
use tower_sessions::cookie::{Cookie, SameSite, time::Duration};

/// How long a sign-in may take.
const LIFETIME_MILLIS: i64 = 10 * 60_000;

/// Tabs in which somebody may sign in at the same time.
const MOST: usize = 4;

/// Browsers drop a cookie that has more than 4096 bytes with its name and attributes
/// (<https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.6>).
const LONGEST: usize = 3_800;

/// A sign-in that is under way.
#[derive(Serialize, Deserialize)]
pub(super) struct UnderWay {
    /// What the provider's answer has to fit.
    pub(super) pending: Pending,
    /// The page to go on with.
    pub(super) return_to: String,
    begun_at: Timestamp,
}

impl UnderWay {
    pub(super) const fn new(pending: Pending, return_to: String, begun_at: Timestamp) -> Self {
        Self {
            pending,
            return_to,
            begun_at,
        }
    }
}

/// Those that the browser says are under way; what is too old or was not sealed here is none.
pub(super) fn read(name: &CookieName, key: &SealKey, headers: &HeaderMap, now: Timestamp) -> Vec<UnderWay> {
    let sealed = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name.sign_in);
    let opened = sealed.and_then(|cookie| key.open(cookie.value()).ok());
    let all: Vec<UnderWay> = opened
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    all.into_iter()
        .filter(|one| now.since(one.begun_at) < LIFETIME_MILLIS)
        .collect()
}

/// The `Set-Cookie` that keeps these, of them as many of the latest as fit; with none it removes the cookie.
pub(super) fn write(name: &CookieName, key: &SealKey, under_way: &[UnderWay]) -> String {
    let most = MOST.min(under_way.len());
    let fitting = (1..=most).rev().find_map(|count| {
        let latest = serde_json::to_string(&under_way[under_way.len() - count..]).ok()?;
        key.seal(&latest).ok().filter(|sealed| sealed.len() <= LONGEST)
    });
    let (value, age) = match fitting {
        Some(sealed) => (sealed, LIFETIME_MILLIS / 1_000),
        None => (String::new(), 0),
    };
    let cookie = Cookie::build((name.sign_in.clone(), value))
        .path("/")
        .http_only(true)
        .secure(name.secure)
        .same_site(SameSite::Lax)
        .max_age(Duration::seconds(age));
    cookie.build().to_string()
}
