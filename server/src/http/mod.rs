//! HTTP: what is around the pages.

mod assets;
mod csrf;
mod exports;
mod headers;
mod host;
pub(crate) mod outside;
mod pages;
mod router;
mod theme;

pub use host::Hosts;
pub use router::build_router;

use crate::auth::Auth;
use app::backend::Backend;
use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use std::sync::Arc;

/// What the handlers share.
#[derive(Clone)]
pub struct AppState {
    /// What is known, and the ways to ask for more.
    pub backend: Arc<dyn Backend>,
    /// Who may see and do what.
    pub auth: Arc<Auth>,
    /// The names by which Frontdesk may be called.
    pub hosts: Arc<Hosts>,
    /// What Leptos needs to know of the page.
    pub leptos: LeptosOptions,
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

impl FromRef<AppState> for Arc<dyn Backend> {
    fn from_ref(state: &AppState) -> Self {
        Arc::clone(&state.backend)
    }
}

impl AppState {
    fn style(&self) -> String {
        "/pkg/frontdesk.css".to_owned()
    }
}

pub(crate) fn return_path(path: &str) -> Option<&str> {
    path.starts_with('/').then_some(path)
}
