//! The language of the filter bar: words, tokens such as `status:failed`, and a minus to turn either around.
//!
//! One parser for the URL, the page and the server.

mod fold;
mod slip;
mod sought;
mod words;

pub use fold::fold;
pub(crate) use slip::titles;
pub use slip::{Slip, nearest};
pub(crate) use words::{Word, split};
pub use words::{token_value, with_token};

use super::list::ListRow;
use sought::Sought;

/// As many characters a field takes in which somebody types or pastes what they look for: a longer URL might not be taken.
pub const LONGEST: u32 = 1_000;

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
    Word {
        word: Sought,
        /// The digits of what may be a phone number, as AWS writes them.
        digits: Option<Sought>,
    },
    Token {
        key: &'static str,
        value: String,
    },
}

impl Filter {
    /// Reads `text` with the tokens that a list understands. What it can't read is left out or taken as a word; the second
    /// part is what was left out. Several tokens of one name take the values of each.
    #[must_use]
    pub fn parse(text: &str, tokens: &'static [Token]) -> (Self, Vec<Slip>) {
        let (mut filter, mut slips) = (Self::default(), Vec::new());
        for word in with_whole_numbers(split(text)) {
            match parse_test(&word, tokens) {
                Ok(parsed) => filter.terms.push(Term {
                    negated: word.negated,
                    test: parsed,
                }),
                Err(slip) => slips.push(slip),
            }
        }
        (filter, slips)
    }

    /// Whether it finds everything.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Its words, unless it has anything else.
    #[must_use]
    pub fn only_words(&self) -> Option<Vec<&str>> {
        self.terms.iter().map(Term::word).collect()
    }

    /// The tokens' names and values.
    pub fn tokens(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.terms.iter().filter_map(|term| match &term.test {
            Test::Token { key, value } => Some((*key, value.as_str())),
            Test::Word { .. } => None,
        })
    }

    /// Whether a row is found. A row of which the answer is not known yet is neither found by a token nor by its opposite.
    #[must_use]
    pub fn matches<R: ListRow>(&self, row: &R, haystack: &str) -> bool {
        self.terms.iter().all(|term| {
            let answer = match &term.test {
                Test::Word { word, digits } => {
                    let finds = |text: &Sought| text.is_in(haystack);
                    Some(finds(word) || digits.as_ref().is_some_and(finds))
                }
                Test::Token { key, value } => row.token(key, value),
            };
            answer.is_some_and(|answer| answer != term.negated)
        })
    }
}

impl Term {
    /// The word, if that is all it is.
    fn word(&self) -> Option<&str> {
        match &self.test {
            Test::Word { word, .. } if !self.negated => Some(word.as_str()),
            Test::Word { .. } | Test::Token { .. } => None,
        }
    }
}

fn parse_test(word: &Word, tokens: &'static [Token]) -> Result<Test, Slip> {
    let (word, is_literal) = (&word.text, word.is_literal);
    let as_word = || Test::Word {
        word: fold(word).into(),
        digits: digits(word).map(Into::into),
    };
    let Some((key, value)) = word.split_once(':').filter(|_| !is_literal) else {
        return Ok(as_word());
    };
    let mut known = tokens.iter().filter(|token| token.key.eq_ignore_ascii_case(key));
    let Some(&Token { key, help, .. }) = known.clone().next() else {
        return Slip::of_name(key, tokens).map_or_else(|| Ok(as_word()), Err);
    };
    if value.is_empty() {
        return Err(Slip::NoValue { key, help });
    }
    let value = fold(value);
    if known
        .clone()
        .any(|token| token.values.is_empty() || token.values.contains(&value.as_str()))
    {
        return Ok(Test::Token { key, value });
    }
    let mut values: Vec<&str> = Vec::new();
    for one in known.by_ref().flat_map(|token| token.values) {
        if !values.contains(one) {
            values.push(one);
        }
    }
    Err(Slip::NotAValue { key, value, values })
}

