//! Name–value rows of a detail page.

use leptos::prelude::*;

/// A section with a title.
#[component]
pub fn Card(
    #[prop(into)] title: String,
    /// What stands at the right of the title.
    #[prop(optional, into)]
    aside: ViewFn,
    children: Children,
) -> impl IntoView {
    let id = format!(
        "card-{}",
        title.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-")
    );
    view! {
        <section class="card" aria-labelledby=id.clone()>
            <header><h2 id=id.clone()>{title}</h2><div class="spacer"></div>{aside.run()}</header>
            {children()}
        </section>
    }
}

/// One row: the name, the value, and in small type what it means.
#[component]
pub fn Row(
    #[prop(into)] name: String,
    #[prop(optional, into)] meaning: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="row">
            <dt>{name}</dt>
            <dd>{children()}{meaning.map(|meaning| view! { <small>{meaning}</small> })}</dd>
        </div>
    }
}

/// "Yes" or "No".
pub const fn yes_no(yes: bool) -> &'static str {
    if yes { "Yes" } else { "No" }
}

/// "On" or "Off".
pub const fn on_off(on: bool) -> &'static str {
    if on { "On" } else { "Off" }
}
