//! Tokens of a load balancer, checked with the keys that a key server has.

mod keys;
mod refusals;

use crate::support::{NOW, serve};
use aws_lc_rs::{
    encoding::AsDer,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use axum::{Router, extract::Path, http::StatusCode, response::IntoResponse, routing::get};
use base64ct::{Base64, Base64Url, Base64UrlUnpadded, Encoding};
use http::HeaderMap;
use serde_json::{Value, json};
use server::{
    auth::{
        alb::{AlbError, Verifier},
        proxy_identity::ProxyIdentity,
    },
    clock::Clock,
    config::Alb,
};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

pub const ARN: &str = "arn:aws:elasticloadbalancing:eu-west-2:111122223333:loadbalancer/app/desk/50dc6c495c0c9188";
pub const ISSUER: &str = "https://sso.example.com/realms/desk";
pub const CLIENT: &str = "frontdesk";
const KID: &str = "c2f80c8b-c05c-4068-af14-17299f7896b1";

/// A load balancer, the key server of its Region, and a Frontdesk's verifier.
pub struct Desk {
    key: EcdsaKeyPair,
    answer: Arc<Mutex<Option<String>>>,
    fetches: Arc<AtomicUsize>,
    verifier: Verifier,
    pub keys_url: String,
}

impl Desk {
    async fn new() -> Self {
        Self::at(|| NOW).await
    }

    pub async fn at(clock: Clock) -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key");
        let answer = Arc::new(Mutex::new(Some(pem(&key))));
        let fetches = Arc::new(AtomicUsize::new(0));
        let keys = {
            let (answer, fetches) = (Arc::clone(&answer), Arc::clone(&fetches));
            move |Path(kid): Path<String>| async move {
                fetches.fetch_add(1, Ordering::SeqCst);
                match answer.lock().expect("no panic").clone() {
                    Some(answer) if kid == KID => answer.into_response(),
                    _ => StatusCode::FORBIDDEN.into_response(),
                }
            }
        };
        let url = serve(Router::new().route("/keys/{*kid}", get(keys))).await;
        Self {
            key,
            answer,
            fetches,
            verifier: verifier(&format!("{url}/keys/"), clock),
            keys_url: format!("{url}/keys/"),
        }
    }

    fn fetches(&self) -> usize {
        self.fetches.load(Ordering::SeqCst)
    }

    pub fn sign(&self, header: &Value, payload: &Value) -> String {
        self.sign_text(&header.to_string(), &payload.to_string())
    }

    /// As AWS does it: with padding, which is signed, too.
    fn sign_text(&self, header: &str, payload: &str) -> String {
        let signed = format!("{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()));
        let signature = signature(&self.key, &signed);
        format!("{signed}.{}", encode(&signature))
    }

    pub fn good(&self) -> String {
        self.sign(&header(), &payload())
    }

    async fn identify(&self, token: &str) -> Result<ProxyIdentity, AlbError> {
        self.verifier.identify(&headers(&[("x-amzn-oidc-data", token)])).await
    }
}

fn verifier(keys_url: &str, clock: Clock) -> Verifier {
    // Another test of this process may have been first.
    rustls::crypto::aws_lc_rs::default_provider().install_default().ok();
    let http = reqwest::Client::builder()
        .no_proxy()
        .tls_built_in_root_certs(false)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    let settings = Alb {
        arn: Some(ARN.parse().expect("an ARN")),
        issuer: Some(ISSUER.to_owned()),
        client_id: Some(CLIENT.to_owned()),
        keys_url: Some(keys_url.to_owned()),
        ..Alb::default()
    };
    Verifier::new(&settings, http, clock).expect("complete settings")
}

fn pem(key: &EcdsaKeyPair) -> String {
    let der = key.public_key().as_der().expect("a public key");
    let text = Base64::encode_string(der.as_ref());
    let lines: Vec<_> = text
        .as_bytes()
        .chunks(64)
        .map(|line| String::from_utf8_lossy(line))
        .collect();
    format!(
        "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
        lines.join("\n")
    )
}

fn encode(bytes: &[u8]) -> String {
    Base64Url::encode_string(bytes)
}

fn signature(key: &EcdsaKeyPair, signed: &str) -> Vec<u8> {
    let signature = key.sign(&SystemRandom::new(), signed.as_bytes());
    signature.expect("a signature").as_ref().to_vec()
}

pub fn header() -> Value {
    json!({
        "typ": "JWT", "kid": KID, "alg": "ES256", "iss": ISSUER, "client": CLIENT, "signer": ARN,
        "exp": NOW.as_millis() / 1000 + 120,
    })
}

pub fn header_with(name: &str, value: Value) -> Value {
    let mut header = header();
    header[name] = value;
    header
}

pub fn payload() -> Value {
    json!({"sub": "u-1815", "name": "Ada Lovelace", "email": "ada@example.com", "groups": ["staff", "leads"]})
}

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.append(*name, value.parse().expect("a value"));
    }
    headers
}

#[tokio::test]
async fn the_load_balancers_token_says_who_somebody_is() {
    let desk = Desk::new().await;
    let token = desk.good();
    assert!(token.contains("=.") && token.ends_with('='), "as AWS pads: {token}");
    let ada = ProxyIdentity {
        subject: "u-1815".to_owned(),
        name: "Ada Lovelace".to_owned(),
        email: Some("ada@example.com".to_owned()),
        groups: vec!["staff".to_owned(), "leads".to_owned()],
    };
    assert_eq!(desk.identify(&token).await, Ok(ada.clone()));
    let both = headers(&[("x-amzn-oidc-data", &token), ("x-amzn-oidc-identity", "u-1815")]);
    assert_eq!(desk.verifier.identify(&both).await, Ok(ada));
    assert_eq!(desk.fetches(), 1, "the key is kept");
}

#[tokio::test]
async fn a_token_may_be_padded_or_not_whatever_its_length() {
    let desk = Desk::new().await;
    for length in 1..=3 {
        let payload = json!({"sub": "u".repeat(length)}).to_string();
        let padded = desk.sign_text(&header().to_string(), &payload);
        let unpadded = [header().to_string(), payload].map(|text| Base64UrlUnpadded::encode_string(text.as_bytes()));
        let unpadded = unpadded.join(".");
        let signature = signature(&desk.key, &unpadded);
        let unpadded = format!("{unpadded}.{}", Base64UrlUnpadded::encode_string(&signature));
        for token in [padded, unpadded] {
            let identity = desk.identify(&token).await.expect("signed");
            assert_eq!(identity.subject.len(), length);
        }
    }
}
