//! The HTML document around the pages.

use crate::{App, theme};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::MetaTags;
use std::sync::Arc;

/// What the document has to know of the server.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path under which the page's files are.
    pub files: String,
    /// Where forms may lead besides Frontdesk itself: a form that ends a session leads on to the identity provider.
    pub form_actions: Arc<[String]>,
}

/// The document, with a Content-Security-Policy that lets only this page's own scripts run.
pub fn shell(Document { files, form_actions }: Document) -> impl IntoView {
    let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
    if let Some(response) = use_context::<ResponseOptions>()
        && let Ok(policy) = http::HeaderValue::from_str(&content_security_policy(&nonce, &form_actions))
    {
        response.insert_header(http::header::CONTENT_SECURITY_POLICY, policy);
    }
    let script = format!("{files}/frontdesk.js");
    let parts = format!("{files}/__wasm_split.______________________.js");
    let wasm = format!("{files}/frontdesk.wasm");
    let style = format!("{files}/frontdesk.css");
    // Leptos' own `HydrationScripts` puts the nonce where `crossorigin` belongs, which fetches the wasm twice
    // (https://github.com/leptos-rs/leptos/issues/4843).
    let start =
        format!("import('{script}').then(m => m.default({{ module_or_path: '{wasm}' }}).then(() => m.hydrate()))");
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme::chosen()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=style/>
                <link rel="modulepreload" href=script nonce=nonce.clone()/>
                <link rel="modulepreload" href=parts nonce=nonce.clone()/>
                <link rel="preload" href=wasm r#as="fetch" type="application/wasm" crossorigin="anonymous"/>
                <script type="module" nonce=nonce inner_html=start></script>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// <https://www.w3.org/TR/CSP3/>: nothing from elsewhere, no inline styles, scripts by nonce. Browsers hold `form-action` against
/// redirects after a form, too.
fn content_security_policy(nonce: &str, form_actions: &[String]) -> String {
    let form_actions = [&["'self'".to_owned()], form_actions].concat().join(" ");
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
         connect-src 'self'; form-action {form_actions}; frame-ancestors 'none'; base-uri 'none'"
    )
}
