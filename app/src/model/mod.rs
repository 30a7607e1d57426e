//! What the product talks about: plain types and pure rules, the same in the browser and on the server.

pub mod access;
pub mod answer;
pub mod badge;
pub mod change;
pub mod connection_alias;
pub mod email_address;
pub mod filter;
pub mod forms;
pub mod freshness;
pub mod identity;
pub mod instance;
pub mod lane;
pub mod list;
pub mod overview;
pub mod region;
pub mod rows;
pub mod search;
pub mod session;
pub mod session_warning;
pub mod snapshot;
pub mod tag;
pub mod time;
pub mod user;
pub mod user_agent;
