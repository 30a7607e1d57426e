//! Texts without what people don't mean when they search.

use crate::model::unicode::nfkd;

/// Without case and accents, so that "zoe" finds "Zoë" and "lukasz" finds "Łukasz"; without what is not seen, and with plain
/// apostrophes and hyphens, so that what was pasted is found, too.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in nfkd(text).chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(plain) => folded.push_str(plain),
            None => folded.push(c),
        }
    }
    folded
}

/// What a letter stands for that Unicode does not decompose, and nothing for what is left of those it does.
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        // Accents, Hebrew and Arabic vowels; then what is not seen: soft hyphens, joiners, marks of direction.
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5bd}'
        | '\u{5bf}'
        | '\u{5c1}'..='\u{5c2}'
        | '\u{5c4}'..='\u{5c5}'
        | '\u{5c7}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => "",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ð' | 'đ' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'ø' => "o",
        'ŧ' => "t",
        'ς' => "σ",
        '‘' | '’' | 'ʻ' | 'ʼ' => "'",
        '‐' | '‒' | '–' | '—' | '−' => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_matter() {
        for (text, plain) in [
            ("Zoë ÅKERSTRÖM", "zoe akerstrom"),
            ("Łukasz Đorđević", "lukasz dordevic"),
            ("Bjørn Þórðarson", "bjorn thordarson"),
            ("Straße STRASSE STRAẞE", "strasse strasse strasse"),
            ("Ægir Œuvre", "aegir oeuvre"),
            ("İstanbul ISPARTA Iğdır", "istanbul isparta igdir"),
            ("ΟΔΥΣΣΕΎΣ Οδυσσεύς", "οδυσσευσ οδυσσευσ"),
            ("Ёлка", "елка"),
            ("ﬁn Ｗｉｄｅ", "fin wide"),
        ] {
            assert_eq!(fold(text), plain, "{text}");
        }
        // Composed or not.
        assert_eq!(fold("Zoe\u{308}"), fold("Zo\u{eb}"));
    }

    #[test]
    fn what_programs_put_into_pasted_text_does_not_matter() {
        assert_eq!(fold("O’Neil‑Smith"), "o'neil-smith");
        assert_eq!(fold("\u{feff}ada\u{200b}@exam\u{ad}ple.com"), "ada@example.com");
        assert_eq!(fold("two\u{a0}words"), "two words");
    }
}
