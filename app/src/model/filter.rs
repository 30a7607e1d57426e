//! The language of the filter bar: words, tokens such as `status:failed`, and a minus to turn either around.
//!
//! One parser for the URL, the page and the server.

use super::list::ListRow;

/// A token that a list understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What stands before the colon.
    pub key: &'static str,
    /// What it finds.
    pub help: &'static str,
    /// The values it takes; empty when any text will do.
    pub values: &'static [&'static str],
}

/// A filter, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    negated: bool,
    test: Test,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Test {
    Word(String),
    Token { key: &'static str, value: String },
}

impl Filter {
    /// Reads `text` with the tokens that a list understands. What it can't read is left out or taken as a word, and said
    /// in the second part, a sentence each.
    #[must_use]
    pub fn parse(text: &str, tokens: &'static [Token]) -> (Self, Vec<String>) {
        let (mut filter, mut notes) = (Self::default(), Vec::new());
        for word in split(text) {
            let (negated, word) = match word.strip_prefix('-') {
                Some(rest) if !rest.is_empty() => (true, rest),
                _ => (false, word.as_str()),
            };
            match parse_test(word, tokens) {
                Ok(parsed) => filter.terms.push(Term { negated, test: parsed }),
                Err(explanation) => notes.push(explanation),
            }
        }
        (filter, notes)
    }

    /// Whether a row is found. A row of which the answer is not known yet is neither found by a token nor by its opposite.
    #[must_use]
    pub fn matches<R: ListRow>(&self, row: &R, haystack: &str) -> bool {
        self.terms.iter().all(|term| {
            let answer = match &term.test {
                Test::Word(word) => Some(haystack.contains(word.as_str())),
                Test::Token { key, value } => row.token(key, value),
            };
            answer.is_some_and(|answer| answer != term.negated)
        })
    }
}

fn parse_test(word: &str, tokens: &'static [Token]) -> Result<Test, String> {
    let Some((key, value)) = word.split_once(':') else {
        return Ok(Test::Word(fold(word)));
    };
    let Some(known) = tokens.iter().find(|token| token.key.eq_ignore_ascii_case(key)) else {
        return match nearest(key, tokens.iter().map(|token| token.key)) {
            Some(near) => Err(format!(
                "“{key}:” is not a filter here and was left out. Did you mean “{near}:”?"
            )),
            None => Ok(Test::Word(fold(word))),
        };
    };
    if value.is_empty() {
        return Err(format!(
            "“{}:” needs a value and was left out. It finds {}.",
            known.key, known.help
        ));
    }
    let value = value.to_lowercase();
    if known.values.is_empty() || known.values.contains(&value.as_str()) {
        return Ok(Test::Token { key: known.key, value });
    }
    Err(format!(
        "“{}:{value}” was left out: the values are {}.",
        known.key,
        known.values.join(", ")
    ))
}

/// The one of `candidates` that `word` is most likely a slip of: one or two letters away.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .map(|candidate| (strsim::osa_distance(&word.to_lowercase(), candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 2 && *distance < candidate.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Splits at white space, but for what stands in double quotes.
pub(crate) fn split(text: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => words.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// Without case and accents, so that "zoe" finds "Zoë".
#[must_use]
pub fn fold(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkd()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The value that `text` gives to `key`, where it gives one, such as `eu-west-2` for `region` in `region:eu-west-2 failed`.
#[must_use]
pub fn token_value(text: &str, key: &str) -> Option<String> {
    split(text)
        .iter()
        .find_map(|word| word.strip_prefix(key)?.strip_prefix(':').map(str::to_owned))
}

/// `text` with the token `key` set to `value`, or without it.
#[must_use]
pub fn with_token(text: &str, key: &str, value: Option<&str>) -> String {
    let quote = |word: String| {
        if word.contains(char::is_whitespace) {
            format!("\"{word}\"")
        } else {
            word
        }
    };
    let others = split(text)
        .into_iter()
        .filter(|word| !word.starts_with(&format!("{key}:")));
    let token = value.map(|value| format!("{key}:{value}"));
    token.into_iter().chain(others).map(quote).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::list::{Column, SortKey};

    struct Row;
    impl ListRow for Row {
        const COLUMNS: &'static [Column] = &[];
        const TOKENS: &'static [Token] = &[
            Token {
                key: "status",
                help: "identities in a state",
                values: &["failed", "pending"],
            },
            Token {
                key: "tag",
                help: "a tag",
                values: &[],
            },
            Token {
                key: "has",
                help: "what is set",
                values: &["mobile"],
            },
        ];
        fn text(&self, _: &str) -> String {
            String::new()
        }
        fn sort_key(&self, _: &str) -> SortKey {
            SortKey::Missing
        }
        fn token(&self, key: &str, value: &str) -> Option<bool> {
            match key {
                "status" => Some(value == "failed"),
                "tag" => Some(value == "team=the billing"),
                _ => None,
            }
        }
    }

    fn finds(text: &str) -> bool {
        Filter::parse(text, Row::TOKENS)
            .0
            .matches(&Row, &fold("Zoë Åkerström zoe@example.com"))
    }

    fn notes(text: &str) -> Vec<String> {
        Filter::parse(text, Row::TOKENS).1
    }

    #[test]
    fn words_match_whatever_the_case_and_accents() {
        assert!(finds("zoe") && finds("ZOË akerstrom") && !finds("zoe smith"));
        assert!(finds("-smith") && !finds("-zoe"));
    }

    #[test]
    fn tokens_match_by_value_and_can_be_turned_around() {
        assert!(finds("status:failed") && !finds("status:pending") && finds("-status:pending"));
        assert!(finds("tag:\"team=the billing\" zoe"));
    }

    #[test]
    fn what_is_not_known_is_found_by_neither_a_token_nor_its_opposite() {
        assert!(!finds("has:mobile") && !finds("-has:mobile"));
    }

    #[test]
    fn slips_explain_themselves_and_are_left_out() {
        assert!(finds("stauts:failed"));
        assert!(notes("stauts:failed")[0].contains("Did you mean “status:”?"));
        assert!(notes("status:fialed")[0].contains("failed, pending"));
        assert!(notes("status:")[0].contains("identities in a state"));
        assert_eq!(notes("arn:aws:connect"), Vec::<String>::new());
    }

    #[test]
    fn a_switcher_sets_and_clears_its_token() {
        assert_eq!(
            with_token("zoe region:us-east-1", "region", Some("eu-west-2")),
            "region:eu-west-2 zoe"
        );
        assert_eq!(
            with_token("region:us-east-1 tag:\"a b\"", "region", None),
            "\"tag:a b\""
        );
        assert_eq!(
            token_value("zoe region:us-east-1", "region").as_deref(),
            Some("us-east-1")
        );
    }
}
