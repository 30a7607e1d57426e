//! At an OpenID provider: Frontdesk as a relying party.
//!
//! Authorization code flow with PKCE, refresh tokens, RP-initiated and back-channel logout. There are no routes, no
//! cookies and no store in here: the caller keeps what [`Client`] returns.
//!
//! Sources: <https://openid.net/specs/openid-connect-core-1_0.html>, <https://www.rfc-editor.org/rfc/rfc9700>

mod check;
mod claims;
mod client;
mod error;
mod finish;
mod http;
mod id_token;
mod library;
mod logout;
mod logout_claims;
mod logout_token;
mod metadata;
mod pending;
mod person;
mod provider;
mod settings;
mod tokens;

pub use check::{CheckError, Ended};
pub use client::Client;
pub use error::{Error, ErrorCode, Invalid, Trouble};
pub use http::http_client;
pub use logout_token::{InvalidLogoutToken, LogoutToken, LogoutTokenError};
pub use pending::{Callback, Pending};
pub use person::SignedIn;
pub use settings::SettingsError;
pub use tokens::Tokens;

use std::time::Duration;

/// By how much the provider's clock and this one may differ.
/// Source: "usually no more than a few minutes", <https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4>
const LEEWAY: Duration = Duration::from_mins(1);
