//! The server functions: understand, answer from what is known, ask for what is not.

#![expect(missing_docs, reason = "the macro makes public fields of the arguments")]

pub mod connection_aliases;
pub mod email_addresses;
pub mod frame;
pub mod identities;
pub mod overview;
pub mod search;
pub mod users;

#[cfg(feature = "ssr")]
mod ssr {
    use crate::{
        backend::{Backend, Target},
        error::AppError,
        model::{answer::Detail, freshness::Kind},
    };
    use std::sync::Arc;

    /// The backend, which the router puts into every request's context.
    pub fn backend() -> Result<Arc<dyn Backend>, AppError> {
        leptos::prelude::use_context::<Arc<dyn Backend>>().ok_or(AppError::Internal)
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
