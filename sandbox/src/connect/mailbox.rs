//! What Connect takes for the e-mail address of a user.

/// Longer ones are refused.
const LONGEST: usize = 265;

/// The pattern of `SecondaryEmail`:
/// `(?=^.{0,265}$)[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,63}`. AWS gives none for `Email`.
/// <https://docs.aws.amazon.com/connect/latest/APIReference/API_UserIdentityInfo.html>
pub fn is_mailbox(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let Some((labels, top)) = domain.rsplit_once('.') else {
        return false;
    };
    let of = |part: &str, others: &str| {
        let known = |char: char| char.is_ascii_alphanumeric() || others.contains(char);
        !part.is_empty() && part.chars().all(known)
    };
    text.len() <= LONGEST
        && of(local, "._%+-")
        && of(labels, ".-")
        && (2..=63).contains(&top.len())
        && top.chars().all(|char| char.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::is_mailbox;

    #[test]
    fn addresses_are_told_from_other_texts() {
        for text in ["zoe@example.com", "z.a+b%c_d-e@mail.example.co", "1@2.de"] {
            assert!(is_mailbox(text), "{text}");
        }
        let long = format!("{}@example.com", "a".repeat(260));
        for text in [
            "",
            "zoe",
            "zoe@example",
            "@example.com",
            "z@.c",
            "z e@example.com",
            "a@b@example.com",
            &long,
        ] {
            assert!(!is_mailbox(text), "{text}");
        }
    }
}
