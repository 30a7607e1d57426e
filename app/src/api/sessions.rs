//! Who is signed in.

use crate::wire::Wire;
use crate::{
    error::AppError,
    model::session::{SessionEnd, SessionRow, You},
};
use leptos::{server, server_fn::codec::GetUrl};

/// Who asks, and what they may do.
#[server(prefix = "/api", endpoint = "you", input = GetUrl, output = Wire)]
pub async fn get_you() -> Result<You, AppError> {
    Ok(super::ssr::permit::<GetYou>()?.visitor.you)
}

/// Says that somebody is at work on an open page, so that the session goes on; the page sends it when it is used, at most
/// once a minute.
#[server(prefix = "/api", endpoint = "still-here", output = Wire)]
pub async fn still_here() -> Result<SessionEnd, AppError> {
    let (sessions, visitor) = super::ssr::sessions::<StillHere>()?;
    sessions.touch(&visitor.session).await.map_err(super::ssr::failed)
}

/// The sessions of whoever asks.
#[server(prefix = "/api", endpoint = "sessions", input = GetUrl, output = Wire)]
pub async fn list_sessions() -> Result<Vec<SessionRow>, AppError> {
    let (sessions, visitor) = super::ssr::sessions::<ListSessions>()?;
    let rows = sessions
        .of(&visitor.you.person.subject)
        .await
        .map_err(super::ssr::failed)?;
    Ok(super::ssr::mark_own(rows, &visitor))
}

/// Ends a session of whoever asks.
#[server(prefix = "/api", endpoint = "end-session", output = Wire)]
pub async fn end_session(id: String) -> Result<(), AppError> {
    let (sessions, visitor) = super::ssr::sessions::<EndSession>()?;
    let subject = &visitor.you.person.subject;
    sessions
        .end(&id, Some(subject), subject)
        .await
        .map_err(super::ssr::failed)
}

/// Ends all sessions of whoever asks, this one too.
#[server(prefix = "/api", endpoint = "end-all-sessions", output = Wire)]
pub async fn end_all_sessions() -> Result<(), AppError> {
    let (sessions, visitor) = super::ssr::sessions::<EndAllSessions>()?;
    let subject = &visitor.you.person.subject;
    sessions.end_all(subject, subject).await.map_err(super::ssr::failed)
}

/// Everyone's sessions.
#[server(prefix = "/api", endpoint = "everyones-sessions", input = GetUrl, output = Wire)]
pub async fn list_everyones_sessions() -> Result<Vec<SessionRow>, AppError> {
    let (sessions, visitor) = super::ssr::sessions::<ListEveryonesSessions>()?;
    let rows = sessions.all().await.map_err(super::ssr::failed)?;
    Ok(super::ssr::mark_own(rows, &visitor))
}

/// Ends anyone's session.
#[server(prefix = "/api", endpoint = "end-anyones-session", output = Wire)]
pub async fn end_anyones_session(id: String) -> Result<(), AppError> {
    let (sessions, visitor) = super::ssr::sessions::<EndAnyonesSession>()?;
    sessions
        .end(&id, None, &visitor.you.person.subject)
        .await
        .map_err(super::ssr::failed)
}

/// Ends all sessions of somebody.
#[server(prefix = "/api", endpoint = "end-all-sessions-of", output = Wire)]
pub async fn end_all_sessions_of(subject: String) -> Result<(), AppError> {
    let (sessions, visitor) = super::ssr::sessions::<EndAllSessionsOf>()?;
    sessions
        .end_all(&subject, &visitor.you.person.subject)
        .await
        .map_err(super::ssr::failed)
}

super::needs! {
    GetYou: Read,
    StillHere: Read,
    ListSessions: Read,
    EndSession: Read,
    EndAllSessions: Read,
    ListEveryonesSessions: ManageSessions,
    EndAnyonesSession: ManageSessions,
    EndAllSessionsOf: ManageSessions,
}
