//! What stands in the way of reading.

use super::Service;
use crate::model::{region::Region, time::Timestamp};
use serde::{Deserialize, Serialize};

/// A call to AWS that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The service.
    pub service: Service,
    /// The Region.
    pub region: Region,
    /// The operation, such as `ListUsers`.
    pub operation: String,
    /// Why.
    pub cause: Cause,
    /// When it last happened.
    pub at: Timestamp,
}

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// No answer: network, name resolution, time-out.
    Unreachable,
    /// The credentials may not do this.
    AccessDenied,
    /// There are no credentials, or they are no longer valid.
    Credentials,
    /// AWS asked to slow down.
    Throttled,
    /// The service is not offered in the Region, or the account has not enabled the Region.
    NotInRegion,
    /// Anything else, in AWS's words (its error code).
    Other(String),
}

impl Problem {
    /// What happened.
    #[must_use]
    pub fn what(&self) -> String {
        let Self {
            service,
            region,
            operation,
            cause,
            ..
        } = self;
        let service = service.label();
        match cause {
            Cause::Unreachable => format!("{service} in {region} does not answer ({operation})."),
            Cause::AccessDenied => format!("{service} in {region} refuses {operation}."),
            Cause::Credentials => format!("{service} in {region} does not accept the AWS credentials ({operation})."),
            Cause::Throttled => format!("{service} in {region} asked to slow down ({operation})."),
            Cause::NotInRegion => format!("{service} can't be used in {region} ({operation})."),
            Cause::Other(code) => format!("{service} in {region} answered {operation} with {code}."),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> String {
        match &self.cause {
            Cause::Unreachable => "Check the network between Frontdesk and AWS. It tries again by itself.".to_owned(),
            Cause::AccessDenied => format!(
                "Allow the IAM action {}:{} to the role that Frontdesk runs as.",
                self.service.iam_prefix(),
                self.operation
            ),
            Cause::Credentials => "Renew the credentials that Frontdesk runs with.".to_owned(),
            Cause::Throttled => "Other tools use the same quota. Frontdesk goes on more slowly by itself.".to_owned(),
            Cause::NotInRegion => "Enable the Region for the account, or take it out of `regions`.".to_owned(),
            Cause::Other(_) => "It tries again by itself; if this stays, look into Frontdesk's log.".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(cause: Cause) -> Problem {
        Problem {
            service: Service::Ses,
            region: "eu-west-2".parse().expect("a Region"),
            operation: "GetEmailIdentity".to_owned(),
            cause,
            at: Timestamp::default(),
        }
    }

    #[test]
    fn a_denial_names_the_missing_iam_action() {
        let problem = problem(Cause::AccessDenied);
        assert_eq!(problem.what(), "Amazon SES in eu-west-2 refuses GetEmailIdentity.");
        assert!(problem.advice().contains("ses:GetEmailIdentity"));
    }
}
