//! A simulated AWS: Amazon Connect, SES v2, WorkSpaces and `sts:GetCallerIdentity`.
//!
//! It speaks the real wire protocols on one base URL, so that an AWS SDK needs nothing but an
//! endpoint URL and the dummy credentials below. Which service and which Region is meant comes
//! from the `SigV4` credential scope of the request, which account from its access key id;
//! signatures are not checked. What it holds at the start is described in [`seed`].
//!
//! ```no_run
//! # async fn example() -> std::io::Result<()> {
//! use sandbox::{Rates, Sandbox, Seed, serve};
//!
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! serve(listener, Sandbox::new(Seed::default(), Rates::Real), std::future::pending()).await;
//! # Ok(())
//! # }
//! ```
//!
//! Nothing here is fit for a network that others can reach: anyone who finds the port is in.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod account;
mod arn;
mod calls;
mod clock;
mod connect;
mod context;
mod control;
mod dns;
mod domain_name;
mod fault;
mod generator;
mod lag;
mod model;
mod quota;
pub mod seed;
mod serve;
mod server;
mod sesv2;
mod sts;
mod tags;
mod wire;
mod workspaces;

pub use account::{ACCESS_KEY_ID, ACCOUNT_ID, OTHER_ACCESS_KEY_ID, OTHER_ACCOUNT_ID, REGIONS, SECRET_ACCESS_KEY};
pub use clock::Clock;
pub use quota::Rates;
pub use seed::Seed;
pub use server::{Sandbox, serve, serve_dns, serve_router};
