//! `/_sandbox/mail`: the mail that SES sends, for whoever plays the owner of an address.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::Serialize;
use time::OffsetDateTime;

use super::{Error, Path, moment};
use crate::server::World;
use crate::sesv2::VerificationMail;

/// The mails whose links wait to be followed.
#[derive(Debug, Serialize)]
pub struct Document {
    mails: Vec<Mail>,
}

/// A mail, without its text.
#[derive(Debug, Serialize)]
struct Mail {
    to: String,
    account: &'static str,
    region: String,
    token: String,
    #[serde(serialize_with = "moment::serialize")]
    sent: OffsetDateTime,
    #[serde(serialize_with = "moment::serialize")]
    expires: OffsetDateTime,
}

/// Answers `GET`.
pub async fn list(State(world): State<Arc<World>>) -> Json<Document> {
    let (ses, _) = world.ses();
    let mails = ses.outbox().map(Mail::from).collect();
    Json(Document { mails })
}

/// Answers `POST`: follows a link.
pub async fn follow(State(world): State<Arc<World>>, Path(token): Path<String>) -> Result<StatusCode, Error> {
    let (mut ses, moment) = world.ses();
    ses.follow_link(&token, moment)?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<&VerificationMail> for Mail {
    fn from(mail: &VerificationMail) -> Self {
        Self {
            to: mail.to.clone(),
            account: mail.scope.account,
            region: mail.scope.region.clone(),
            token: mail.token.clone(),
            sent: mail.sent,
            expires: mail.expires,
        }
    }
}
