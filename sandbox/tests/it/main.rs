//! The simulated AWS as its clients see it: through the real SDKs, and on the wire.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod aws;
mod calls;
mod clock;
mod connect_aliases;
mod connect_create_user;
mod connect_email_addresses;
mod connect_instances;
mod connect_search;
mod connect_tags;
mod connect_user_changes;
mod connect_users;
mod control;
mod dns;
mod dns_control;
mod faults;
mod front_door;
mod seed;
mod sesv2;
mod sts;
mod wire;
mod workspaces;
mod workspaces_aliases;
mod workspaces_associations;
mod workspaces_sharing;
mod workspaces_tags;
