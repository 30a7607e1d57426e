//! The audit log's filter and place, as they stand in the URL: one parser for the URL, the page and the server.

use super::{Action, Outcome, RecordRow, action};
use crate::model::{
    filter::{Token, Word, fold, nearest, split},
    freshness::Kind,
    list::query::{encode, pairs},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// Changes a page.
pub const PAGE: u32 = 50;

/// Up to how many changes that a filter finds are counted: the log grows for ever.
pub const COUNTED: u32 = 10_000;

/// What the audit log's URL says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordQuery {
    /// The filter bar's text.
    pub filter: String,
    /// What of it is understood. All of it has to be true of a change.
    pub terms: Vec<RecordTerm>,
    /// Only changes whose first entry has a lower number: a page stays what it is while the log grows.
    pub before: Option<u64>,
    /// What of the URL could not be followed, a sentence each.
    pub notes: Vec<String>,
}

/// One word or token of the filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordTerm {
    /// Whether it finds what it is not true of.
    pub negated: bool,
    /// What is tested.
    pub test: RecordTest,
}

/// What a word or a token finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordTest {
    /// A text anywhere, folded.
    Word(String),
    /// Who: part of the name, e-mail address or `sub`, folded.
    Person(String),
    /// What was done.
    Action(Action),
    /// What came of it.
    Outcome(Outcome),
    /// The kind of thing.
    Kind(Kind),
    /// The thing's name, folded, all of it.
    Name(String),
    /// The thing's id, or an identity's name, as it is.
    Id(String),
    /// At this time or later.
    Since(Timestamp),
    /// Before this time.
    Before(Timestamp),
}

/// The tokens that the audit log understands.
pub const TOKENS: &[Token] = &[
    Token {
        key: "person",
        help: "who did it: name, email or subject",
        values: &[],
    },
    Token {
        key: "outcome",
        help: "what came of it",
        values: &OUTCOMES,
    },
    Token {
        key: "kind",
        help: "what kind of thing was changed",
        values: &KINDS,
    },
    Token {
        key: "action",
        help: "what was done",
        values: &ACTIONS,
    },
    Token {
        key: "name",
        help: "a thing by its whole name",
        values: &[],
    },
    Token {
        key: "id",
        help: "a thing by its id",
        values: &[],
    },
    Token {
        key: "since",
        help: "from a day (UTC) on, such as 2026-11-01, or a time, such as 2026-11-01T09:00:00Z",
        values: &[],
    },
    Token {
        key: "until",
        help: "up to the end of a day, or a time",
        values: &[],
    },
];

const OUTCOMES: [&str; Outcome::ALL.len()] = {
    let mut names = [""; Outcome::ALL.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = Outcome::ALL[at].as_str();
        at += 1;
    }
    names
};

const KINDS: [&str; Kind::ALL.len()] = {
    let mut names = [""; Kind::ALL.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = Kind::ALL[at].as_str();
        at += 1;
    }
    names
};

const ACTIONS: [&str; Action::ALL.len()] = {
    let mut names = [""; Action::ALL.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = Action::ALL[at].as_str();
        at += 1;
    }
    names
};

impl RecordQuery {
    /// Reads a URL's query, with or without its question mark. What makes no sense is left out, and [`Self::notes`] says so.
    #[must_use]
    pub fn parse(query: &str) -> Self {
        let mut parsed = Self::default();
        for (name, value) in pairs(query) {
            match name.as_str() {
                "q" => value.trim().clone_into(&mut parsed.filter),
                "before" => match value.parse() {
                    Ok(number) => parsed.before = Some(number),
                    Err(_) => parsed.notes.push(format!(
                        "“{value}” is not an entry’s number: these are the latest changes."
                    )),
                },
                _ => {}
            }
        }
        for word in split(&parsed.filter) {
            match term(&word) {
                Ok(term) => parsed.terms.push(term),
                Err(note) => parsed.notes.push(note),
            }
        }
        parsed
    }

    /// The same with another filter, from the latest change on.
    #[must_use]
    pub fn with_filter(filter: &str) -> Self {
        Self::parse(&format!("q={}", encode(filter)))
    }

    /// The same, from before the entry with this number on.
    #[must_use]
    pub fn with_before(&self, before: Option<u64>) -> Self {
        Self { before, ..self.clone() }
    }

    /// The URL's query with its question mark; empty where there is nothing to say.
    #[must_use]
    pub fn to_query(&self) -> String {
        let filter = (!self.filter.is_empty()).then(|| format!("q={}", encode(&self.filter)));
        let before = self.before.map(|number| format!("before={number}"));
        let pairs: Vec<_> = filter.into_iter().chain(before).collect();
        if pairs.is_empty() {
            String::new()
        } else {
            format!("?{}", pairs.join("&"))
        }
    }
}

fn term(word: &Word) -> Result<RecordTerm, String> {
    Ok(RecordTerm {
        negated: word.negated,
        test: test(&word.text, word.is_literal)?,
    })
}

