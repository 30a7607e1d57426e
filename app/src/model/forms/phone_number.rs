//! Telephone numbers.

/// A number without what people write between its digits.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !"-.".contains(*c))
        .collect()
}

/// Whether it is one that Amazon Connect takes: E.164, `\+[1-9]\d{1,14}`.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UserPhoneConfig.html>
#[must_use]
pub fn is_e164(number: &str) -> bool {
    let Some(digits) = number.strip_prefix('+') else {
        return false;
    };
    (2..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_as_people_write_them() {
        assert_eq!(plain(" +44 20-7946.0958\u{a0}"), "+442079460958");
        for number in ["+442079460958", "+12", "+123456789012345"] {
            assert!(is_e164(number), "{number}");
        }
        for number in [
            "",
            "+",
            "+1",
            "442079460958",
            "+0442079460958",
            "+1234567890123456",
            "+44(0)20",
            "+44x",
        ] {
            assert!(!is_e164(number), "{number}");
        }
    }
}
