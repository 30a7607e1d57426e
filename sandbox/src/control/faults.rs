//! `/_sandbox/faults`: the rules by which calls go wrong.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::LOCATION;
use serde_json::{Value, json};

use super::{Body, Error, Path};
use crate::fault::{Definition, Rule};
use crate::server::World;

/// Answers `GET` of all.
pub async fn list(State(world): State<Arc<World>>) -> Json<Value> {
    Json(json!({ "faults": world.controls.faults.list() }))
}

/// Answers `POST`.
pub async fn create(State(world): State<Arc<World>>, Body(definition): Body<Definition>) -> Result<Response, Error> {
    let added = world.controls.faults.add(definition);
    let rule = added.map_err(|error| Error::Unprocessable(error.to_string()))?;
    let location = format!("/_sandbox/faults/{}", rule.id);
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(rule)).into_response())
}

/// Answers `DELETE` of all.
pub async fn clear(State(world): State<Arc<World>>) -> StatusCode {
    world.controls.faults.clear();
    StatusCode::NO_CONTENT
}

/// Answers `GET` of one.
pub async fn show(State(world): State<Arc<World>>, Path(id): Path<String>) -> Result<Json<Rule>, Error> {
    let rule = id.parse().ok().and_then(|id| world.controls.faults.get(id));
    rule.map(Json).ok_or_else(|| no_fault(&id))
}

/// Answers `DELETE` of one.
pub async fn remove(State(world): State<Arc<World>>, Path(id): Path<String>) -> Result<StatusCode, Error> {
    if id.parse().is_ok_and(|id| world.controls.faults.remove(id)) {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(no_fault(&id))
    }
}

fn no_fault(id: &str) -> Error {
    Error::NotFound(format!("there is no fault with the id {id}"))
}
