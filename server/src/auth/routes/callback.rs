//! The end of a sign-in at an OpenID provider.

use super::{
    admit::{Vouched, admit, count, no_role, person},
    sign_in::{provider_failed, set_cookie},
};
use crate::{
    auth::{
        Way,
        oidc::{self, Callback},
        sign_in_cookie,
    },
    http::{AppState, outside},
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use http::{StatusCode, request::Parts};
use tower_sessions::Session;

/// Takes what the provider sent the person back with.
pub(super) async fn finish(State(state): State<AppState>, session: Session, request: Parts) -> Response {
    let auth = &state.auth;
    let Way::Oidc(open_id) = &auth.way else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(Query(callback)) = Query::<Callback>::try_from_uri(&request.uri) else {
        return not_begun(&state, &request);
    };
    let now = (auth.clock)();
    let mut under_way = sign_in_cookie::read(&auth.cookies, &open_id.key, &request.headers, now);
    let begun = under_way.iter().position(|one| {
        callback
            .state
            .as_deref()
            .is_some_and(|state| one.pending.is_answered_by(state))
    });
    let Some(begun) = begun.map(|index| under_way.remove(index)) else {
        return not_begun(&state, &request);
    };
    let mut response = match open_id.client.finish(begun.pending, callback).await {
        Ok(signed_in) => admit_signed_in(&state, &session, &request, signed_in, &begun.return_to).await,
        Err(error) => provider_failed(&state, &request, &error),
    };
    set_cookie(
        &mut response,
        &sign_in_cookie::write(&auth.cookies, &open_id.key, &under_way),
    );
    response
}

async fn admit_signed_in(
    state: &AppState,
    session: &Session,
    request: &Parts,
    signed_in: oidc::SignedIn,
    return_to: &str,
) -> Response {
    let oidc::SignedIn {
        subject,
        name,
        email,
        groups,
        provider_session,
        tokens,
    } = signed_in;
    let Some(person) = person(state, &subject, name, email, &groups) else {
        return no_role(state, request, &subject);
    };
    let vouched = Vouched {
        person,
        provider_session,
        tokens: Some(tokens),
    };
    admit(state, session, request, vouched, return_to).await
}

fn not_begun(state: &AppState, request: &Parts) -> Response {
    count(state, "not begun");
    tracing::warn!("sign-in refused: what came back fits none that was begun in this browser");
    outside::problem(
        &request.headers,
        StatusCode::BAD_REQUEST,
        "This sign-in can’t be finished",
        "It was not begun in this browser, or took longer than ten minutes, or was finished already. Sign in again.",
    )
}
