//! Answers and questions whose types only those know who ask.

use super::Answerable;
use crate::{error::AppError, wire::from_json};
use leptos::server::codee::{Decoder, Encoder};
use std::{
    any::Any,
    sync::{Arc, OnceLock},
};

/// An answer.
#[derive(Clone)]
pub struct Kept(State);

#[derive(Clone)]
enum State {
    Read(Arc<dyn Held>),
    Written(Arc<Written>),
}

/// An answer as it stands in the page that the server drew. It is read once, by whoever first asks for it.
struct Written {
    text: Box<str>,
    read: OnceLock<Box<dyn Held>>,
}

/// An answer of some type.
trait Held: Any + Send + Sync {
    fn error(&self) -> Option<&AppError>;

    #[cfg(feature = "ssr")]
    fn encode(&self) -> Result<String, serde_json::Error>;
}

impl<T: Answerable> Held for Result<T, AppError> {
    fn error(&self) -> Option<&AppError> {
        self.as_ref().err()
    }

    #[cfg(feature = "ssr")]
    fn encode(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

impl Kept {
    pub(super) fn new<T: Answerable>(answer: Result<T, AppError>) -> Self {
        Self(State::Read(Arc::new(answer)))
    }

    /// The answer to whoever knows its type.
    pub(super) fn read<T: Answerable>(&self) -> Result<T, AppError> {
        let held: &dyn Any = match &self.0 {
            State::Read(held) => &**held,
            State::Written(written) => &**written.read.get_or_init(|| {
                let answer = from_json::<Result<T, AppError>>(written.text.as_bytes());
                Box::new(answer.unwrap_or(Err(AppError::Internal { id: None })))
            }),
        };
        let answer = held.downcast_ref::<Result<T, AppError>>();
        answer.cloned().unwrap_or(Err(AppError::Internal { id: None }))
    }

    /// What went wrong, if it was asked for here.
    pub(super) fn error(&self) -> Option<AppError> {
        match &self.0 {
            State::Read(held) => held.error().cloned(),
            State::Written(_) => None,
        }
    }
}

/// Answers as JSON.
pub struct KeptJson;

impl Encoder<Kept> for KeptJson {
    type Error = serde_json::Error;
    type Encoded = String;

    #[cfg(feature = "ssr")]
    fn encode(kept: &Kept) -> Result<String, serde_json::Error> {
        match &kept.0 {
            State::Read(held) => held.encode(),
            State::Written(written) => Ok(written.text.to_string()),
        }
    }

    /// A page is drawn by the server.
    #[cfg(not(feature = "ssr"))]
    fn encode(_: &Kept) -> Result<String, serde_json::Error> {
        Ok(String::new())
    }
}

impl Decoder<Kept> for KeptJson {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &str) -> Result<Kept, serde_json::Error> {
        Ok(Kept(State::Written(Arc::new(Written {
            text: text.into(),
            read: OnceLock::new(),
        }))))
    }
}

/// What is asked; asked again when it differs.
#[derive(Clone)]
pub struct Question(Arc<dyn Asked>);

trait Asked: Any + Send + Sync {
    fn is_same(&self, other: &dyn Any) -> bool;
}

impl<S: PartialEq + Send + Sync + 'static> Asked for S {
    fn is_same(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        let other: &dyn Any = &*other.0;
        self.0.is_same(other)
    }
}

impl Question {
    pub(super) fn new<S: PartialEq + Send + Sync + 'static>(asked: S) -> Self {
        Self(Arc::new(asked))
    }

    /// What is asked, and what it is asked again for.
    pub(super) fn both(asked: Self, again: Self) -> Self {
        Self::new((asked, again))
    }

    pub(super) fn parts(&self) -> (Self, Self) {
        self.read().unwrap_or_else(|| (self.clone(), self.clone()))
    }

    pub(super) fn read<S: Clone + 'static>(&self) -> Option<S> {
        let asked: &dyn Any = &*self.0;
        asked.downcast_ref().cloned()
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_back_from_a_page() {
        for answer in [Ok(vec![1_u32, 2]), Err(AppError::SignedOut)] {
            let kept = Kept::new(answer.clone());
            assert_eq!(kept.read(), answer);
            let text = KeptJson::encode(&kept).expect("JSON");
            let read = KeptJson::decode(&text).expect("an answer");
            assert_eq!(read.read::<Vec<u32>>(), answer);
        }
        assert!(Kept::new(Ok(1_u32)).read::<String>().is_err());
    }

    #[test]
    fn questions_are_the_same_when_their_parts_are() {
        let asked = |query: &str, again: u32| Question::both(Question::new(query.to_owned()), Question::new(again));
        assert!(asked("a", 1) == asked("a", 1));
        assert!(asked("a", 1) != asked("a", 2) && asked("a", 1) != asked("b", 1));
        assert!(Question::new(1_u32) != Question::new(1_i64));
        assert_eq!(asked("a", 1).parts().0.read::<String>().as_deref(), Some("a"));
    }
}
