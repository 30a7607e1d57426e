//! At an OpenID provider.
