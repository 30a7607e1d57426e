//! `/_sandbox/clock`: the simulated time.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

use super::{Body, Error, moment};
use crate::clock::{Change, ClockError, Reading};
use crate::server::World;

/// What the clock shows.
#[derive(Debug, Serialize)]
pub struct Document {
    #[serde(serialize_with = "moment::serialize")]
    now: OffsetDateTime,
    running: bool,
    speed: f64,
}

/// What is to be done to it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    now: Option<String>,
    step: Option<Value>,
    running: Option<bool>,
    speed: Option<f64>,
}

/// Answers `GET`.
pub async fn show(State(world): State<Arc<World>>) -> Json<Document> {
    Json(world.controls.clock.read().into())
}

/// Answers `PUT`.
pub async fn change(State(world): State<Arc<World>>, Body(wanted): Body<Wanted>) -> Result<Json<Document>, Error> {
    let change = Change {
        now: wanted.now.as_deref().map(now).transpose()?,
        step: wanted.step.as_ref().map(step).transpose()?,
        running: wanted.running,
        speed: wanted.speed,
    };
    let reading = world.controls.clock.change(change).map_err(refusal)?;
    Ok(Json(reading.into()))
}

impl From<Reading> for Document {
    fn from(reading: Reading) -> Self {
        Self {
            now: reading.now,
            running: reading.running,
            speed: reading.speed,
        }
    }
}

fn refusal(error: ClockError) -> Error {
    Error::Unprocessable(match error {
        ClockError::Backwards { now, wanted } => {
            let (now, wanted) = (moment::text(now), moment::text(wanted));
            format!("the clock cannot go back: it is {now} already, after {wanted}")
        }
        error => error.to_string(),
    })
}

fn now(text: &str) -> Result<OffsetDateTime, Error> {
    moment::read(text)
        .ok_or_else(|| Error::Unprocessable(format!("now must be of the form 2026-01-31T12:00:00Z, not `{text}`")))
}

/// Seconds, or a number with a unit.
fn step(value: &Value) -> Result<Duration, Error> {
    let seconds = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => seconds(text),
        _ => None,
    };
    let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    duration.ok_or_else(|| {
        Error::Unprocessable(format!(
            "step must be a number of seconds, not negative, or text such as \"15s\", \"90m\", \"72h\" or \"2d\", not {value}"
        ))
    })
}

fn seconds(text: &str) -> Option<f64> {
    let start_of_unit = text.find(|character: char| character.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(start_of_unit);
    let seconds_a_unit = match unit {
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * seconds_a_unit)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_step_is_seconds_or_text_with_a_unit() {
        for (value, expected) in [
            (json!(90), 90),
            (json!(0), 0),
            (json!("15s"), 15),
            (json!("90m"), 5400),
            (json!("72h"), 259_200),
            (json!("2d"), 172_800),
        ] {
            assert_eq!(step(&value).unwrap(), Duration::from_secs(expected), "{value}");
        }
        assert_eq!(step(&json!("1.5s")).unwrap(), Duration::from_millis(1500));
    }

    #[test]
    fn a_step_does_not_lead_back() {
        for value in [
            json!(-1),
            json!("-1h"),
            json!("1"),
            json!("h"),
            json!("1w"),
            json!(true),
            json!(1e300),
        ] {
            assert!(step(&value).is_err(), "{value}");
        }
    }
}
