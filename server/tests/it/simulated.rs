//! A simulated AWS that is served as the product serves it, and can be made to go wrong.

use crate::called::Called;
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt;
use sandbox::Sandbox;
use serde_json::Value;
use tokio::net::TcpListener;
use tower::ServiceExt;

/// A simulated AWS, and where it is.
#[derive(Clone)]
pub struct SimulatedAws {
    pub sandbox: Sandbox,
    pub url: String,
}

impl SimulatedAws {
    /// Serves `sandbox` on a free port until the test ends.
    pub async fn start(sandbox: Sandbox) -> Self {
        let router = sandbox.router();
        Self::serve(sandbox, router).await
    }

    /// The same with something in front: `served` hands on to the sandbox's router what it does not answer itself.
    pub async fn serve(sandbox: Sandbox, served: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let called = Called::of(sandbox.clone());
        tokio::spawn(async move {
            let _called = called;
            // Not axum's: only this one can break connections.
            sandbox::serve_router(listener, served, std::future::pending()).await;
        });
        Self { sandbox, url }
    }

    /// What `/_sandbox` answers to a `GET`.
    pub async fn get(&self, path: &str) -> Value {
        let (status, body) = self.control("GET", path, String::new()).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        serde_json::from_str(&body).expect("JSON")
    }

    /// What `/_sandbox` answers to a `PUT`.
    pub async fn put(&self, path: &str, value: Value) {
        let (status, body) = self.control("PUT", path, value.to_string()).await;
        assert_eq!(status, StatusCode::OK, "{body}");
    }

    /// Makes calls go wrong: a rule as docs/sandbox.md has it.
    pub async fn fault(&self, rule: Value) {
        let (status, body) = self.control("POST", "faults", rule.to_string()).await;
        assert_eq!(status, StatusCode::CREATED, "{body}");
    }

    /// Lets all go right again.
    pub async fn no_faults(&self) {
        let (status, body) = self.control("DELETE", "faults", String::new()).await;
        assert_eq!(status, StatusCode::NO_CONTENT, "{body}");
    }

    /// How often each operation was called.
    pub async fn calls(&self) -> Value {
        self.get("calls?limit=1").await["counts"].take()
    }

    async fn control(&self, method: &str, path: &str, body: String) -> (StatusCode, String) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/_sandbox/{path}"))
            .header(header::HOST, self.url.trim_start_matches("http://"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body));
        let answer = self.sandbox.clone().router().oneshot(request.expect("a request")).await;
        let (parts, body) = answer.expect("an answer").into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        (parts.status, String::from_utf8_lossy(&body).into_owned())
    }
}
