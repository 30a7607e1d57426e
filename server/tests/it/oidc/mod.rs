//! Sign-in at an OpenID provider that can be made to get one thing wrong at a time.

mod check;
mod discovery;
mod id_token;
pub mod keys;
mod logout;
mod logout_token;
pub mod provider;
mod sign_in;
mod unsigned;
mod user_info;

use self::provider::Provider;
use crate::support::NOW;
use app::model::time::Timestamp;
use server::{
    auth::oidc::{Client, Error, SignedIn, http_client},
    config::{self, Secret},
};
use std::{cell::Cell, time::Duration};
use url::Url;

thread_local! {
    static PASSED: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

pub fn clock() -> Timestamp {
    let passed = i64::try_from(PASSED.get().as_millis()).expect("a few hours");
    Timestamp::from_millis(NOW.as_millis() + passed)
}

/// Has time pass, for the client and the provider of this test.
pub fn pass(duration: Duration) {
    PASSED.set(PASSED.get() + duration);
}

/// Seconds since 1970, as tokens have them.
fn now() -> i64 {
    clock().as_millis() / 1000
}

pub fn settings(issuer: &str) -> config::Oidc {
    config::Oidc {
        issuer: Some(issuer.to_owned()),
        client_id: Some(provider::CLIENT.to_owned()),
        client_secret: Some(Secret::from(provider::SECRET.to_owned())),
        ..config::Oidc::default()
    }
}

fn client_with(settings: &config::Oidc) -> Client {
    let base = Url::parse("https://desk.example.com").expect("a URL");
    let http = http_client().expect("a client");
    Client::new(settings, &base, http, clock).expect("complete settings")
}

fn client_of(provider: &Provider) -> Client {
    client_with(&settings(&provider.issuer))
}

/// As a person would: there, and back.
async fn sign_in(client: &Client, provider: &Provider) -> Result<SignedIn, Error> {
    let (url, pending) = client.begin().await?;
    let callback = provider.visit(&url).await;
    client.finish(pending, callback).await
}

/// What comes of a sign-in when the provider has one thing wrong.
async fn sign_in_with(lie: provider::Lie) -> Result<SignedIn, String> {
    let provider = Provider::start().await;
    provider.lie(lie);
    sign_in(&client_of(&provider), &provider)
        .await
        .map_err(|error| shown(&error))
}

/// An error with what it is because of.
fn shown(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

/// Requests may go on at any thread.
#[test]
fn futures_move_between_threads() {
    fn is_send<T: Send>(_: impl FnOnce() -> T) {}
    fn any<T>() -> T {
        unreachable!("never called")
    }
    is_send(|| any::<&Client>().begin());
    is_send(|| any::<&Client>().finish(any(), any()));
    is_send(|| any::<&Client>().check(any(), any()));
    is_send(|| any::<&Client>().end_session_url(any()));
    is_send(|| any::<&Client>().logout_token(any()));
}
