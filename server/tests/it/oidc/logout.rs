//! Signing out at the provider.

use super::{Provider, client_of, client_with, settings, sign_in};
use crate::support::CLOSED_PORT;

#[tokio::test]
async fn leads_to_the_provider_and_back() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    assert_eq!(client.end_session_origin(), None, "nothing is known yet");
    let person = sign_in(&client, &provider).await.expect("signed in");
    assert_eq!(client.end_session_origin().as_ref(), Some(&provider.issuer));
    let url = client
        .end_session_url(&person.tokens)
        .await
        .expect("a place to sign out");
    assert_eq!(url.path(), "/end-session");
    let query: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let id_token = serde_json::to_value(&person.tokens).expect("JSON")["id_token"].clone();
    let expected = [
        ("tenant", "1"),
        ("id_token_hint", id_token.as_str().expect("a text")),
        ("client_id", "frontdesk"),
        ("post_logout_redirect_uri", "https://desk.example.com/auth/signed-out"),
    ];
    assert_eq!(query, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
}

#[tokio::test]
async fn a_hint_too_long_for_a_url_is_left_out() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    provider.lie(|lies| lies.claims = |claims| claims["groups"] = vec!["a group"; 1000].into());
    let person = sign_in(&client, &provider).await.expect("signed in");
    let url = client
        .end_session_url(&person.tokens)
        .await
        .expect("a place to sign out");
    assert!(url.as_str().len() < 300, "{url}");
    assert!(url.query_pairs().any(|(key, _)| key == "client_id"));
}

#[tokio::test]
async fn needs_a_provider_that_has_it() {
    let provider = Provider::start().await;
    provider.lie_in_discovery(|document| {
        document
            .as_object_mut()
            .expect("an object")
            .remove("end_session_endpoint");
    });
    let client = client_of(&provider);
    let person = sign_in(&client, &provider).await.expect("signed in");
    assert_eq!(client.end_session_url(&person.tokens).await, None);
    assert_eq!(client.end_session_origin(), None);
    let elsewhere = client_with(&settings(CLOSED_PORT));
    assert_eq!(elsewhere.end_session_url(&person.tokens).await, None);
}
