//! The binary under load: many, and slow ones among them.

use crate::{
    raw::Visitor,
    running::{Running, demo},
};
use std::{
    io::Read,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Somebody who has done nothing wrong.
fn is_answered(visitor: &Visitor) {
    let start = Instant::now();
    let answer = visitor
        .connect()
        .and_then(|mut client| client.get("/connection-aliases.csv"));
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
        .map(|_| {
            visitor
                .connect()
                .expect("connected; may this process open 4,096 files?")
        })
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
    // Unoptimised, a request that is under way takes some 60 KiB.
    assert!(after < before + 256, "{before} MiB before, {after} MiB after");
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

/// The tool that those who attack reach for: headers, bodies and answers, each as slow as can be.
#[test]
fn slowhttptest_keeps_nobody_else_waiting() {
    let mut demo = Running::start(demo().env("FRONTDESK_LIMITS__CONNECTIONS", "200"));
    let url = demo.url();
    let visitor = Visitor::of(&url).expect("signed in");
    let before = demo.memory();
    for attack in [
        ["-H", "-t", "GET"].as_slice(),
        &["-B", "-t", "POST", "-f", "application/x-www-form-urlencoded"],
        &["-X", "-t", "GET", "-w", "1", "-y", "10", "-z", "1", "-k", "10"],
    ] {
        let mut attacker = Command::new("slowhttptest")
            .args(attack)
            .args(["-c", "400", "-r", "400", "-i", "1", "-l", "4", "-p", "3"])
            .args(["-u", &format!("{}/auth/signed-out", url.trim_end_matches('/'))])
            .stdout(Stdio::piped())
            .spawn()
            .expect("slowhttptest, which `tools/prepare.sh test` installs");
        while attacker.try_wait().expect("a process").is_none() {
            is_answered(&visitor);
        }
        let mut said = String::new();
        let mut output = attacker.stdout.take().expect("piped");
        output.read_to_string(&mut said).expect("text");
        assert!(said.contains("slow HTTP test status"), "{said}");
    }
    let after = demo.memory();
    assert!(after < before + 128, "{before} MiB before, {after} MiB after");
    is_answered(&visitor);
}
