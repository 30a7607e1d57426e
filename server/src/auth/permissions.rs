//! What each route takes. What is not declared here is refused.

use app::{api, model::access::Permission, routes};
use http::Method;
use std::{collections::HashMap, sync::LazyLock};

/// What it takes to ask for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: there is nothing in it that not everybody may see.
    Nothing,
    /// A session with this permission.
    Permission(Permission),
}

/// Routes that are neither pages nor server functions, as the router writes them.
const OTHERS: [(&str, Needs); 15] = [
    ("/pkg/{*file}", Needs::Nothing),
    ("/favicon.svg", Needs::Nothing),
    ("/robots.txt", Needs::Nothing),
    (routes::SIGN_IN, Needs::Nothing),
    (routes::CALLBACK, Needs::Nothing),
    (routes::SIGN_OUT, Needs::Nothing),
    (routes::SIGNED_OUT, Needs::Nothing),
    (routes::BACK_CHANNEL, Needs::Nothing),
    (routes::THEME, Needs::Nothing),
    ("/users.csv", Needs::Permission(Permission::Read)),
    ("/email-addresses.csv", Needs::Permission(Permission::Read)),
    ("/identities.csv", Needs::Permission(Permission::Read)),
    ("/connection-aliases.csv", Needs::Permission(Permission::Read)),
    (
        "/identities/{region}/{name}/dns.csv",
        Needs::Permission(Permission::Read),
    ),
    (
        "/identities/{region}/{name}/dns.zone",
        Needs::Permission(Permission::Read),
    ),
];

/// Every route there is with what it takes; several methods of one take the same.
#[must_use]
pub fn declared() -> Vec<(&'static str, Needs)> {
    let with = |(route, permission)| (route, Needs::Permission(permission));
    OTHERS
        .into_iter()
        .chain(routes::PAGES.map(with))
        .chain(api::permissions().into_iter().map(with))
        .collect()
}

static BY_ROUTE: LazyLock<HashMap<&'static str, Needs>> = LazyLock::new(|| declared().into_iter().collect());

/// What it takes to ask for `route`; `None` where nobody said.
pub(super) fn of(method: &Method, route: &str) -> Option<Needs> {
    // A page is read; what a form would change there has a route of its own.
    let is_page = routes::PAGES.iter().any(|(page, _)| *page == route);
    if is_page && !method.is_safe() {
        return None;
    }
    BY_ROUTE.get(route).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_declared_twice() {
        let mut routes: Vec<_> = declared().into_iter().map(|(route, _)| route).collect();
        let all = routes.len();
        routes.sort_unstable();
        routes.dedup();
        assert_eq!(routes.len(), all);
    }

    #[test]
    fn what_nobody_declared_is_refused() {
        assert_eq!(of(&Method::GET, "/api/delete-everything"), None);
        assert_eq!(of(&Method::POST, "/users"), None);
        assert_eq!(of(&Method::GET, "/users"), Some(Needs::Permission(Permission::Read)));
    }
}
