//! Every path of the product, in one place.

use crate::model::{
    access::Permission,
    change::{Action, RecordQuery, Resource, Subject},
    freshness::Kind,
    list::query::pairs,
};
use leptos_router::params::ParamsMap;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The overview.
pub const OVERVIEW: &str = "/";

/// Search over everything.
pub const SEARCH: &str = "/search";

/// Where the theme is chosen (`POST`).
pub const THEME: &str = "/preferences/theme";

/// Where people sign in; with `return_to`, the page to go on with.
pub const SIGN_IN: &str = "/auth/sign-in";

/// Where people sign out (`POST`).
pub const SIGN_OUT: &str = "/auth/sign-out";

/// Where the identity provider sends people back to.
pub const CALLBACK: &str = "/auth/callback";

/// What is shown to somebody who has signed out.
pub const SIGNED_OUT: &str = "/auth/signed-out";

/// Where the identity provider says that a session has ended (`POST`).
pub const BACK_CHANNEL: &str = "/auth/backchannel";

/// You: your role, what you may do, your sessions.
pub const ACCOUNT: &str = "/account";

/// Everyone's sessions.
pub const SESSIONS: &str = "/sessions";

/// The audit log.
pub const AUDIT: &str = "/audit";

/// How far the sync is.
pub const SYNC: &str = "/sync";

/// Where an open page is told what has changed, for as long as it is open.
pub const EVENTS: &str = "/events";

/// What is done with drafts and changes (`POST`): what was reviewed is made,
pub const MAKE: &str = "/changes/make";

/// a conflict is resolved,
pub const RESOLVE: &str = "/changes/resolve";

/// a draft is given up,
pub const DISCARD: &str = "/changes/discard";

/// a change is undone, reviewed like any other,
pub const UNDO: &str = "/changes/undo";

/// or tried again.
pub const RETRY: &str = "/changes/retry";

/// A bulk change is begun or gone on with (`POST`),
pub const BULK_START: &str = "/changes/bulk/start";

/// paused,
pub const BULK_PAUSE: &str = "/changes/bulk/pause";

/// or given up.
pub const BULK_STOP: &str = "/changes/bulk/stop";

/// Every page, as the router writes it, with the permission that seeing it takes.
pub const PAGES: [(&str, Permission); 19] = [
    (OVERVIEW, Permission::Read),
    ("/users", Permission::Read),
    ("/users/{instance}/{id}", Permission::Read),
    ("/email-addresses", Permission::Read),
    ("/email-addresses/{instance}/{id}", Permission::Read),
    ("/identities", Permission::Read),
    ("/identities/{region}/{name}", Permission::Read),
    ("/connection-aliases", Permission::Read),
    ("/connection-aliases/{string}", Permission::Read),
    ("/changes/{action}", Permission::Read),
    ("/changes/review/{draft}", Permission::Read),
    ("/changes/bulk/{id}", Permission::Read),
    (AUDIT, Permission::Read),
    ("/audit/{id}", Permission::Read),
    (SYNC, Permission::Read),
    (SEARCH, Permission::Read),
    (ACCOUNT, Permission::Read),
    (SESSIONS, Permission::ManageSessions),
    ("/{*any}", Permission::Read),
];

/// Whether an open page asks for `path` by itself, and not a person for a page.
#[must_use]
pub fn is_call(path: &str) -> bool {
    path.starts_with("/api/") || path == EVENTS
}

/// Whether a page shows what is known of AWS and nothing else, beside who looks at it.
#[must_use]
pub fn shows_the_known(path: &str, query: &str) -> bool {
    let is_known = path == OVERVIEW || path == SEARCH || Kind::ALL.iter().any(|kind| path == list(*kind));
    is_known && pairs(query).all(|(name, _)| name != CHANGED)
}

/// Where a page that was drawn from `version` is told what has changed since.
#[must_use]
pub fn events(version: Option<u64>) -> String {
    match version {
        Some(version) => format!("{EVENTS}?since={version}"),
        None => EVENTS.to_owned(),
    }
}

/// What a path's segment keeps as it is.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'@');

fn segment(text: &str) -> String {
    utf8_percent_encode(&parameter(text), KEPT).to_string()
}

/// `text` without a percent sign, for a path or query that the router reads: it decodes what a link says before it follows it, and a
/// parameter once for each route that the page's is nested in, so that what was encoded once is another name in the end.
#[must_use]
pub fn parameter(text: &str) -> String {
    text.replace('~', "~7E").replace('%', "~25")
}

/// The text that a [`parameter`] stands for.
#[must_use]
pub fn of_parameter(parameter: &str) -> String {
    parameter.replace("~25", "%").replace("~7E", "~")
}

/// What the router read of the parameter `name`; empty where there is none.
#[must_use]
pub fn text_of(parameters: &ParamsMap, name: &str) -> String {
    of_parameter(parameters.get_str(name).unwrap_or_default())
}

/// The list of `kind`.
#[must_use]
pub const fn list(kind: Kind) -> &'static str {
    match kind {
        Kind::Users => "/users",
        Kind::EmailAddresses => "/email-addresses",
        Kind::Identities => "/identities",
        Kind::ConnectionAliases => "/connection-aliases",
    }
}

/// Search over everything with a filter.
#[must_use]
pub fn search(filter: &str) -> String {
    let query = crate::model::list::ListQuery::default().with_filter(filter);
    format!("{SEARCH}{}", query.to_query())
}

