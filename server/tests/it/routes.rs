//! Every route there is, as requests.

use crate::support::HOST;
use app::App;
use http::{Method, Request, header, request::Builder};
use leptos_axum::generate_route_list;

/// Every server function and page that exists, as the router writes it.
pub fn of_the_app() -> Vec<(Method, String)> {
    let functions = leptos::server_fn::axum::server_fn_paths().map(|(path, method)| (method, path.to_owned()));
    // Leptos writes parameters as `:name` and `*name`; axum in braces.
    let pages = generate_route_list(App).into_iter().map(|page| {
        let segment = |segment: &str| match segment.split_at_checked(1) {
            Some((":", name)) => format!("{{{name}}}"),
            Some(("*", name)) => format!("{{*{name}}}"),
            _ => segment.to_owned(),
        };
        let path: Vec<_> = page.path().split('/').map(segment).collect();
        let path = path.join("/");
        (Method::GET, if path.is_empty() { "/".to_owned() } else { path })
    });
    functions.chain(pages).collect()
}

/// A request of a page of ours for a route, whatever its parameters.
pub fn request(method: &Method, route: &str) -> Builder {
    let path: Vec<_> = route
        .split('/')
        .map(|segment| match segment {
            "{region}" => "us-east-1",
            "{name}" => "example.com",
            segment if segment.starts_with('{') => "x",
            segment => segment,
        })
        .collect();
    Request::builder()
        .method(method)
        .uri(path.join("/"))
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}
