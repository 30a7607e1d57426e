//! A server function's answer, as a page holds it.
//!
//! What reacts to answers is made for one type, [`Kept`], whatever the answer is: made for each of them anew, it would be half of
//! the page's wasm.

mod kept;

use self::kept::{Kept, KeptJson, Question};
use super::{live::Live, session::Session};
use crate::{error::AppError, model::changed::Topics};
use leptos::prelude::{Get, GetValue, Resource, SetValue, StoredValue, WithValue, untrack};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    future::{Future, IntoFuture},
    marker::PhantomData,
    pin::Pin,
};

/// What can be answered.
pub trait Answerable: Clone + Serialize + DeserializeOwned + Send + Sync + 'static {}

impl<T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static> Answerable for T {}

/// An answer that is on its way or there.
pub struct Answer<T> {
    kept: Resource<Kept, KeptJson>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Answer<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Answer<T> {}

impl<T: Answerable> Answer<T> {
    const fn of(kept: Resource<Kept, KeptJson>) -> Self {
        Self { kept, of: PhantomData }
    }

    /// The answer, if it is there; reactive.
    pub fn get(self) -> Option<Result<T, AppError>> {
        Some(self.kept.get()?.read())
    }
}

impl<T: Answerable> IntoFuture for Answer<T> {
    type Output = Result<T, AppError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let kept = self.kept.into_future();
        Box::pin(async move { kept.await.read() })
    }
}

/// Asks with `fetch` now, whenever `source` changes, and whenever something of what the answer is `about` has changed.
pub fn answer<S, T, F>(
    about: impl Into<Topics>,
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> F + Send + Sync + 'static,
) -> Answer<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Answerable,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let (live, about) = (Live::from_context(), about.into());
    answer_again(source, move || live.changes(about), fetch)
}

/// Asks with `fetch` now, whenever `source` changes, and `again` and again. What was answered to the same `source` stays
/// while the server can't be asked or nobody is signed in: what somebody reads or types in does not go away for that.
pub fn answer_again<S, A, T, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    again: impl Fn() -> A + Send + Sync + 'static,
    fetch: impl Fn(S) -> F + Send + Sync + 'static,
) -> Answer<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    A: PartialEq + Send + Sync + 'static,
    T: Answerable,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let fetch = move |question: &Question| -> Asking {
        let answer = question.read::<S>().map(&fetch);
        Box::pin(async move {
            match answer {
                Some(answer) => Kept::new(answer.await),
                // A question is of the type of its source.
                None => Kept::new::<T>(Err(AppError::BadRequest)),
            }
        })
    };
    Answer::of(ask_again(
        Box::new(move || Question::new(source())),
        Box::new(move || Question::new(again())),
        Box::new(fetch),
    ))
}

/// Asks once: when the page is drawn.
pub fn asked_once<T, F>(fetch: impl Fn() -> F + Send + Sync + 'static) -> Answer<T>
where
    T: Answerable,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let fetch = move || -> Asking {
        let answer = fetch();
        Box::pin(async move { Kept::new(answer.await) })
    };
    Answer::of(ask(Box::new(|| Question::new(())), Box::new(move |_| fetch())))
}

type Asking = Pin<Box<dyn Future<Output = Kept> + Send>>;
type Source = Box<dyn Fn() -> Question + Send + Sync>;

fn ask_again(
    source: Source,
    again: Source,
    fetch: Box<dyn Fn(&Question) -> Asking + Send + Sync>,
) -> Resource<Kept, KeptJson> {
    let session = Session::try_from_context();
    // What the answer that is shown answers, and where it is.
    let answered = StoredValue::new(untrack(&source));
    let shown = StoredValue::<Option<Resource<Kept, KeptJson>>>::new(None);
    let fetch = move |question: Question| -> Asking {
        let (asked, _) = question.parts();
        let answer = fetch(&asked);
        Box::pin(async move {
            let answer = answer.await;
            let Some(error) = answer.error() else {
                answered.set_value(asked);
                return answer;
            };
            if let Some(session) = session {
                session.notice(&error);
            }
            let before = || untrack(|| shown.get_value()?.get());
            if error.is_passing()
                && answered.with_value(|answered| *answered == asked)
                && let Some(before) = before()
                && before.error().is_none()
            {
                return before;
            }
            answer
        })
    };
    let resource = ask(Box::new(move || Question::both(source(), again())), Box::new(fetch));
    shown.set_value(Some(resource));
    resource
}

fn ask(source: Source, fetch: Box<dyn Fn(Question) -> Asking + Send + Sync>) -> Resource<Kept, KeptJson> {
    Resource::new_with_options(source, fetch, false)
}
