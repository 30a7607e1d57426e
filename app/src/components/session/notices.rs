//! What is said above every page about the session.

use super::Session;
use crate::components::awaited::awaited;
use crate::{
    error::AppError,
    model::{
        session::{SignIn, You},
        session_warning::{Warning, Why},
    },
    routes,
};
use leptos::prelude::*;

/// The notices; read out politely as they come, and nothing of the page goes away for them.
#[component]
pub fn SessionNotices() -> impl IntoView {
    let session = Session::from_context();
    let standing = move || {
        let you = session.you();
        async move { you.await.ok().map(standing) }
    };
    view! {
        <div class="banners" role="status">
            {awaited(standing)}
            {move || session.refused.get().map(|error| refused(&error))}
            {move || session.warning.get().map(|warning| about_to_end(session, warning))}
        </div>
    }
}

/// What holds all along.
fn standing(you: You) -> impl IntoView {
    let nobody_signs_in = (you.sign_in == SignIn::None).then(|| {
        view! {
            <div class="notice wait">
                <b>"No sign-in: whoever can open this address on this machine is an admin."</b>
                <p>"Good for trying things out. Anybody else needs a Frontdesk that people sign in to."</p>
            </div>
        }
    });
    let unchecked = you.access.unchecked.then(|| {
        view! {
            <div class="notice wait">
                <b>"The sign-in service does not answer."</b>
                <p>"You can read; nothing can be changed until it does."</p>
            </div>
        }
    });
    let unrecorded = you.access.unrecorded.then(|| {
        view! {
            <div class="notice bad">
                <b>"Frontdesk’s database can’t be written."</b>
                <p>"You can read; nothing can be changed until it can. Whoever runs Frontdesk finds the cause in its log."</p>
            </div>
        }
    });
    view! { {nobody_signs_in}{unchecked}{unrecorded} }
}

fn refused(error: &AppError) -> AnyView {
    if *error == AppError::SignedOut {
        return view! {
            <div class="notice bad">
                <b>"You were signed out."</b>
                <p>"Nothing on this page is lost: "{sign_in("sign in again in a new tab")}", then go on here."</p>
            </div>
        }
        .into_any();
    }
    view! {
        <div class="notice bad">
            <b>{error.to_string()}</b>
            <p>"What you may do has changed. What is on this page stays; nothing new can be read."</p>
        </div>
    }
    .into_any()
}

fn about_to_end(session: Session, warning: Warning) -> AnyView {
    let (at, until) = (warning.at.clock(), warning.until());
    match warning.why {
        Why::Idle => view! {
            <div class="notice wait">
                <p>"You will be signed out at "{at}", "{until}", because nothing was done."</p>
                <button type="button" class="btn main" on:click=move |_| session.stay()>"Stay signed in"</button>
            </div>
        }
        .into_any(),
        Why::Absolute => view! {
            <div class="notice wait">
                <p>"Your session ends at "{at}", "{until}". "{sign_in("Sign in again in a new tab")}" to go on."</p>
            </div>
        }
        .into_any(),
    }
}

/// In a new tab, so that nothing on this page is lost.
pub fn sign_in(label: &'static str) -> impl IntoView {
    view! { <a href=routes::SIGN_IN target="_blank" rel="external">{label}</a> }
}
