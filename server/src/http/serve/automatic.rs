//! Answers that hyper gives by itself, to what is no HTTP or far too long: no layer sees them.

use crate::http::headers;

/// No automatic answer is longer.
const LONGEST: usize = 256;

/// The answer with the headers that every answer carries, if `bytes` is one that hyper made: all others carry them already.
pub(super) fn completed(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() > LONGEST || !bytes.starts_with(b"HTTP/1.1 4") || !bytes.ends_with(b"\r\n\r\n") {
        return None;
    }
    let text = str::from_utf8(bytes).ok()?;
    let (status, rest) = text.split_once("\r\n")?;
    let is_ours = rest.contains("x-request-id: ");
    (!is_ours).then(|| [status, "\r\n", &headers::lines(), rest].concat().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_hyper_says_by_itself_is_changed() {
        let automatic = "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";
        let completed_text = String::from_utf8(completed(automatic.as_bytes()).expect("completed")).expect("text");
        let lines: Vec<_> = completed_text.split("\r\n").collect();
        assert_eq!(lines[0], "HTTP/1.1 400 Bad Request");
        assert!(lines.contains(&"x-content-type-options: nosniff") && lines.contains(&"cache-control: no-store"));
        assert_eq!(lines[lines.len() - 3..], ["content-length: 0", "", ""]);
        assert_eq!(completed(b"HTTP/1.1 404 Not Found\r\nx-request-id: 1\r\n\r\n"), None);
        assert_eq!(completed(b"HTTP/1.1 200 OK\r\n\r\n"), None);
        assert_eq!(completed(b"HTTP/1.1 400 is how a file begins"), None);
    }
}
