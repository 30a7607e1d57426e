//! What a service says to a client that calls too often.

use http::StatusCode;

use crate::wire::{Error, Service};

/// The refusal of a throttled call. SES's "Maximum sending rate exceeded." is about sending only.
pub fn throttled(service: Service) -> Error {
    let (status, code) = match service {
        Service::Connect => (StatusCode::TOO_MANY_REQUESTS, "ThrottlingException"),
        Service::Ses => (StatusCode::TOO_MANY_REQUESTS, "TooManyRequestsException"),
        Service::WorkSpaces => (StatusCode::BAD_REQUEST, "ThrottlingException"),
        Service::Sts => (StatusCode::BAD_REQUEST, "Throttling"),
    };
    Error::new(status, code, "Rate exceeded")
}
