//! `/_sandbox/dns`: the zones, for whoever plays the owner of a domain. A name that no zone encloses
//! gets a zone of its last two labels, see [`crate::dns::Zones::publish`].

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;

use super::dns_documents::{PutRecordSet, PutZone, RecordSetDocument, RecordSetsDocument, ZoneDocument, ZonesDocument};
use super::{Body, Error, Path};
use crate::dns::{Error as Refusal, RecordSet, parse_name, parse_record_type, text_of_name};
use crate::server::World;

/// Answers `GET` of all zones.
pub async fn list_zones(State(world): State<Arc<World>>) -> Json<ZonesDocument> {
    Json(ZonesDocument::of(&world.zones()))
}

/// Answers `GET` of what stands at a name and below it.
pub async fn list_record_sets(
    State(world): State<Arc<World>>,
    Path(name): Path<String>,
) -> Result<Json<RecordSetsDocument>, Error> {
    let name = parse_name(&name)?;
    let zones = world.zones();
    if zones.enclosing(&name).is_none() && zones.zones_below(&name).next().is_none() {
        return Err(Refusal::NoSuchZone(text_of_name(&name)).into());
    }
    Ok(Json(RecordSetsDocument::of(&zones, &name)))
}

/// Answers `PUT` of a zone: makes it, or changes its name server.
pub async fn put_zone(
    State(world): State<Arc<World>>,
    Path(name): Path<String>,
    Body(PutZone { server }): Body<PutZone>,
) -> Result<(StatusCode, Json<ZoneDocument>), Error> {
    let origin = parse_name(&name)?;
    world.change_zones(|zones| {
        let is_new = zones.set_server(&origin, server)?;
        let zone = zones.get(&origin).map(ZoneDocument::of);
        let zone = zone.ok_or_else(|| Refusal::NoSuchZone(text_of_name(&origin)))?;
        Ok((created(is_new), Json(zone)))
    })
}

/// Answers `DELETE` of a zone.
pub async fn delete_zone(State(world): State<Arc<World>>, Path(name): Path<String>) -> Result<StatusCode, Error> {
    let origin = parse_name(&name)?;
    world.change_zones(|zones| zones.remove(&origin))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Answers `PUT` of a record set.
pub async fn put_record_set(
    State(world): State<Arc<World>>,
    Path((name, record_type)): Path<(String, String)>,
    Body(PutRecordSet { values, ttl }): Body<PutRecordSet>,
) -> Result<(StatusCode, Json<RecordSetDocument>), Error> {
    let (name, record_type) = (parse_name(&name)?, parse_record_type(&record_type)?);
    let set = RecordSet::parse(record_type, &values, ttl)?;
    let document = RecordSetDocument::of(&name, &set);
    let before = world.change_zones(|zones| zones.publish(&name, set))?;
    Ok((created(before.is_none()), Json(document)))
}

/// Answers `DELETE` of a record set.
pub async fn delete_record_set(
    State(world): State<Arc<World>>,
    Path((name, record_type)): Path<(String, String)>,
) -> Result<StatusCode, Error> {
    let (name, record_type) = (parse_name(&name)?, parse_record_type(&record_type)?);
    world.change_zones(|zones| zones.withdraw(&name, record_type))?;
    Ok(StatusCode::NO_CONTENT)
}

/// <https://www.rfc-editor.org/rfc/rfc9110#section-9.3.4>
fn created(is_new: bool) -> StatusCode {
    if is_new { StatusCode::CREATED } else { StatusCode::OK }
}
