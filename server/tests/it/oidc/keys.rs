//! Keys of a provider, made when a test starts, and tokens signed with them.

use aws_lc_rs::{
    digest, hmac,
    rand::SystemRandom,
    rsa::{KeyPair as RsaKeyPair, KeySize},
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256,
        RsaEncoding,
    },
};
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::{Value, json};
use std::sync::Arc;

/// A key with the name under which it is published.
#[derive(Clone)]
pub struct Key {
    pub id: String,
    pair: Pair,
}

#[derive(Clone)]
enum Pair {
    Rsa(Arc<RsaKeyPair>),
    Ec(Arc<EcdsaKeyPair>),
    Ed(Arc<Ed25519KeyPair>),
}

/// How a token is signed.
#[derive(Clone, Copy, Debug, Default)]
pub enum Signing {
    /// With the key.
    #[default]
    Properly,
    /// Not at all, though the header says otherwise.
    Empty,
    /// With a bit of the signature changed.
    Damaged,
    /// With a MAC, whose secret is the public key as it is published.
    HmacWithPublicKey,
    /// With a MAC, whose secret is the client's.
    HmacWithClientSecret,
}

impl Key {
    pub fn rsa(id: &str) -> Self {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).expect("a key");
        Self::named(id, Pair::Rsa(Arc::new(pair)))
    }

    pub fn ec(id: &str) -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key");
        Self::named(id, Pair::Ec(Arc::new(pair)))
    }

    pub fn ed(id: &str) -> Self {
        Self::named(id, Pair::Ed(Arc::new(Ed25519KeyPair::generate().expect("a key"))))
    }

    fn named(id: &str, pair: Pair) -> Self {
        let id = id.to_owned();
        Self { id, pair }
    }

    /// As it is published. Source: <https://www.rfc-editor.org/rfc/rfc7518#section-6>
    pub fn published(&self) -> Value {
        match &self.pair {
            Pair::Rsa(pair) => {
                let public = pair.public_key();
                let modulus = base64(public.modulus().big_endian_without_leading_zero());
                let exponent = base64(public.exponent().big_endian_without_leading_zero());
                json!({"kty": "RSA", "use": "sig", "kid": self.id, "n": modulus, "e": exponent})
            }
            Pair::Ec(pair) => {
                // An octet that says "uncompressed", then both coordinates.
                let point = pair.public_key().as_ref();
                let (x, y) = (base64(&point[1..33]), base64(&point[33..]));
                json!({"kty": "EC", "crv": "P-256", "use": "sig", "kid": self.id, "x": x, "y": y})
            }
            Pair::Ed(pair) => {
                json!({"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": self.id, "x": base64(pair.public_key().as_ref())})
            }
        }
    }

    pub fn algorithm(&self) -> &'static str {
        match &self.pair {
            Pair::Rsa(_) => "RS256",
            Pair::Ec(_) => "ES256",
            Pair::Ed(_) => "EdDSA",
        }
    }

    /// A token with this header and these claims.
    pub fn token(&self, header: &Value, claims: &Value, signing: Signing) -> String {
        let message = format!(
            "{}.{}",
            base64(header.to_string().as_bytes()),
            base64(claims.to_string().as_bytes())
        );
        let mac = |secret: &[u8]| {
            let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
            hmac::sign(&key, message.as_bytes()).as_ref().to_vec()
        };
        let signature = match signing {
            Signing::Properly => self.sign(message.as_bytes(), header["alg"] == "PS256"),
            Signing::Empty => Vec::new(),
            Signing::Damaged => {
                let mut signature = self.sign(message.as_bytes(), false);
                signature[10] ^= 1;
                signature
            }
            Signing::HmacWithPublicKey => mac(self.published().to_string().as_bytes()),
            Signing::HmacWithClientSecret => mac(super::provider::SECRET.as_bytes()),
        };
        format!("{message}.{}", base64(&signature))
    }

    fn sign(&self, message: &[u8], is_pss: bool) -> Vec<u8> {
        let random = SystemRandom::new();
        match &self.pair {
            Pair::Rsa(pair) => {
                let padding: &'static dyn RsaEncoding = if is_pss { &RSA_PSS_SHA256 } else { &RSA_PKCS1_SHA256 };
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(padding, &random, message, &mut signature)
                    .expect("a signature");
                signature
            }
            Pair::Ec(pair) => pair.sign(&random, message).expect("a signature").as_ref().to_vec(),
            Pair::Ed(pair) => pair.sign(message).as_ref().to_vec(),
        }
    }
}

pub fn base64(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

pub fn sha256(text: &str) -> Vec<u8> {
    digest::digest(&digest::SHA256, text.as_bytes()).as_ref().to_vec()
}
