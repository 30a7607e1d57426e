//! Light, dark, or as the system says. A cookie holds the choice, so that the server draws the page in it.

use crate::routes;
use leptos::prelude::*;

/// The theme that the person chose; `None` follows the system.
#[cfg(feature = "ssr")]
pub fn chosen() -> Option<&'static str> {
    let parts = use_context::<http::request::Parts>()?;
    let cookies = parts.headers.get(http::header::COOKIE)?.to_str().ok()?;
    known(
        cookies
            .split(';')
            .find_map(|cookie| cookie.trim().strip_prefix("theme="))?,
    )
}

/// The theme that the server drew the page in.
#[cfg(not(feature = "ssr"))]
pub fn chosen() -> Option<&'static str> {
    known(&document().document_element()?.get_attribute("data-theme")?)
}

fn known(theme: &str) -> Option<&'static str> {
    ["light", "dark"].into_iter().find(|known| *known == theme)
}

/// The three choices; a plain form, so that it works without JavaScript and without a flash of the other theme.
#[component]
pub fn ThemeChoice() -> impl IntoView {
    let chosen = chosen().unwrap_or("system");
    let choice = |value: &'static str, label: &'static str, sign: &'static str| {
        let pressed = if value == chosen { "true" } else { "false" };
        view! {
            <button name="theme" value=value aria-label=label title=label aria-pressed=pressed>
                <span aria-hidden="true">{sign}</span>
            </button>
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