/// What no country's phone numbers are shorter than, and none is longer than (E.164).
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// The digits of a phone number that is written with hyphens, dots, brackets or spaces: AWS writes it without.
fn digits(word: &str) -> Option<String> {
    let digits: String = word.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    (is_of_a_number(word) && digits.len() >= *DIGITS.start() && digits != word).then_some(digits)
}

fn is_of_a_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || "+-.()/ ".contains(c))
}

/// `words`, but that a phone number with spaces in it is one: `+1 (415) 555-0142`. Without a plus sign or a bracket at its beginning
/// it can't be told from several numbers.
fn with_whole_numbers(words: Vec<Word>) -> Vec<Word> {
    let mut whole: Vec<Word> = Vec::new();
    for word in words {
        let count = |text: &str| text.chars().filter(char::is_ascii_digit).count();
        match whole.last_mut() {
            Some(Word {
                negated: false,
                text: number,
                is_literal: false,
            }) if !word.negated
                && !word.is_literal
                && number.starts_with(['+', '('])
                && is_of_a_number(number)
                && is_of_a_number(&word.text)
                && !word.text.starts_with('+')
                && count(number) + count(&word.text) <= *DIGITS.end() =>
            {
                number.push(' ');
                number.push_str(&word.text);
            }
            _ => whole.push(word),
        }
    }
    whole
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
        let slips = Filter::parse(text, Row::TOKENS).1;
        slips.iter().map(ToString::to_string).collect()
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
        assert!(notes("status:fialed")[0].contains("Did you mean “status:failed”?"));
        assert!(notes("status:asleep")[0].contains("failed, pending"));
        assert!(notes("status:")[0].contains("identities in a state"));
        // What only looks like a token is a word.
        for text in ["arn:aws:connect", "https://example.com", "sip:ada@example.com", "10:30"] {
            assert_eq!(notes(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_token_of_another_list_says_whose_it_is() {
        assert_eq!(
            notes("dkim:failed"),
            ["“dkim:” was left out: it is a filter of identities, not of what is listed here."]
        );
        assert!(notes("dkmi:failed")[0].contains("Did you mean “dkim:”?"));
    }

    #[test]
    fn tokens_of_one_name_take_the_values_of_each() {
        const BOTH: &[Token] = &[
            Token {
                key: "has",
                help: "users",
                values: &["mobile"],
            },
            Token {
                key: "has",
                help: "identities",
                values: &["tag"],
            },
        ];
        let notes = |text| Filter::parse(text, BOTH).1;
        assert!(notes("has:mobile").is_empty() && notes("has:tag").is_empty());
        let values = vec!["mobile", "tag"];
        assert!(matches!(&notes("has:nothing")[..], [Slip::NotAValue { values: told, .. }] if *told == values));
    }

    #[test]
    fn a_phone_number_is_found_however_it_is_written() {
        let found = |written| Filter::parse(written, Row::TOKENS).0.matches(&Row, "zoe\n+14155550142");
        for written in [
            "415-555-0142",
            "(415)555-0142",
            "+1.415.555.0142",
            "+1 (415) 555-0142",
            "(415) 555 0142",
            "zoe +1 415 555 0142",
            "5550142",
        ] {
            assert!(found(written), "{written}");
        }
        assert!(!found("415-555-0199") && !found("+1 (415) 555-0199"));
    }

    #[test]
    fn the_form_of_quotation_marks_does_not_matter() {
        assert!(finds("“zoë åkerström”") && !finds("“zoë zoe@”"));
    }

    #[test]
    fn what_begins_with_a_quotation_mark_is_a_text_and_nothing_else() {
        let found = |text| Filter::parse(text, Row::TOKENS).0.matches(&Row, "-dash status:pending");
        assert!(found("\"-dash\"") && !found("-dash") && !found("-\"-dash\""));
        assert!(found("\"status:pending\"") && !found("status:pending") && !found("-\"status:pending\""));
        assert_eq!(notes("-\"stauts:failed\""), Vec::<String>::new());
        assert_eq!(notes("\"stauts:failed\""), Vec::<String>::new());
    }
}
