//! The one time that a password which Frontdesk made up is shown: a page without scripts, which no browser keeps.

use super::{Route, Shared, failed};
use crate::{auth::Needs, http::outside};
use app::{
    backend::{self, Visitor},
    error::AppError,
    model::{access::Permission, change::Record},
    routes,
};
use axum::{
    Extension,
    extract::{Path, State},
    response::Response,
    routing::get,
};
use http::{HeaderMap, StatusCode};
use secrecy::ExposeSecret;

pub(super) fn route() -> Route {
    // Whose it is counts besides.
    Route::new(
        "/changes/password/{change}",
        Needs::Permission(Permission::Read),
        get(offer).post(show),
    )
}

/// Says that there is one: what is shown once is not shown to whoever only passes by.
async fn offer(
    State(changes): Shared,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Path(change): Path<String>,
) -> Response {
    let record = match backend::Changes::record(&*changes, &change).await {
        Ok(record) => record,
        Err(error) => return failed(&headers, &error),
    };
    let person = &visitor.you.person.subject;
    match record.filter(|_| changes.once().is_kept(&change, person, changes.now())) {
        Some(record) => {
            let (name, user) = (record.resource.name.clone(), page_of(&record));
            outside::page(&headers, StatusCode::OK, |outside| {
                outside.offer_password(&name, &routes::password(&change), &user)
            })
        }
        None => gone(&headers),
    }
}

async fn show(
    State(changes): Shared,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Path(change): Path<String>,
) -> Response {
    // Read first: once it is taken, nothing may go wrong any more.
    let record: Result<Option<Record>, AppError> = backend::Changes::record(&*changes, &change).await;
    let record = match record {
        Ok(record) => record,
        Err(error) => return failed(&headers, &error),
    };
    let person = &visitor.you.person.subject;
    let found = record.and_then(|record| Some((changes.once().take(&change, person, changes.now())?, record)));
    match found {
        Some((password, record)) => outside::page(&headers, StatusCode::OK, |outside| {
            outside.password(&record.resource.name, password.expose_secret(), &page_of(&record))
        }),
        None => gone(&headers),
    }
}

fn page_of(record: &Record) -> String {
    routes::with_changed(&routes::resource(&record.resource), &record.id)
}

fn gone(headers: &HeaderMap) -> Response {
    let text = "It was shown already, it is older than ten minutes, or somebody else created the user. If nobody wrote it down, set \
                a new password in Amazon Connect.";
    outside::problem(headers, StatusCode::NOT_FOUND, "There is no password to show", text)
}
