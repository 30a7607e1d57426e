//! Passwords that Frontdesk made up, until whoever asked for them has seen them once.
//!
//! No password is kept anywhere. It is computed from the secret in the session's cookie and a random salt, once to be sent to AWS and once
//! to be shown, by whichever replica. The database holds the salt, for ten minutes or until the password was shown: without it nobody can
//! compute it again, and with it alone nobody can either.

use super::users::generate_password;
use crate::{clock::Clock, store::Pools};
use aws_lc_rs::{
    error::Unspecified,
    hkdf::{HKDF_SHA256, Salt},
    rand::{SecureRandom, SystemRandom},
};
use base64ct::{Base64UrlUnpadded, Encoding};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;
use tower_sessions::session::Id;

/// For how long one waits to be shown.
pub const KEPT: Duration = Duration::from_mins(10);

/// What passwords are computed from, by who is in this session (HKDF, RFC 5869).
pub struct OnceKey(SecretString);

impl OnceKey {
    /// The key of the session that a cookie names.
    #[must_use]
    pub fn of(session: &Id) -> Self {
        Self(session.to_string().into())
    }

    /// A new password, and the salt that it is computed with.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub(super) fn make_up(&self) -> Result<(SecretString, String), Unspecified> {
        let mut salt = [0; 32];
        SystemRandom::new().fill(&mut salt)?;
        let salt = Base64UrlUnpadded::encode_string(&salt);
        Ok((self.password(&salt)?, salt))
    }

    fn password(&self, salt: &str) -> Result<SecretString, Unspecified> {
        let mut attempt = 0_u8;
        generate_password(|bytes| {
            attempt = attempt.checked_add(1).ok_or(Unspecified)?;
            self.derive(salt, &[b"password", &[attempt]], bytes)
        })
    }

    /// What tells that a salt is of this session.
    pub(super) fn mark(&self, salt: &str) -> Result<String, Unspecified> {
        let mut mark = [0; 32];
        self.derive(salt, &[b"mark"], &mut mark)?;
        Ok(Base64UrlUnpadded::encode_string(&mark))
    }

    fn derive(&self, salt: &str, purpose: &[&[u8]], bytes: &mut [u8]) -> Result<(), Unspecified> {
        let secret = Salt::new(HKDF_SHA256, salt.as_bytes()).extract(self.0.expose_secret().as_bytes());
        secret.expand(purpose, Length(bytes.len()))?.fill(bytes)
    }
}

/// Of what is derived, in bytes.
struct Length(usize);

impl aws_lc_rs::hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// The salts, by the change that sent the password to AWS.
#[derive(Clone)]
pub struct Once {
    pools: Pools,
    clock: Clock,
}

impl Once {
    pub(super) const fn new(pools: Pools, clock: Clock) -> Self {
        Self { pools, clock }
    }

    /// Keeps a salt, with its mark; in the place of another one, where the change could not be written down with that.
    pub(super) async fn keep(&self, change: &str, salt: &str, mark: &str) -> sqlx::Result<()> {
        sqlx::query("INSERT INTO once (change_id, salt, mark, kept_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (change_id) DO UPDATE SET salt = excluded.salt, mark = excluded.mark, kept_at = excluded.kept_at",
        )
            .bind(change)
            .bind(salt)
            .bind(mark)
            .bind((self.clock)().as_millis())
            .execute(&self.pools.write)
            .await?;
        Ok(())
    }

