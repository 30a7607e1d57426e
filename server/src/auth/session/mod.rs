//! Sessions: who is signed in, until when, and how that is kept.

mod check;
mod cookie;
mod endings;
mod hash;
mod rows;
mod seen;
mod table;
mod tokens;

pub use check::Checked;
pub use cookie::CookieName;
pub use endings::Ending;
pub(super) use hash::hashed;
pub use table::{Current, SessionTable};

use super::oidc::Tokens;
use app::model::access::Person;
use serde::{Deserialize, Serialize};
use std::fmt;
use tower_sessions::Session;

/// What a session is about.
#[derive(Clone, Serialize, Deserialize)]
pub struct SignedIn {
    /// Who.
    pub person: Person,
    /// The address it was begun from.
    pub address: String,
    /// The browser it was begun with (`User-Agent`).
    pub agent: String,
    /// What the identity provider calls its own session: OpenID Connect's `sid`.
    pub provider_session: Option<String>,
    /// What the table called the session that the browser had before.
    #[serde(default)]
    pub replaces: Option<String>,
}

impl fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SignedIn").field(&self.person).finish()
    }
}

/// The keys of a session's record.
const SIGNED_IN: &str = "signed_in";
const TOKENS: &str = "tokens";

/// Begins a session under a new id; the one that the browser had before is over. Its open pages are told once the
/// new one is used: until then the browser may not have the new cookie, and what they ask would be refused.
///
/// # Errors
/// When the database can't be written: nobody is signed in then.
pub async fn begin(
    session: &Session,
    signed_in: &SignedIn,
    tokens: Option<&Tokens>,
) -> Result<(), tower_sessions::session::Error> {
    if session.id().is_some() {
        // Not `flush`: what is saved after that has the old id again.
        session.cycle_id().await?;
    }
    session.insert(SIGNED_IN, signed_in).await?;
    match tokens {
        Some(tokens) => session.insert(TOKENS, tokens).await?,
        None => drop(session.remove_value(TOKENS).await?),
    }
    session.save().await
}
