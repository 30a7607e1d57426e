//! `/_sandbox/calls`: the record of calls.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;

use super::Controls;
use super::query::Query;
use crate::calls::{Filter, Listing};

/// Answers `GET`.
pub async fn list(State(controls): State<Arc<Controls>>, Query(filter): Query<Filter>) -> Json<Listing> {
    Json(controls.calls.list(&filter))
}

/// Answers `DELETE`.
pub async fn clear(State(controls): State<Arc<Controls>>) -> StatusCode {
    controls.calls.clear();
    StatusCode::NO_CONTENT
}
