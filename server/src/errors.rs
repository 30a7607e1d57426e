//! Errors, for the log.

use std::{error::Error, iter};

/// An error and what is behind it, in one line: the cause of a failed connection is some errors down.
#[must_use]
pub fn chain(error: &(dyn Error + 'static)) -> String {
    let errors = iter::successors(Some(error), |&error| error.source());
    let texts: Vec<_> = errors.map(ToString::to_string).collect();
    texts.join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[derive(Debug, thiserror::Error)]
    #[error("the provider can't be reached")]
    struct Unreachable(#[source] io::Error);

    #[test]
    fn the_cause_is_named_last() {
        let error = Unreachable(io::Error::other("connection refused"));
        assert_eq!(chain(&error), "the provider can't be reached: connection refused");
        assert_eq!(chain(&error.0), "connection refused");
    }
}
