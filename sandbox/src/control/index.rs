//! `GET /_sandbox`: what there is.

use axum::Json;
use serde_json::{Value, json};

/// The paths, and what each is for.
pub async fn show() -> Json<Value> {
    Json(json!({
        "GET /_sandbox/clock": "The simulated time.",
        "PUT /_sandbox/clock": "Stop it or let it run (running), change its speed, put it forward (now; step: seconds, or text such as \"72h\").",
        "GET /_sandbox/calls": "The record of calls, oldest first: service, operation, region, status, after (an id), limit.",
        "DELETE /_sandbox/calls": "Forget the calls.",
        "GET /_sandbox/faults": "The rules by which calls go wrong, with how many calls each matched and struck.",
        "POST /_sandbox/faults": "Add a rule: kind; service, operation, region, account; every, or probability and seed; times; delay_ms; status.",
        "DELETE /_sandbox/faults": "Remove every rule.",
        "GET /_sandbox/faults/{id}": "One rule.",
        "DELETE /_sandbox/faults/{id}": "Remove one rule.",
        "GET /_sandbox/settings": "The rates, and the delay of list and search calls.",
        "GET /_sandbox/dns": "The zones.",
        "PUT /_sandbox/dns/{zone}": "Make a zone, or let its name server die (server: ANSWERING, DEAD).",
        "DELETE /_sandbox/dns/{zone}": "Remove a zone with everything in it.",
        "GET /_sandbox/dns/{name}": "The records at a name and below it.",
        "PUT /_sandbox/dns/{name}/{type}": "Publish a record set: values; ttl.",
        "DELETE /_sandbox/dns/{name}/{type}": "Withdraw a record set.",
        "GET /_sandbox/mail": "The mails whose verification links wait to be followed.",
        "POST /_sandbox/mail/{token}": "Follow the link of a mail.",
        "PUT /_sandbox/settings": "Change rates (real, off, x10) or list_delay_ms (simulated milliseconds).",
    }))
}
