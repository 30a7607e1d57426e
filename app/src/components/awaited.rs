//! What is shown once answers are there.

use leptos::prelude::*;
use std::{future::Future, pin::Pin};

type Pending = Pin<Box<dyn Future<Output = AnyView> + Send>>;

/// Shows what `view` makes of the answers that it waits for. While it waits anew, what was shown stays.
///
/// One view for all: what waits for a future of another type would be 10 KB of wasm more each time.
pub fn awaited<V, F>(view: impl Fn() -> F + Send + 'static) -> AnyView
where
    V: IntoAny,
    F: Future<Output = V> + Send + 'static,
{
    quiet(pending(view))
}

/// The same for the main thing of a page, which says that it is loading.
pub fn awaited_page<V, F>(view: impl Fn() -> F + Send + 'static) -> AnyView
where
    V: IntoAny,
    F: Future<Output = V> + Send + 'static,
{
    loading(pending(view))
}

fn quiet(pending: Box<dyn Fn() -> Pending + Send>) -> AnyView {
    view! { <Transition>{move || Suspend::new(pending())}</Transition> }.into_any()
}

fn loading(pending: Box<dyn Fn() -> Pending + Send>) -> AnyView {
    view! { <Transition fallback=|| view! { <p class="muted loading">"Loading…"</p> }>{move || Suspend::new(pending())}</Transition> }
        .into_any()
}

fn pending<V, F>(view: impl Fn() -> F + Send + 'static) -> Box<dyn Fn() -> Pending + Send>
where
    V: IntoAny,
    F: Future<Output = V> + Send + 'static,
{
    Box::new(move || {
        let view = view();
        Box::pin(async move { view.await.into_any() })
    })
}
