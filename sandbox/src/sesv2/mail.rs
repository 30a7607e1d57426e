//! The control of the mail that SES sends, for whoever plays the owner of an address.
//!
//! | request | does |
//! |---|---|
//! | `GET /_sandbox/mail` | lists the verification mails whose links can still be followed |
//! | `POST /_sandbox/mail/{token}` | follows a link |

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::StatusCode;
use serde::Serialize;
use serde_json::json;
use time::OffsetDateTime;

use super::outbox::{LinkError, VerificationMail};
use crate::server::World;
use crate::wire::timestamp;

/// A mail, without its text.
#[derive(Serialize)]
struct Mail<'a> {
    to: &'a str,
    account: &'a str,
    region: &'a str,
    token: &'a str,
    #[serde(serialize_with = "timestamp::rfc3339")]
    sent: OffsetDateTime,
    #[serde(serialize_with = "timestamp::rfc3339")]
    expires: OffsetDateTime,
}

/// The routes below `/_sandbox/mail`.
pub fn router(world: Arc<World>) -> Router {
    Router::new()
        .route("/_sandbox/mail", get(list))
        .route("/_sandbox/mail/{token}", post(follow))
        .with_state(world)
}

async fn list(State(world): State<Arc<World>>) -> Response {
    let ses = world.ses(world.moment());
    let mails: Vec<_> = ses.outbox().map(mail).collect();
    Json(json!({ "mails": mails })).into_response()
}

async fn follow(State(world): State<Arc<World>>, Path(token): Path<String>) -> Response {
    let moment = world.moment();
    let followed = world.ses(moment).follow_link(&token, moment);
    match followed {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => {
            let status = match error {
                LinkError::Unknown => StatusCode::NOT_FOUND,
                LinkError::Expired => StatusCode::GONE,
            };
            (status, Json(json!({ "error": error.to_string() }))).into_response()
        }
    }
}

fn mail(mail: &VerificationMail) -> Mail<'_> {
    Mail {
        to: &mail.to,
        account: mail.scope.account,
        region: &mail.scope.region,
        token: &mail.token,
        sent: mail.sent,
        expires: mail.expires,
    }
}
