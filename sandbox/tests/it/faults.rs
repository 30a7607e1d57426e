//! Faults as a client sees them: on the connection.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use http::Request;
use sandbox::{ACCESS_KEY_ID, Rates, Sandbox, Seed, serve};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::aws::{AP, NOW, Still};
use crate::http::{AMZ_JSON, Control, assert_refused, authorization, send};

const CREATE: &str = "CreateConnectionAlias";
const DESCRIBE: &str = "DescribeConnectionAliases";

/// A server whose calls create connection aliases, which can be counted.
struct Server {
    address: SocketAddr,
    control: Control,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

impl Server {
    /// With one rule, or none.
    async fn start(rule: Value) -> Self {
        let sandbox = Sandbox::with_clock(Seed::default(), Rates::Off, Still(NOW));
        let control = Control::of(&sandbox);
        if let Value::Object(mut rule) = rule {
            rule.insert("operation".to_owned(), json!(CREATE));
            assert_eq!(control.post("faults", rule.into()).await.0, 201);
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(serve(listener, sandbox, async {
            stopped.await.ok();
        }));
        Self {
            address,
            control,
            stop,
            served,
        }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// A connection with one call, which creates `number`.
    async fn ask(&self, number: u8) -> TcpStream {
        let mut stream = self.connect().await;
        create(&mut stream, number, "").await;
        stream
    }

    /// What comes of one call, on a connection that ends with it.
    async fn ask_once(&self, number: u8) -> (String, Option<ErrorKind>) {
        let mut stream = self.connect().await;
        create(&mut stream, number, "connection: close\r\n").await;
        received(stream).await
    }

    /// The ids of the connection aliases, as they are in documents: what the calls brought about.
    async fn effects(&self) -> Vec<Value> {
        let request = Request::post("/").header("authorization", authorization(ACCESS_KEY_ID, AP, "workspaces"));
        let request = request.header("x-amz-target", format!("WorkspacesService.{DESCRIBE}"));
        let answer = send(&self.control.sandbox, request.header("content-type", AMZ_JSON), "{}").await;
        let aliases = answer.document()["ConnectionAliases"].take();
        let aliases = aliases.as_array().into_iter().flatten();
        aliases.map(|alias| json!({ "AliasId": alias["AliasId"] })).collect()
    }

    /// Waits until a call has been performed, and its answer is on the way.
    async fn begun(&self) {
        while self.control.get(&format!("calls?operation={CREATE}")).await.1["last"] == 0 {
            tokio::task::yield_now().await;
        }
    }

    /// Ends when it is told to.
    async fn end(self) {
        self.stop.send(()).unwrap();
        self.served.await.unwrap();
    }
}

async fn create(stream: &mut TcpStream, number: u8, headers: &str) {
    let authorization = authorization(ACCESS_KEY_ID, AP, "workspaces");
    let body = json!({ "ConnectionString": format!("n{number}.example.com") }).to_string();
    let request = format!(
        "POST / HTTP/1.1\r\nhost: localhost\r\n{headers}authorization: {authorization}\r\n\
         x-amz-target: WorkspacesService.{CREATE}\r\ncontent-type: {AMZ_JSON}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
}

/// The next answer on a connection that goes on.
async fn next(stream: &mut TcpStream) -> String {
    let mut bytes = vec![0; 2000];
    let length = stream.read(&mut bytes).await.unwrap();
    bytes.truncate(length);
    String::from_utf8(bytes).unwrap()
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

fn body(answer: &str) -> &str {
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    body
}

fn document(answer: &str) -> Value {
    serde_json::from_str(body(answer)).expect(answer)
}

const RESET: Option<ErrorKind> = Some(ErrorKind::ConnectionReset);

#[tokio::test]
async fn a_connection_serves_one_call_after_the_other() {
    let server = Server::start(Value::Null).await;
    let mut stream = server.ask(1).await;
    let first = document(&next(&mut stream).await);
    create(&mut stream, 2, "connection: close\r\n").await;
    let (answer, error) = received(stream).await;
    assert_eq!(error, None);
    let mut effects = server.effects().await;
    effects.retain(|effect| *effect != first);
    assert_eq!(effects, [document(&answer)]);
}

#[tokio::test]
async fn reset_before_leaves_no_trace() {
    let server = Server::start(json!({ "kind": "RESET_BEFORE" })).await;
    assert_eq!(received(server.ask(1).await).await, (String::new(), RESET));
    assert_eq!(server.effects().await.len(), 0);
}

#[tokio::test]
async fn reset_after_takes_effect_without_an_answer() {
    let server = Server::start(json!({ "kind": "RESET_AFTER", "times": 1 })).await;
    assert_eq!(received(server.ask(1).await).await, (String::new(), RESET));
    assert_eq!(server.effects().await.len(), 1);
    let (answer, error) = server.ask_once(2).await;
    assert_eq!(error, None);
    let effects = server.effects().await;
    assert!(effects.len() == 2 && effects.contains(&document(&answer)), "{answer}");
}

#[tokio::test]
async fn a_reset_spares_the_answers_before_it() {
    let server = Server::start(json!({ "kind": "RESET_AFTER", "every": 2 })).await;
    let mut stream = server.ask(1).await;
    assert_ne!(next(&mut stream).await, "");
    create(&mut stream, 2, "").await;
    assert_eq!(received(stream).await, (String::new(), RESET));
}

#[tokio::test]
async fn half_of_an_answer_ends_early() {
    let server = Server::start(json!({ "kind": "TRUNCATED" })).await;
    let (answer, error) = received(server.ask(1).await).await;
    let whole = server.effects().await[0].to_string();
    assert!(answer.contains(&format!("content-length: {}", whole.len())), "{answer}");
    assert_eq!(body(&answer), &whole[..whole.len() / 2]);
    assert_eq!(error, None);
}

#[tokio::test]
async fn wrong_json_is_a_whole_answer_of_another_kind() {
    let server = Server::start(json!({ "kind": "WRONG_JSON" })).await;
    let (answer, error) = server.ask_once(1).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(serde_json::from_str::<Value>(body(&answer)).is_err());
    assert_eq!((error, server.effects().await.len()), (None, 1));
}

#[tokio::test]
async fn slow_answers_late() {
    let server = Server::start(json!({ "kind": "SLOW", "delay_ms": 50 })).await;
    let asked = Instant::now();
    let (answer, _) = server.ask_once(1).await;
    assert_eq!(server.effects().await, [document(&answer)]);
    assert!(asked.elapsed() >= Duration::from_millis(50));
}

#[tokio::test]
async fn a_refusal_is_answered() {
    let server = Server::start(json!({ "kind": "SERVER_ERROR", "status": 503 })).await;
    let (answer, _) = server.ask_once(1).await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert_eq!(document(&answer)["__type"], "InternalServerException");
    assert_eq!(server.effects().await.len(), 0);
}

#[tokio::test]
async fn a_stalled_call_is_not_answered_and_does_not_hold_up_the_end() {
    for (kind, effects) in [("STALL", 0), ("STALL_AFTER", 1)] {
        let server = Server::start(json!({ "kind": kind })).await;
        let stream = server.ask(1).await;
        server.begun().await;
        assert_eq!(server.effects().await.len(), effects, "{kind}");
        server.end().await;
        assert_eq!(received(stream).await, (String::new(), RESET), "{kind}");
    }
}

#[tokio::test]
async fn a_call_that_has_begun_is_answered_before_the_end() {
    let server = Server::start(json!({ "kind": "SLOW", "delay_ms": 20 })).await;
    let (stream, idle) = (server.ask(1).await, server.connect().await);
    server.begun().await;
    let effects = server.effects().await;
    server.end().await;
    let (answer, error) = received(stream).await;
    assert_eq!(effects, [document(&answer)]);
    assert_eq!(error, None);
    drop(idle);
}

#[tokio::test]
async fn a_rule_is_created_shown_counted_and_removed() {
    let server = Server::start(Value::Null).await;
    let control = &server.control;
    let wanted = json!({ "service": "workspaces", "operation": DESCRIBE, "every": 2, "kind": "SERVER_ERROR" });
    let (status, created) = control.post("faults", wanted.clone()).await;
    assert_eq!(status, 201);
    let mut expected = wanted;
    expected["id"] = json!(1);
    expected["matched"] = json!(0);
    expected["struck"] = json!(0);
    assert_eq!(created, expected);

    for _ in 0..3 {
        server.effects().await;
    }
    expected["matched"] = json!(3);
    expected["struck"] = json!(1);
    assert_eq!(control.get("faults/1").await.1, expected);
    assert_eq!(control.get("faults").await.1, json!({ "faults": [expected] }));

    assert_eq!(control.delete("faults/1").await.0, 204);
    assert_refused(&control.delete("faults/1").await, 404, "the id 1");
    control.post("faults", json!({ "kind": "STALL" })).await;
    assert_eq!(control.delete("faults").await.0, 204);
    assert_eq!(control.get("faults").await.1, json!({ "faults": [] }));
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
        assert_refused(&control.post("faults", wanted).await, 422, named);
    }
    assert_eq!(control.get("faults").await.1, json!({ "faults": [] }));
}
