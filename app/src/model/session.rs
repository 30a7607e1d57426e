//! Sessions: who is signed in, since when, from where, and until when.

use super::{
    access::{Access, Person, Role},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// The person who asks, and what holds for them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct You {
    /// Who they are.
    pub person: Person,
    /// What they may do.
    pub access: Access,
    /// When their session ends.
    pub ends: SessionEnd,
    /// How they signed in.
    pub sign_in: SignIn,
}

/// How people sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignIn {
    /// At an OpenID provider.
    OpenIdConnect,
    /// At a load balancer or a reverse proxy before Frontdesk, whose own session goes on when Frontdesk's ends.
    Proxy,
    /// As one of the demo's three people.
    Demo,
    /// Not at all: everybody on this machine is an admin.
    None,
}

/// When a session ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SessionEnd {
    /// When it ends unless something is done before.
    pub idle: Timestamp,
    /// When it ends in any case.
    pub absolute: Timestamp,
    /// The server's time when this was said.
    pub now: Timestamp,
}

impl SessionEnd {
    /// The earlier of the two.
    #[must_use]
    pub fn first(&self) -> Timestamp {
        self.idle.min(self.absolute)
    }
}

/// A session, as lists show it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// What it is called; not what its cookie holds, and nothing that leads to it.
    pub id: String,
    /// Whose it is: OpenID Connect's `sub`.
    pub subject: String,
    /// What people call them.
    pub name: String,
    /// Their e-mail address.
    pub email: Option<String>,
    /// Their role.
    pub role: Role,
    /// Since when.
    pub signed_in_at: Timestamp,
    /// When something was last done in it, to the minute.
    pub seen_at: Timestamp,
    /// When it ends.
    pub ends: SessionEnd,
    /// The address it was begun from.
    pub address: String,
    /// The browser it was begun with, as that calls itself (`User-Agent`).
    pub agent: String,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// Without name and address, which have no place in a log.
impl std::fmt::Debug for SessionRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SessionRow")
            .field("id", &self.id)
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}
