//! Faults as a client sees them: on the connection.

use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::response::IntoResponse;
use sandbox::fault::{Facts, Faults, carry_out};
use sandbox::{ACCOUNT_ID, Service, serve_router};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;

use crate::control::Control;

const FAULTS: &str = "/_sandbox/faults";
const ANSWER: &str = r#"{"UserId":"1"}"#;
const LIST_USERS: Facts<'_> = Facts {
    service: Service::Connect,
    operation: "ListUsers",
    region: "us-east-1",
    account: ACCOUNT_ID,
};

/// A server with one operation, whose effects are counted.
struct Server {
    address: std::net::SocketAddr,
    world: Arc<World>,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

#[derive(Default)]
struct World {
    faults: Faults,
    effects: AtomicU32,
    begun: Notify,
}

impl World {
    async fn handle(self: Arc<Self>) -> axum::response::Response {
        let perform = || async {
            self.effects.fetch_add(1, Ordering::Relaxed);
            ANSWER.into_response()
        };
        let response = match self.faults.strike(&LIST_USERS) {
            Some(kind) => {
                carry_out(
                    kind,
                    &LIST_USERS,
                    |error| (error.status, error.code).into_response(),
                    perform,
                )
                .await
            }
            None => perform().await,
        };
        self.begun.notify_one();
        response
    }
}

impl Server {
    /// With one rule, or none.
    async fn start(rule: Value) -> Self {
        let world = Arc::new(World::default());
        if !rule.is_null() {
            world.faults.add(serde_json::from_value(rule).unwrap()).unwrap();
        }
        let handled = Arc::clone(&world);
        let router = Router::new().fallback(move || Arc::clone(&handled).handle());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(serve_router(listener, router, async {
            stopped.await.ok();
        }));
        Self {
            address,
            world,
            stop,
            served,
        }
    }

    async fn ask(&self) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        send(&mut stream, "").await;
        stream
    }

    fn effects(&self) -> u32 {
        self.world.effects.load(Ordering::Relaxed)
    }
}

async fn send(stream: &mut TcpStream, headers: &str) {
    let request = format!("GET / HTTP/1.1\r\nhost: localhost\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
}

/// What came, and how it ended.
async fn received(mut stream: TcpStream) -> (String, Option<ErrorKind>) {
    let mut bytes = Vec::new();
    let outcome = stream.read_to_end(&mut bytes).await;
    (
        String::from_utf8(bytes).unwrap(),
        outcome.err().map(|error| error.kind()),
    )
}

async fn ask_once(server: &Server) -> (String, Option<ErrorKind>) {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    send(&mut stream, "connection: close\r\n").await;
    received(stream).await
}

const RESET: Option<ErrorKind> = Some(ErrorKind::ConnectionReset);

#[tokio::test]
async fn a_connection_serves_one_call_after_the_other() {
    let server = Server::start(Value::Null).await;
    let mut stream = server.ask().await;
    let mut answer = vec![0; 200];
    let length = stream.read(&mut answer).await.unwrap();
    assert!(std::str::from_utf8(&answer[..length]).unwrap().ends_with(ANSWER));
    send(&mut stream, "connection: close\r\n").await;
    let (answer, error) = received(stream).await;
    assert!(answer.ends_with(ANSWER), "{answer}");
    assert_eq!((error, server.effects()), (None, 2));
}

#[tokio::test]
async fn reset_before_leaves_no_trace() {
    let server = Server::start(json!({ "kind": "RESET_BEFORE" })).await;
    assert_eq!(received(server.ask().await).await, (String::new(), RESET));
    assert_eq!(server.effects(), 0);
}

#[tokio::test]
async fn reset_after_takes_effect_without_an_answer() {
    let server = Server::start(json!({ "kind": "RESET_AFTER", "times": 1 })).await;
    assert_eq!(received(server.ask().await).await, (String::new(), RESET));
    assert_eq!(server.effects(), 1);
    let (answer, error) = ask_once(&server).await;
    assert!(answer.ends_with(ANSWER), "{answer}");
    assert_eq!((error, server.effects()), (None, 2));
}

#[tokio::test]
async fn a_reset_spares_the_answers_before_it() {
    let server = Server::start(json!({ "kind": "RESET_AFTER", "every": 2 })).await;
    let mut stream = server.ask().await;
    let mut answer = vec![0; 200];
    assert!(stream.read(&mut answer).await.unwrap() > 0);
    send(&mut stream, "").await;
    assert_eq!(received(stream).await, (String::new(), RESET));
}

#[tokio::test]
async fn half_of_an_answer_ends_early() {
    let server = Server::start(json!({ "kind": "TRUNCATED" })).await;
    let (answer, error) = received(server.ask().await).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains(&format!("content-length: {}", ANSWER.len())), "{head}");
    assert_eq!(body, &ANSWER[..ANSWER.len() / 2]);
    assert_eq!((error, server.effects()), (None, 1));
}

