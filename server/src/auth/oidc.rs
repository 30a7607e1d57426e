//! stub
#![allow(missing_docs, clippy::all, clippy::pedantic)]
use crate::{clock::Clock, config};
use serde::{Deserialize, Serialize};
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tokens(String);
#[derive(Serialize, Deserialize)]
pub struct Pending(String);
impl Pending {
    pub fn is_answered_by(&self, s: &str) -> bool {
        s == self.0
    }
}
#[derive(Default, Deserialize)]
pub struct Callback {
    pub state: Option<String>,
}
pub struct SignedIn {
    pub subject: String,
    pub name: String,
    pub email: Option<String>,
    pub groups: Vec<String>,
    pub provider_session: Option<String>,
    pub tokens: Tokens,
}
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("x")]
    ProviderUnreachable(String),
    #[error("x")]
    Refused(String),
    #[error("x")]
    Invalid(String),
}
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    #[error("x")]
    Ended,
    #[error("x")]
    NoRefreshToken,
    #[error("x")]
    Unreachable(String),
}
#[derive(Debug, thiserror::Error)]
#[error("x")]
pub struct SettingsError;
pub struct Client;
pub struct LogoutToken {
    pub subject: Option<String>,
    pub session: Option<String>,
    pub id: String,
    pub expires_at: app::model::time::Timestamp,
}
impl Client {
    pub fn new(_: &config::Oidc, _: &url::Url, _: reqwest::Client, _: Clock) -> Result<Self, SettingsError> {
        Ok(Self)
    }
    pub async fn begin(&self) -> Result<(url::Url, Pending), Error> {
        Err(Error::Invalid(String::new()))
    }
    pub async fn finish(&self, _: Pending, _: Callback) -> Result<SignedIn, Error> {
        Err(Error::Invalid(String::new()))
    }
    pub async fn check(&self, _: &Tokens, _: &str) -> Result<SignedIn, CheckError> {
        Err(CheckError::Ended)
    }
    pub async fn end_session_url(&self, _: &Tokens) -> Option<url::Url> {
        None
    }
    pub fn end_session_origin(&self) -> Option<String> {
        None
    }
    pub async fn logout_token(&self, _: &str) -> Result<LogoutToken, Error> {
        Err(Error::Invalid(String::new()))
    }
}
pub fn http_client() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder().build()
}
