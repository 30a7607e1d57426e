//! How an answer goes wrong on its way. An answer carries this in its extensions, from the front
//! door to the connection that it belongs to: only there can a connection be reset.

use std::convert::Infallible;
use std::future::pending;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::response::Response;
use http::HeaderValue;
use http::header::CONTENT_LENGTH;

mod half;

use half::Half;

/// What happens to an answer on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The connection is reset without a byte of it.
    Reset,
    /// It never comes.
    Never,
    /// It comes so much later, in real time.
    Late(Duration),
    /// Half of its body comes, then the connection ends.
    Half,
}

/// The connection is to be reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a fault resets the connection")]
pub struct Reset;

impl Delivery {
    /// Marks an answer.
    pub fn mark(self, mut response: Response) -> Response {
        response.extensions_mut().insert(self);
        response
    }

    /// Does to a marked answer what its mark says; any other passes.
    ///
    /// # Errors
    ///
    /// When the connection is to be reset instead.
    pub async fn carry_out(response: Response) -> Result<Response, Reset> {
        match response.extensions().get().copied() {
            None => Ok(response),
            Some(Self::Reset) => Err(Reset),
            Some(Self::Never) => match pending::<Infallible>().await {},
            Some(Self::Late(delay)) => {
                tokio::time::sleep(delay).await;
                Ok(response)
            }
            Some(Self::Half) => half_of(response).await,
        }
    }
}

/// Announces the whole length, and breaks off after half of it.
async fn half_of(response: Response) -> Result<Response, Reset> {
    let (mut head, body) = response.into_parts();
    let whole: Bytes = to_bytes(body, usize::MAX).await.map_err(|_| Reset)?;
    head.headers.insert(CONTENT_LENGTH, HeaderValue::from(whole.len()));
    Ok(Response::from_parts(head, Body::new(Half::of(whole))))
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Waker};

    use http_body_util::BodyExt;

    use super::*;

    fn marked(delivery: Delivery, body: &'static str) -> Response {
        delivery.mark(Response::new(Body::from(body)))
    }

    #[tokio::test]
    async fn an_answer_without_a_mark_passes() {
        let response = Delivery::carry_out(Response::new(Body::from("whole"))).await.unwrap();
        let body = response.into_body().collect().await.unwrap();
        assert_eq!(body.to_bytes(), "whole");
    }

    #[tokio::test]
    async fn a_reset_is_left_to_the_connection() {
        let outcome = Delivery::carry_out(marked(Delivery::Reset, "whole")).await;
        assert_eq!(outcome.unwrap_err(), Reset);
    }

    #[test]
    fn what_never_comes_is_pending() {
        let delivery = pin!(Delivery::carry_out(marked(Delivery::Never, "whole")));
        let mut context = Context::from_waker(Waker::noop());
        assert!(delivery.poll(&mut context).is_pending());
    }

    #[tokio::test]
    async fn half_of_the_body_comes_and_all_of_its_length() {
        for (whole, half) in [("", ""), ("1", ""), ("12345", "12"), ("123456", "123")] {
            let response = Delivery::carry_out(marked(Delivery::Half, whole)).await.unwrap();
            assert_eq!(response.headers()[CONTENT_LENGTH], whole.len().to_string());
            let mut body = response.into_body();
            let mut received = String::new();
            let error = loop {
                match body.frame().await.unwrap() {
                    Ok(frame) => received.push_str(std::str::from_utf8(frame.data_ref().unwrap()).unwrap()),
                    Err(error) => break error,
                }
            };
            assert_eq!(received, half);
            assert_eq!(error.to_string(), "a fault breaks the answer off");
        }
    }
}
