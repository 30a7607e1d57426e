//! Light, dark, or as the system says. A cookie holds the choice, so that the server draws the page in it.

use crate::routes;
use leptos::prelude::*;

/// The theme that the person chose; `None` follows the system.
#[cfg(feature = "ssr")]
#[must_use]
pub fn chosen() -> Option<&'static str> {
    chosen_in(&use_context::<http::request::Parts>()?.headers)
}

/// The theme that the cookie of a request names.
#[cfg(feature = "ssr")]
#[must_use]
pub fn chosen_in(headers: &http::HeaderMap) -> Option<&'static str> {
    let lines = headers.get_all(http::header::COOKIE).iter();
    let mut cookies = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    known(cookies.find_map(|cookie| cookie.trim().strip_prefix("theme="))?)
}

/// The theme that the server drew the page in.
#[cfg(not(feature = "ssr"))]
#[must_use]
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
