//! What of a filter can't be followed, and how that is said.

use super::Token;
use crate::model::{freshness::Kind, rows};
use std::fmt;

/// A token that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slip {
    /// There is none of this name, but one is nearly called so.
    Misspelt {
        /// What was typed.
        key: String,
        /// What it is likely to be.
        near: &'static str,
    },
    /// Only other lists have it.
    Elsewhere {
        /// Its name.
        key: &'static str,
        /// Those lists.
        kinds: Vec<Kind>,
    },
    /// Nothing stands after the colon.
    NoValue {
        /// Its name.
        key: &'static str,
        /// What it finds.
        help: &'static str,
    },
    /// It does not take this value.
    NotAValue {
        /// Its name.
        key: &'static str,
        /// What was typed.
        value: String,
        /// What it takes.
        values: Vec<&'static str>,
    },
}

impl Slip {
    /// The slip that a token of this name is which none of `tokens` has; `None` where it only looks like a token.
    pub(super) fn of_name(key: &str, tokens: &'static [Token]) -> Option<Self> {
        let known = |token: &Token| token.key.eq_ignore_ascii_case(key);
        let kinds: Vec<Kind> = rows::TOKENS
            .iter()
            .filter(|(_, tokens)| tokens.iter().any(known))
            .map(|(kind, _)| *kind)
            .collect();
        let mut everywhere = rows::TOKENS.iter().flat_map(|(_, tokens)| *tokens);
        if let Some(token) = everywhere.clone().find(|token| known(token)) {
            let key = token.key;
            return Some(Self::Elsewhere { key, kinds });
        }
        let near = nearest(key, tokens.iter().map(|token| token.key));
        let near = near.or_else(|| nearest(key, everywhere.by_ref().map(|token| token.key)));
        near.map(|near| Self::Misspelt {
            key: key.to_owned(),
            near,
        })
    }
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Misspelt { key, near } => {
                write!(
                    f,
                    "“{key}:” is not a filter here and was left out. Did you mean “{near}:”?"
                )
            }
            Self::Elsewhere { key, kinds } => write!(
                f,
                "“{key}:” was left out: it is a filter of {}, not of what is listed here.",
                titles(kinds)
            ),
            Self::NoValue { key, help } => {
                write!(f, "“{key}:” needs a value and was left out. It finds {help}.")
            }
            Self::NotAValue { key, value, values } => match nearest(value, values.iter().copied()) {
                Some(near) => write!(f, "“{key}:{value}” was left out. Did you mean “{key}:{near}”?"),
                None => write!(f, "“{key}:{value}” was left out: the values are {}.", values.join(", ")),
            },
        }
    }
}

/// "users and identities".
pub(crate) fn titles(kinds: &[Kind]) -> String {
    let titles: Vec<_> = kinds.iter().map(|kind| kind.title().to_lowercase()).collect();
    match titles.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => titles.concat(),
    }
}

/// The one of `candidates` that `word` is most likely a slip of: one letter away, or two where it is long.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const SHORT: usize = 4;
    let word = word.to_lowercase();
    candidates
        .map(|candidate| (strsim::osa_distance(&word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= if candidate.len() > SHORT { 2 } else { 1 })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near() {
        let near = |word| nearest(word, ["has", "status", "set"].into_iter());
        assert_eq!(near("stauts"), Some("status"));
        assert_eq!(near("hsa"), Some("has"));
        // What people paste is no slip.
        for word in ["sip", "tel", "arn", "https", ""] {
            assert_eq!(near(word), None, "{word}");
        }
    }

    #[test]
    fn lists_are_named_in_a_sentence() {
        assert_eq!(titles(&[Kind::Users]), "users");
        assert_eq!(titles(&[Kind::Users, Kind::Identities]), "users and identities");
        assert_eq!(
            titles(&Kind::ALL),
            "users, email addresses, identities and connection aliases"
        );
    }
}
