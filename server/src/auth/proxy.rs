//! At a reverse proxy.
