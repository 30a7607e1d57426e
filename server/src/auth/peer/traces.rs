//! What proxies leave in the headers of a request.

use http::HeaderMap;

/// Whether a proxy has had its hands on the request, as its headers tell.
#[must_use]
pub fn has_forwarded_headers(headers: &HeaderMap) -> bool {
    headers.keys().any(|name| {
        // Some read `X_Forwarded_For` as the same.
        let name = &*name.as_str().replace('_', "-");
        PREFIXES.iter().any(|prefix| name.starts_with(prefix)) || NAMES.contains(&name)
    })
}

/// How names of headers begin that proxies add: nginx, Apache, Traefik, oauth2-proxy, AWS's and others' load balancers.
/// No list is complete: mode `none` is for a browser on this machine, and this catches the mistake, not the intent.
const PREFIXES: [&str; 16] = [
    "x-forwarded",
    "x-original-",
    "x-amzn-",
    "x-auth-request-",
    "x-envoy-",
    "cf-",
    "fastly-",
    "fly-",
    "ngrok-",
    "tailscale-",
    "x-appengine-",
    "x-arr-",
    "x-azure-",
    "x-goog-",
    "x-vercel-",
    "x-webauth-",
];

/// The other names.
const NAMES: [&str; 21] = [
    "forwarded",
    "forwarded-for",
    "via",
    "x-real-ip",
    "x-client-ip",
    "x-cluster-client-ip",
    "x-remote-ip",
    "x-remote-addr",
    "x-remote-user",
    "x-proxyuser-ip",
    "x-rewrite-url",
    "client-ip",
    "true-client-ip",
    "cdn-loop",
    "max-forwards",
    "proxy-client-ip",
    "remote-user",
    "wl-proxy-client-ip",
    "x-cloud-trace-context",
    "x-scheme",
    "x-varnish",
];

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn proxies_leave_traces() {
        for name in [
            "forwarded",
            "X-Forwarded-For",
            "x-forwarded-host",
            "x-real-ip",
            "x-original-url",
            "via",
            "x-amzn-oidc-data",
            "cf-connecting-ip",
            "x-remote-user",
            "X_Forwarded_For",
            "Tailscale-User-Login",
            "Remote-User",
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(
                http::HeaderName::try_from(name).expect("a name"),
                HeaderValue::from_static(""),
            );
            assert!(has_forwarded_headers(&headers), "{name}");
        }
        let mut browser = HeaderMap::new();
        for (name, value) in [
            ("host", "localhost:3000"),
            ("origin", "http://localhost:3000"),
            ("sec-fetch-site", "same-origin"),
            ("x-requested-with", "x"),
        ] {
            browser.insert(name, HeaderValue::from_static(value));
        }
        assert!(!has_forwarded_headers(&browser));
    }
}
