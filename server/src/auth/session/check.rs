//! Noting what the identity provider says of a session.

use super::{SessionTable, SignedIn, endings::Whose, hash::hashed, table::millis, tokens::seal_tokens};
use crate::auth::oidc::Tokens;
use std::time::Duration;
use tower_sessions::session::Id;

/// A provider that does not answer is asked again after this: longer than an answer is waited for, so that no refresh token is
/// sent twice.
const PAUSE: Duration = Duration::from_secs(90);

/// What the identity provider confirmed.
pub struct Checked<'a> {
    /// What the session is about now.
    pub signed_in: &'a SignedIn,
    /// The tokens for the next time.
    pub tokens: &'a Tokens,
}

impl SessionTable {
    /// Takes it upon the caller to ask the provider about a session. Of all requests one may, since a refresh
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
            .execute(&self.pools.write)
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
            .execute(&self.pools.write)
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
        let tokens = serde_json::to_string(checked.tokens).map_err(encode)?;
        let tokens = seal_tokens(id, &tokens)?;
        sqlx::query(
            "UPDATE session SET signed_in = $1, provider_session = $5, tokens = $2, checked_at = $3, check_begun_at = 0 \
             WHERE id = $4",
        )
        .bind(signed_in)
        .bind(tokens)
        .bind((self.clock)().as_millis())
        .bind(hashed(id))
        .bind(&checked.signed_in.provider_session)
        .execute(&self.pools.write)
        .await
        .map_err(|error| Error::Backend(error.to_string()))?;
        self.endings.tell(Whose::Session(hashed(id)));
        Ok(())
    }

    /// Notes in the background what a proxy says of a person now: it counts in any case, this is for the lists.
    pub fn note_person(&self, id: &str, signed_in: &SignedIn) {
        let Ok(signed_in) = serde_json::to_string(signed_in) else {
            return;
        };
        let (pool, id, endings) = (self.pools.write.clone(), id.to_owned(), self.endings.clone());
        tokio::spawn(async move {
            let noted = sqlx::query("UPDATE session SET signed_in = $1 WHERE id = $2")
                .bind(signed_in)
                .bind(&id)
                .execute(&pool)
                .await;
            match noted {
                Ok(_) => endings.tell(Whose::Session(id)),
                Err(error) => tracing::warn!(%error, "what the proxy says of a person can't be noted"),
            }
        });
    }
}
