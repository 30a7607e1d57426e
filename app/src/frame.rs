//! The frame around every page: where you are, what there is, how fresh it is.

use crate::{
    api,
    components::{
        answer::{Answer, answer},
        badge::Badge,
        freshness::AsOf,
        live::Live,
        thousands,
    },
    error::AppError,
    model::{
        answer::Frame as FrameModel,
        badge::{Badge as BadgeModel, Tone},
        freshness::Kind,
    },
    pages::not_found::NotFound,
    routes,
};
use leptos::{ev, html::Main, prelude::*};
use leptos_router::{
    components::{A, Outlet},
    hooks::use_location,
};

/// The frame's answer, for the pages in it.
#[derive(Clone, Copy)]
pub struct FrameAnswer(Answer<FrameModel>);

impl FrameAnswer {
    /// The frame's answer; pages outside a frame have none.
    pub fn from_context() -> Self {
        expect_context()
    }

    /// The answer, once it is there.
    pub async fn answer(self) -> Result<FrameModel, AppError> {
        self.0.await
    }
}

/// What is shown where no route is found at all.
#[component]
pub fn FallbackPage() -> impl IntoView {
    view! { <main id="content"><NotFound/></main> }
}

/// The frame.
#[component]
pub fn Frame() -> impl IntoView {
    let live = Live::provide();
    let resource = answer(move || live.changes(), |_| api::frame::get_frame());
    provide_context(FrameAnswer(resource));
    let main = NodeRef::<Main>::new();
    focus_page_on_navigation(main);
    listen_to_shortcuts();
    view! {
        <a class="skip" href="#content">"Skip to content"</a>
        <header class="top">
            <a class="brand" href=routes::OVERVIEW><i aria-hidden="true"></i>"Frontdesk"</a>
            <Transition>{move || Suspend::new(async move { resource.await.ok().map(account) })}</Transition>
            <div class="spacer"></div>
            <form class="jump" method="get" action=routes::SEARCH role="search" aria-label="Everything">
                <input id="search" type="search" name="q" autocomplete="off" aria-label="Search everything" placeholder="Search everything…"/>
                <kbd aria-hidden="true">"Ctrl K"</kbd>
            </form>
            <Transition>
                {move || Suspend::new(async move {
                    resource.await.ok().map(|frame| {
                        live.saw(frame.version);
                        view! { <AsOf freshness=frame.freshness kind=None/> }
                    })
                })}
            </Transition>
            <ThemeChoice/>
        </header>
        <nav class="rail" aria-label="Main">
            <A href=routes::OVERVIEW exact=true>"Overview"</A>
            <small>"Connect"</small>
            {nav_link(resource, Kind::Users)}
            {nav_link(resource, Kind::EmailAddresses)}
            <small>"Mail"</small>
            {nav_link(resource, Kind::Identities)}
            <small>"Desktops"</small>
            {nav_link(resource, Kind::ConnectionAliases)}
        </nav>
        <main id="content" tabindex="-1" node_ref=main><Outlet/></main>
    }
}

fn account(frame: FrameModel) -> impl IntoView {
    let demo = frame.demo.then(|| {
        view! { <Badge badge=BadgeModel::new(Tone::Calm, "Demo", "A simulated AWS on this machine: nothing here is real.")/> }
    });
    let account = frame
        .account
        .map(|account| view! { <span class="muted num account">"Account "{account}</span> });
    view! { {demo}{account} }
}

fn nav_link(resource: Answer<FrameModel>, kind: Kind) -> impl IntoView {
    let count = move || {
        Suspend::new(async move {
            let count = resource.await.ok()?.counts.into_iter().find(|(of, _)| *of == kind)?.1;
            Some(view! { <span class="num">{thousands(count)}</span> })
        })
    };
    view! { <A href=routes::list(kind)>{kind.title()}" "<Transition>{count}</Transition></A> }
}

/// Light, dark, or as the system says; a plain form, so that the server knows before it draws.
#[component]
fn ThemeChoice() -> impl IntoView {
    let choice = |value: &'static str, label: &'static str, sign: &'static str| {
        view! {
            <button name="theme" value=value aria-label=label title=label><span aria-hidden="true">{sign}</span></button>
        }
    };
    view! {
        <form class="theme" method="post" action=routes::THEME aria-label="Theme">
            {choice("light", "Light theme", "☀")}
            {choice("dark", "Dark theme", "☾")}
            {choice("system", "Theme of the system", "◐")}
        </form>
    }
}

/// After a click on a link the reader's place is the new page, not the link that is gone.
fn focus_page_on_navigation(main: NodeRef<Main>) {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now)
            && let Some(main) = main.get_untracked()
        {
            // A browser that can't focus it leaves the focus where it is.
            drop(main.focus());
        }
        now
    });
}

/// Ctrl or Cmd with K goes to the search, `/` to the list's filter.
fn listen_to_shortcuts() {
    Effect::new(move |_| {
        let listener = window_event_listener(ev::keydown, |event| {
            let is_typing = document()
                .active_element()
                .is_some_and(|element| element.matches("input, textarea, select").unwrap_or(false));
            let target = match event.key().as_str() {
                "k" if event.ctrl_key() || event.meta_key() => "search",
                "/" if !is_typing => "filter",
                _ => return,
            };
            if let Some(input) = document().get_element_by_id(target) {
                event.prevent_default();
                focus(&input);
            }
        });
        on_cleanup(move || listener.remove());
    });
}

fn focus(element: &web_sys::Element) {
    use wasm_bindgen::JsCast;
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        drop(element.focus());
    }
}
