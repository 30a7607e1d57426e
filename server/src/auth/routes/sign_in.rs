//! The beginning of a sign-in.

use super::admit::{Vouched, admit, count, local, no_role, person};
use crate::{
    auth::{
        OpenId, ProxyIdentity, Way, alb,
        guard::peer_of,
        oidc, sign_in_cookie,
        turned_away::TurnedAway,
        visit::{Circumstances, NotIn},
    },
    errors::chain,
    http::{AppState, outside, record::logged, return_path},
};
use app::{model::access::Role, routes};
use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, Uri, header, request::Parts};
use serde::Deserialize;
use tower_sessions::Session;
use url::form_urlencoded;

/// Leads to the identity provider, or on where that has been seen to already.
pub(super) async fn begin(State(state): State<AppState>, session: Session, request: Parts) -> Response {
    let auth = &state.auth;
    let return_to = return_to(&request.uri);
    if matches!(auth.way, Way::Demo) {
        return outside::page(&request.headers, StatusCode::OK, |outside| {
            outside.sign_in_demo(&return_to)
        });
    }
    if !is_navigation(&request.headers) {
        // A page of others could have this browser begin as many sessions as it likes, by pictures.
        return (StatusCode::FORBIDDEN, "Signing in is for people.\n").into_response();
    }
    let visit = auth
        .visit(
            &session,
            Circumstances {
                peer: peer_of(&request),
                headers: &request.headers,
                is_active: true,
                unrecorded: false,
            },
        )
        .await;
    match visit {
        Ok(_) => return Redirect::to(&return_to).into_response(),
        Err(NotIn::Broken) => {
            count(&state, "not kept");
            return TurnedAway::NotIn(NotIn::Broken).answer(&request);
        }
        Err(_) => {}
    }
    match &auth.way {
        Way::Oidc(open_id) => lead_to_provider(&state, open_id, &request, return_to).await,
        Way::Alb(verifier) => match verifier.identify(&request.headers).await {
            Ok(identity) => admit_identity(&state, &session, &request, identity, &return_to).await,
            Err(error) => {
                tracing::warn!(%error, "sign-in refused: the load balancer's token does not count");
                not_from_proxy(&state, &request, matches!(error, alb::AlbError::KeyUnavailable))
            }
        },
        Way::Proxy(proxy) => {
            let peer = peer_of(&request).map(|peer| peer.ip());
            match peer.map(|peer| proxy.identify(peer, &request.headers)) {
                Some(Ok(identity)) => admit_identity(&state, &session, &request, identity, &return_to).await,
                Some(Err(error)) => {
                    tracing::warn!(%error, "sign-in refused: the proxy's headers do not count");
                    not_from_proxy(&state, &request, false)
                }
                None => not_from_proxy(&state, &request, false),
            }
        }
        Way::Demo | Way::None => {
            let vouched = Vouched::simply(local(Role::Admin, "Local admin"));
            admit(&state, &session, &request, vouched, &return_to).await
        }
    }
}

/// Whom the demo's visitor wants to be.
#[derive(Deserialize)]
pub(super) struct Choice {
    role: Role,
    #[serde(default)]
    return_to: String,
}

/// Signs in as one of the demo's three people.
pub(super) async fn choose(
    State(state): State<AppState>,
    session: Session,
    request: Parts,
    Form(Choice { role, return_to }): Form<Choice>,
) -> Response {
    if !matches!(state.auth.way, Way::Demo) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let name = match role {
        Role::Viewer => "Demo viewer",
        Role::Operator => "Demo operator",
        Role::Admin => "Demo admin",
    };
    let return_to = return_path(&return_to).unwrap_or(routes::OVERVIEW);
    admit(
        &state,
        &session,
        &request,
        Vouched::simply(local(role, name)),
        return_to,
    )
    .await
}

