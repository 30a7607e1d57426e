//! Random sequences of calls: what a service holds is always what the answers said, and its
//! invariants hold after every step.

mod connect;
mod sesv2;
mod workspaces;

use http::{Method, Request};
use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;
use sandbox::{ACCESS_KEY_ID, Rates, Sandbox, Seed};
use serde_json::{Value, json};

use crate::aws::{NOW, Still, US};
use crate::http::{AMZ_JSON, Control, JSON, authorization, send};

/// The same sequences every time.
fn config() -> ProptestConfig {
    sequences(48, 20_260_131)
}

/// As many sequences; another seed finds others.
fn sequences(cases: u32, seed: u64) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Calls operations; no valid sequence of calls makes the service fail.
struct Client {
    sandbox: Sandbox,
    runtime: tokio::runtime::Runtime,
}

impl Client {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        let sandbox = Sandbox::with_clock(Seed::default(), Rates::Off, Still(NOW));
        Self { sandbox, runtime }
    }

    fn connect(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        self.rest("connect", method, path, body)
    }

    fn ses(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        self.rest("ses", method, path, body)
    }

    fn rest(&self, service: &str, method: Method, path: &str, body: &Value) -> (u16, Value) {
        let request = Request::builder().method(method).uri(path);
        let request = request.header("authorization", authorization(ACCESS_KEY_ID, US, service));
        self.send(request.header("content-type", JSON), body)
    }

    fn workspaces(&self, key: &str, operation: &str, body: &Value) -> (u16, Value) {
        let request = Request::post("/").header("authorization", authorization(key, US, "workspaces"));
        let request = request.header("x-amz-target", format!("WorkspacesService.{operation}"));
        self.send(request.header("content-type", AMZ_JSON), body)
    }

    fn send(&self, request: http::request::Builder, body: &Value) -> (u16, Value) {
        let answer = self.runtime.block_on(send(&self.sandbox, request, body.to_string()));
        let status = answer.status.as_u16();
        assert!(status < 500, "{}", answer.text());
        (status, answer.document())
    }

    fn step(&self, seconds: u32) {
        let control = Control::of(&self.sandbox);
        let (status, _) = self.runtime.block_on(control.put("clock", json!({ "step": seconds })));
        assert_eq!(status, 200);
    }
}
