//! Forms that change something: where they are sent, with and without JavaScript.

mod bulk;
mod password;

use super::{ClientAddress, exports::not_followed, outside, problem::Problem, route::Route};
use crate::{
    auth::Needs,
    changes::{Begun, Changes, Draft, Made, OnceKey, Request as MakeRequest, Secrets, Sent},
};
use app::{
    backend::{self, Visitor},
    error::AppError,
    model::{
        access::Permission,
        change::{Action, FieldError, Outcome, Record, ReviewAnswer, SecretField, Subject, form},
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
use std::{sync::Arc, time::Duration};
use tokio::time::timeout;
use tower_sessions::Session;

/// For how long whoever made a change waits to see its outcome. It goes on after that.
const PATIENCE: Duration = Duration::from_secs(20);

/// Everything that is asked for with a review.
const SECRETS: [SecretField; 2] = [SecretField::Password, SecretField::DkimPrivateKey];

pub(super) type Shared = State<Arc<Changes>>;

/// One route a form; and what is done with a draft or a change. Those ask for the permission once they know what it is about.
pub(super) fn routes() -> Vec<Route> {
    let read = Needs::Permission(Permission::Read);
    let submit = |action: Action| {
        let handler = move |state: Shared, visitor: Extension<Visitor>, headers: HeaderMap, body: String| {
            submit(action, state, visitor, headers, body)
        };
        Route::new(
            action.submit_path(),
            Needs::Permission(action.permission()),
            post(handler),
        )
    };
    let mut routes: Vec<Route> = Action::ALL.iter().copied().map(submit).collect();
    routes.extend(bulk::routes());
    routes.push(password::route());
    routes.extend([
        Route::new(routes::MAKE, read, post(make)),
        Route::new(routes::RESOLVE, read, post(resolve)),
        Route::new(routes::DISCARD, read, post(discard)),
        Route::new(routes::UNDO, read, post(undo)),
        Route::new(routes::RETRY, read, post(retry)),
        Route::new("/changes/review/{draft}/snapshot.json", read, get(snapshot)),
    ]);
    routes
}

/// The first value of a field that is not the form's own.
pub(super) fn field(values: &form::Values, name: &str) -> String {
    values
        .get(name)
        .and_then(|values| values.first())
        .cloned()
        .unwrap_or_default()
}

async fn submit(
    action: Action,
    State(changes): Shared,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let values = form::values(&body);
    let selected = match bulk::selected(action, &values, &changes) {
        Ok(selected) => selected,
        Err(slip) => return not_followed(&headers, &slip),
    };
    let (body, subject, is_complete) = if let Some((body, instance)) = selected {
        // There is nothing more to say of a deletion.
        (body, Subject::new(instance, ""), action == Action::BulkDeleteUsers)
    } else {
        let subject = Subject::new(field(&values, "_parent"), field(&values, "_id"));
        (body, subject, field(&values, "_do") != "more")
    };
    let sent = changes
        .send(
            &visitor,
            (action, &subject),
            &field(&values, "_opened"),
            &body,
            is_complete,
        )
        .await;
    match sent {
        Ok(Sent::Review(draft)) => Redirect::to(&routes::review(&draft)).into_response(),
        Ok(Sent::Bulk(id)) => Redirect::to(&routes::bulk(&id)).into_response(),
        Ok(Sent::Form) => Redirect::to(&routes::form(action, &subject)).into_response(),
        Err(error) => failed(&headers, &error),
    }
}

async fn make(
    State(changes): Shared,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let values = form::values(&body);
    let draft = field(&values, "draft");
    let request = MakeRequest {
        draft: draft.clone(),
        fingerprint: field(&values, "fingerprint"),
        change: field(&values, "change"),
        confirmation: field(&values, "confirmation"),
        secrets: secrets(&values),
        once: once_key(&session),
        address: address.to_string(),
    };
    let problem = |problem| Redirect::to(&routes::review_problem(&draft, problem)).into_response();
    match changes.make(&visitor, request).await {
        Ok(Made::Begun { change, ended, then }) => {
            // Whoever waits longer sees it go on.
            let _ = timeout(PATIENCE, ended).await;
            Redirect::to(&after(&changes, (&visitor, &session), &change, &draft, then).await).into_response()
        }
        Ok(Made::Already { change }) => {
            Redirect::to(&after(&changes, (&visitor, &session), &change, &draft, None).await).into_response()
        }
        Ok(Made::Changed) => problem("changed"),
        Ok(Made::NotConfirmed) => problem("confirmation"),
        Ok(Made::WrongSecret) => problem("secret"),
        Ok(Made::Retyped) => problem("retyped"),
        Ok(Made::Unreadable) => problem("unreadable"),
        Ok(Made::Denied) => problem("denied"),
        Ok(Made::Gone) => Redirect::to(&routes::review(&draft)).into_response(),
        Err(error) => failed(&headers, &error),
    }
}

/// Where whoever made a change goes on.
async fn after(
    changes: &Changes,
    (visitor, session): (&Visitor, &Session),
    change: &str,
    draft: &str,
    then: Option<String>,
) -> String {
    let person = &visitor.you.person.subject;
    if let Some(key) = once_key(session)
        && changes.once().is_kept(change, &key).await.unwrap_or(false)
    {
        return routes::password(change);
    }
    let (record, draft) = (
        backend::Changes::record(changes, change).await,
        changes.drafts().get(person, draft).await,
    );
    let to_mend = draft.ok().flatten().filter(|draft| !draft.errors.is_empty());
    let to_mend = to_mend.map(|draft| where_to_mend(&draft));
    let to = record.ok().flatten().map(|record| next_page(&record, then, to_mend));
    to.unwrap_or_else(|| routes::record(change))
}

/// What passwords are computed from in this session.
pub(super) fn once_key(session: &Session) -> Option<OnceKey> {
    Some(OnceKey::of(&session.id()?))
}

/// Where a draft that AWS refused is mended: a secret is asked for with the review, all else on the form.
fn where_to_mend(draft: &Draft) -> String {
    let is_secret = |error: &FieldError| SECRETS.iter().any(|secret| secret.name() == error.field);
    if draft.errors.iter().all(is_secret) {
        routes::review_problem(&draft.id, "secret")
    } else {
        routes::form(draft.action, &draft.subject)
    }
}

/// The page that shows best what came of a change: the thing itself when it is made, the form where AWS found something wrong with
/// it (`to_mend`), else its record.
fn next_page(record: &Record, then: Option<String>, to_mend: Option<String>) -> String {
    match (record.outcome, to_mend) {
        (Outcome::Made, _) => {
            routes::with_changed(&then.unwrap_or_else(|| routes::resource(&record.resource)), &record.id)
        }
        (Outcome::NotMade, Some(form)) => routes::with_changed(&form, &record.id),
        _ => routes::record(&record.id),
    }
}

/// The secrets that were given: never part of a form, a draft or an address.
fn secrets(values: &form::Values) -> Secrets {
    let given = |secret: SecretField| {
        let text = field(values, secret.name());
        (!text.is_empty()).then(|| (secret.name(), text.into()))
    };
    SECRETS.into_iter().filter_map(given).collect()
}

async fn resolve(
    State(changes): Shared,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let values = form::values(&body);
    let draft = field(&values, "draft");
    let theirs = values.get("theirs").cloned().unwrap_or_default();
    match changes.resolve(&visitor, &draft, &theirs).await {
        Ok(()) => Redirect::to(&routes::review(&draft)).into_response(),
        Err(error) => failed(&headers, &error),
    }
}

async fn discard(
    State(changes): Shared,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let id = field(&form::values(&body), "draft");
    let draft = changes.drafts().get(&visitor.you.person.subject, &id).await;
    if let Err(error) = changes.discard(&visitor, &id).await {
        return failed(&headers, &error);
    }
    let form = draft
        .ok()
        .flatten()
        .map(|draft| routes::form(draft.action, &draft.subject));
    Redirect::to(form.as_deref().unwrap_or(routes::OVERVIEW)).into_response()
}

async fn undo(
    State(changes): Shared,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let change = field(&form::values(&body), "change");
    again(&headers, &change, changes.undo(&visitor, &change).await)
}

async fn retry(
    State(changes): Shared,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let change = field(&form::values(&body), "change");
    again(&headers, &change, changes.retry(&visitor, &change).await)
}

fn again(headers: &HeaderMap, change: &str, begun: Result<Option<Begun>, AppError>) -> Response {
    match begun {
        Ok(Some(Begun::Draft(draft))) => Redirect::to(&routes::review(&draft)).into_response(),
        Ok(Some(Begun::Unsaved(draft))) => Redirect::to(&routes::review_problem(&draft, "unsaved")).into_response(),
        Ok(None) => Redirect::to(&routes::record(change)).into_response(),
        Err(error) => failed(headers, &error),
    }
}

/// What is deleted, as it was.
async fn snapshot(
    State(changes): Shared,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Path(draft): Path<String>,
) -> Response {
    match backend::Changes::review(&*changes, &visitor, &draft).await {
        Ok(ReviewAnswer::Review(review)) => match review.snapshot {
            Some(snapshot) => {
                let name = format!("{}.json", review.title);
                super::exports::attachment("application/json", &name, snapshot)
            }
            None => gone(),
        },
        Ok(_) => gone(),
        Err(error) => failed(&headers, &error),
    }
}

fn gone() -> Response {
    Problem::new(StatusCode::NOT_FOUND, "There is no such draft.").into_response()
}

/// A page that says why nothing was changed.
pub(super) fn failed(headers: &HeaderMap, error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    outside::problem(headers, status, "Nothing was changed", &error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::model::time::Timestamp;

    #[test]
    fn a_secret_that_aws_refuses_is_given_anew_with_the_review() {
        let mend = |fields: &[&str]| {
            where_to_mend(&Draft {
                id: "d".to_owned(),
                person: "ada".to_owned(),
                action: Action::CreateUser,
                subject: Subject::new("i", ""),
                opened: String::new(),
                typed: String::new(),
                was_sent: true,
                errors: fields.iter().map(|field| FieldError::new(field, "No.")).collect(),
                kept_at: Timestamp::from_millis(0),
            })
        };
        assert_eq!(mend(&["password"]), "/changes/review/d?problem=secret");
        let form = routes::form(Action::CreateUser, &Subject::new("i", ""));
        assert_eq!(mend(&["username"]), form);
        assert_eq!(mend(&["password", "username"]), form);
    }
}
