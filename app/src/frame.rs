//! The frame around every page: where you are, what there is, how fresh it is.

use crate::{
    api,
    components::{
        answer::{Answer, answer},
        awaited::awaited,
        badge::Badge,
        freshness::AsOf,
        jump::Jump,
        live::Live,
        person::PersonMenu,
        session::{Session, SessionNotices},
        thousands,
        toast::Toast,
    },
    error::AppError,
    model::{
        answer::Frame as FrameModel,
        badge::{Badge as BadgeModel, Tone},
        changed::Topics,
        freshness::Kind,
    },
    pages::not_found::NotFound,
    routes, shortcuts,
};
use leptos::{html::Main, prelude::*};
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
    let session = Session::provide();
    let live = Live::provide(session);
    let resource = answer(Topics::LISTS_AND_SYNC, || (), |()| api::frame::get_frame());
    provide_context(FrameAnswer(resource));
    let main = NodeRef::<Main>::new();
    focus_page_on_navigation(main);
    shortcuts::listen();
    view! {
        <a class="skip" href="#content" rel="external">"Skip to content"</a>
        <header class="top">
            <a class="brand" href=routes::OVERVIEW><i aria-hidden="true"></i>"Frontdesk"</a>
            {awaited(move || async move { resource.await.ok().map(account) })}
            <div class="spacer"></div>
            <Jump/>
            {awaited(move || async move {
                resource.await.ok().map(|frame| {
                    live.start_from(frame.version);
                    view! { <AsOf freshness=frame.freshness kind=None/> }
                })
            })}
            <PersonMenu/>
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
            <small>"Record"</small>
            <A href=routes::AUDIT>"Audit"</A>
        </nav>
        <main id="content" tabindex="-1" node_ref=main><SessionNotices/><Toast/><Outlet/></main>
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
    let count = move || async move {
        let count = resource.await.ok()?.counts.into_iter().find(|(of, _)| *of == kind)?.1;
        Some(view! { <span class="num">{thousands(count)}</span> })
    };
    view! { <A href=routes::list(kind)>{kind.title()}" "{awaited(count)}</A> }
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
