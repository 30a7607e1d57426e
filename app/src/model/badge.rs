//! A state in one word, with a colour, a shape and what it means: the same everywhere.

use serde::{Deserialize, Serialize};

/// How good or bad a state is. Each tone has a colour and a shape of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// As it should be.
    Good,
    /// On its way: nothing to do but wait.
    Wait,
    /// Failed: somebody has to act.
    Bad,
    /// Was good, does not work just now.
    Temp,
    /// Neither good nor bad.
    Calm,
    /// Not known yet.
    Unknown,
}

impl Tone {
    /// The CSS class that carries the colour and the shape.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Wait => "wait",
            Self::Bad => "bad",
            Self::Temp => "temp",
            Self::Calm => "calm",
            Self::Unknown => "unknown",
        }
    }
}

/// A badge: word, tone, and the sentence that explains it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Badge {
    /// Colour and shape.
    pub tone: Tone,
    /// The word on it.
    pub word: String,
    /// What the state means.
    pub meaning: String,
}

impl Badge {
    /// A badge of these three.
    #[must_use]
    pub fn new(tone: Tone, word: impl Into<String>, meaning: impl Into<String>) -> Self {
        Self {
            tone,
            word: word.into(),
            meaning: meaning.into(),
        }
    }

    /// The badge of a state that Frontdesk has not read yet.
    #[must_use]
    pub fn checking() -> Self {
        Self::new(
            Tone::Unknown,
            "checking…",
            "Not read from AWS yet; it fills in by itself.",
        )
    }
}
