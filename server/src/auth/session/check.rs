//! Noting what the identity provider says of a session.

use super::{
    SessionTable, SignedIn,
    table::{hashed, millis, seal_tokens},
};
use crate::auth::oidc::Tokens;
use std::time::Duration;
use tower_sessions::session::Id;

/// A provider that does not answer is asked again after this.
const PAUSE: Duration = Duration::from_secs(30);

/// What the identity provider confirmed.
pub struct Checked<'a> {
    /// What the session is about now.
    pub signed_in: &'a SignedIn,
    /// The tokens for the next time.
    pub tokens: Option<&'a Tokens>,
}

impl SessionTable {
    /// Takes it upon the caller to ask the provider about a session. Of all replicas and requests one may, since a refresh
    /// token that is used twice is taken for stolen.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn claim_check(&self, id: &Id) -> sqlx::Result<bool> {
        let now = (self.clock)().as_millis();
        let claimed = sqlx::query("UPDATE session SET check_begun_at = $1 WHERE id = $2 AND check_begun_at <= $3")
            .bind(now)
            .bind(hashed(id))
            .bind(now - millis(PAUSE))
            .execute(&self.pool)
            .await?;
        Ok(claimed.rows_affected() == 1)
    }

    /// Keeps the tokens that took the place of those that were asked with, where the provider confirmed nothing.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn keep_tokens(&self, id: &Id, tokens: &Tokens) -> Result<(), tower_sessions::session_store::Error> {
        use tower_sessions::session_store::Error;
        let tokens = serde_json::to_string(tokens).map_err(|error| Error::Encode(error.to_string()))?;
        sqlx::query("UPDATE session SET tokens = $1 WHERE id = $2")
            .bind(seal_tokens(id, &tokens)?)
            .bind(hashed(id))
            .execute(&self.pool)
            .await
            .map_err(|error| Error::Backend(error.to_string()))?;
        Ok(())
    }

    /// Notes what the provider confirmed. A session that ended meanwhile stays ended.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn checked(&self, id: &Id, checked: Checked<'_>) -> Result<(), tower_sessions::session_store::Error> {
        use tower_sessions::session_store::Error;
        let encode = |error: serde_json::Error| Error::Encode(error.to_string());
        let signed_in = serde_json::to_string(checked.signed_in).map_err(encode)?;
        let tokens = checked.tokens.map(serde_json::to_string).transpose().map_err(encode)?;
        let tokens = tokens.map(|tokens| seal_tokens(id, &tokens)).transpose()?;
        sqlx::query(
            "UPDATE session SET signed_in = $1, tokens = COALESCE($2, tokens), checked_at = $3, check_begun_at = 0 \
             WHERE id = $4",
        )
        .bind(signed_in)
        .bind(tokens)
        .bind((self.clock)().as_millis())
        .bind(hashed(id))
        .execute(&self.pool)
        .await
        .map_err(|error| Error::Backend(error.to_string()))?;
        Ok(())
    }
}
