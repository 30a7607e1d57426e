//! Who may do what.

mod alb;
mod database;
mod no_sign_in;
mod oidc;
mod proxy;
mod roles;
mod sessions;
