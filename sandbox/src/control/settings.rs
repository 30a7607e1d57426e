//! `/_sandbox/settings`: the rates, and how consistent lists are.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};

use super::body::Body;
use super::{Controls, Error};
use crate::quota::Rates;

/// The settings in force.
#[derive(Debug, Serialize)]
pub struct Document {
    rates: String,
    list_delay_ms: u128,
}

/// Those that are to change.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    rates: Option<String>,
    list_delay_ms: Option<u64>,
}

/// Answers `GET`.
pub async fn show(State(controls): State<Arc<Controls>>) -> Json<Document> {
    Json(document(&controls))
}

/// Answers `PUT`.
pub async fn change(
    State(controls): State<Arc<Controls>>,
    Body(wanted): Body<Wanted>,
) -> Result<Json<Document>, Error> {
    let rates = wanted.rates.as_deref().map(str::parse::<Rates>).transpose();
    if let Some(rates) = rates.map_err(|error| Error::Unprocessable(error.to_string()))? {
        controls.quotas.set_rates(rates);
    }
    if let Some(delay) = wanted.list_delay_ms {
        controls.set_list_delay_ms(delay);
    }
    Ok(Json(document(&controls)))
}

fn document(controls: &Controls) -> Document {
    Document {
        rates: controls.quotas.rates().to_string(),
        list_delay_ms: controls.list_delay().as_millis(),
    }
}
