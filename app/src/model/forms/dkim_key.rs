//! A private key for BYODKIM: what SES takes of it, and its public half.
//! Source: <https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-bring-your-own.html>

use base64ct::{Base64, Encoding};
use pkcs1::{RsaPrivateKeyRef, RsaPublicKeyRef};
use pkcs8::{
    PrivateKeyInfoRef, SubjectPublicKeyInfoRef,
    der::{Decode, Encode, asn1::BitStringRef},
};

/// "At least 1024-bit RSA encryption and up to 2048-bit."
const LEAST_BITS: usize = 1024;
const MOST_BITS: usize = 2048;

/// The key as SES takes it, one line of base64, from such a line or from PEM.
///
/// # Errors
/// What is wrong with it; nothing of the key itself.
pub fn check_private_key(given: &str) -> Result<String, String> {
    let der = der(given)?;
    let key = rsa(&der).ok_or("This is not an RSA private key in PKCS #1 or PKCS #8 form.")?;
    let bits = bits(key.modulus.as_bytes());
    if !(LEAST_BITS..=MOST_BITS).contains(&bits) {
        return Err(format!(
            "SES takes keys of {LEAST_BITS} to {MOST_BITS} bits; this one has {bits}."
        ));
    }
    Ok(Base64::encode_string(&der))
}

/// The value of the TXT record that publishes the key's public half; `None` where the key is not right.
#[must_use]
pub fn txt_value(private_key: &str) -> Option<String> {
    let der = der(private_key).ok()?;
    let public = published(&rsa(&der)?.public_key())?;
    Some(format!("p={public}"))
}

fn der(given: &str) -> Result<Vec<u8>, String> {
    let given = given.trim();
    if given.is_empty() {
        return Err("Paste the private key.".to_owned());
    }
    if given.contains("ENCRYPTED") {
        return Err(
            "This key is encrypted: SES can’t read it. Decrypt it first, for example with “openssl pkey”.".to_owned(),
        );
    }
    if given.contains("PUBLIC KEY") {
        return Err("This is a public key: paste the private one.".to_owned());
    }
    let body = given.lines().map(str::trim).filter(|line| !line.starts_with("-----"));
    let text: String = body.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    Base64::decode_vec(&text).map_err(|_| "This is not a key: paste it as PEM, or as one line of base64.".to_owned())
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

/// The `p=` tag of a DKIM record (RFC 6376, section 3.6.1): base64 of a `SubjectPublicKeyInfo`.
fn published(key: &RsaPublicKeyRef<'_>) -> Option<String> {
    let key = key.to_der().ok()?;
    let info = SubjectPublicKeyInfoRef {
        algorithm: pkcs1::ALGORITHM_ID,
        subject_public_key: BitStringRef::from_bytes(&key).ok()?,
    };
    Some(Base64::encode_string(&info.to_der().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pkcs1::UintRef;
    use pkcs8::{der::asn1::OctetStringRef, spki::AlgorithmIdentifierRef};

    /// A PKCS #1 key whose modulus has so many bits. Nothing can be signed with it.
    fn pkcs1_der(bits: usize) -> Vec<u8> {
        let mut modulus = vec![0xA5; bits.div_ceil(8)];
        modulus[0] = 0xff >> ((8 - bits % 8) % 8);
        let part = UintRef::new(&[7]).expect("a number");
        let key = RsaPrivateKeyRef {
            modulus: UintRef::new(&modulus).expect("a number"),
            public_exponent: UintRef::new(&[1, 0, 1]).expect("a number"),
            private_exponent: part,
            prime1: part,
            prime2: part,
            exponent1: part,
            exponent2: part,
            coefficient: part,
            other_prime_infos: None,
        };
        key.to_der().expect("DER")
    }

    fn pkcs8_der(algorithm: AlgorithmIdentifierRef<'_>, key: &[u8]) -> Vec<u8> {
        let key = OctetStringRef::new(key).expect("octets");
        PrivateKeyInfoRef::new(algorithm, key).to_der().expect("DER")
    }

    fn pem(label: &str, der: &[u8]) -> String {
        let text = Base64::encode_string(der);
        let lines: Vec<&str> = text
            .as_bytes()
            .chunks(64)
            .filter_map(|line| str::from_utf8(line).ok())
            .collect();
        format!(
            "-----BEGIN {label}-----\r\n{}\r\n-----END {label}-----\r\n",
            lines.join("\r\n")
        )
    }

    #[test]
    fn a_key_becomes_one_line_of_base64() {
        let der = pkcs1_der(2048);
        let line = Base64::encode_string(&der);
        assert_eq!(check_private_key(&line), Ok(line.clone()));
        assert_eq!(check_private_key(&format!(" {line}\n")), Ok(line.clone()));
        assert_eq!(check_private_key(&pem("RSA PRIVATE KEY", &der)), Ok(line.clone()));
        let pkcs8 = pkcs8_der(pkcs1::ALGORITHM_ID, &der);
        assert_eq!(
            check_private_key(&pem("PRIVATE KEY", &pkcs8)),
            Ok(Base64::encode_string(&pkcs8))
        );
        // The public half is the same for either form.
        let public = txt_value(&line).expect("a public half");
        assert!(public.starts_with("p=MIIB"), "{public}");
        assert_eq!(txt_value(&pem("PRIVATE KEY", &pkcs8)), Some(public));
    }

    #[test]
    fn keys_have_1024_to_2048_bits() {
        for (bits, fits) in [(1023, false), (1024, true), (1536, true), (2048, true), (2049, false)] {
            let key = Base64::encode_string(&pkcs1_der(bits));
            assert_eq!(check_private_key(&key).is_ok(), fits, "{bits}");
        }
    }

    #[test]
    fn anything_else_is_refused_without_being_shown() {
        let elliptic = AlgorithmIdentifierRef {
            oid: pkcs8::ObjectIdentifier::new_unwrap("1.2.840.10045.2.1"),
            parameters: None,
        };
        let der = pkcs1_der(1024);
        for refused in [
            String::new(),
            "MIIE".to_owned(),
            "MIIE=".to_owned(),
            pem("ENCRYPTED PRIVATE KEY", &der),
            pem("PUBLIC KEY", &der),
            Base64::encode_string(&pkcs8_der(elliptic, &der)),
        ] {
            let message = check_private_key(&refused).expect_err("no key");
            assert!(refused.is_empty() || !message.contains(&refused), "{message}");
        }
    }
}
