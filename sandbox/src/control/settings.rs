//! `/_sandbox/settings`: the rates, and how consistent lists are.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};

use super::{Body, Controls, Error};
use crate::quota::Rates;
use crate::server::World;

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
pub async fn show(State(world): State<Arc<World>>) -> Json<Document> {
    Json(document(&world.controls))
}

/// Answers `PUT`.
pub async fn change(State(world): State<Arc<World>>, Body(wanted): Body<Wanted>) -> Result<Json<Document>, Error> {
    let rates = wanted.rates.as_deref().map(str::parse::<Rates>).transpose();
    if let Some(rates) = rates.map_err(|error| Error::Unprocessable(error.to_string()))? {
        world.controls.quotas.set_rates(rates);
    }
    if let Some(delay) = wanted.list_delay_ms {
        world.controls.set_list_delay_ms(delay);
    }
    Ok(Json(document(&world.controls)))
}

fn document(controls: &Controls) -> Document {
    Document {
        rates: controls.quotas.rates().to_string(),
        list_delay_ms: controls.list_delay().as_millis(),
    }
}
