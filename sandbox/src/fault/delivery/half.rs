//! A body that breaks off.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};

/// The first half of a body, then an error. In between it yields once, so that the connection
/// sends the half before it learns of the error.
#[derive(Debug)]
pub struct Half {
    length: u64,
    next: Next,
}

/// The body ends before its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a fault breaks the answer off")]
pub struct BrokenOff;

#[derive(Debug)]
enum Next {
    Data(Bytes),
    Flush,
    Break,
}

impl Half {
    /// The first half of `whole`, rounded down.
    pub fn of(mut whole: Bytes) -> Self {
        let length = u64::try_from(whole.len()).unwrap_or(u64::MAX);
        whole.truncate(whole.len() / 2);
        let next = if whole.is_empty() {
            Next::Flush
        } else {
            Next::Data(whole)
        };
        Self { length, next }
    }
}

impl HttpBody for Half {
    type Data = Bytes;
    type Error = BrokenOff;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BrokenOff>>> {
        match std::mem::replace(&mut self.next, Next::Break) {
            Next::Data(data) => {
                self.next = Next::Flush;
                Poll::Ready(Some(Ok(Frame::data(data))))
            }
            Next::Flush => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Next::Break => Poll::Ready(Some(Err(BrokenOff))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}
