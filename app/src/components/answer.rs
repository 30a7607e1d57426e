//! A server function's answer, as a page holds it.

use super::{live::Live, session::Session};
use crate::error::AppError;
use leptos::{
    prelude::{GetValue, Resource, SetValue, StoredValue, WithValue, untrack},
    server::codee::{Decoder, Encoder},
};
use serde::{Serialize, de::DeserializeOwned};
use std::future::Future;

/// An answer that is on its way or there.
pub type Answer<T> = Resource<Result<T, AppError>, Json>;

/// Asks with `fetch` now, whenever `source` changes, and whenever what is known has changed.
pub fn answer<S, T, F>(
    source: impl Fn() -> S + Copy + Send + Sync + 'static,
    fetch: impl Fn(S) -> F + Send + Sync + 'static,
) -> Answer<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let live = Live::from_context();
    answer_again(source, move || live.changes(), fetch)
}

/// Asks with `fetch` now, whenever `source` changes, and `again` and again. What was answered to the same `source` stays
/// while the server can't be asked or nobody is signed in: what somebody reads or types in does not go away for that.
pub fn answer_again<S, A, T, F>(
    source: impl Fn() -> S + Copy + Send + Sync + 'static,
    again: impl Fn() -> A + Send + Sync + 'static,
    fetch: impl Fn(S) -> F + Send + Sync + 'static,
) -> Answer<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    A: PartialEq + Clone + Send + Sync + 'static,
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let session = Session::try_from_context();
    // What the answer that is shown answers, and where it is.
    let answered = StoredValue::new(untrack(source));
    let shown = StoredValue::<Option<Answer<T>>>::new(None);
    let fetch = move |(asked, _): (S, A)| {
        let answer = fetch(asked.clone());
        async move {
            let answer = answer.await;
            match &answer {
                Ok(_) => answered.set_value(asked),
                Err(error) => {
                    if let Some(session) = session {
                        session.notice(error);
                    }
                    let before = || untrack(|| shown.get_value()?.map(Clone::clone));
                    if error.is_passing()
                        && answered.with_value(|answered| *answered == asked)
                        && let Some(Ok(before)) = before()
                    {
                        return Ok(before);
                    }
                }
            }
            answer
        }
    };
    let resource = Answer::new_with_options(move || (source(), again()), fetch, false);
    shown.set_value(Some(resource));
    resource
}

/// Asks once: when the page is drawn.
pub fn asked_once<T, F>(fetch: impl Fn() -> F + Send + Sync + 'static) -> Answer<T>
where
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    Answer::new_with_options(|| (), move |()| fetch(), false)
}

/// JSON, read from bytes as the server functions' answers are: with Leptos' own codec, which reads from text, the page
/// would carry two readers for each type.
pub struct Json;

impl<T: Serialize> Encoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, serde_json::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, serde_json::Error> {
        serde_json::from_slice(text.as_bytes())
    }
}
