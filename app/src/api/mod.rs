//! The server functions: understand, answer from what is known, ask for what is not.

#![expect(missing_docs, reason = "the macro makes public fields of the arguments")]

#[cfg(feature = "ssr")]
use self::ssr::Needs;
#[cfg(feature = "ssr")]
pub(crate) use self::ssr::answered;
#[cfg(feature = "ssr")]
use crate::model::access::Permission;

/// Says what calling each server function takes.
macro_rules! needs {
    ($($function:ident: $permission:ident,)+) => {
        $(
            #[cfg(feature = "ssr")]
            impl crate::api::ssr::Needs for $function {
                const PERMISSION: crate::model::access::Permission = crate::model::access::Permission::$permission;
            }
        )+
    };
}
use needs;

pub mod audit;
pub mod changes;
pub mod connection_aliases;
pub mod email_addresses;
pub mod frame;
pub mod identities;
pub mod overview;
pub mod search;
pub mod sessions;
pub mod sync;
pub mod users;

/// Every server function's path with the permission that calling it takes. A call of any other is refused.
#[cfg(feature = "ssr")]
#[must_use]
pub fn permissions() -> Vec<(&'static str, Permission)> {
    fn of<F: Needs>() -> (&'static str, Permission) {
        (F::PATH, F::PERMISSION)
    }
    vec![
        of::<audit::ListRecords>(),
        of::<audit::GetRecord>(),
        of::<audit::GetHistory>(),
        of::<changes::GetForm>(),
        of::<changes::KeepForm>(),
        of::<changes::GetReview>(),
        of::<changes::GetBulk>(),
        of::<connection_aliases::ListConnectionAliases>(),
        of::<connection_aliases::GetConnectionAlias>(),
        of::<email_addresses::ListEmailAddresses>(),
        of::<email_addresses::GetEmailAddress>(),
        of::<frame::GetFrame>(),
        of::<frame::GetVersion>(),
        of::<frame::Refresh>(),
        of::<identities::ListIdentities>(),
        of::<identities::GetIdentity>(),
        of::<overview::GetOverview>(),
        of::<search::SearchEverything>(),
        of::<sessions::GetYou>(),
        of::<sessions::StillHere>(),
        of::<sessions::ListSessions>(),
        of::<sessions::EndSession>(),
        of::<sessions::EndAllSessions>(),
        of::<sessions::ListEveryonesSessions>(),
        of::<sessions::EndAnyonesSession>(),
        of::<sessions::EndAllSessionsOf>(),
        of::<sync::GetSync>(),
        of::<sync::PauseSync>(),
        of::<sync::RefreshSync>(),
        of::<users::ListUsers>(),
        of::<users::GetUser>(),
    ]
}

#[cfg(feature = "ssr")]
mod ssr {
    use crate::{
        backend::{Backend, Changes, Records, Sessions, Target, Visitor},
        error::{AppError, Noted},
        model::{access::Permission, answer::Detail, freshness::Kind, session::SessionRow},
    };
    use http::{HeaderValue, StatusCode, header, request::Parts};
    use leptos::{prelude::use_context, server_fn::ServerFn};
    use leptos_axum::ResponseOptions;
    use std::sync::Arc;

    /// What calling a server function takes. One that does not say so is refused by the guard.
    pub trait Needs: ServerFn {
        /// The permission.
        const PERMISSION: Permission;
    }

    /// What somebody who calls `F` may do it with.
    pub struct Permitted {
        /// The backend, which the router puts into every request's context.
        pub backend: Arc<dyn Backend>,
        /// Who calls.
        pub visitor: Visitor,
    }

    /// Whether whoever asks may call `F`. Pages call server functions without HTTP, so the guard has not looked at these.
    pub fn permit<F: Needs>() -> Result<Permitted, AppError> {
        let backend = use_context::<Arc<dyn Backend>>().ok_or(AppError::Internal { id: None })?;
        let visitor = visitor().ok_or(AppError::SignedOut);
        let permitted = visitor.and_then(|visitor| {
            let access = visitor.you.access.check(F::PERMISSION);
            access.map_err(AppError::Forbidden)?;
            Ok(Permitted { backend, visitor })
        });
        permitted.map_err(answered)
    }

    /// The backend, for whoever may call `F`.
    pub fn backend<F: Needs>() -> Result<Arc<dyn Backend>, AppError> {
        Ok(permit::<F>()?.backend)
    }

    /// The sessions, for whoever may call `F`.
    pub fn sessions<F: Needs>() -> Result<(Arc<dyn Sessions>, Visitor), AppError> {
        let visitor = permit::<F>()?.visitor;
        let sessions = use_context::<Arc<dyn Sessions>>().ok_or(AppError::Internal { id: None })?;
        Ok((sessions, visitor))
    }

    /// Forms and reviews, for whoever may call `F`.
    pub fn changes<F: Needs>() -> Result<(Arc<dyn Changes>, Visitor), AppError> {
        let visitor = permit::<F>()?.visitor;
        let changes = use_context::<Arc<dyn Changes>>().ok_or(AppError::Internal { id: None })?;
        Ok((changes, visitor))
    }

    /// The audit log, for whoever may call `F`.
    pub fn records<F: Needs>() -> Result<Arc<dyn Records>, AppError> {
        permit::<F>()?;
        use_context::<Arc<dyn Records>>().ok_or(AppError::Internal { id: None })
    }

    /// Marks the session that asks.
    pub fn mark_own(mut rows: Vec<SessionRow>, visitor: &Visitor) -> Vec<SessionRow> {
        for row in &mut rows {
            row.is_this = row.id == visitor.session;
        }
        rows
    }

    fn visitor() -> Option<Visitor> {
        use_context::<Parts>()?.extensions.get::<Visitor>().cloned()
    }

    /// An error as it is answered: with the id of the request, where that is to be quoted, and the error's status.
    pub fn answered(error: AppError) -> AppError {
        set_status(&error);
        let parts = use_context::<Parts>();
        let id = parts.as_ref().and_then(|parts| parts.headers.get("x-request-id"));
        error.quoting(id.and_then(|id| id.to_str().ok()))
    }

    /// The same for an error of the backend, which has written to the log what it knows.
    pub fn failed(error: AppError) -> AppError {
        if let Some(noted) = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Noted>().cloned()) {
            noted.set();
        }
        answered(error)
    }

    /// Gives the answer to a call over HTTP the error's status. A page and a form without JavaScript keep their own.
    fn set_status(error: &AppError) {
        let Some((parts, response)) = use_context::<Parts>().zip(use_context::<ResponseOptions>()) else {
            return;
        };
        let accepts_html = |accept: &HeaderValue| accept.to_str().is_ok_and(|accept| accept.contains("text/html"));
        let is_call = crate::routes::is_call(parts.uri.path());
        if is_call && !parts.headers.get(header::ACCEPT).is_some_and(accepts_html) {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            response.set_status(status);
        }
    }

    /// Answers with `found`; without it, tells "there is none" from "not read yet" by whether the listings of `kind` in
    /// `region` (all, where the Region is not known) were ever complete. Asks for the thing in each case: it is on
    /// somebody's screen, or may be new.
    pub fn detail<T>(
        backend: &dyn Backend,
        (kind, region): (Kind, Option<&str>),
        target: Target,
        found: Option<T>,
    ) -> Detail<T> {
        let freshness = backend.snapshot().freshness(kind, region, backend.now());
        backend.look_at(vec![target]);
        match found {
            Some(item) => Detail::Found { item, freshness },
            None if freshness.is_complete() => Detail::NotFound,
            None => Detail::NotReadYet { freshness },
        }
    }
}
