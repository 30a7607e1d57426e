//! Frontdesk against the simulated AWS, over HTTP, as in production.

#![expect(clippy::expect_used, reason = "what a test needs and does not get ends the test")]

mod alb;
mod audit;
mod auth;
mod called;
mod changes;
mod cli;
mod cross_site;
mod data;
mod docs;
mod events;
mod failures;
mod haste;
mod headers;
mod health;
mod http;
mod kept;
mod load;
mod look_at;
mod oidc;
mod outage;
mod pages;
mod policy;
mod raw;
mod rejections;
mod replicas;
mod restart;
mod routes;
mod running;
mod simulated;
mod stopping;
mod support;
mod sync;
mod sync_pauses;
mod triggers;
