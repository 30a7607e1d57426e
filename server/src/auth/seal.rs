//! Texts that only their owner can read: encrypted, and refused when anything in them was changed.

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey},
    hkdf::{HKDF_SHA256, Salt},
};
use base64ct::{Base64UrlUnpadded, Encoding};

/// A key for one purpose, derived from a secret (HKDF, RFC 5869).
pub struct SealKey {
    key: RandomizedNonceKey,
    purpose: &'static str,
}

/// A text that was not sealed with this key for this purpose, or was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text was not sealed with this key")]
pub struct NotSealed;

impl SealKey {
    /// The key that `secret`, which has to be hard to guess, gives for `purpose`.
    ///
    /// # Errors
    /// Never with these algorithms; the library can't say so by type.
    pub fn derive(secret: &[u8], purpose: &'static str) -> Result<Self, NotSealed> {
        let mut key = [0; 32];
        Salt::new(HKDF_SHA256, b"frontdesk")
            .extract(secret)
            .expand(&[purpose.as_bytes()], &AES_256_GCM)
            .and_then(|okm| okm.fill(&mut key))
            .map_err(|_| NotSealed)?;
        let key = RandomizedNonceKey::new(&AES_256_GCM, &key).map_err(|_| NotSealed)?;
        Ok(Self { key, purpose })
    }

    /// Encrypts `text` with AES-256-GCM under a random nonce; base64url.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn seal(&self, text: &str) -> Result<String, NotSealed> {
        let mut bytes = text.as_bytes().to_vec();
        let nonce = self
            .key
            .seal_in_place_append_tag(Aad::from(self.purpose), &mut bytes)
            .map_err(|_| NotSealed)?;
        let mut sealed = nonce.as_ref().to_vec();
        sealed.append(&mut bytes);
        Ok(Base64UrlUnpadded::encode_string(&sealed))
    }

    /// Decrypts what [`SealKey::seal`] made.
    ///
    /// # Errors
    /// When it was made with another key or for another purpose, or was changed.
    pub fn open(&self, sealed: &str) -> Result<String, NotSealed> {
        let bytes = Base64UrlUnpadded::decode_vec(sealed).map_err(|_| NotSealed)?;
        let (nonce, text) = bytes.split_at_checked(NONCE_LEN).ok_or(NotSealed)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| NotSealed)?;
        let mut text = text.to_vec();
        let text = self
            .key
            .open_in_place(nonce, Aad::from(self.purpose), &mut text)
            .map_err(|_| NotSealed)?;
        String::from_utf8(text.to_vec()).map_err(|_| NotSealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(secret: &str, purpose: &'static str) -> SealKey {
        SealKey::derive(secret.as_bytes(), purpose).expect("a key")
    }

    #[test]
    fn opens_with_the_same_key_for_the_same_purpose_only() {
        let sealed = key("secret", "tokens").seal("text").expect("sealed");
        assert!(!sealed.contains("text"));
        assert_eq!(key("secret", "tokens").open(&sealed).as_deref(), Ok("text"));
        assert_eq!(key("secret", "cookie").open(&sealed), Err(NotSealed));
        assert_eq!(key("other", "tokens").open(&sealed), Err(NotSealed));
    }

    #[test]
    fn two_of_the_same_text_differ() {
        let key = key("secret", "tokens");
        assert_ne!(key.seal("text"), key.seal("text"));
    }

    proptest! {
        #[test]
        fn what_strangers_send_is_refused(text in ".*") {
            prop_assert_eq!(key("secret", "cookie").open(&text), Err(NotSealed));
        }

        #[test]
        fn what_was_changed_is_refused(text in ".{0,40}", at in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let key = key("secret", "cookie");
            let sealed = key.seal(&text).expect("sealed");
            let mut bytes = Base64UrlUnpadded::decode_vec(&sealed).expect("base64url");
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            prop_assert_eq!(key.open(&Base64UrlUnpadded::encode_string(&bytes)), Err(NotSealed));
        }
    }
}
