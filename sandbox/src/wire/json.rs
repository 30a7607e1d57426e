//! What restJson1 and `awsJson1_1` have in common.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Answer, Error};

/// Reads a request's JSON object; no body is `{}`.
pub fn parse(body: &[u8]) -> Result<Map<String, Value>, Error> {
    if body.is_empty() {
        return Ok(Map::new());
    }
    serde_json::from_slice(body).map_err(|error| Error::serialization(error.to_string()))
}

/// Writes an operation's output; members without a value are left out. `()` is an output without
/// members.
pub fn answer<T: Serialize, E: Into<Error>>(outcome: Result<T, E>) -> Answer {
    let output = outcome.map_err(Into::into)?;
    let mut value = serde_json::to_value(output).map_err(|error| Error::internal(error.to_string()))?;
    if value.is_null() {
        return Ok(Value::Object(Map::new()));
    }
    remove_nulls(&mut value);
    Ok(value)
}

fn remove_nulls(value: &mut Value) {
    match value {
        Value::Object(members) => members.retain(|_, member| {
            remove_nulls(member);
            !member.is_null()
        }),
        Value::Array(items) => items.iter_mut().for_each(remove_nulls),
        _ => {}
    }
}
