//! Where a request came from.
