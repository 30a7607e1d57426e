//! Lists as CSV and DNS records as files.

use super::{outside, problem::Problem, route::Route};
use crate::auth::Needs;
use app::{
    backend::Backend,
    model::{
        access::Permission,
        freshness::Kind,
        identity::dns,
        list::{ListQuery, csv},
    },
    routes,
};
use axum::{
    body::Body,
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Response},
    routing::get,
};
use http::{HeaderMap, StatusCode, header};
use std::sync::Arc;

type Shared = State<Arc<dyn Backend>>;

pub(super) fn routes() -> [Route; 6] {
    [
        Route::new("/users.csv", READ, get(users)),
        Route::new("/email-addresses.csv", READ, get(email_addresses)),
        Route::new("/identities.csv", READ, get(identities)),
        Route::new("/connection-aliases.csv", READ, get(connection_aliases)),
        Route::new("/identities/{region}/{name}/dns.csv", READ, get(dns_csv)),
        Route::new("/identities/{region}/{name}/dns.zone", READ, get(dns_zone)),
    ]
}

const READ: Needs = Needs::Permission(Permission::Read);

async fn users(State(backend): Shared, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let list = csv(&backend.snapshot().user_rows(), &parse(query));
    csv_file(&headers, &*backend, Kind::Users, list)
}

async fn email_addresses(State(backend): Shared, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let list = csv(&backend.snapshot().email_address_rows(), &parse(query));
    csv_file(&headers, &*backend, Kind::EmailAddresses, list)
}

async fn identities(State(backend): Shared, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let list = csv(&backend.snapshot().identity_rows(), &parse(query));
    csv_file(&headers, &*backend, Kind::Identities, list)
}

async fn connection_aliases(State(backend): Shared, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let list = csv(&backend.snapshot().connection_alias_rows(), &parse(query));
    csv_file(&headers, &*backend, Kind::ConnectionAliases, list)
}

async fn dns_csv(State(backend): Shared, Path((region, name)): Path<(String, String)>) -> Response {
    let name = routes::of_parameter(&name);
    match backend.snapshot().identity(&region, &name) {
        Some(found) => attachment(
            CSV,
            &format!("{name}-dns.csv"),
            dns::csv(&dns::records(&found.identity)),
        ),
        None => not_found(),
    }
}

async fn dns_zone(State(backend): Shared, Path((region, name)): Path<(String, String)>) -> Response {
    let name = routes::of_parameter(&name);
    match backend.snapshot().identity(&region, &name) {
        Some(found) => {
            let zone = dns::zone_snippet(&dns::records(&found.identity));
            attachment("text/plain; charset=utf-8", &format!("{name}.zone"), zone)
        }
        None => not_found(),
    }
}

pub(super) const CSV: &str = "text/csv; charset=utf-8; header=present";

fn parse(query: Option<String>) -> ListQuery {
    ListQuery::parse(&query.unwrap_or_default())
}

fn csv_file(headers: &HeaderMap, backend: &dyn Backend, kind: Kind, list: Result<String, String>) -> Response {
    let list = match list {
        Ok(list) => list,
        Err(slip) => return not_followed(headers, &slip),
    };
    let now = backend.now().iso();
    let day = now.split('T').next().unwrap_or_default();
    attachment(CSV, &format!("{}-{day}.csv", kind.as_str()), list)
}

/// Says what of a filter can't be followed, where nothing is done with what the rest of it finds.
pub(super) fn not_followed(headers: &HeaderMap, slip: &str) -> Response {
    let text =
        format!("{slip} So there would be more than you mean, and nothing was done: go back and mend the filter.");
    outside::problem(headers, StatusCode::BAD_REQUEST, "The filter can’t be followed", &text)
}

pub(super) fn attachment(content_type: &'static str, name: &str, body: impl Into<Body>) -> Response {
    // Names of identities are texts of others; in the header they must not end the quotes.
    let safe: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "-_.@+".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let headers = [
        (header::CONTENT_TYPE, content_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{safe}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, body.into()).into_response()
}

fn not_found() -> Response {
    Problem::new(StatusCode::NOT_FOUND, "There is no such identity.").into_response()
}
