//! The words of a filter, and what sets one of them.

/// A word, or what stands for one in double quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// What it says.
    pub(crate) text: String,
    /// Whether it began with a quotation mark: then it is a text, whatever it looks like.
    pub(crate) is_literal: bool,
}

impl Word {
    /// Whether a minus turns it around, and what follows that.
    pub(crate) fn negated(&self) -> (bool, &str) {
        match self.text.strip_prefix('-') {
            Some(rest) if !rest.is_empty() && !self.is_literal => (true, rest),
            _ => (false, &self.text),
        }
    }

    /// As it is typed.
    fn written(&self) -> String {
        let text = &self.text;
        if self.is_literal {
            return format!("\"{text}\"");
        }
        if !text.contains(char::is_whitespace) {
            return text.clone();
        }
        let (sign, rest) = text.split_at(usize::from(text.starts_with('-')));
        let (key, value) = rest.split_at(rest.find(':').map_or(0, |colon| colon + 1));
        format!("{sign}{key}\"{value}\"")
    }
}

/// Splits at white space, but for what stands in double quotes.
pub(crate) fn split(text: &str) -> Vec<Word> {
    let (mut words, mut quoted) = (Vec::new(), false);
    let mut word = Word {
        text: String::new(),
        is_literal: false,
    };
    for c in text.chars() {
        match c {
            // Some keyboards type the latter.
            '"' | '“' | '”' => {
                quoted = !quoted;
                word.is_literal |= word.text.is_empty();
            }
            c if c.is_whitespace() && !quoted => {
                let is_literal = false;
                let text = String::new();
                words.push(std::mem::replace(&mut word, Word { text, is_literal }));
            }
            c => word.text.push(c),
        }
    }
    words.push(word);
    words.retain(|word| !word.text.is_empty());
    words
}

/// The value that `text` gives to `key`, where it gives one, such as `eu-west-2` for `region` in `region:eu-west-2 failed`.
#[must_use]
pub fn token_value(text: &str, key: &str) -> Option<String> {
    split(text)
        .iter()
        .find_map(|word| value_of(word, key).map(str::to_owned))
}

/// `text` with the token `key` set to `value`, or without it.
#[must_use]
pub fn with_token(text: &str, key: &str, value: Option<&str>) -> String {
    let others = split(text).into_iter().filter(|word| value_of(word, key).is_none());
    let token = value.map(|value| Word {
        text: format!("{key}:{value}"),
        is_literal: false,
    });
    let words = token.into_iter().chain(others);
    words.map(|word| word.written()).collect::<Vec<_>>().join(" ")
}

fn value_of<'a>(word: &'a Word, key: &str) -> Option<&'a str> {
    let text = (!word.is_literal).then_some(word.text.as_str())?;
    text.strip_prefix(key)?.strip_prefix(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switcher_sets_and_clears_its_token() {
        assert_eq!(
            with_token("zoe region:us-east-1", "region", Some("eu-west-2")),
            "region:eu-west-2 zoe"
        );
        assert_eq!(
            with_token("region:us-east-1 tag:\"a b\"", "region", None),
            "tag:\"a b\""
        );
        assert_eq!(
            token_value("zoe region:us-east-1", "region").as_deref(),
            Some("us-east-1")
        );
    }

    #[test]
    fn other_words_stay_what_they_are() {
        for text in [
            "tag:\"a b\"",
            "-tag:\"a b\"",
            "\"region:x\"",
            "\"-dash\"",
            "-\"a b\"",
            "\"a b\" c",
        ] {
            assert_eq!(with_token(text, "region", None), text);
            assert_eq!(split(&with_token(text, "region", Some("x")))[1..], split(text));
        }
    }
}
