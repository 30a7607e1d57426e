//! The one time that a password which Frontdesk made up is shown: a page without scripts, which no browser keeps.

use super::{Route, Shared, failed, once_key};
use crate::{auth::Needs, http::outside};
use app::{
    backend,
    error::AppError,
    model::{
        access::Permission,
        change::{Outcome, Record},
    },
    routes,
};
use axum::{
    extract::{Path, State},
    response::Response,
    routing::get,
};
use http::{HeaderMap, StatusCode};
use secrecy::ExposeSecret;
use tower_sessions::Session;

pub(super) fn route() -> Route {
    // Whose it is counts besides.
    Route::new(
        "/changes/password/{change}",
        Needs::Permission(Permission::Read),
        get(offer).post(show),
    )
}

/// Says that there is one: what is shown once is not shown to whoever only passes by.
async fn offer(State(changes): Shared, session: Session, headers: HeaderMap, Path(change): Path<String>) -> Response {
    let record = match backend::Changes::record(&*changes, &change).await {
        Ok(record) => record,
        Err(error) => return failed(&headers, &error),
    };
    let is_kept = match once_key(&session) {
        Some(key) => changes.once().is_kept(&change, &key).await,
        None => Ok(false),
    };
    match (is_kept, record) {
        (Err(error), _) => broken(&headers, &error),
        (Ok(true), Some(record)) if record.outcome != Outcome::Made => not_yet(&headers, &record),
        (Ok(true), Some(record)) => {
            let (name, user) = (record.resource.name.clone(), page_of(&record));
            outside::page(&headers, StatusCode::OK, |outside| {
                outside.offer_password(&name, &routes::password(&change), &user)
            })
        }
        _ => gone(&headers),
    }
}

async fn show(State(changes): Shared, session: Session, headers: HeaderMap, Path(change): Path<String>) -> Response {
    // Read first: once it is taken, nothing may go wrong any more.
    let record: Result<Option<Record>, AppError> = backend::Changes::record(&*changes, &change).await;
    let record = match record {
        Ok(record) => record,
        Err(error) => return failed(&headers, &error),
    };
    let (Some(record), Some(key)) = (record, once_key(&session)) else {
        return gone(&headers);
    };
    if record.outcome != Outcome::Made {
        return not_yet(&headers, &record);
    }
    match changes.once().take(&change, &key).await {
        Err(error) => broken(&headers, &error),
        Ok(Some(password)) => outside::page(&headers, StatusCode::OK, |outside| {
            outside.password(&record.resource.name, password.expose_secret(), &page_of(&record))
        }),
        Ok(None) => gone(&headers),
    }
}

/// The user may be there in a moment, or it may be found out later whether they are.
fn not_yet(headers: &HeaderMap, record: &Record) -> Response {
    let text = format!(
        "Nobody knows yet whether {} was created. Load this page again in a moment: the password is shown here once AWS has it, for ten \
         minutes at most.",
        record.resource.name
    );
    outside::problem(headers, StatusCode::CONFLICT, "It is still being made", &text)
}

fn page_of(record: &Record) -> String {
    routes::with_changed(&routes::resource(&record.resource), &record.id)
}

fn broken(headers: &HeaderMap, error: &sqlx::Error) -> Response {
    tracing::error!(%error, "a password that was made up can't be read");
    failed(headers, &AppError::Internal { id: None })
}

fn gone(headers: &HeaderMap) -> Response {
    let text = "It was shown already, it is older than ten minutes, or somebody else created the user or you have signed in again \
                since. If nobody wrote it down, set a new password in Amazon Connect.";
    outside::problem(headers, StatusCode::NOT_FOUND, "There is no password to show", text)
}
