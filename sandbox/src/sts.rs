//! STS `GetCallerIdentity`.
//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>

use http::StatusCode;

use crate::ACCOUNT_ID;
use crate::generator::Generator;
use crate::wire::query::{self, Output};
use crate::wire::{Call, Error};

const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";
const VERSION: &str = "2011-06-15";

/// Answers a call to STS.
pub fn answer(call: &Call) -> Result<Output, Error> {
    let form = query::form(call)?;
    let parameter = |name: &str| {
        let found = form.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    match (parameter("Action"), parameter("Version")) {
        ("GetCallerIdentity", VERSION) => Ok(caller_identity(call.scope.account)),
        ("", _) => Err(Error::new(
            StatusCode::BAD_REQUEST,
            "MissingAction",
            "The request must contain the parameter Action",
        )),
        (action, version) => Err(Error::new(
            StatusCode::BAD_REQUEST,
            "InvalidAction",
            format!("Could not find operation {action} for version {version}"),
        )),
    }
}

fn caller_identity(account: &str) -> Output {
    let user = if account == ACCOUNT_ID { "admin" } else { "partner" };
    let unique = Generator::new(&["iam-user", account]).capitals(17);
    Output {
        action: "GetCallerIdentity",
        members: vec![
            ("Arn", format!("arn:aws:iam::{account}:user/{user}")),
            ("UserId", format!("AIDA{unique}")),
            ("Account", account.to_owned()),
        ],
        namespace: NAMESPACE,
    }
}
