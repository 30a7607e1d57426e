//! The audit log as files. They are sent while they are read: the log grows for ever.

use super::{
    exports::{CSV, attachment, not_followed},
    route::Route,
};
use crate::{auth::Needs, changes::Changes};
use app::{
    backend::Backend,
    model::{access::Permission, change::RecordQuery},
};
use axum::{
    body::Body,
    extract::{RawQuery, State},
    response::Response,
    routing::get,
};
use futures::{Stream, TryStreamExt};
use http::HeaderMap;
use std::sync::Arc;

const EXPORT: Needs = Needs::Permission(Permission::ExportAudit);

pub(super) fn routes() -> [Route; 2] {
    [
        Route::new("/audit.csv", EXPORT, get(csv)),
        Route::new("/audit.json", EXPORT, get(json)),
    ]
}

type Shared = (State<Arc<dyn Backend>>, State<Arc<Changes>>);

async fn csv((State(backend), State(changes)): Shared, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    match parse(query) {
        Ok(query) => file(&*backend, CSV, "csv", changes.audit().clone().csv(query)),
        Err(slips) => not_followed(&headers, &slips),
    }
}

async fn json((State(backend), State(changes)): Shared, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    match parse(query) {
        Ok(query) => file(
            &*backend,
            "application/json",
            "json",
            changes.audit().clone().json(query),
        ),
        Err(slips) => not_followed(&headers, &slips),
    }
}

/// What is asked for, or what of it can't be followed.
fn parse(query: Option<String>) -> Result<RecordQuery, String> {
    let query = RecordQuery::parse(&query.unwrap_or_default());
    if query.notes.is_empty() {
        return Ok(query);
    }
    Err(query.notes.join(" "))
}

/// An error on the way breaks the answer off, so that nobody takes a part for the whole.
fn file(
    backend: &dyn Backend,
    content_type: &'static str,
    extension: &str,
    text: impl Stream<Item = sqlx::Result<String>> + Send + 'static,
) -> Response {
    let now = backend.now().iso();
    let day = now.split('T').next().unwrap_or_default();
    let text = text.inspect_err(|error| tracing::error!(%error, "the audit log can't be read to its end"));
    attachment(
        content_type,
        &format!("audit-{day}.{extension}"),
        Body::from_stream(text),
    )
}
