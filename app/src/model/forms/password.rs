//! A user's first password. It is no field of a form: it is asked for with the review, and never kept.

/// Something that a password has to be.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// "8 to 64 characters".
    pub label: &'static str,
    /// Whether `password` is.
    pub is_kept_by: fn(&str) -> bool,
}

/// What a password has to be, by the pattern of `CreateUser`:
/// `^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[a-zA-Z\d\S]{8,64}$`.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateUser.html>
pub const RULES: [Rule; 5] = [
    Rule {
        label: "8 to 64 characters",
        is_kept_by: |password| (8..=64).contains(&password.chars().count()),
    },
    Rule {
        label: "a small letter (a–z)",
        is_kept_by: |password| password.contains(|c: char| c.is_ascii_lowercase()),
    },
    Rule {
        label: "a capital letter (A–Z)",
        is_kept_by: |password| password.contains(|c: char| c.is_ascii_uppercase()),
    },
    Rule {
        label: "a digit",
        is_kept_by: |password| password.contains(|c: char| c.is_ascii_digit()),
    },
    Rule {
        label: "no spaces",
        is_kept_by: |password| !password.contains(|c: char| c.is_whitespace() || c.is_control()),
    },
];

/// What is wrong with `password`, as a person is told; `None` when AWS takes it.
#[must_use]
pub fn check(password: &str) -> Option<String> {
    let missing = RULES.iter().filter(|rule| !(rule.is_kept_by)(password));
    let missing: Vec<_> = missing.map(|rule| rule.label).collect();
    (!missing.is_empty()).then(|| format!("AWS demands of a password: {}.", missing.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_keeps_aws_s_rules() {
        for password in ["Passw0rd", "aA1!~#€ü", &format!("aA1{}", "x".repeat(61))] {
            assert_eq!(check(password), None, "{password}");
        }
        for (password, missing) in [
            ("Passw0r", "8 to 64 characters"),
            ("PASSW0RD", "a small letter (a–z)"),
            ("passw0rd", "a capital letter (A–Z)"),
            ("Password", "a digit"),
            ("Pass w0rd", "no spaces"),
            (" Passw0rd", "no spaces"),
            (&format!("aA1{}", "x".repeat(62)), "8 to 64 characters"),
        ] {
            assert_eq!(
                check(password),
                Some(format!("AWS demands of a password: {missing}.")),
                "{password}"
            );
        }
    }
}
