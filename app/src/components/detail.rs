//! What every detail page does: find the thing, or say why it is not there.

use super::{
    answer::answer,
    freshness::Problems,
    session::{Session, sign_in},
    status::set_status,
};
use crate::components::awaited::awaited_page;
use crate::{
    components::freshness::AsOf,
    error::AppError,
    model::{
        access::Access,
        answer::Detail,
        freshness::{Freshness, Kind},
    },
    routes,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use serde::{Serialize, de::DeserializeOwned};
use std::{future::Future, pin::Pin};

/// A server function's answer on its way.
pub type Fetch<T> = Pin<Box<dyn Future<Output = Result<T, AppError>> + Send>>;

/// A detail page: the path's parameters, how to ask for the thing, and how to show it.
pub struct DetailPage<T: 'static> {
    /// What it is.
    pub kind: Kind,
    /// What a person calls one of it: "user".
    pub noun: &'static str,
    /// The path's parameters, in the order in which `fetch` takes them. The last one names the thing.
    pub params: &'static [&'static str],
    /// Asks the server.
    pub fetch: fn(Vec<String>) -> Fetch<Detail<T>>,
    /// Shows it.
    pub show: fn(T, Freshness, Access) -> AnyView,
}

impl<T> DetailPage<T>
where
    T: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    /// The page.
    pub fn view(self) -> impl IntoView {
        let Self {
            kind,
            noun,
            params,
            fetch,
            show,
        } = self;
        let map = use_params_map();
        let values = Memo::new(move |_| {
            let map = map.read();
            params
                .iter()
                .map(|name| routes::text_of(&map, name))
                .collect::<Vec<_>>()
        });
        let session = Session::from_context();
        let resource = answer(kind, move || values.get(), fetch);
        let content = move || async move {
            let name = values.get_untracked().pop().unwrap_or_default();
            let (answer, you) = (resource.await, session.you().await);
            let access = match you {
                Ok(you) => you.access,
                Err(error) => return failed(&error),
            };
            match answer {
                Ok(Detail::Found { item, freshness }) => view! {
                    <Problems freshness=freshness.clone()/>
                    {show(item, freshness.clone(), access)}
                    <footer class="foot"><AsOf freshness=freshness kind=Some(kind)/></footer>
                }
                .into_any(),
                Ok(Detail::NotReadYet { freshness }) => not_read_yet(kind, noun, &name, freshness),
                Ok(Detail::NotFound) => not_found(kind, noun, &name),
                Err(error) => failed(&error),
            }
        };
        awaited_page(content)
    }
}

fn not_found(kind: Kind, noun: &'static str, name: &str) -> AnyView {
    set_status(404);
    view! {
        <Title text="Not found"/>
        <div class="empty">
            <h1>"No such "{noun}</h1>
            <p>"Frontdesk has read every "{noun}" of the Regions that it looks at, and “"<code>{name.to_owned()}</code>"” is not among them. It may have been deleted."</p>
            <p><a class="btn" href=routes::list(kind)>"Back to "{kind.title()}</a></p>
        </div>
    }
    .into_any()
}

fn not_read_yet(kind: Kind, noun: &'static str, name: &str, freshness: Freshness) -> AnyView {
    view! {
        <Title text="Not read yet"/>
        <Problems freshness=freshness/>
        <div class="empty">
            <h1>"Not read yet"</h1>
            <p>"Frontdesk has not read every "{noun}" from AWS yet. It is reading “"<code>{name.to_owned()}</code>"” first; this page fills in by itself."</p>
            <p><a class="btn" href="" rel="external">"Look again"</a>" "<a class="btn" href=routes::list(kind)>"Back to "{kind.title()}</a></p>
        </div>
    }
    .into_any()
}

/// The server could not answer: what happened, and what to do about it.
pub fn failed(error: &AppError) -> AnyView {
    set_status(error.status());
    let next = match error {
        AppError::SignedOut => sign_in("Sign in in a new tab").into_any(),
        AppError::Forbidden(_) => view! { <a href=routes::ACCOUNT>"What you may do"</a> }.into_any(),
        _ => view! { <a href="" rel="external">"Try again"</a> }.into_any(),
    };
    view! {
        <div class="notice bad" role="alert">
            <b>{error.to_string()}</b>
            <p>{next}</p>
        </div>
    }
    .into_any()
}
