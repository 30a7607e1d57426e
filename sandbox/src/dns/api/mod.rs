//! The control of the zones over HTTP and JSON, for whoever plays the owner of a domain.
//!
//! | request | does |
//! |---|---|
//! | `GET /_sandbox/dns` | lists the zones |
//! | `GET /_sandbox/dns/{name}` | lists the records at the name and below it |
//! | `PUT /_sandbox/dns/{name}/{type}` | publishes a record set: `{"values":["10 mail.example.com"],"ttl":300}` |
//! | `DELETE /_sandbox/dns/{name}/{type}` | withdraws a record set |
//! | `PUT /_sandbox/dns/{zone}` | makes a zone, or lets its name server die: `{"server":"DEAD"}` |
//! | `DELETE /_sandbox/dns/{zone}` | removes a zone with everything in it |
//!
//! A refusal is `{"error":"…"}`. A name that no zone encloses gets a zone of its last two labels,
//! see [`Zones::publish`].

mod documents;
mod error;

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::extract::{Path, State};
use axum::routing::{get, put};
use axum::{Json, Router};
use http::StatusCode;

use self::documents::{PutRecordSet, PutZone, RecordSetDocument, RecordSetsDocument, ZoneDocument, ZonesDocument};
use self::error::ApiError;
use super::{Error, RecordSet, Zones, parse_name, parse_record_type, text_of_name};

/// Called before each change.
pub type BeforeChange = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Control {
    zones: Arc<RwLock<Zones>>,
    before_change: BeforeChange,
}

/// The routes below `/_sandbox/dns`. `before_change` is called before each change, while `zones`
/// is not locked: whoever looks records up on a schedule catches up with the world as it was.
pub fn router(zones: Arc<RwLock<Zones>>, before_change: BeforeChange) -> Router {
    Router::new()
        .route("/_sandbox/dns", get(list_zones))
        .route(
            "/_sandbox/dns/{name}",
            get(list_record_sets).put(put_zone).delete(delete_zone),
        )
        .route(
            "/_sandbox/dns/{name}/{type}",
            put(put_record_set).delete(delete_record_set),
        )
        .method_not_allowed_fallback(async || ApiError::method_not_allowed())
        .with_state(Control { zones, before_change })
}

impl Control {
    fn read(&self) -> RwLockReadGuard<'_, Zones> {
        self.zones.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self) -> RwLockWriteGuard<'_, Zones> {
        (self.before_change)();
        self.zones.write().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn list_zones(State(control): State<Control>) -> Json<ZonesDocument> {
    Json(ZonesDocument::of(&control.read()))
}

async fn list_record_sets(
    State(control): State<Control>,
    name: Result<Path<String>, PathRejection>,
) -> Result<Json<RecordSetsDocument>, ApiError> {
    let name = parse_name(&name?)?;
    let zones = control.read();
    if zones.enclosing(&name).is_none() && zones.zones_below(&name).next().is_none() {
        return Err(Error::NoSuchZone(text_of_name(&name)).into());
    }
    Ok(Json(RecordSetsDocument::of(&zones, &name)))
}

async fn put_zone(
    State(control): State<Control>,
    name: Result<Path<String>, PathRejection>,
    body: Result<Json<PutZone>, JsonRejection>,
) -> Result<(StatusCode, Json<ZoneDocument>), ApiError> {
    let origin = parse_name(&name?)?;
    let Json(PutZone { server }) = body?;
    let mut zones = control.change();
    let is_new = zones.set_server(&origin, server)?;
    let zone = zones.get(&origin).map(ZoneDocument::of);
    let zone = zone.ok_or_else(|| Error::NoSuchZone(text_of_name(&origin)))?;
    Ok((created(is_new), Json(zone)))
}

async fn delete_zone(
    State(control): State<Control>,
    name: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, ApiError> {
    let origin = parse_name(&name?)?;
    control.change().remove(&origin)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn put_record_set(
    State(control): State<Control>,
    path: Result<Path<(String, String)>, PathRejection>,
    body: Result<Json<PutRecordSet>, JsonRejection>,
) -> Result<(StatusCode, Json<RecordSetDocument>), ApiError> {
    let Path((name, record_type)) = path?;
    let (name, record_type) = (parse_name(&name)?, parse_record_type(&record_type)?);
    let Json(PutRecordSet { values, ttl }) = body?;
    let set = RecordSet::parse(record_type, &values, ttl)?;
    let document = RecordSetDocument::of(&name, &set);
    let before = control.change().publish(&name, set)?;
    Ok((created(before.is_none()), Json(document)))
}

async fn delete_record_set(
    State(control): State<Control>,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Result<StatusCode, ApiError> {
    let Path((name, record_type)) = path?;
    let (name, record_type) = (parse_name(&name)?, parse_record_type(&record_type)?);
    control.change().withdraw(&name, record_type)?;
    Ok(StatusCode::NO_CONTENT)
}

/// <https://www.rfc-editor.org/rfc/rfc9110#section-9.3.4>
fn created(is_new: bool) -> StatusCode {
    if is_new { StatusCode::CREATED } else { StatusCode::OK }
}
