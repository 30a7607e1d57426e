//! An OpenID provider of a test's own. It does what the specifications say, but for what it is told to get wrong.

use super::{
    keys::{Key, Signing, base64, sha256},
    now,
};
use crate::support::serve;
use axum::{
    Form, Json, Router,
    extract::{Query, Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Map, Value, json};
use server::auth::oidc::{Callback, http_client};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, OnceLock},
};
use url::Url;

pub const CLIENT: &str = "frontdesk";
pub const SECRET: &str = "a secret: of 100%";
pub const ACCESS_TOKEN: &str = "access-token-1";
pub const SUBJECT: &str = "248289761001";

/// A change of what the provider says.
pub type Edit = fn(&mut Value);

/// A thing to get wrong.
pub type Lie = fn(&mut Lies);

/// What is answered in place of the truth, by path.
pub type Instead = fn(&str) -> Option<Response>;

/// What the provider gets wrong. By default nothing.
#[derive(Clone, Copy)]
pub struct Lies {
    pub discovery: Edit,
    pub redirect: Edit,
    pub header: Edit,
    pub claims: Edit,
    pub signing: Signing,
    pub tokens: Edit,
    pub user_info: Edit,
    pub instead: Instead,
}

impl Default for Lies {
    fn default() -> Self {
        Self {
            discovery: |_| {},
            redirect: |_| {},
            header: |_| {},
            claims: |_| {},
            signing: Signing::Properly,
            tokens: |_| {},
            user_info: |_| {},
            instead: |_| None,
        }
    }
}

type Parameters = BTreeMap<String, String>;

#[derive(Default)]
struct Memory {
    lies: Lies,
    keys: Vec<Key>,
    /// Signed with instead of the first of the keys.
    signs_with: Option<Key>,
    /// Of requests for authorization, by code.
    authorized: BTreeMap<String, Parameters>,
    refresh_tokens: Vec<String>,
    issued: usize,
    asked: Vec<String>,
}

#[derive(Clone, Default)]
struct Shared {
    issuer: Arc<OnceLock<String>>,
    memory: Arc<Mutex<Memory>>,
}

/// The provider.
pub struct Provider {
    pub issuer: String,
    shared: Shared,
}

impl Provider {
    /// One that signs with an RSA key called `first`.
    pub async fn start() -> Self {
        let shared = Shared::default();
        shared.with(|memory| memory.keys = vec![Key::rsa("first")]);
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .route("/user-info", get(user_info))
            .layer(middleware::from_fn_with_state(shared.clone(), note))
            .with_state(shared.clone());
        let issuer = serve(router).await;
        shared.issuer.set(issuer.clone()).expect("set once");
        Self { issuer, shared }
    }

    pub fn lie(&self, lie: Lie) {
        self.shared.with(|memory| lie(&mut memory.lies));
    }

    pub fn lie_in_discovery(&self, discovery: Edit) {
        self.shared.with(|memory| memory.lies.discovery = discovery);
    }

    pub fn answer_instead(&self, instead: Instead) {
        self.shared.with(|memory| memory.lies.instead = instead);
    }

    pub fn tell_the_truth(&self) {
        self.shared.with(|memory| memory.lies = Lies::default());
    }

    /// Publishes these keys only, and signs with the first.
    pub fn publish(&self, keys: Vec<Key>) {
        self.shared.with(|memory| memory.keys = keys);
    }

    /// Signs with a key whether it is published or not.
    pub fn sign_with(&self, key: Key) {
        self.shared.with(|memory| memory.signs_with = Some(key));
    }

    pub fn key(&self) -> Key {
        self.shared.with(|memory| memory.keys[0].clone())
    }

    /// How often a path was asked for.
    pub fn asked(&self, path: &str) -> usize {
        self.shared
            .with(|memory| memory.asked.iter().filter(|asked| *asked == path).count())
    }

    pub fn asked_for_anything(&self) -> usize {
        self.shared.with(|memory| memory.asked.len())
    }

    /// Forgets all refresh tokens, as when a person is disabled.
    pub fn revoke(&self) {
        self.shared.with(|memory| memory.refresh_tokens.clear());
    }

    /// Goes where a sign-in begins, as a browser does, and returns what it is sent back with.
    pub async fn visit(&self, url: &Url) -> Callback {
        let answer = http_client()
            .expect("a client")
            .get(url.clone())
            .send()
            .await
            .expect("an answer");
        assert_eq!(
            answer.status(),
            303,
            "the provider refused the request for authorization"
        );
        let location = answer.headers()[header::LOCATION].to_str().expect("a URL");
        let location = Url::parse(location).expect("a URL");
        let query: Map<String, Value> = location
            .query_pairs()
            .map(|(key, value)| (key.into_owned(), Value::String(value.into_owned())))
            .collect();
        serde_json::from_value(Value::Object(query)).expect("a callback")
    }

    /// A logout token that is fine, but for what is changed.
    pub fn logout_token(&self, change: fn(&mut Value, &mut Value), signing: Signing) -> String {
        self.logout_token_of(&self.key(), change, signing)
    }

    /// The same, signed with another key than the provider's.
    pub fn logout_token_of(&self, key: &Key, change: fn(&mut Value, &mut Value), signing: Signing) -> String {
        let mut header = json!({"alg": key.algorithm(), "typ": "logout+jwt", "kid": key.id});
        let mut claims = json!({
            "iss": self.issuer, "aud": CLIENT, "iat": now(), "exp": now() + 120, "jti": "bWJq", "sub": SUBJECT,
            "sid": "08a5019c", "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
        });
        change(&mut header, &mut claims);
        key.token(&header, &claims, signing)
    }
}

