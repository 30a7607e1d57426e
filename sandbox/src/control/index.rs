//! What there is: the paths of the control, their methods, and what each is for. `GET /_sandbox`
//! shows them.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::handler::Handler;
use axum::routing::{MethodRouter, delete, get, post, put};
use axum::{Json, Router};

use super::{calls, clock, dns, faults, mail, settings};
use crate::server::World;

/// The routes of everything that the index tells of, and of the index.
pub fn router() -> Router<Arc<World>> {
    Index::default()
        .get("/_sandbox/clock", "The simulated time.", clock::show)
        .put(
            "/_sandbox/clock",
            "Stop it or let it run (running), change its speed, put it forward (now; step: seconds, or text such as \"72h\").",
            clock::change,
        )
        .get(
            "/_sandbox/calls",
            "The record of calls, oldest first: service, operation, region, status, after (an id), limit.",
            calls::list,
        )
        .delete("/_sandbox/calls", "Forget the calls.", calls::clear)
        .get(
            "/_sandbox/faults",
            "The rules by which calls go wrong, with how many calls each matched and struck.",
            faults::list,
        )
        .post(
            "/_sandbox/faults",
            "Add a rule: kind; service, operation, region, account; every, or probability and seed; times; delay_ms; status.",
            faults::create,
        )
        .delete("/_sandbox/faults", "Remove every rule.", faults::clear)
        .get("/_sandbox/faults/{id}", "One rule.", faults::show)
        .delete("/_sandbox/faults/{id}", "Remove one rule.", faults::remove)
        .get(
            "/_sandbox/settings",
            "The rates, and the delay of list and search calls.",
            settings::show,
        )
        .put(
            "/_sandbox/settings",
            "Change rates (real, off, x10) or list_delay_ms (simulated milliseconds).",
            settings::change,
        )
        .get("/_sandbox/dns", "The zones.", dns::list_zones)
        .get(
            "/_sandbox/dns/{name}",
            "The records at a name and below it.",
            dns::list_record_sets,
        )
        .put(
            "/_sandbox/dns/{name}",
            "Make a zone, or let its name server die (server: ANSWERING, DEAD).",
            dns::put_zone,
        )
        .delete(
            "/_sandbox/dns/{name}",
            "Remove a zone with everything in it.",
            dns::delete_zone,
        )
        .put(
            "/_sandbox/dns/{name}/{type}",
            "Publish a record set: values; ttl.",
            dns::put_record_set,
        )
        .delete(
            "/_sandbox/dns/{name}/{type}",
            "Withdraw a record set.",
            dns::delete_record_set,
        )
        .get(
            "/_sandbox/mail",
            "The mails whose verification links wait to be followed.",
            mail::list,
        )
        .post("/_sandbox/mail/{token}", "Follow the link of a mail.", mail::follow)
        .router()
}

/// What is there so far.
#[derive(Default)]
struct Index {
    routes: Router<Arc<World>>,
    purposes: BTreeMap<String, &'static str>,
}

impl Index {
    fn get<T: 'static>(self, path: &str, purpose: &'static str, answer: impl Handler<T, Arc<World>>) -> Self {
        self.with("GET", path, purpose, get(answer))
    }

    fn put<T: 'static>(self, path: &str, purpose: &'static str, answer: impl Handler<T, Arc<World>>) -> Self {
        self.with("PUT", path, purpose, put(answer))
    }

    fn post<T: 'static>(self, path: &str, purpose: &'static str, answer: impl Handler<T, Arc<World>>) -> Self {
        self.with("POST", path, purpose, post(answer))
    }

    fn delete<T: 'static>(self, path: &str, purpose: &'static str, answer: impl Handler<T, Arc<World>>) -> Self {
        self.with("DELETE", path, purpose, delete(answer))
    }

    fn with(mut self, method: &str, path: &str, purpose: &'static str, route: MethodRouter<Arc<World>>) -> Self {
        self.purposes.insert(format!("{method} {path}"), purpose);
        self.routes = self.routes.route(path, route);
        self
    }

    fn router(self) -> Router<Arc<World>> {
        let purposes = self.purposes;
        self.routes.route("/_sandbox", get(async || Json(purposes)))
    }
}
