//! Frontdesk against the simulated AWS, over HTTP, as in production.

#![expect(clippy::expect_used, reason = "what a test needs and does not get ends the test")]

mod alb;
mod auth;
mod cli;
mod http;
mod look_at;
mod oidc;
mod outage;
mod pages;
mod policy;
mod restart;
mod support;
mod sync;
