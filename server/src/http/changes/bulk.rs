//! Bulk changes: what was selected in a list, and how they are begun, paused and given up.

use super::{Shared, failed, field};
use crate::{
    auth::Needs,
    changes::{Changes, Started},
    http::{ClientAddress, Problem, exports::attachment, route::Route},
};
use app::{
    backend::Visitor,
    model::{
        access::Permission,
        change::{Action, bulk::MOST, form},
        list::{self, ListQuery},
        rows::UserRow,
    },
    routes,
};
use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use http::{HeaderMap, StatusCode};

/// They ask for the permission once they know what it is about.
pub(super) fn routes() -> Vec<Route> {
    let read = Needs::Permission(Permission::Read);
    vec![
        Route::new(routes::BULK_START, read, post(start)),
        Route::new(routes::BULK_PAUSE, read, post(pause)),
        Route::new(routes::BULK_STOP, read, post(stop)),
        Route::new("/changes/bulk/{id}/snapshot.json", read, get(snapshot)),
    ]
}

/// What a list's buttons send, as a form that begins: the rows that were selected, or all that the filter finds; and the instance
/// that the first of them belongs to.
///
/// # Errors
/// What of the filter can't be followed.
pub(super) fn selected(
    action: Action,
    values: &form::Values,
    changes: &Changes,
) -> Result<Option<(String, String)>, String> {
    let is_bulk = matches!(action, Action::BulkEditUsers | Action::BulkDeleteUsers);
    if !is_bulk || values.contains_key("_parent") {
        return Ok(None);
    }
    let users = match values.get("all") {
        Some(_) => {
            let rows = changes.snapshot().user_rows();
            let query = ListQuery::parse(&field(values, "query"));
            list::check_filter::<UserRow>(&query)?;
            let found = list::found(&rows, &query);
            // One more than may be chosen says that there are too many.
            let found = found.take(MOST + 1);
            found.map(|row| format!("{}/{}", row.instance, row.id)).collect()
        }
        None => values.get("users").cloned().unwrap_or_default(),
    };
    let instance = users
        .first()
        .and_then(|user: &String| Some(user.split_once('/')?.0.to_owned()));
    let mut form = values.clone();
    form.insert("users".to_owned(), users);
    Ok(Some((form::to_text(&form), instance.unwrap_or_default())))
}

async fn start(
    State(changes): Shared,
    Extension(visitor): Extension<Visitor>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let values = form::values(&body);
    let id = field(&values, "bulk");
    let typed = field(&values, "confirmation");
    let problem = |problem| Redirect::to(&format!("{}?problem={problem}", routes::bulk(&id))).into_response();
    match changes.start_bulk(&visitor, &id, &typed, address.to_string()).await {
        Ok(Started::Now | Started::Already) => Redirect::to(&routes::bulk(&id)).into_response(),
        Ok(Started::NotConfirmed) => problem("confirmation"),
        Ok(Started::Not) => problem("not-there"),
        Err(error) => failed(&headers, &error),
    }
}

async fn pause(
    State(changes): Shared,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let id = field(&form::values(&body), "bulk");
    match changes.pause_bulk(&visitor, &id).await {
        Ok(()) => Redirect::to(&routes::bulk(&id)).into_response(),
        Err(error) => failed(&headers, &error),
    }
}

async fn stop(
    State(changes): Shared,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let id = field(&form::values(&body), "bulk");
    match changes.stop_bulk(&visitor, &id).await {
        Ok(()) => Redirect::to(&routes::bulk(&id)).into_response(),
        Err(error) => failed(&headers, &error),
    }
}

/// Those who are to be deleted, as they are. It says nothing that whoever may read does not see.
async fn snapshot(State(changes): Shared, headers: HeaderMap, Path(id): Path<String>) -> Response {
    match changes.bulk_snapshot(&id).await {
        Ok(Some(snapshot)) => attachment("application/json", "users-to-delete.json", snapshot),
        Ok(None) => Problem::new(StatusCode::NOT_FOUND, "No such bulk deletion waits for its review.").into_response(),
        Err(error) => failed(&headers, &error),
    }
}
