//! The public keys of the load balancers in a Region, fetched when first needed.

use super::AlbError;
use crate::{clock::Clock, errors::chain};
use app::model::time::Timestamp;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey};
use rustls::pki_types::{SubjectPublicKeyInfoDer, pem::PemObject};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// How many keys are kept. Those of one minute have room, so that none is fetched twice in it.
const KEPT: usize = 16;

/// How many are fetched a minute at most: who reaches Frontdesk past the load balancer can name any number of keys.
const A_MINUTE: usize = 10;
const MINUTE: i64 = 60_000;

/// How long, in milliseconds, one that could not be had is not asked for again.
const PAUSE: i64 = 10_000;

const TIMEOUT: Duration = Duration::from_secs(5);

/// How long the answer may be, in bytes: a P-256 key takes 178.
const LONGEST: usize = 4096;

/// The keys.
#[derive(Debug)]
pub(super) struct Keys {
    url: String,
    http: reqwest::Client,
    clock: Clock,
    known: Mutex<VecDeque<(String, Arc<ParsedPublicKey>)>>,
    /// Held while one is fetched: who needs the same then finds it known.
    attempts: tokio::sync::Mutex<VecDeque<Attempt>>,
}

#[derive(Debug)]
struct Attempt {
    at: Timestamp,
    kid: String,
    failed: bool,
}

/// Why a key could not be had.
#[derive(Debug, thiserror::Error)]
enum FetchError {
    #[error(transparent)]
    Http(#[from] reqwest::Error),
    #[error("the answer is longer than {LONGEST} bytes")]
    TooLong,
    #[error("the answer is not the public key of an elliptic curve P-256 in PEM")]
    NotAKey,
}

impl Keys {
    pub(super) fn new(url: String, http: reqwest::Client, clock: Clock) -> Self {
        Self {
            url,
            http,
            clock,
            known: Mutex::default(),
            attempts: tokio::sync::Mutex::default(),
        }
    }

    /// The key with the id `kid`, which has to be plain enough for a URL.
    pub(super) async fn get(&self, kid: &str) -> Result<Arc<ParsedPublicKey>, AlbError> {
        if let Some(key) = self.known(kid) {
            return Ok(key);
        }
        let mut attempts = self.attempts.lock().await;
        if let Some(key) = self.known(kid) {
            return Ok(key);
        }
        let now = (self.clock)();
        attempts.retain(|attempt| now.since(attempt.at) < MINUTE);
        let failed_just_now = |attempt: &Attempt| attempt.failed && attempt.kid == kid && now.since(attempt.at) < PAUSE;
        if attempts.len() >= A_MINUTE || attempts.iter().any(failed_just_now) {
            return Err(AlbError::KeyUnavailable);
        }
        // Counted before it is sent: who hangs up meanwhile, and so ends this, has made Frontdesk send it all the same.
        attempts.push_front(Attempt {
            at: now,
            kid: kid.to_owned(),
            failed: false,
        });
        match self.fetch(kid).await {
            Ok(key) => {
                let key = Arc::new(key);
                let mut known = self.lock();
                known.truncate(KEPT - 1);
                known.push_front((kid.to_owned(), Arc::clone(&key)));
                Ok(key)
            }
            Err(error) => {
                tracing::warn!(
                    kid,
                    error = chain(&error),
                    "a public key of the load balancer could not be had"
                );
                if let Some(attempt) = attempts.front_mut() {
                    attempt.failed = true;
                }
                Err(AlbError::KeyUnavailable)
            }
        }
    }

    fn known(&self, kid: &str) -> Option<Arc<ParsedPublicKey>> {
        let known = self.lock();
        let (_, key) = known.iter().find(|(id, _)| id == kid)?;
        Some(Arc::clone(key))
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(String, Arc<ParsedPublicKey>)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn fetch(&self, kid: &str) -> Result<ParsedPublicKey, FetchError> {
        let request = self.http.get(format!("{}/{kid}", self.url)).timeout(TIMEOUT);
        let mut answer = request.send().await?.error_for_status()?;
        let mut pem = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if pem.len() + chunk.len() > LONGEST {
                return Err(FetchError::TooLong);
            }
            pem.extend_from_slice(&chunk);
        }
        let der = SubjectPublicKeyInfoDer::from_pem_slice(&pem).map_err(|_| FetchError::NotAKey)?;
        ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &der).map_err(|_| FetchError::NotAKey)
    }
}
