//! The services' own words for what is nobody's fault but theirs, or the administrator's.

use http::StatusCode;

use super::Facts;
use crate::account::user_name;
use crate::wire::{Error, Service};

/// Something failed within the service.
pub fn server_error(service: Service, status: StatusCode) -> Error {
    let (code, message) = match service {
        Service::Connect => (
            "InternalServiceException",
            "Request processing failed because of an error or failure with the service.",
        ),
        Service::Ses => (
            "InternalServiceErrorException",
            "The request couldn't be processed because an error occurred with the Amazon SES API v2.",
        ),
        Service::WorkSpaces => ("InternalServerException", "Unexpected server error occured."),
        // <https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html>
        Service::Sts => (
            "InternalFailure",
            "The request processing has failed because of an unknown error, exception or failure.",
        ),
    };
    Error::new(status, code, message)
}

/// The caller's policies do not allow the operation.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>
pub fn access_denied(facts: &Facts<'_>) -> Error {
    let Facts {
        service,
        operation,
        account,
        ..
    } = *facts;
    let (status, code) = match service {
        Service::Connect | Service::Ses => (StatusCode::FORBIDDEN, "AccessDeniedException"),
        Service::WorkSpaces => (StatusCode::BAD_REQUEST, "AccessDeniedException"),
        Service::Sts => (StatusCode::FORBIDDEN, "AccessDenied"),
    };
    let (prefix, user) = (service.signing_name(), user_name(account));
    let message = format!(
        "User: arn:aws:iam::{account}:user/{user} is not authorized to perform: {prefix}:{operation} \
         because no identity-based policy allows the {prefix}:{operation} action"
    );
    Error::new(status, code, message)
}
