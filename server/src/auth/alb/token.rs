//! The load balancer's token: a JWS (RFC 7515) whose parts keep their base64 padding, and are signed with it.

use super::AlbError;
use crate::config::LoadBalancer;
use app::model::time::Timestamp;
use aws_lc_rs::signature::ParsedPublicKey;
use base64ct::{Base64Url, Base64UrlUnpadded, Encoding};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Map, Value};

/// How long the signature of ES256 is: RFC 7518, section 3.4.
const SIGNATURE: usize = 64;

/// A token of which nothing is known to be true yet.
pub(super) struct Token<'a> {
    header: Header,
    signed: &'a str,
    payload: &'a str,
    signature: Vec<u8>,
}

/// What the load balancer says of the token in its header, where a JWT would have it in its claims.
#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: String,
    signer: String,
    iss: String,
    client: Option<String>,
    exp: i64,
    crit: Option<IgnoredAny>,
}

impl<'a> Token<'a> {
    pub(super) fn read(text: &'a str) -> Result<Self, AlbError> {
        let parts: Vec<&str> = text.splitn(4, '.').collect();
        let [header, payload, signature] = parts[..] else {
            return Err(AlbError::Invalid("is not of three parts"));
        };
        let signature = decode(signature)?;
        if signature.len() != SIGNATURE {
            return Err(AlbError::Invalid("has a signature of another kind"));
        }
        Ok(Self {
            header: serde_json::from_slice(&decode(header)?)
                .map_err(|_| AlbError::Invalid("has a header of another form"))?,
            signed: &text[..=header.len() + payload.len()],
            payload,
            signature,
        })
    }

    /// The id of the key that it claims to be signed with: plain enough for a URL's path.
    pub(super) fn kid(&self) -> &str {
        &self.header.kid
    }

    /// Whether it says that `load_balancer` made it, and for now.
    pub(super) fn check(&self, load_balancer: &LoadBalancer, now: Timestamp) -> Result<(), AlbError> {
        let header = &self.header;
        let is_plain = |kid: &str| kid.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let is_client = load_balancer.client_id.is_none() || header.client == load_balancer.client_id;
        let expires = Timestamp::from_millis(header.exp.saturating_mul(1000));
        let checks = [
            (header.alg == "ES256", "is not signed with ES256"),
            // RFC 7515, section 4.1.11: what is named there has to be understood.
            (header.crit.is_none(), "has critical extensions"),
            (
                (1..=64).contains(&header.kid.len()) && is_plain(&header.kid),
                "has a key id of another form",
            ),
            (
                header.signer == load_balancer.arn.as_str(),
                "is of another load balancer than `alb.arn`",
            ),
            (
                header.iss == load_balancer.issuer,
                "is of another issuer than `alb.issuer`",
            ),
            (is_client, "is of another client than `alb.client_id`"),
            (now < expires, "has expired"),
        ];
        match checks.into_iter().find(|(holds, _)| !holds) {
            Some((_, what)) => Err(AlbError::Invalid(what)),
            None => Ok(()),
        }
    }

    /// What it says of a person, if it was signed with `key`.
    pub(super) fn claims(&self, key: &ParsedPublicKey) -> Result<Map<String, Value>, AlbError> {
        key.verify_sig(self.signed.as_bytes(), &self.signature)
            .map_err(|_| AlbError::Invalid("is not signed by its key"))?;
        serde_json::from_slice(&decode(self.payload)?).map_err(|_| AlbError::Invalid("has claims of another form"))
    }
}

/// AWS pads; should it come to keep to RFC 7515 one day, that is fine, too.
fn decode(part: &str) -> Result<Vec<u8>, AlbError> {
    let decoded = if part.ends_with('=') {
        Base64Url::decode_vec(part)
    } else {
        Base64UrlUnpadded::decode_vec(part)
    };
    decoded.map_err(|_| AlbError::Invalid("is not base64url"))
}
