//! Who may do what.

mod database;
mod no_sign_in;
mod oidc;
mod proxy;
mod roles;
mod sessions;
