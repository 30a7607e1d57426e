//! stub
#![allow(missing_docs, clippy::all, clippy::pedantic)]
use crate::{clock::Clock, config};
pub struct Verifier;
#[derive(Debug, thiserror::Error)]
pub enum AlbError {
    #[error("x")]
    KeyUnavailable,
    #[error("y")]
    Missing,
}
impl Verifier {
    pub fn new(_: &config::Alb, _: reqwest::Client, _: Clock) -> Result<Self, config::ConfigError> {
        Ok(Self)
    }
    pub async fn identify(&self, _: &http::HeaderMap) -> Result<super::ProxyIdentity, AlbError> {
        Err(AlbError::Missing)
    }
}
