//! A first password for a new user.

use app::model::forms::password::check;
use aws_lc_rs::error::Unspecified;
use secrecy::{SecretString, zeroize::Zeroize};

/// Six bits a character, without those that people take for one another: I l 1, O o 0.
const ALPHABET: &[u8; 64] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_.+=#%!";
/// 120 bits.
const LENGTH: usize = 20;

/// A password that AWS takes, made of what `random` gives: as hard to guess as that is.
///
/// # Errors
/// When `random` gives nothing.
pub(in crate::changes) fn generate_password(
    mut random: impl FnMut(&mut [u8]) -> Result<(), Unspecified>,
) -> Result<SecretString, Unspecified> {
    let mut bytes = [0_u8; LENGTH];
    loop {
        random(&mut bytes)?;
        let characters = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 63)]));
        let mut password: String = characters.collect();
        bytes.zeroize();
        // About one in ten has no digit.
        if check(&password).is_none() {
            return Ok(password.into());
        }
        password.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::rand::{SecureRandom, SystemRandom};
    use secrecy::ExposeSecret;
    use std::collections::BTreeSet;

    #[test]
    fn every_password_is_one_that_aws_takes_and_a_new_one() {
        let passwords: BTreeSet<String> = (0..500)
            .map(|_| {
                generate_password(|bytes| SystemRandom::new().fill(bytes))
                    .expect("randomness")
                    .expose_secret()
                    .to_owned()
            })
            .collect();
        assert_eq!(passwords.len(), 500);
        for password in &passwords {
            assert_eq!(check(password), None, "{password}");
            assert_eq!(password.len(), LENGTH);
        }
    }

    #[test]
    fn no_character_is_there_twice() {
        assert_eq!(ALPHABET.iter().collect::<BTreeSet<_>>().len(), ALPHABET.len());
    }
}
