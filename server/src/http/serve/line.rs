//! The bytes of one connection: notes that some came, and gives up on a client that takes none.

use super::{automatic::completed, stage::Progress};
use std::{
    io::{self, ErrorKind, IoSlice},
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::timeout,
};
use tokio_io_timeout::TimeoutStream;

/// How long a client may take no byte of its answer.
const WRITE: Duration = Duration::from_secs(20);

/// How long a client that was answered early may go on sending.
const LINGER: Duration = Duration::from_secs(2);

pub(super) struct Line {
    stream: Pin<Box<TimeoutStream<TcpStream>>>,
    progress: Progress,
}

impl Line {
    pub(super) fn new(stream: TcpStream, progress: Progress) -> Self {
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(WRITE));
        Self {
            stream: Box::pin(stream),
            progress,
        }
    }

    /// Throws away what still comes: closing at once would have the client's system throw away our answer
    /// ([RFC 9112, section 9.6](https://www.rfc-editor.org/rfc/rfc9112#section-9.6)).
    pub(super) async fn linger(mut self) {
        let mut rest = vec![0; 16 * 1024];
        let read = async { while matches!(self.stream.read(&mut rest).await, Ok(1..)) {} };
        // Whether the client stopped or we did is all the same.
        let _ = timeout(LINGER, read).await;
    }
}

impl AsyncRead for Line {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = bytes.filled().len();
        ready!(self.stream.as_mut().poll_read(context, bytes))?;
        if bytes.filled().len() > before {
            self.progress.heard();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let completed = completed(bytes);
        let written = self
            .stream
            .as_mut()
            .poll_write(context, completed.as_deref().unwrap_or(bytes));
        self.progress.is_read(written.is_ready());
        match (&written, completed) {
            (Poll::Ready(Ok(length)), Some(completed)) if *length == completed.len() => Poll::Ready(Ok(bytes.len())),
            // Some hundred bytes always fit where nothing waits to be read.
            (Poll::Ready(Ok(_)), Some(_)) => Poll::Ready(Err(ErrorKind::WriteZero.into())),
            _ => written,
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream.as_mut().poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream.as_mut().poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let [one] = bytes {
            return self.poll_write(context, one);
        }
        let written = self.stream.as_mut().poll_write_vectored(context, bytes);
        self.progress.is_read(written.is_ready());
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::{io::AsyncWriteExt, net::TcpListener};

    #[tokio::test(start_paused = true)]
    async fn who_takes_nothing_is_given_up() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (client, accepted) = tokio::join!(TcpStream::connect(address), listener.accept());
        let _silent = client.expect("connected");
        let progress = Progress::new();
        let mut line = Line::new(accepted.expect("accepted").0, progress.clone());
        let answer = vec![0; 64 * 1024];
        let error = loop {
            if let Err(error) = line.write_all(&answer).await {
                break error;
            }
        };
        assert_eq!(error.kind(), ErrorKind::TimedOut);
    }
}
