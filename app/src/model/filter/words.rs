//! The words of a filter, and what sets one of them.

use std::mem;

/// A word, or what stands for one in double quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Whether a minus turns it around.
    pub(crate) negated: bool,
    /// What it says.
    pub(crate) text: String,
    /// Whether it begins with a quotation mark: then it is a text, whatever it looks like.
    pub(crate) is_literal: bool,
}

impl Word {
    /// The word that was `typed`, without its quotation marks, the first of which stood at `quote`.
    fn of(mut typed: String, quote: Option<usize>) -> Self {
        let negated = typed.starts_with('-') && typed.len() > 1 && quote != Some(0);
        let is_literal = quote == Some(usize::from(negated));
        if negated {
            typed.remove(0);
        }
        Self {
            negated,
            text: typed,
            is_literal,
        }
    }

    /// As it is typed.
    fn written(&self) -> String {
        let sign = if self.negated { "-" } else { "" };
        let text = &self.text;
        let quote = match text.find(char::is_whitespace) {
            _ if self.is_literal => 0,
            None => return format!("{sign}{text}"),
            // Behind the name of a token, or else anywhere but at the beginning.
            Some(space) => text.find(':').map_or(space, |colon| space.min(colon + 1)),
        };
        let (head, rest) = text.split_at(quote);
        format!("{sign}{head}\"{rest}\"")
    }
}

/// Splits at white space, but for what stands in double quotes.
pub(crate) fn split(text: &str) -> Vec<Word> {
    let (mut words, mut quoted) = (Vec::new(), false);
    let (mut word, mut quote) = (String::new(), None);
    for c in text.chars() {
        match c {
            // Some keyboards type the latter.
            '"' | '“' | '”' => {
                quoted = !quoted;
                quote = quote.or(Some(word.len()));
            }
            c if c.is_whitespace() && !quoted => words.push(Word::of(mem::take(&mut word), quote.take())),
            c => word.push(c),
        }
    }
    words.push(Word::of(word, quote));
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
    let token = value.map(|value| Word::of(format!("{key}:{value}"), None));
    let words = token.into_iter().chain(others);
    words.map(|word| word.written()).collect::<Vec<_>>().join(" ")
}

fn value_of<'a>(word: &'a Word, key: &str) -> Option<&'a str> {
    let text = (!word.is_literal && !word.negated).then_some(word.text.as_str())?;
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
            "-\"region:x\"",
            "\"-dash\"",
            "-\"a b:c\"",
            "x\" b c:d\"",
            "\"a b\" c",
            "-",
        ] {
            assert_eq!(with_token(text, "region", None), text);
            assert_eq!(split(&with_token(text, "region", Some("x")))[1..], split(text));
        }
    }
}