async fn lead_to_provider(state: &AppState, open_id: &OpenId, request: &Parts, return_to: String) -> Response {
    let auth = &state.auth;
    let host = request.headers.get(header::HOST).and_then(|host| host.to_str().ok());
    if host.is_none_or(|host| !host.eq_ignore_ascii_case(auth.base.authority())) {
        // The provider leads back to the one name that it was told; the cookie has to be that name's.
        let here = request
            .uri
            .path_and_query()
            .map_or(routes::SIGN_IN, |here| here.as_str());
        if let Ok(there) = auth.base.join(here) {
            return Redirect::to(there.as_str()).into_response();
        }
    }
    let (url, pending) = match open_id.client.begin().await {
        Ok(begun) => begun,
        Err(error) => return provider_failed(state, request, &error),
    };
    let now = (auth.clock)();
    let mut under_way = sign_in_cookie::read(&auth.cookies, &open_id.key, &request.headers, now);
    under_way.push(sign_in_cookie::UnderWay::new(pending, return_to, now));
    let mut response = Redirect::to(url.as_str()).into_response();
    set_cookie(
        &mut response,
        &sign_in_cookie::write(&auth.cookies, &open_id.key, &under_way),
    );
    response
}

async fn admit_identity(
    state: &AppState,
    session: &Session,
    request: &Parts,
    identity: ProxyIdentity,
    return_to: &str,
) -> Response {
    let ProxyIdentity {
        subject,
        name,
        email,
        groups,
    } = identity;
    match person(state, &subject, name, email, &groups) {
        Some(person) => admit(state, session, request, Vouched::simply(person), return_to).await,
        None => no_role(state, request, &subject),
    }
}

fn not_from_proxy(state: &AppState, request: &Parts, is_passing: bool) -> Response {
    count(state, "proxy");
    let (status, text) = if is_passing {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            "What the load balancer says of you can’t be checked at the moment. Try again in a few minutes.",
        )
    } else {
        (
            StatusCode::FORBIDDEN,
            "Frontdesk knows people by the proxy that stands before it, and that said nothing of you. Open Frontdesk at the \
             address that people use; if this is the one, tell whoever runs Frontdesk.",
        )
    };
    logged(outside::problem(
        &request.headers,
        status,
        "You can’t be signed in",
        text,
    ))
}

/// Says what went wrong between Frontdesk and the provider.
pub(super) fn provider_failed(state: &AppState, request: &Parts, error: &oidc::Error) -> Response {
    if error.is_misconfiguration() {
        tracing::error!(error = chain(error), "sign-in can't work as it is set");
    } else {
        tracing::warn!(error = chain(error), "sign-in failed");
    }
    count(state, "provider");
    let (status, title, text) = match error {
        oidc::Error::ProviderUnreachable(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "The sign-in service does not answer",
            "Nobody can sign in until it does. Try again in a few minutes; people who are signed in can go on reading.",
        ),
        oidc::Error::Refused(_) => (
            StatusCode::FORBIDDEN,
            "The sign-in service refused",
            "It did not let you in. Try again; if it stays, tell whoever runs it.",
        ),
        oidc::Error::Invalid(_) => (
            StatusCode::BAD_REQUEST,
            "This sign-in can’t be finished",
            "What came back from the sign-in service does not fit what was asked of it. Sign in again.",
        ),
    };
    logged(outside::problem(&request.headers, status, title, text))
}

pub(super) fn set_cookie(response: &mut Response, cookie: &str) {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// The page to go on with, if it is one of ours.
fn return_to(uri: &Uri) -> String {
    let query = uri.query().unwrap_or_default();
    let wanted = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "return_to");
    let wanted = wanted.map(|(_, path)| path.into_owned()).unwrap_or_default();
    return_path(&wanted).unwrap_or(routes::OVERVIEW).to_owned()
}

/// Whether the browser goes to a page, rather than fetching a part of one. Browsers that do not say so are let in.
/// Source: <https://www.w3.org/TR/fetch-metadata/#sec-fetch-mode-header>
fn is_navigation(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-mode").is_none_or(|mode| mode == "navigate")
}
