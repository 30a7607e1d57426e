//! HTTP: what is around the pages.

mod assets;
mod audit;
mod changes;
mod csrf;
mod events;
mod exports;
pub(crate) mod gate;
mod headers;
mod health;
mod host;
mod kept;
mod nul;
pub(crate) mod outside;
mod pages;
pub(crate) mod problem;
pub(crate) mod record;
mod return_path;
pub(crate) mod route;
mod router;
mod serve;
mod size;
mod theme;

pub use csrf::BACK_CHANNEL;
pub use events::{Events, Timing};
pub use gate::{ClientAddress, Gate};
pub use health::{Health, health_router};
pub use host::Hosts;
pub use problem::Problem;
pub use return_path::return_path;
pub use router::{build_router, open};
pub use serve::serve;

use crate::{auth::Auth, changes::Changes, metrics::Metrics};
use app::backend::Backend;
use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use std::sync::Arc;

/// What the handlers share.
#[derive(Clone)]
pub struct AppState {
    /// What is known, and the ways to ask for more.
    pub backend: Arc<dyn Backend>,
    /// Changes of AWS.
    pub changes: Arc<Changes>,
    /// Who may see and do what.
    pub auth: Arc<Auth>,
    /// The names by which Frontdesk may be called.
    pub hosts: Arc<Hosts>,
    /// How much is let in.
    pub gate: Arc<Gate>,
    /// What open pages are told.
    pub events: Arc<Events>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// What Leptos needs to know of the page.
    pub leptos: Arc<LeptosOptions>,
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        LeptosOptions::clone(&state.leptos)
    }
}

impl FromRef<AppState> for Arc<dyn Backend> {
    fn from_ref(state: &AppState) -> Self {
        Arc::clone(&state.backend)
    }
}

impl FromRef<AppState> for Arc<Changes> {
    fn from_ref(state: &AppState) -> Self {
        Arc::clone(&state.changes)
    }
}
