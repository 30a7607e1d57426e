//! A path that leads nowhere.

use crate::{components::status::set_status, routes};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

/// Says which path it was, and leads back.
#[component]
pub fn NotFound() -> impl IntoView {
    set_status(404);
    let path = use_location().pathname;
    view! {
        <Title text="Not found"/>
        <div class="empty">
            <h1>"No such page"</h1>
            <p>"There is nothing at "<code>{path}</code>"."</p>
            <p><a class="btn" href=routes::OVERVIEW>"Back to the overview"</a></p>
        </div>
    }
}
