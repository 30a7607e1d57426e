//! Who you are, and what you may do.

pub mod alb;
pub mod oidc;
pub mod peer;
pub mod proxy;