fn test(word: &str, is_literal: bool) -> Result<RecordTest, String> {
    let Some((key, value)) = word.split_once(':').filter(|_| !is_literal) else {
        return Ok(RecordTest::Word(fold(word)));
    };
    let Some(token) = TOKENS.iter().find(|token| token.key.eq_ignore_ascii_case(key)) else {
        return match nearest(key, TOKENS.iter().map(|token| token.key)) {
            Some(near) => Err(format!(
                "“{key}:” is not a filter here and was left out. Did you mean “{near}:”?"
            )),
            None => Ok(RecordTest::Word(fold(word))),
        };
    };
    if value.is_empty() {
        return Err(format!(
            "“{}:” needs a value and was left out. It finds {}.",
            token.key, token.help
        ));
    }
    let lower = value.to_lowercase();
    let found = match token.key {
        "person" => Some(RecordTest::Person(fold(value))),
        "name" => Some(RecordTest::Name(fold(value))),
        "id" => Some(RecordTest::Id(value.to_owned())),
        "outcome" => one_of(Outcome::ALL, Outcome::as_str, &lower).map(RecordTest::Outcome),
        "kind" => one_of(Kind::ALL, Kind::as_str, &lower).map(RecordTest::Kind),
        "action" => action(&lower).map(RecordTest::Action),
        "since" => time(value, false).map(RecordTest::Since),
        _ => time(value, true).map(RecordTest::Before),
    };
    found.ok_or_else(|| mistaken(token, &lower))
}

fn one_of<T: Copy>(all: impl IntoIterator<Item = T>, name: fn(T) -> &'static str, value: &str) -> Option<T> {
    all.into_iter().find(|one| name(*one) == value)
}

fn mistaken(token: &Token, value: &str) -> String {
    let key = token.key;
    if token.values.is_empty() {
        return format!("“{key}:{value}” was left out: write a day as 2026-11-01, or a time as 2026-11-01T09:00:00Z.");
    }
    match nearest(value, token.values.iter().copied()) {
        Some(near) => format!("“{key}:{value}” was left out. Did you mean “{key}:{near}”?"),
        None => format!(
            "“{key}:{value}” was left out: the values are {}.",
            token.values.join(", ")
        ),
    }
}

/// A time; a day is its first moment, or the first one after it.
fn time(text: &str, is_end: bool) -> Option<Timestamp> {
    const DAY: i64 = 24 * 60 * 60 * 1_000;
    let later = |time: Timestamp, millis| Timestamp::from_millis(time.as_millis() + millis);
    match Timestamp::parse(&format!("{text}T00:00:00Z")) {
        Some(day) => Some(if is_end { later(day, DAY) } else { day }),
        None => Timestamp::parse(text).map(|time| if is_end { later(time, 1) } else { time }),
    }
}

/// Some of the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPage {
    /// The changes, the latest first.
    pub rows: Vec<RecordRow>,
    /// How many the filter finds, at most [`COUNTED`].
    pub matched: u32,
    /// How many there are.
    pub total: u32,
    /// Where the next page goes on, if there is one: what its URL's `before` says.
    pub older: Option<u64>,
    /// What of the query could not be followed, a sentence each.
    pub notes: Vec<String>,
    /// Now.
    pub now: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tests(filter: &str) -> Vec<RecordTest> {
        let terms = RecordQuery::with_filter(filter).terms;
        terms.into_iter().map(|term| term.test).collect()
    }

    fn note(filter: &str) -> String {
        let query = RecordQuery::with_filter(filter);
        assert_eq!((query.terms.len(), query.notes.len()), (0, 1), "{query:?}");
        query.notes[0].clone()
    }

    #[test]
    fn tokens_say_who_what_and_when() {
        let day = Timestamp::parse("2026-11-01T00:00:00Z").expect("a time");
        let next = Timestamp::parse("2026-11-02T00:00:00Z").expect("a time");
        assert_eq!(
            tests(
                "person:Ada action:edit-user outcome:In-Part kind:users since:2026-11-01 until:2026-11-01 id:A-1 Zoë"
            ),
            [
                RecordTest::Person("ada".to_owned()),
                RecordTest::Action(Action::EditUser),
                RecordTest::Outcome(Outcome::InPart),
                RecordTest::Kind(Kind::Users),
                RecordTest::Since(day),
                RecordTest::Before(next),
                RecordTest::Id("A-1".to_owned()),
                RecordTest::Word("zoe".to_owned()),
            ]
        );
        assert_eq!(tests("name:\"Two Words\""), [RecordTest::Name("two words".to_owned())]);
        assert!(RecordQuery::with_filter("-outcome:made").terms[0].negated);
        // What only looks like a token is a word.
        assert_eq!(tests("arn:aws:ses"), [RecordTest::Word("arn:aws:ses".to_owned())]);
    }

    #[test]
    fn a_time_is_up_to_that_time() {
        let at = |text| Timestamp::parse(text).expect("a time");
        assert_eq!(
            tests("since:2026-11-01T09:00:00Z until:2026-11-01T09:00:00Z"),
            [
                RecordTest::Since(at("2026-11-01T09:00:00Z")),
                RecordTest::Before(at("2026-11-01T09:00:00.001Z")),
            ]
        );
    }

    #[test]
    fn slips_explain_themselves_and_are_left_out() {
        assert!(note("preson:ada").contains("Did you mean “person:”?"));
        assert!(note("outcome:maed").contains("Did you mean “outcome:made”?"));
        assert!(note("kind:desks").contains("users, email-addresses, identities, connection-aliases"));
        assert!(note("since:yesterday").contains("2026-11-01"));
        assert!(note("until:2026-11-31").contains("2026-11-01"));
        assert!(note("person:").contains("who did it"));
        assert_eq!(RecordQuery::parse("before=x").notes.len(), 1);
    }

    #[test]
    fn the_url_is_read_back() {
        let query = RecordQuery::with_filter("person:ada \"two words\"").with_before(Some(41));
        assert_eq!(query.to_query(), "?q=person:ada%20%22two%20words%22&before=41");
        assert_eq!(RecordQuery::parse(&query.to_query()), query);
        assert_eq!(RecordQuery::default().to_query(), "");
    }
}
