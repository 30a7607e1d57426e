//! Pages whose part of the wasm is fetched when somebody goes there: whoever looks at a list needs no forms.
//!
//! There are three such parts: pages about one thing, what changes something, and the rest. What two of them share is fetched with either.

use crate::pages;
use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};
use leptos_router::{LazyRoute, location::Url};
use std::future::pending;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::Event;

/// Makes a page one that is fetched, with the part that is named first.
macro_rules! lazy_pages {
    ($($(#[$doc:meta])* $part:ident $name:ident = $function:ident, $fetch:ident, $page:path;)+) => {
        $(
            $(#[$doc])*
            pub struct $name;

            impl LazyRoute for $name {
                fn data() -> Self {
                    Self
                }

                async fn view(_: Self) -> AnyView {
                    match $function().await {
                        Ok(view) => view,
                        // It was fetched before.
                        Err(_) => pending().await,
                    }
                }

                async fn preload() {
                    let path = path();
                    if $fetch().await.is_err() {
                        from_the_server(path).await;
                    }
                }
            }

            #[wasm_split($part, wasm_split_path = leptos::wasm_split, preload($fetch), fallible)]
            fn $function() -> Result<AnyView, SplitLoaderError> {
                Ok($page().into_any())
            }
        )+
    };
}

lazy_pages! {
    /// A user.
    detail User = user, fetch_user, pages::users::detail::User;
    /// An e-mail address.
    detail EmailAddress = email_address, fetch_email_address, pages::email_addresses::detail::EmailAddress;
    /// An identity.
    detail Identity = identity, fetch_identity, pages::identities::detail::Identity;
    /// A connection string.
    detail ConnectionAlias = connection_alias, fetch_connection_alias, pages::connection_aliases::detail::ConnectionAlias;
    /// A form.
    change ChangeForm = change_form, fetch_change_form, pages::changes::form::ChangeForm;
    /// A review.
    change Review = review, fetch_review, pages::changes::review::Review;
    /// A bulk change.
    change Bulk = bulk, fetch_bulk, pages::changes::bulk::Bulk;
    /// The audit log.
    rest Audit = audit, fetch_audit, pages::audit::list::Audit;
    /// A change in it.
    rest Record = record, fetch_record, pages::audit::detail::Record;
    /// How far the sync is.
    rest Sync = sync, fetch_sync, pages::sync::Sync;
    /// Whoever looks.
    rest Account = account, fetch_account, pages::account::Account;
    /// Everyone's sessions.
    rest Sessions = sessions, fetch_sessions, pages::sessions::Sessions;
}

/// Where the page is that is gone to; the address bar says so only once it is there.
fn path() -> Option<String> {
    let url = use_context::<ArcRwSignal<Url>>()?.get_untracked();
    let search = url.search();
    Some(if search.is_empty() {
        url.path().to_owned()
    } else {
        format!("{}?{search}", url.path())
    })
}

/// The part can't be fetched: the server is of another version by now, or can't be reached. Loaded as a whole, the page comes from the
/// server, or the browser says what is wrong. The first page stays as the server drew it, and works as without JavaScript.
async fn from_the_server(path: Option<String>) {
    let root = document().document_element();
    let is_first = root.is_none_or(|root| !root.has_attribute("data-hydrated"));
    if is_first {
        leave_clicks_to_the_browser();
    } else if let Some(path) = path {
        // Where the browser refuses to go nothing can be done.
        drop(window().location().assign(&path));
    }
    pending::<()>().await;
}

/// The router listens to clicks already, and would not come to draw what they lead to.
fn leave_clicks_to_the_browser() {
    let keep = Closure::<dyn Fn(Event)>::new(|click: Event| click.stop_immediate_propagation());
    // Before all others: the event comes to the window first. It can't fail.
    drop(window().add_event_listener_with_callback_and_bool("click", keep.as_ref().unchecked_ref(), true));
    keep.forget();
}
