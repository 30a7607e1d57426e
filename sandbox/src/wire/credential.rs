//! Who calls what, where: the credential scope of a `SigV4` `Authorization` header.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html>

use http::header::AUTHORIZATION;
use http::{HeaderMap, StatusCode};

use super::{Error, Service};
use crate::account::{Scope, is_region};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// What the credential scope says.
#[derive(Debug, PartialEq, Eq)]
pub struct Credential {
    /// The service that the request was signed for.
    pub service: Service,
    /// The account of the access key, and the Region.
    pub scope: Scope,
}

impl Credential {
    /// Reads the `Authorization` header.
    pub fn of(headers: &HeaderMap) -> Result<Self, Error> {
        let header = headers.get(AUTHORIZATION).ok_or_else(unsigned)?;
        header
            .to_str()
            .ok()
            .and_then(credential)
            .ok_or_else(incomplete)
            .and_then(Self::parse)
    }

    /// Parses `AKID/20260131/us-east-1/ses/aws4_request`.
    fn parse(credential: &str) -> Result<Self, Error> {
        let parts: Vec<_> = credential.split('/').collect();
        let [access_key_id, _date, region, service, "aws4_request"] = parts[..] else {
            return Err(incomplete());
        };
        if access_key_id.is_empty() || region.is_empty() {
            return Err(incomplete());
        }
        let service = Service::of_signing_name(service).ok_or_else(|| not_simulated(service))?;
        if !is_region(region) {
            return Err(no_region());
        }
        Ok(Self {
            service,
            scope: Scope::of_access_key(access_key_id, region),
        })
    }
}

fn credential(authorization: &str) -> Option<&str> {
    authorization
        .strip_prefix(ALGORITHM)?
        .split(',')
        .find_map(|part| part.trim().strip_prefix("Credential="))
}

fn unsigned() -> Error {
    Error::new(
        StatusCode::FORBIDDEN,
        "MissingAuthenticationTokenException",
        "Missing Authentication Token",
    )
}

fn incomplete() -> Error {
    Error::new(
        StatusCode::BAD_REQUEST,
        "IncompleteSignatureException",
        "Authorization header requires 'Credential' with a scope of the form <date>/<region>/<service>/aws4_request",
    )
}

fn no_region() -> Error {
    Error::new(
        StatusCode::FORBIDDEN,
        "InvalidSignatureException",
        "Credential should be scoped to a valid region.",
    )
}

fn not_simulated(service: &str) -> Error {
    Error::new(
        StatusCode::FORBIDDEN,
        "InvalidSignatureException",
        format!("Credential should be scoped to a simulated service, not to '{service}'"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{OTHER_ACCESS_KEY_ID, OTHER_ACCOUNT_ID};

    #[test]
    fn refuses_a_region_that_aws_does_not_have() {
        for (region, is_there) in [("af-south-1", true), ("eu-west-9", false), ("", false)] {
            let credential = Credential::parse(&format!("A/20260131/{region}/ses/aws4_request"));
            assert_eq!(credential.is_ok(), is_there, "{region}");
        }
    }

    #[test]
    fn reads_service_region_and_account() {
        let header = format!(
            "AWS4-HMAC-SHA256 Credential={OTHER_ACCESS_KEY_ID}/20260131/eu-west-2/ses/aws4_request, SignedHeaders=host, Signature=0"
        );
        let headers = HeaderMap::from_iter([(AUTHORIZATION, header.parse().unwrap())]);
        let credential = Credential::of(&headers).unwrap();
        assert_eq!(credential.service, Service::Ses);
        assert_eq!(credential.scope.account, OTHER_ACCOUNT_ID);
        assert_eq!(credential.scope.region, "eu-west-2");
    }
}
