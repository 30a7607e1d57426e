//! What is too large, too slow or cut off, over real connections.

use crate::{
    raw::Client,
    support::{folder, frontdesk, simulated_aws, state},
};
use axum::{
    Router,
    body::Bytes,
    routing::{any, get},
};
use server::{
    config::Limits,
    http::{AppState, Gate, Hosts, open},
};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// A server with one route that panics and one that says how much it was sent. One request has its turn at a time.
async fn url(connections: usize) -> String {
    let folder = folder();
    let frontdesk = Arc::new(frontdesk(&folder, &simulated_aws().await).await);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    listener.set_nonblocking(true).expect("set");
    let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
    let state = AppState {
        hosts: Arc::new(Hosts::new(address, None)),
        gate: Arc::new(Gate::new(&Limits {
            in_flight: 1,
            ..Limits::default()
        })),
        ..state(&frontdesk, None)
    };
    let inner = Router::new()
        .route("/panic", get(|| async { panic!("as asked") as &'static str }))
        .route("/count", any(|body: Bytes| async move { body.len().to_string() }));
    let router = open(inner, state);
    tokio::spawn(server::http::serve(
        listener,
        router,
        connections,
        Arc::default(),
        CancellationToken::new(),
    ));
    format!("http://{address}")
}

fn connect(url: &str) -> Client {
    Client::connect(url).expect("connected")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gigabyte_is_refused_before_it_is_sent() {
    let url = url(100).await;
    let mut client = connect(&url);
    client.begin("POST", "/count").expect("sent");
    client.send("content-length: 1000000000\r\n\r\n").expect("sent");
    let answer = client.answer().expect("an answer");
    assert_eq!((answer.status, answer.closes()), (413, true), "{answer:?}");
    assert!(answer.body.contains("Quote this id: "), "{answer:?}");
    assert_eq!(client.wait_for_end().expect("closed"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_on_can_still_read_why_not() {
    let url = url(100).await;
    let mut client = connect(&url);
    client.begin("POST", "/count").expect("sent");
    client.send("content-length: 1000000000\r\n\r\n").expect("sent");
    for _ in 0..64 {
        // More than any buffer on the way holds.
        client.send(vec![b'a'; 256 * 1024]).expect("taken");
    }
    assert_eq!(client.answer().expect("an answer").status, 413);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_says_no_length_is_cut_at_the_limit() {
    let url = url(100).await;
    let mut client = connect(&url);
    client.begin("POST", "/count").expect("sent");
    client.send("transfer-encoding: chunked\r\n\r\n").expect("sent");
    let chunk = format!("10000\r\n{}\r\n", "a".repeat(0x10000));
    for _ in 0..5 {
        client.send(&chunk).expect("taken");
    }
    assert_eq!(client.answer().expect("an answer").status, 413);

    let mut client = connect(&url);
    client.begin("POST", "/count").expect("sent");
    client.send("transfer-encoding: chunked\r\n\r\n").expect("sent");
    for _ in 0..4 {
        client.send(&chunk).expect("taken");
    }
    client.send("0\r\n\r\n").expect("sent");
    assert_eq!(client.answer().expect("an answer").body, "262144");
    // The connection goes on.
    assert_eq!(client.get("/count").expect("an answer").body, "0");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_is_too_large_is_refused() {
    let url = url(100).await;
    let of = |head: &str| {
        let mut client = connect(&url);
        client.begin("GET", "/count").expect("sent");
        client.send(head).expect("sent");
        client.send("\r\n").expect("sent");
        client.answer().expect("an answer")
    };
    let answer = of(&format!("cookie: a={}\r\n", "a".repeat(50 * 1024)));
    assert_eq!((answer.status, answer.header("x-frame-options")), (431, Some("DENY")));
    assert!(answer.body.contains("Delete the cookies"), "{answer:?}");
    let answer = of(&"a: b\r\n".repeat(200));
    assert_eq!((answer.status, answer.header("x-frame-options")), (431, Some("DENY")));
    assert_eq!(of("cookie: a=b\r\n").status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_http_gets_the_headers_too() {
    let url = url(100).await;
    for nonsense in [
        "\u{16}\u{3}\u{1}\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET /\u{7f} HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\na b: c\r\n\r\n",
    ] {
        let mut client = connect(&url);
        client.send(nonsense).expect("sent");
        let answer = client.answer().expect("an answer");
        assert_eq!(
            (answer.status, answer.header("cache-control")),
            (400, Some("no-store")),
            "{nonsense:?}"
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_an_answer_and_the_server_lives_on() {
    let url = url(100).await;
    let mut client = connect(&url);
    let answer = client.get("/panic").expect("an answer");
    assert_eq!(answer.status, 500);
    assert!(!answer.body.contains("as asked"), "{answer:?}");
    assert_eq!(client.get("/count").expect("an answer").status, 200);
    assert_eq!(connect(&url).get("/count").expect("an answer").status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_silent_for_longest_gives_way_to_a_new_client() {
    let url = url(16).await;
    let mut silent = connect(&url);
    assert_eq!(silent.get("/count").expect("an answer").status, 200);
    let mut slow: Vec<_> = (0..15).map(|_| connect(&url)).collect();
    for client in &mut slow {
        client.begin("GET", "/count").expect("sent");
    }
    assert_eq!(connect(&url).get("/count").expect("an answer").status, 200);
    // Well before its time was up, and those that are slow have theirs.
    assert_eq!(silent.wait_for_end().expect("closed"), 0);
    for client in &mut slow {
        client.send("\r\n").expect("sent");
        assert_eq!(client.answer().expect("an answer").status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_body_takes_nobodys_turn() {
    let url = url(100).await;
    let mut slow: Vec<_> = (0..10).map(|_| connect(&url)).collect();
    for client in &mut slow {
        client.begin("POST", "/count").expect("sent");
        client.send("content-length: 10\r\n\r\nhalf").expect("sent");
    }
    assert_eq!(connect(&url).get("/count").expect("an answer").status, 200);
    slow[9].send("+half!").expect("sent");
    assert_eq!(slow[9].answer().expect("an answer").body, "10");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_comes_is_not_waited_for() {
    let url = url(100).await;
    let mut head = connect(&url);
    head.begin("GET", "/count").expect("sent");
    let mut body = connect(&url);
    body.begin("POST", "/count").expect("sent");
    body.send("content-length: 10\r\n\r\nhalf").expect("sent");
    assert_eq!(head.wait_for_end().expect("closed"), 0);
    let answer = body.answer().expect("an answer");
    assert_eq!((answer.status, answer.closes()), (408, true), "{answer:?}");
}
