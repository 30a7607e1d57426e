//! Sending policies: who else may send as an identity.
//! <https://docs.aws.amazon.com/ses/latest/dg/policy-anatomy.html>

use serde::Deserialize;
use serde_json::{Map, Value};

use super::error::Error;
use super::{EmailIdentity, Region};
use crate::wire::Violation;

/// Policies of one identity.
/// <https://docs.aws.amazon.com/ses/latest/APIReference/API_PutIdentityPolicy.html>
pub const MOST: usize = 20;
const LONGEST_NAME: usize = 64;
/// Four kilobytes.
const LONGEST_TEXT: usize = 4096;
const PARTS_OF_STATEMENT: [&str; 4] = ["Effect", "Principal", "Action", "Resource"];

/// The input of `CreateEmailIdentityPolicy` and `UpdateEmailIdentityPolicy`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PolicyInput {
    /// Whose policy it is.
    pub email_identity: String,
    /// What it is called there.
    pub policy_name: String,
    /// Its text.
    pub policy: String,
}

impl PolicyInput {
    /// Refuses what is no policy.
    pub fn expect_sound(&self) -> Result<(), Violation> {
        expect_name(&self.policy_name)?;
        expect_text(&self.policy).map_err(|constraint| Violation::without_value("Policy", constraint))
    }
}

/// The identity with this name, which must be verified.
pub fn owner<'a>(here: &'a Region, name: &str) -> Result<&'a EmailIdentity, Error> {
    let identity = here.identity(name)?;
    if identity.verified() {
        Ok(identity)
    } else {
        let constraint = "Member must be a verified identity";
        Err(Violation::new("EmailIdentity", name, constraint).into())
    }
}

/// Refuses a name that a policy cannot have.
pub fn expect_name(name: &str) -> Result<(), Violation> {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(known) {
        return Ok(());
    }
    let constraint = "Member must have 1 to 64 letters, digits, dashes and underscores";
    Err(Violation::new("PolicyName", name, constraint))
}

fn expect_text(text: &str) -> Result<(), String> {
    if text.len() > LONGEST_TEXT {
        return Err(format!("Member must have at most {LONGEST_TEXT} bytes"));
    }
    let policy: Map<String, Value> =
        serde_json::from_str(text).map_err(|error| format!("Member must be a JSON object: {error}"))?;
    if !policy.get("Version").is_some_and(Value::is_string) {
        return Err("Member must have a Version".to_owned());
    }
    match policy.get("Statement") {
        Some(Value::Array(statements)) if !statements.is_empty() => statements.iter().try_for_each(expect_statement),
        Some(statement @ Value::Object(_)) => expect_statement(statement),
        _ => Err("Member must have a Statement".to_owned()),
    }
}

fn expect_statement(statement: &Value) -> Result<(), String> {
    if let Some(part) = PARTS_OF_STATEMENT.iter().find(|part| statement.get(part).is_none()) {
        return Err(format!("Member must have a {part} in each statement"));
    }
    match statement["Effect"].as_str() {
        Some("Allow" | "Deny") => Ok(()),
        _ => Err("Member must have Allow or Deny as each Effect".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn statement() -> Value {
        json!({ "Effect": "Allow", "Principal": "*", "Action": "ses:SendEmail", "Resource": "*" })
    }

    #[test]
    fn a_policy_has_a_version_and_statements() {
        for fits in [
            json!({ "Version": "2012-10-17", "Statement": [statement(), statement()] }),
            json!({ "Version": "2012-10-17", "Statement": statement() }),
        ] {
            assert_eq!(expect_text(&fits.to_string()), Ok(()));
        }
        let mut nobody = statement();
        nobody.as_object_mut().unwrap().remove("Principal");
        let mut unsure = statement();
        unsure["Effect"] = "Perhaps".into();
        for refused in [
            json!([]),
            json!({ "Statement": statement() }),
            json!({ "Version": "2012-10-17" }),
            json!({ "Version": "2012-10-17", "Statement": [] }),
            json!({ "Version": "2012-10-17", "Statement": ["Allow"] }),
            json!({ "Version": "2012-10-17", "Statement": nobody }),
            json!({ "Version": "2012-10-17", "Statement": unsure }),
        ] {
            assert!(expect_text(&refused.to_string()).is_err(), "{refused}");
        }
        assert!(expect_text("{").is_err());
    }

    #[test]
    fn a_policy_has_at_most_four_kilobytes() {
        let mut text = json!({ "Version": "2012-10-17", "Statement": statement() }).to_string();
        text.push_str(&" ".repeat(4096 - text.len()));
        assert_eq!(expect_text(&text), Ok(()));
        text.push(' ');
        assert!(expect_text(&text).is_err());
    }

    #[test]
    fn a_name_has_letters_digits_dashes_and_underscores() {
        let longest = "n".repeat(64);
        for name in ["a", "Partner_1-b", &longest] {
            assert_eq!(expect_name(name), Ok(()), "{name}");
        }
        for name in ["", "a b", "ä", "a.b", &format!("{longest}n")] {
            assert!(expect_name(name).is_err(), "{name}");
        }
    }
}