    /// Whether there is a password of this change to see, in the session that `key` is of.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn is_kept(&self, change: &str, key: &OnceKey) -> sqlx::Result<bool> {
        Ok(self.find(change, key).await?.is_some())
    }

    /// The password, for whoever is in the session that `key` is of: nobody can compute it after this.
    ///
    /// # Errors
    /// When the database can't be used.
    pub async fn take(&self, change: &str, key: &OnceKey) -> sqlx::Result<Option<SecretString>> {
        let Some(salt) = self.find(change, key).await? else {
            return Ok(None);
        };
        let taken = sqlx::query("DELETE FROM once WHERE change_id = $1")
            .bind(change)
            .execute(&self.pools.write)
            .await?;
        // Of two who ask at once one sees it.
        Ok(key.password(&salt).ok().filter(|_| taken.rows_affected() == 1))
    }

    /// Forgets one that AWS has not taken.
    pub(super) async fn forget(&self, change: &str) {
        let forgotten = sqlx::query("DELETE FROM once WHERE change_id = $1").bind(change);
        if let Err(error) = forgotten.execute(&self.pools.write).await {
            // It is forgotten in ten minutes in any case, and shown to nobody until then.
            tracing::warn!(%error, change, "a password that was not set can't be forgotten");
        }
    }

    /// Forgets those that nobody came for.
    pub(super) async fn tidy(&self) -> sqlx::Result<()> {
        sqlx::query("DELETE FROM once WHERE kept_at <= $1")
            .bind(self.oldest())
            .execute(&self.pools.write)
            .await?;
        Ok(())
    }

    async fn find(&self, change: &str, key: &OnceKey) -> sqlx::Result<Option<String>> {
        let kept: Option<(String, String)> =
            sqlx::query_as("SELECT salt, mark FROM once WHERE change_id = $1 AND kept_at > $2")
                .bind(change)
                .bind(self.oldest())
                .fetch_optional(&self.pools.read)
                .await?;
        let is_of_session = |(salt, mark): &(String, String)| key.mark(salt).is_ok_and(|own| own == *mark);
        Ok(kept.filter(is_of_session).map(|(salt, _)| salt))
    }

    fn oldest(&self) -> i64 {
        (self.clock)().as_millis() - i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;
    use app::model::time::Timestamp;
    use std::sync::atomic::{AtomicI64, Ordering};

    static NOW: AtomicI64 = AtomicI64::new(0);

    #[tokio::test]
    async fn whoever_asked_sees_it_once_in_their_session_and_not_late() {
        let data = Data::new();
        let (store, _) = data.open().await;
        let pools = store.pools();
        let once = Once::new(pools.clone(), || Timestamp::from_millis(NOW.load(Ordering::Relaxed)));
        let at = |now| NOW.store(now, Ordering::Relaxed);
        let (ada, other) = (OnceKey::of(&Id(1)), OnceKey::of(&Id(2)));
        let (password, salt) = ada.make_up().expect("randomness");
        let mark = ada.mark(&salt).expect("a mark");
        once.keep("c", &salt, &mark).await.expect("kept");
        assert!(!once.is_kept("c", &other).await.expect("read"));
        assert!(once.take("c", &other).await.expect("read").is_none());
        at(599_999);
        let shown = once.take("c", &ada).await.expect("read").expect("a password");
        assert_eq!(shown.expose_secret(), password.expose_secret());
        assert!(once.take("c", &ada).await.expect("read").is_none());
        once.keep("d", &salt, &mark).await.expect("kept");
        at(599_999 + 600_000);
        assert!(once.take("d", &ada).await.expect("read").is_none());
        once.tidy().await.expect("tidied");
        let left: i64 = sqlx::query_scalar("SELECT count(*) FROM once")
            .fetch_one(&pools.read)
            .await
            .expect("a count");
        assert_eq!(left, 0, "it is gone, not hidden");
    }

    #[test]
    fn neither_the_salt_nor_the_session_alone_gives_the_password() {
        let ada = OnceKey::of(&Id(1));
        let (password, salt) = ada.make_up().expect("randomness");
        let (again, _) = ada.make_up().expect("randomness");
        assert_ne!(password.expose_secret(), again.expose_secret());
        let other = OnceKey::of(&Id(2)).password(&salt).expect("a password");
        assert_ne!(password.expose_secret(), other.expose_secret());
    }
}
