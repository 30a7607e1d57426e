//! Characters that nobody sees, or that turn around what stands beside them: with them one name looks like another.
//! Source: <https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing>

/// What is wrong with a name that has such a character.
#[must_use]
pub fn wrong_with_unseen(name: &str) -> Option<String> {
    let unseen = name.chars().find(|c| is_unseen(*c))?;
    let code = u32::from(unseen);
    Some(format!(
        "There is a character in it that nobody sees (U+{code:04X}). Take it out."
    ))
}

fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_is_taken() {
        for name in ["ada", "Zoë Åkerström", "株式会社", "O’Neill & Söhne", "a b"] {
            assert_eq!(wrong_with_unseen(name), None, "{name}");
        }
        for name in ["a\nb", "a\tb", "\u{7}", "\u{202e}ada", "a\u{200b}da"] {
            assert!(wrong_with_unseen(name).is_some(), "{name:?}");
        }
        assert!(wrong_with_unseen("\u{202e}").is_some_and(|wrong| wrong.contains("U+202E")));
    }
}
