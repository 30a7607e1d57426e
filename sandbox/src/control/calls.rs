//! `/_sandbox/calls`: the record of calls.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;

use super::Query;
use crate::calls::{Filter, Listing};
use crate::server::World;

/// Answers `GET`.
pub async fn list(State(world): State<Arc<World>>, Query(filter): Query<Filter>) -> Json<Listing> {
    Json(world.controls.calls.list(&filter))
}

/// Answers `DELETE`.
pub async fn clear(State(world): State<Arc<World>>) -> StatusCode {
    world.controls.calls.clear();
    StatusCode::NO_CONTENT
}