#[tokio::test]
async fn wrong_json_is_a_whole_answer_of_another_kind() {
    let server = Server::start(json!({ "kind": "WRONG_JSON" })).await;
    let (answer, error) = ask_once(&server).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
    assert!(serde_json::from_str::<Value>(body).is_err());
    assert_eq!((error, server.effects()), (None, 1));
}

#[tokio::test]
async fn slow_answers_late() {
    let server = Server::start(json!({ "kind": "SLOW", "delay_ms": 50 })).await;
    let asked = Instant::now();
    let (answer, _) = ask_once(&server).await;
    assert!(answer.ends_with(ANSWER), "{answer}");
    assert!(asked.elapsed() >= Duration::from_millis(50));
}

#[tokio::test]
async fn a_refusal_is_answered() {
    let server = Server::start(json!({ "kind": "SERVER_ERROR", "status": 503 })).await;
    let (answer, _) = ask_once(&server).await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.ends_with("InternalServiceException"), "{answer}");
    assert_eq!(server.effects(), 0);
}

#[tokio::test]
async fn a_stalled_call_is_not_answered_and_does_not_hold_up_the_end() {
    for (kind, effects) in [("STALL", 0), ("STALL_AFTER", 1)] {
        let server = Server::start(json!({ "kind": kind })).await;
        let stream = server.ask().await;
        server.world.begun.notified().await;
        assert_eq!(server.effects(), effects, "{kind}");
        server.stop.send(()).unwrap();
        server.served.await.unwrap();
        assert_eq!(received(stream).await, (String::new(), RESET), "{kind}");
    }
}

#[tokio::test]
async fn a_call_that_has_begun_is_answered_before_the_end() {
    let server = Server::start(json!({ "kind": "SLOW", "delay_ms": 20 })).await;
    let (stream, idle) = (server.ask().await, TcpStream::connect(server.address).await.unwrap());
    server.world.begun.notified().await;
    server.stop.send(()).unwrap();
    server.served.await.unwrap();
    let (answer, error) = received(stream).await;
    assert!(answer.ends_with(ANSWER), "{answer}");
    assert_eq!(error, None);
    drop(idle);
}

#[tokio::test]
async fn a_rule_is_created_shown_counted_and_removed() {
    let control = Control::new();
    let wanted = json!({ "service": "connect", "operation": "ListUsers", "every": 2, "kind": "RESET_AFTER" });
    let (status, created) = control.post(FAULTS, wanted.clone()).await;
    assert_eq!(status, 201);
    let mut expected = wanted;
    expected["id"] = json!(1);
    expected["matched"] = json!(0);
    expected["struck"] = json!(0);
    assert_eq!(created, expected);

    for _ in 0..3 {
        control.controls.faults.strike(&LIST_USERS);
    }
    expected["matched"] = json!(3);
    expected["struck"] = json!(1);
    assert_eq!(control.get("/_sandbox/faults/1").await.1, expected);
    assert_eq!(control.get(FAULTS).await.1, json!({ "faults": [expected] }));

    assert_eq!(control.delete("/_sandbox/faults/1").await, 204);
    assert_eq!(control.delete("/_sandbox/faults/1").await, 404);
    control.post(FAULTS, json!({ "kind": "STALL" })).await;
    assert_eq!(control.delete(FAULTS).await, 204);
    assert_eq!(control.get(FAULTS).await.1, json!({ "faults": [] }));
}

#[tokio::test]
async fn a_rule_that_cannot_be_meant_is_refused() {
    let control = Control::new();
    for (wanted, named) in [
        (json!({}), "`kind`"),
        (json!({ "kind": "EXPLODE" }), "`EXPLODE`"),
        (json!({ "kind": "STALL", "opration": "ListUsers" }), "`opration`"),
        (json!({ "kind": "STALL", "service": "s3" }), "`s3`"),
        (json!({ "kind": "SLOW" }), "delay_ms"),
        (json!({ "kind": "STALL", "probability": 2 }), "probability"),
    ] {
        let (status, refusal) = control.post(FAULTS, wanted).await;
        assert_eq!(status, 422);
        assert!(refusal["error"].as_str().unwrap().contains(named), "{refusal}");
    }
    assert_eq!(control.get(FAULTS).await.1, json!({ "faults": [] }));
}
