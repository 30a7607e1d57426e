//! The binary under load: many, and slow ones among them.

use crate::{
    raw::Visitor,
    running::{Running, demo},
};
use std::{
    thread,
    time::{Duration, Instant},
};

/// Somebody who has done nothing wrong.
fn is_answered(visitor: &Visitor) {
    let start = Instant::now();
    let answer = visitor.connect().and_then(|mut client| client.get("/connection-aliases.csv"));
    let answer = answer.expect("an answer");
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

#[test]
fn a_burst_of_2000_connections_is_answered() {
    let mut demo = Running::start(&mut demo());
    let visitor = Visitor::of(&demo.url()).expect("signed in");
    is_answered(&visitor);
    let before = demo.memory();
    let mut clients: Vec<_> = (0..2_000)
        .map(|_| visitor.connect().expect("connected; may this process open 4,096 files?"))
        .collect();
    for client in &mut clients {
        client.begin("GET", "/connection-aliases.csv").expect("sent");
        client.send("\r\n").expect("sent");
    }
    thread::scope(|scope| {
        let other = scope.spawn(|| is_answered(&visitor));
        for client in &mut clients {
            let answer = client.answer().expect("an answer");
            // Those for whom it is too much are told so.
            let is_told = answer.status == 503 && answer.header("retry-after").is_some();
            assert!(answer.status == 200 || is_told, "{answer:?}");
        }
        other.join().expect("answered");
    });
    let after = demo.memory();
    assert!(after < before + 128, "{before} MiB before, {after} MiB after");
    is_answered(&visitor);
}

#[test]
fn slow_clients_keep_nobody_else_waiting() {
    let mut demo = Running::start(demo().env("FRONTDESK_LIMITS__CONNECTIONS", "200"));
    let visitor = Visitor::of(&demo.url()).expect("signed in");
    is_answered(&visitor);
    let before = demo.memory();
    let connect = || visitor.connect().expect("connected");
    let mut slow = Vec::new();
    for round in 0..400 {
        let mut client = connect();
        // Each of them may be sent away while it still sends.
        drop(match round % 3 {
            // Headers, of which there is no end.
            0 => client.begin("GET", "/users.csv"),
            // A body that never comes.
            1 => client.begin("POST", "/preferences/theme").and_then(|()| {
                let head = "content-type: application/x-www-form-urlencoded\r\ncontent-length: 100000\r\n\r\ntheme=";
                client.send(head)
            }),
            // Answers that nobody reads; of some, more than any buffer on the way holds.
            _ => {
                let pages = if round % 100 == 2 { 60 } else { 1 };
                (0..pages).try_for_each(|_| client.begin("GET", "/users").and_then(|()| client.send("\r\n")))
            }
        });
        slow.push(client);
        if round % 20 == 0 {
            is_answered(&visitor);
        }
    }
    is_answered(&visitor);
    let after = demo.memory();
    assert!(after < before + 128, "{before} MiB before, {after} MiB after");
}
