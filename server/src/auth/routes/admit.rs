//! The last step of every way to sign in.

use crate::{
    auth::{
        guard::peer_of,
        oidc::Tokens,
        session::{self, SignedIn},
    },
    http::{AppState, outside, record::logged},
    metrics,
};
use app::model::access::{Person, Role};
use axum::response::{IntoResponse, Redirect, Response};
use http::{StatusCode, header, request::Parts};
use tower_sessions::Session;

/// No browser's name for itself is longer.
const AGENT_CHARS: usize = 300;

/// Somebody whom the identity provider vouches for.
pub(super) struct Vouched {
    pub(super) person: Person,
    pub(super) provider_session: Option<String>,
    pub(super) tokens: Option<Tokens>,
}

impl Vouched {
    /// Somebody without a provider's session.
    pub(super) const fn simply(person: Person) -> Self {
        Self {
            person,
            provider_session: None,
            tokens: None,
        }
    }
}

/// Begins a session for somebody, and leads on to `return_to`, a path of ours.
pub(super) async fn admit(
    state: &AppState,
    session: &Session,
    request: &Parts,
    vouched: Vouched,
    return_to: &str,
) -> Response {
    let auth = &state.auth;
    let agent = request.headers.get(header::USER_AGENT);
    let agent = agent.and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let signed_in = SignedIn {
        person: vouched.person,
        address: auth.client_address(peer_of(request), &request.headers).to_string(),
        agent: agent.chars().take(AGENT_CHARS).collect(),
        provider_session: vouched.provider_session,
        replaces: session.id().map(|id| session::hashed(&id)),
    };
    let Person { subject, role, .. } = &signed_in.person;
    if let Err(error) = session::begin(session, &signed_in, vouched.tokens.as_ref()).await {
        tracing::error!(%error, subject, "a session can't be begun");
        count(state, "not kept");
        return logged(outside::problem(
            &request.headers,
            StatusCode::SERVICE_UNAVAILABLE,
            "You can’t be signed in now",
            "Frontdesk’s database can’t be written, so your session can’t be kept. Try again in a moment; if it stays, tell \
             whoever runs Frontdesk.",
        ));
    }
    count(state, "ok");
    tracing::info!(subject, %role, address = signed_in.address, "signed in");
    Redirect::to(return_to).into_response()
}

/// Says that the provider knows somebody who is nobody here.
pub(super) fn no_role(state: &AppState, request: &Parts, subject: &str) -> Response {
    count(state, "no role");
    tracing::warn!(subject, "sign-in refused: none of the person's groups has a role");
    outside::problem(
        &request.headers,
        StatusCode::FORBIDDEN,
        "You have no role here",
        "The sign-in service knows you, but none of your groups has a role in Frontdesk. Ask whoever runs Frontdesk for one.",
    )
}

/// Counts how an attempt to sign in ended.
pub(super) fn count(state: &AppState, outcome: &'static str) {
    state
        .metrics
        .sign_ins
        .get_or_create(&metrics::SignedIn { outcome })
        .inc();
}

/// Somebody with the role that their groups give.
pub(super) fn person(
    state: &AppState,
    subject: &str,
    name: String,
    email: Option<String>,
    groups: &[String],
) -> Option<Person> {
    let role = state.auth.roles.of(groups)?;
    Some(Person {
        subject: subject.to_owned(),
        name,
        email,
        role,
    })
}

/// One of the three people of the demo, or, without sign-in, whoever is at this machine.
pub(super) fn local(role: Role, name: &str) -> Person {
    Person {
        subject: name.to_lowercase().replace(' ', "-"),
        name: name.to_owned(),
        email: None,
        role,
    }
}
