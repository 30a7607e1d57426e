//! What restJson1 and `awsJson1_1` have in common.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Answer, Error};

/// Reads a request's JSON object. Unknown members are ignored, as AWS does; no body is `{}`.
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    let members: Map<String, Value> = if body.is_empty() {
        Map::new()
    } else {
        serde_json::from_slice(body).map_err(|error| Error::serialization(error.to_string()))?
    };
    T::deserialize(Value::Object(members)).map_err(|error| Error::serialization(error.to_string()))
}

/// Writes an operation's output; members without a value are left out.
pub fn answer<T: Serialize, E: Into<Error>>(outcome: Result<T, E>) -> Answer {
    let output = outcome.map_err(Into::into)?;
    let value = serde_json::to_value(output).map_err(|error| {
        Error::new(
            http::StatusCode::INTERNAL_SERVER_ERROR,
            "InternalFailure",
            error.to_string(),
        )
    })?;
    Ok(without_nulls(value))
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
