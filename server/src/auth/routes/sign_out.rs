//! Signing out: here, and at the provider.

use crate::{
    auth::{Way, session},
    http::{AppState, outside, record::logged},
};
use app::routes;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderMap, StatusCode, header, request::Parts};
use tower_sessions::Session;

/// Ends the session, then leads to where the provider ends its own (OpenID Connect RP-Initiated Logout 1.0).
pub(super) async fn sign_out(State(state): State<AppState>, session: Session, request: Parts) -> Response {
    let auth = &state.auth;
    let (mut end_session, mut subject) = (None, None);
    let id = session.id();
    if let Some(id) = id
        && let Ok(Some(current)) = auth.sessions.find(&id).await
    {
        if let Way::Oidc(open_id) = &auth.way
            && let Some(tokens) = current.tokens(&id)
        {
            end_session = open_id.client.end_session_url(&tokens).await;
        }
        subject = Some(current.signed_in.person.subject);
    }
    if let Err(error) = session.flush().await {
        tracing::error!(%error, "a session can't be ended");
        return logged(outside::problem(
            &request.headers,
            StatusCode::SERVICE_UNAVAILABLE,
            "You are still signed in",
            "Frontdesk’s database can’t be written, so your session can’t be ended. Try again in a moment, or close the browser.",
        ));
    }
    if let Some(id) = id {
        auth.sessions.tell_ending(&session::hashed(&id));
    }
    if let Some(subject) = subject {
        tracing::info!(subject, "signed out");
    }
    let mut response = match end_session {
        Some(url) => Redirect::to(url.as_str()).into_response(),
        None => Redirect::to(routes::SIGNED_OUT).into_response(),
    };
    if matches!(auth.way, Way::Alb(_)) {
        end_at_load_balancer(response.headers_mut());
    }
    response
}

/// Has the browser forget the load balancer's own session, which else signs the person in again at once. Its name is AWS's
/// default, in up to four parts.
/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#authentication-logout>
fn end_at_load_balancer(headers: &mut HeaderMap) {
    for part in 0..4 {
        let cookie = format!("AWSELBAuthSessionCookie-{part}=; Path=/; Max-Age=0; Secure; HttpOnly");
        if let Ok(cookie) = cookie.parse() {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
}

/// What is shown afterwards.
pub(super) async fn signed_out(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let sign_in = state.auth.sign_in();
    outside::page(&headers, StatusCode::OK, |outside| outside.signed_out(sign_in))
}