/// The list of `kind` with a filter.
#[must_use]
pub fn filtered(kind: Kind, filter: &str) -> String {
    let query = crate::model::list::ListQuery::default().with_filter(filter);
    format!("{}{}", list(kind), query.to_query())
}

/// The list of `kind` as CSV; `query` is the list's own, with its question mark.
#[must_use]
pub fn csv(kind: Kind, query: &str) -> String {
    format!("{}.csv{query}", list(kind))
}

/// The audit log with a filter.
#[must_use]
pub fn audit(query: &RecordQuery) -> String {
    format!("{AUDIT}{}", query.to_query())
}

/// What the audit log's filter finds, as CSV.
#[must_use]
pub fn audit_csv(query: &RecordQuery) -> String {
    format!("{AUDIT}.csv{}", query.with_before(None).to_query())
}

/// The same as JSON, with all that is known.
#[must_use]
pub fn audit_json(query: &RecordQuery) -> String {
    format!("{AUDIT}.json{}", query.with_before(None).to_query())
}

/// A user.
#[must_use]
pub fn user(instance: &str, id: &str) -> String {
    format!("/users/{}/{}", segment(instance), segment(id))
}

/// An e-mail address.
#[must_use]
pub fn email_address(instance: &str, id: &str) -> String {
    format!("/email-addresses/{}/{}", segment(instance), segment(id))
}

/// An identity.
#[must_use]
pub fn identity(region: &str, name: &str) -> String {
    format!("/identities/{}/{}", segment(region), segment(name))
}

/// An identity's DNS records as CSV.
#[must_use]
pub fn identity_dns_csv(region: &str, name: &str) -> String {
    format!("{}/dns.csv", identity(region, name))
}

/// An identity's DNS records as a snippet for a zone file.
#[must_use]
pub fn identity_dns_zone(region: &str, name: &str) -> String {
    format!("{}/dns.zone", identity(region, name))
}

/// A connection string, in every Region.
#[must_use]
pub fn connection_alias(connection_string: &str) -> String {
    format!("/connection-aliases/{}", segment(connection_string))
}

/// The form of an action.
#[must_use]
pub fn form(action: Action, subject: &Subject) -> String {
    format!("{}{}", action.form_path(), subject.to_query())
}

/// What the address of a form says besides, where it is about one of an identity's policies; without a name, a new one.
#[must_use]
pub fn of_policy(name: &str) -> String {
    format!("&policy={}", utf8_percent_encode(&parameter(name), NON_ALPHANUMERIC))
}

/// The review of a draft.
#[must_use]
pub fn review(draft: &str) -> String {
    format!("/changes/review/{}", segment(draft))
}

/// The same, saying why what was reviewed was not made.
#[must_use]
pub fn review_problem(draft: &str, problem: &str) -> String {
    format!("{}?problem={problem}", review(draft))
}

/// Where a password that was made up with a change is shown, once.
#[must_use]
pub fn password(change: &str) -> String {
    format!("/changes/password/{}", segment(change))
}

/// A bulk change.
#[must_use]
pub fn bulk(id: &str) -> String {
    format!("/changes/bulk/{}", segment(id))
}

/// A change in the audit log.
#[must_use]
pub fn record(change: &str) -> String {
    format!("/audit/{}", segment(change))
}

/// The page of a thing that was changed.
#[must_use]
pub fn resource(resource: &Resource) -> String {
    let Subject { parent, id } = &resource.subject;
    match resource.kind {
        Kind::Users => user(parent, id),
        Kind::EmailAddresses => email_address(parent, id),
        Kind::Identities => identity(parent, id),
        Kind::ConnectionAliases => connection_alias(&resource.name),
    }
}

/// The name in a page's query of the change that it tells of first.
pub const CHANGED: &str = "changed";

/// A page that tells what came of a change first.
#[must_use]
pub fn with_changed(page: &str, change: &str) -> String {
    let sign = if page.contains('?') { '&' } else { '?' };
    format!("{page}{sign}{CHANGED}={}", segment(change))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_path_can_t_leave_its_segment() {
        assert_eq!(
            identity("eu-west-2", "help@example.com"),
            "/identities/eu-west-2/help@example.com"
        );
        assert_eq!(
            identity("eu-west-2", "a/../b?c#d"),
            "/identities/eu-west-2/a%2F..%2Fb%3Fc%23d"
        );
        assert_eq!(user("1-2", "é"), "/users/1-2/%C3%A9");
        assert_eq!(
            identity("eu-west-2", "a%2fb@example.com"),
            "/identities/eu-west-2/a~252fb@example.com"
        );
    }

    #[test]
    fn a_parameter_is_the_same_however_often_it_is_decoded() {
        for text in ["a%2fb", "~25", "~7E25", "100 %~", "é/?#&+"] {
            let written = parameter(text);
            let encoded = utf8_percent_encode(&written, KEPT).to_string();
            let mut decoded = encoded;
            for _ in 0..3 {
                decoded = percent_encoding::percent_decode_str(&decoded)
                    .decode_utf8()
                    .expect("UTF-8")
                    .into_owned();
            }
            assert_eq!(of_parameter(&decoded), text);
        }
    }

    #[test]
    fn a_filter_stands_in_the_query() {
        assert_eq!(
            filtered(Kind::Identities, "status:failed"),
            "/identities?q=status:failed"
        );
        assert_eq!(csv(Kind::Users, "?q=zoe"), "/users.csv?q=zoe");
    }
}
