//! What a fault makes of a call.

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;
use http::header::CONTENT_LENGTH;

use super::{Delivery, Facts, Kind, refusal};
use crate::quota::throttled;
use crate::wire::Error;

/// Neither JSON nor XML.
const NONSENSE: &str = "<html><head><title>200 OK</title></head><body>Service is healthy";

/// Lets `kind` befall a call. `perform` lets the operation take effect and answers it; `refuse`
/// writes an error in the service's protocol. One of them is called, or neither.
///
/// What happens on the way to the client is left to the connection: the answer is marked with a
/// [`Delivery`]. So this returns at once, and the call can be recorded.
pub async fn carry_out<P>(
    kind: Kind,
    facts: &Facts<'_>,
    refuse: impl FnOnce(Error) -> Response,
    perform: impl FnOnce() -> P,
) -> Response
where
    P: Future<Output = Response>,
{
    match kind {
        Kind::Throttle => refuse(throttled(facts.service)),
        Kind::ServerError(status) => refuse(refusal::server_error(facts.service, status)),
        Kind::AccessDenied => refuse(refusal::access_denied(facts)),
        Kind::ResetBefore => Delivery::Reset.mark(Response::default()),
        Kind::Stall => Delivery::Never.mark(Response::default()),
        Kind::ResetAfter => Delivery::Reset.mark(perform().await),
        Kind::StallAfter => Delivery::Never.mark(perform().await),
        Kind::Slow(delay) => Delivery::Late(delay).mark(perform().await),
        Kind::Truncated => Delivery::Half.mark(perform().await),
        Kind::WrongJson => nonsense(perform().await),
    }
}

fn nonsense(response: Response) -> Response {
    let (mut head, _) = response.into_parts();
    head.status = StatusCode::OK;
    head.headers.remove(CONTENT_LENGTH);
    Response::from_parts(head, Body::from(NONSENSE))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::time::Duration;

    use axum::response::IntoResponse;
    use http::header::CONTENT_TYPE;
    use http_body_util::BodyExt;

    use super::*;
    use crate::wire::Service;

    fn facts(service: Service) -> Facts<'static> {
        Facts {
            service,
            operation: "Anything",
            region: "us-east-1",
            account: crate::ACCOUNT_ID,
        }
    }

    /// What comes of a call, and whether its operation took effect.
    async fn outcome(kind: Kind, service: Service) -> (Response, bool) {
        let is_performed = Cell::new(false);
        let refuse = |error: Error| (error.status, format!("{}: {}", error.code, error.message)).into_response();
        let perform = || async {
            is_performed.set(true);
            ([(CONTENT_TYPE, "application/json")], "{}").into_response()
        };
        let response = carry_out(kind, &facts(service), refuse, perform).await;
        (response, is_performed.get())
    }

    async fn text(response: Response) -> String {
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn refusals_are_the_services_own() {
        let server_error = Kind::ServerError(StatusCode::INTERNAL_SERVER_ERROR);
        for (kind, service, status, code) in [
            (Kind::Throttle, Service::Connect, 429, "ThrottlingException"),
            (Kind::Throttle, Service::Ses, 429, "TooManyRequestsException"),
            (Kind::Throttle, Service::WorkSpaces, 400, "ThrottlingException"),
            (Kind::Throttle, Service::Sts, 400, "Throttling"),
            (server_error, Service::Connect, 500, "InternalServiceException"),
            (server_error, Service::Ses, 500, "InternalServiceErrorException"),
            (server_error, Service::WorkSpaces, 500, "InternalServerException"),
            (server_error, Service::Sts, 500, "InternalFailure"),
            (Kind::AccessDenied, Service::Connect, 403, "AccessDeniedException"),
            (Kind::AccessDenied, Service::Ses, 403, "AccessDeniedException"),
            (Kind::AccessDenied, Service::WorkSpaces, 400, "AccessDeniedException"),
            (Kind::AccessDenied, Service::Sts, 403, "AccessDenied"),
        ] {
            let (response, is_performed) = outcome(kind, service).await;
            assert!(!is_performed);
            assert_eq!(response.status(), status, "{kind:?} {service:?}");
            assert!(
                text(response).await.starts_with(&format!("{code}: ")),
                "{kind:?} {service:?}"
            );
        }
    }

    #[tokio::test]
    async fn says_whom_it_denies_what() {
        let (response, _) = outcome(Kind::AccessDenied, Service::Ses).await;
        let text = text(response).await;
        assert!(
            text.contains("arn:aws:iam::111122223333:user/admin is not authorized to perform: ses:Anything"),
            "{text}"
        );
    }

    #[tokio::test]
    async fn the_operation_takes_effect_before_what_happens_after_it() {
        let late = Duration::from_millis(1);
        for (kind, delivery, expected) in [
            (Kind::ResetBefore, Delivery::Reset, false),
            (Kind::ResetAfter, Delivery::Reset, true),
            (Kind::Stall, Delivery::Never, false),
            (Kind::StallAfter, Delivery::Never, true),
            (Kind::Slow(late), Delivery::Late(late), true),
            (Kind::Truncated, Delivery::Half, true),
        ] {
            let (response, is_performed) = outcome(kind, Service::Connect).await;
            assert_eq!(response.extensions().get(), Some(&delivery));
            assert_eq!(is_performed, expected, "{kind:?}");
            assert_eq!(kind.leaves_no_trace(), !expected, "{kind:?}");
        }
    }

    #[tokio::test]
    async fn wrong_json_keeps_the_headers() {
        let (response, is_performed) = outcome(Kind::WrongJson, Service::Connect).await;
        assert!(is_performed);
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()[CONTENT_TYPE], "application/json");
        assert!(serde_json::from_str::<serde_json::Value>(&text(response).await).is_err());
    }
}
