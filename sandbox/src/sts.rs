//! STS `GetCallerIdentity`.
//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>

use std::sync::LazyLock;

use http::StatusCode;
use serde_json::{Value, json};

use crate::account::user_name;
use crate::generator::Generator;
use crate::model::Operation;
use crate::wire::Error;

/// The XML namespace of the service.
pub const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";
const VERSION: &str = "2011-06-15";

static GET_CALLER_IDENTITY: LazyLock<Operation> = LazyLock::new(|| Operation::without_members("GetCallerIdentity"));

/// The operation with this name.
pub fn named(name: &str) -> Option<&'static Operation> {
    Some(&*GET_CALLER_IDENTITY).filter(|operation| operation.name == name)
}

/// The operation that a form names.
pub fn operation(form: &[(String, String)]) -> Result<&'static Operation, Error> {
    let parameter = |name: &str| {
        let found = form.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    match (parameter("Action"), parameter("Version")) {
        ("GetCallerIdentity", VERSION) => Ok(&GET_CALLER_IDENTITY),
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

/// Who the caller is.
pub fn caller_identity(account: &str) -> Value {
    let user = user_name(account);
    let unique = Generator::new(&["iam-user", account]).capitals(17);
    json!({
        "Arn": format!("arn:aws:iam::{account}:user/{user}"),
        "UserId": format!("AIDA{unique}"),
        "Account": account,
    })
}
