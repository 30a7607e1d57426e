//! Unicode's normal forms and kinds of characters. The browser has tables of its own; Rust's would be a fifth of the page's wasm.

/// The form in which what looks or means the same is the same, and accents stand by themselves.
/// Source: <https://www.unicode.org/reports/tr15/>
#[must_use]
pub fn nfkd(text: &str) -> String {
    tables::nfkd(text)
}

/// The form in which accents are part of their letters.
#[must_use]
pub fn nfc(text: &str) -> String {
    tables::nfc(text)
}

/// Whether this is an accent or the like, which goes with the character before it.
#[must_use]
pub fn is_mark(c: char) -> bool {
    tables::is_mark(c)
}

#[cfg(feature = "ssr")]
mod tables {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

    pub(super) fn nfkd(text: &str) -> String {
        text.nfkd().collect()
    }

    pub(super) fn nfc(text: &str) -> String {
        text.nfc().collect()
    }

    pub(super) fn is_mark(c: char) -> bool {
        is_combining_mark(c)
    }
}

#[cfg(not(feature = "ssr"))]
mod tables {
    use web_sys::js_sys::{JsString, RegExp};

    pub(super) fn nfkd(text: &str) -> String {
        JsString::from(text).normalize("NFKD").into()
    }

    pub(super) fn nfc(text: &str) -> String {
        JsString::from(text).normalize("NFC").into()
    }

    pub(super) fn is_mark(c: char) -> bool {
        RegExp::new(r"^\p{M}$", "u").test(c.encode_utf8(&mut [0; 4]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_take_letters_apart_and_put_them_together() {
        assert_eq!(nfkd("é①"), "e\u{301}1");
        assert_eq!(nfc("e\u{301}"), "é");
        assert!(is_mark('\u{301}') && is_mark('\u{93f}') && !is_mark('e'));
    }
}