impl Shared {
    fn with<T>(&self, act: impl FnOnce(&mut Memory) -> T) -> T {
        act(&mut self.memory.lock().expect("no panic"))
    }

    fn lies(&self) -> Lies {
        self.with(|memory| memory.lies)
    }

    fn issuer(&self) -> &str {
        self.issuer.get().expect("set at start")
    }

    /// Source: <https://openid.net/specs/openid-connect-core-1_0.html#TokenResponse>
    fn issue(&self, nonce: Option<&str>) -> Response {
        let lies = self.lies();
        let (key, number) = self.with(|memory| {
            memory.issued += 1;
            let key = memory.signs_with.as_ref().unwrap_or(&memory.keys[0]).clone();
            memory.refresh_tokens = vec![format!("refresh-token-{}", memory.issued)];
            (key, memory.issued)
        });
        let mut header = json!({"alg": key.algorithm(), "typ": "JWT", "kid": key.id});
        let mut claims = json!({
            "iss": self.issuer(), "aud": CLIENT, "sub": SUBJECT, "iat": now(), "exp": now() + 300,
            "at_hash": base64(&sha256(ACCESS_TOKEN)[..16]), "sid": "08a5019c",
            "name": "Jane Doe", "email": "jane@example.com", "groups": ["support", "leads"],
        });
        if let Some(nonce) = nonce {
            claims["nonce"] = nonce.into();
        }
        (lies.header)(&mut header);
        (lies.claims)(&mut claims);
        let mut tokens = json!({
            "access_token": ACCESS_TOKEN, "token_type": "Bearer", "expires_in": 300,
            "refresh_token": format!("refresh-token-{number}"),
            "id_token": key.token(&header, &claims, lies.signing),
        });
        (lies.tokens)(&mut tokens);
        Json(tokens).into_response()
    }
}

async fn note(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let instead = (shared.lies().instead)(&path);
    shared.with(|memory| memory.asked.push(path));
    match instead {
        Some(answer) => answer,
        None => next.run(request).await,
    }
}

async fn discovery(State(shared): State<Shared>) -> Json<Value> {
    let issuer = shared.issuer();
    let mut document = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/user-info"),
        "end_session_endpoint": format!("{issuer}/end-session?tenant=1"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["none", "HS256", "RS256", "PS256", "ES256", "EdDSA"],
        "authorization_response_iss_parameter_supported": true,
    });
    (shared.lies().discovery)(&mut document);
    Json(document)
}

async fn keys(State(shared): State<Shared>) -> Json<Value> {
    let keys: Vec<Value> = shared.with(|memory| memory.keys.iter().map(Key::published).collect());
    Json(json!({ "keys": keys }))
}

/// Signs everybody in at once.
async fn authorize(State(shared): State<Shared>, Query(asked): Query<Parameters>) -> Response {
    let is_understood = asked["response_type"] == "code"
        && asked["client_id"] == CLIENT
        && asked["code_challenge_method"] == "S256"
        && asked["scope"].split(' ').any(|scope| scope == "openid");
    if !is_understood {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let mut url = Url::parse(&asked["redirect_uri"]).expect("a URL");
    let mut back = json!({"code": "code-1", "state": asked["state"], "iss": shared.issuer()});
    (shared.lies().redirect)(&mut back);
    for (key, value) in back.as_object().expect("an object") {
        url.query_pairs_mut().append_pair(key, value.as_str().expect("a text"));
    }
    shared.with(|memory| memory.authorized.insert("code-1".to_owned(), asked));
    (StatusCode::SEE_OTHER, [(header::LOCATION, url.to_string())]).into_response()
}

async fn token(State(shared): State<Shared>, headers: HeaderMap, Form(asked): Form<Parameters>) -> Response {
    // Both parts are form-encoded first. Source: <https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1>
    let by_header = headers
        .get(header::AUTHORIZATION)
        .is_some_and(|said| said == "Basic ZnJvbnRkZXNrOmErc2VjcmV0JTNBK29mKzEwMCUyNQ==");
    let by_body = asked.get("client_secret").is_some_and(|secret| secret == SECRET);
    if !by_header && !by_body {
        return error(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    let is_good = match asked["grant_type"].as_str() {
        "authorization_code" => {
            let Some(authorized) = shared.with(|memory| memory.authorized.remove(&asked["code"])) else {
                return error(StatusCode::BAD_REQUEST, "invalid_grant");
            };
            let is_verified = base64(&sha256(&asked["code_verifier"])) == authorized["code_challenge"];
            if !is_verified || asked["redirect_uri"] != authorized["redirect_uri"] {
                return error(StatusCode::BAD_REQUEST, "invalid_grant");
            }
            return shared.issue(Some(&authorized["nonce"]));
        }
        "refresh_token" => shared.with(|memory| memory.refresh_tokens.contains(&asked["refresh_token"])),
        _ => false,
    };
    if is_good {
        shared.issue(None)
    } else {
        error(StatusCode::BAD_REQUEST, "invalid_grant")
    }
}

fn error(status: StatusCode, code: &str) -> Response {
    (
        status,
        Json(json!({"error": code, "error_description": "for jane@example.com"})),
    )
        .into_response()
}

async fn user_info(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    if headers[header::AUTHORIZATION] != format!("Bearer {ACCESS_TOKEN}") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let mut claims = json!({
        "sub": SUBJECT, "name": "Jane of the user info", "email": "jane@user-info.example.com", "groups": ["asked"],
    });
    (shared.lies().user_info)(&mut claims);
    Json(claims).into_response()
}
