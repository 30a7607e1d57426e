//! What each route takes. What is not declared here is refused.

use crate::http::route;
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

/// Every route there is with what it takes; several methods of one take the same.
#[must_use]
pub fn declared() -> Vec<(&'static str, Needs)> {
    let with = |(route, permission)| (route, Needs::Permission(permission));
    let others = route::all().into_iter().map(|route| (route.path, route.needs));
    others
        .chain(routes::PAGES.map(with))
        .chain(api::permissions().into_iter().map(with))
        .collect()
}

static BY_ROUTE: LazyLock<HashMap<&'static str, Needs>> = LazyLock::new(|| declared().into_iter().collect());

/// What is known of a request by its method and route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Declared {
    /// It takes this.
    Needs(Needs),
    /// A page is read; what a form would change there has a route of its own.
    OnlyRead,
    /// Nobody said what it takes.
    Not,
}

/// What was declared of `route`.
pub(super) fn of(method: &Method, route: &str) -> Declared {
    let is_page = routes::PAGES.iter().any(|(page, _)| *page == route);
    match BY_ROUTE.get(route) {
        Some(_) if is_page && !method.is_safe() => Declared::OnlyRead,
        Some(needs) => Declared::Needs(*needs),
        None => Declared::Not,
    }
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
        assert_eq!(of(&Method::GET, "/api/delete-everything"), Declared::Not);
        assert_eq!(of(&Method::POST, "/users"), Declared::OnlyRead);
        let read = Declared::Needs(Needs::Permission(Permission::Read));
        assert_eq!(of(&Method::GET, "/users"), read);
        // Of the file, not of the page beside it.
        assert_eq!(of(&Method::POST, "/users.csv"), read);
    }
}
