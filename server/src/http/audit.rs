//! The audit log as files. They are sent while they are read: the log grows for ever.

use super::{
    exports::{CSV, attachment},
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
use std::sync::Arc;

const EXPORT: Needs = Needs::Permission(Permission::ExportAudit);

pub(super) fn routes() -> [Route; 2] {
    [
        Route::new("/audit.csv", EXPORT, get(csv)),
        Route::new("/audit.json", EXPORT, get(json)),
    ]
}

type Shared = (State<Arc<dyn Backend>>, State<Arc<Changes>>);

async fn csv((State(backend), State(changes)): Shared, RawQuery(query): RawQuery) -> Response {
    let lines = changes.audit().clone().csv(parse(query));
    file(&*backend, CSV, "csv", lines)
}

async fn json((State(backend), State(changes)): Shared, RawQuery(query): RawQuery) -> Response {
    let records = changes.audit().clone().json(parse(query));
    file(&*backend, "application/json", "json", records)
}

fn parse(query: Option<String>) -> RecordQuery {
    RecordQuery::parse(&query.unwrap_or_default())
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
