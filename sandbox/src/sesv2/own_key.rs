//! BYODKIM: of the account's own key only the public half is kept.
//! <https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-bring-your-own.html>

use std::fmt;
use std::ops::RangeInclusive;

use base64ct::{Base64, Encoding};
use pkcs1::{RsaPrivateKeyRef, RsaPublicKeyRef};
use pkcs8::der::asn1::BitStringRef;
use pkcs8::der::{Decode, Encode};
use pkcs8::{PrivateKeyInfoRef, SubjectPublicKeyInfoRef};
use serde::Deserialize;

use crate::wire::Violation;

/// "At least 1024-bit RSA encryption and up to 2048-bit."
const BITS: RangeInclusive<usize> = 1024..=2048;
const MEMBER: &str = "DomainSigningPrivateKey";

/// A private key as it was sent. It is never shown.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct PrivateKey(String);

impl fmt::Debug for PrivateKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PrivateKey(…)")
    }
}

impl PrivateKey {
    /// Its public half, as the `p=` tag of a DKIM record has it: base64 of a `SubjectPublicKeyInfo`.
    pub fn public_half(&self) -> Result<String, Violation> {
        let refusal = |constraint| Violation::without_value(MEMBER, constraint);
        let der = Base64::decode_vec(&self.0).map_err(|_| refusal("Member must be base64".to_owned()))?;
        let key = rsa(&der).ok_or_else(|| {
            refusal("Member must be a PKCS #1 or PKCS #8 RSA private key in DER, without PEM lines".to_owned())
        })?;
        let bits = bits(key.modulus.as_bytes());
        if !BITS.contains(&bits) {
            let (least, most) = BITS.into_inner();
            return Err(refusal(format!(
                "Member must be a key of {least} to {most} bits, not of {bits}"
            )));
        }
        published(&key.public_key()).ok_or_else(|| refusal("Member must have a public half".to_owned()))
    }
}

fn rsa(der: &[u8]) -> Option<RsaPrivateKeyRef<'_>> {
    let Ok(info) = PrivateKeyInfoRef::from_der(der) else {
        return RsaPrivateKeyRef::from_der(der).ok();
    };
    let is_rsa = info.algorithm.oid == pkcs1::ALGORITHM_OID;
    let key = is_rsa.then_some(info.private_key.as_bytes())?;
    RsaPrivateKeyRef::from_der(key).ok()
}

/// The length of a number without leading zeros.
fn bits(number: &[u8]) -> usize {
    let first = number.first().map_or(0, |byte| byte.leading_zeros());
    number.len() * 8 - usize::try_from(first).unwrap_or_default()
}

fn published(key: &RsaPublicKeyRef<'_>) -> Option<String> {
    let key = key.to_der().ok()?;
    let info = SubjectPublicKeyInfoRef {
        algorithm: pkcs1::ALGORITHM_ID,
        subject_public_key: BitStringRef::from_bytes(&key).ok()?,
    };
    Some(Base64::encode_string(&info.to_der().ok()?))
}

#[cfg(test)]
pub mod tests {
    use pkcs1::UintRef;
    use pkcs8::der::asn1::OctetStringRef;
    use pkcs8::spki::AlgorithmIdentifierRef;

    use super::*;

    /// A key of 2048 bits in base64, as it is sent. Nothing can be signed with it.
    pub const PRIVATE_KEY: &str = include_str!("../../tests/rsa_private_key.txt").trim_ascii();

    /// A PKCS #1 key whose modulus has so many bits. Nothing can be signed with it.
    fn pkcs1_der(bits: usize) -> Vec<u8> {
        let mut modulus = vec![0xA5; bits.div_ceil(8)];
        modulus[0] = 0xff >> ((8 - bits % 8) % 8);
        let part = UintRef::new(&[7]).unwrap();
        let key = RsaPrivateKeyRef {
            modulus: UintRef::new(&modulus).unwrap(),
            public_exponent: UintRef::new(&[1, 0, 1]).unwrap(),
            private_exponent: part,
            prime1: part,
            prime2: part,
            exponent1: part,
            exponent2: part,
            coefficient: part,
            other_prime_infos: None,
        };
        key.to_der().unwrap()
    }

    fn pkcs8_der(algorithm: AlgorithmIdentifierRef<'_>, key: &[u8]) -> Vec<u8> {
        let key = OctetStringRef::new(key).unwrap();
        PrivateKeyInfoRef::new(algorithm, key).to_der().unwrap()
    }

    fn key(der: &[u8]) -> PrivateKey {
        PrivateKey(Base64::encode_string(der))
    }

    #[test]
    fn the_public_half_is_the_same_for_either_form() {
        let der = Base64::decode_vec(PRIVATE_KEY).unwrap();
        let public = key(&der).public_half().unwrap();
        assert_eq!(
            key(&pkcs8_der(pkcs1::ALGORITHM_ID, &der)).public_half().unwrap(),
            public
        );

        let public = Base64::decode_vec(&public).unwrap();
        let info = SubjectPublicKeyInfoRef::from_der(&public).unwrap();
        assert_eq!(info.algorithm, pkcs1::ALGORITHM_ID);
        let public = RsaPublicKeyRef::from_der(info.subject_public_key.as_bytes().unwrap()).unwrap();
        let private = RsaPrivateKeyRef::from_der(&der).unwrap();
        assert_eq!(public, private.public_key());
    }

    #[test]
    fn keys_have_1024_to_2048_bits() {
        for (bits, fits) in [(1023, false), (1024, true), (1536, true), (2048, true), (2049, false)] {
            assert_eq!(key(&pkcs1_der(bits)).public_half().is_ok(), fits, "{bits}");
        }
    }

    #[test]
    fn anything_else_is_refused_without_being_shown() {
        let elliptic = AlgorithmIdentifierRef {
            oid: pkcs8::ObjectIdentifier::new_unwrap("1.2.840.10045.2.1"),
            parameters: None,
        };
        let mut longer = pkcs1_der(1024);
        longer.push(0);
        for refused in [
            PrivateKey("MIIE".to_owned()),
            PrivateKey("MIIE=".to_owned()),
            key(b"-----BEGIN PRIVATE KEY-----"),
            key(&longer),
            key(&pkcs8_der(elliptic, &pkcs1_der(1024))),
        ] {
            let message = refused.public_half().unwrap_err().to_string();
            assert!(message.contains(MEMBER) && !message.contains(&refused.0), "{message}");
            assert!(!format!("{refused:?}").contains(&refused.0));
        }
    }
}
