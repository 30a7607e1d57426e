//! What a person sees of Frontdesk, and what the product talks about.
//!
//! Compiles to native code (feature `ssr`, the server draws the pages) and to wasm (feature `hydrate`, the browser
//! takes them over).

pub mod api;
#[cfg(feature = "ssr")]
pub mod backend;
mod components;
pub mod error;
mod frame;
mod lazy;
pub mod model;
#[cfg(feature = "ssr")]
pub mod outside;
mod pages;
pub mod routes;
#[cfg(feature = "ssr")]
mod shell;
mod shortcuts;
pub mod theme;
pub mod wire;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

#[cfg(feature = "ssr")]
pub use shell::{Document, shell};

/// The whole page: every route in the frame.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    // Async: a page is sent once it is whole, so that its status is right and it needs no JavaScript.
    view! {
        <Title formatter=|page: String| title(&page)/>
        <Router>
            <Routes fallback=frame::FallbackPage>
                <ParentRoute path=path!("") view=frame::Frame ssr=SsrMode::Async>
                    <Route path=path!("") view=pages::overview::Overview ssr=SsrMode::Async/>
                    <Route path=path!("users") view=pages::users::list::Users ssr=SsrMode::Async/>
                    <Route path=path!("users/:instance/:id") view={Lazy::<lazy::User>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("email-addresses") view=pages::email_addresses::list::EmailAddresses ssr=SsrMode::Async/>
                    <Route path=path!("email-addresses/:instance/:id") view={Lazy::<lazy::EmailAddress>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("identities") view=pages::identities::list::Identities ssr=SsrMode::Async/>
                    <Route path=path!("identities/:region/:name") view={Lazy::<lazy::Identity>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("connection-aliases") view=pages::connection_aliases::list::ConnectionAliases ssr=SsrMode::Async/>
                    <Route path=path!("connection-aliases/:string") view={Lazy::<lazy::ConnectionAlias>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("changes/:action") view={Lazy::<lazy::ChangeForm>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("changes/review/:draft") view={Lazy::<lazy::Review>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("changes/bulk/:id") view={Lazy::<lazy::Bulk>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("audit") view={Lazy::<lazy::Audit>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("audit/:id") view={Lazy::<lazy::Record>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("sync") view={Lazy::<lazy::Sync>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("search") view=pages::search::Search ssr=SsrMode::Async/>
                    <Route path=path!("account") view={Lazy::<lazy::Account>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("sessions") view={Lazy::<lazy::Sessions>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("*any") view=pages::not_found::NotFound ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// A page's title. The server writes it into the page as it is, so that what others named could end it; the browser takes a text.
fn title(page: &str) -> String {
    let title = format!("{page} · Frontdesk");
    if cfg!(feature = "ssr") {
        title.replace('&', "&amp;").replace('<', "&lt;")
    } else {
        title
    }
}

/// Takes over the page that the server drew, once the page's own part of the wasm is there.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    let Some(body) = document().body() else { return };
    wasm_bindgen_futures::spawn_local(async {
        leptos::mount::hydrate_from_async(body, App).await.forget();
        if let Some(root) = document().document_element() {
            // Styles and tests tell a page that reacts from one that does not yet. Failing to mark it harms nobody.
            drop(root.set_attribute("data-hydrated", ""));
        }
    });
}
