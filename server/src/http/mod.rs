//! HTTP: what is around the pages.

mod assets;
mod csrf;
mod exports;
mod headers;
mod host;
mod pages;
mod router;
mod theme;

pub use host::Hosts;
pub use router::build_router;

use app::backend::Backend;
use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use std::sync::Arc;

/// What the handlers share.
#[derive(Clone)]
pub struct AppState {
    /// What is known, and the ways to ask for more.
    pub backend: Arc<dyn Backend>,
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
