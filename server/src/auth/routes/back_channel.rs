//! The provider says that a session has ended (OpenID Connect Back-Channel Logout 1.0).

use crate::{
    auth::{Way, oidc::LogoutTokenError},
    errors::chain,
    http::{AppState, record::logged},
};
use axum::{
    Form, Json,
    extract::{State, rejection::FormRejection},
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;

/// The provider's message.
#[derive(Deserialize)]
pub(super) struct Message {
    logout_token: String,
}

/// Ends the sessions that the token names. It reads no cookie, and trusts nothing but the signed token.
pub(super) async fn log_out(State(state): State<AppState>, message: Result<Form<Message>, FormRejection>) -> Response {
    let Way::Oidc(open_id) = &state.auth.way else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(Form(Message { logout_token })) = message else {
        return refused("a logout_token is missing");
    };
    let token = match open_id.client.logout_token(&logout_token).await {
        Ok(token) => token,
        Err(LogoutTokenError::ProviderUnreachable(error)) => {
            tracing::warn!(error = chain(&error), "a logout token can't be checked");
            return logged(StatusCode::SERVICE_UNAVAILABLE.into_response());
        }
        Err(error) => {
            tracing::warn!(%error, "a logout token was refused");
            return refused("the logout_token does not count");
        }
    };
    let ended = state
        .auth
        .sessions
        .end_by_provider(
            &token.id,
            token.expires_at,
            token.subject.as_deref(),
            token.session.as_deref(),
        )
        .await;
    match ended {
        Ok(Some(sessions)) => {
            tracing::info!(sessions, "the identity provider ended sessions");
            StatusCode::OK.into_response()
        }
        Ok(None) => refused("the logout_token was taken before"),
        Err(error) => {
            tracing::error!(%error, "sessions can't be ended at the identity provider's word");
            logged(StatusCode::SERVICE_UNAVAILABLE.into_response())
        }
    }
}

fn refused(why: &str) -> Response {
    let answer = json!({ "error": "invalid_request", "error_description": why });
    (StatusCode::BAD_REQUEST, Json(answer)).into_response()
}
