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
    let value = serde_json::to_value(output).map_err(|error| Error::internal(error.to_string()))?;
    Ok(match value {
        Value::Null => Value::Object(Map::new()),
        value => without_nulls(value),
    })
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, member)| !member.is_null())
            .map(|(name, member)| (name, without_nulls(member)))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}
