//! What those who watch Frontdesk are told.

use crate::{
    raw::{Client, Visitor},
    running::{Running, demo},
};
use std::{io::Read, process::Stdio};

#[test]
fn health_and_metrics_have_a_listener_of_their_own() {
    let mut demo = Running::start(demo().env("FRONTDESK_HEALTH_LISTEN", "127.0.0.1:0"));
    let health = demo.url();
    let health = health.trim_end_matches("/healthz,");
    let visitor = Visitor::of(&demo.url()).expect("signed in");
    let mut client = visitor.connect().expect("connected");
    assert_eq!(client.get("/connection-aliases.csv").expect("an answer").status, 200);
    // It is a page like any other that is not there.
    assert_eq!(client.get("/metrics").expect("an answer").status, 404);

    let mut watcher = Client::connect(health).expect("connected");
    let answer = watcher.get("/healthz").expect("an answer");
    assert_eq!((answer.status, answer.body.as_str()), (200, "ok\n"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(watcher.get("/readyz").expect("an answer").status, 200);
    let metrics = loop {
        let metrics = watcher.get("/metrics").expect("an answer").body;
        // It reads AWS in the background.
        let listed = r#"frontdesk_aws_calls_total{service="ses",operation="ListEmailIdentities""#;
        if metrics.contains(listed) {
            break metrics;
        }
    };
    for line in [
        r#"frontdesk_http_requests_total{route="/connection-aliases.csv",method="GET",status="2xx"} 1"#,
        r#"frontdesk_http_request_duration_seconds_count{route="/connection-aliases.csv"} 1"#,
        "frontdesk_connections_open 1",
        r#"frontdesk_sign_ins_total{outcome="ok"} 1"#,
        "frontdesk_http_requests_in_flight 0",
        "frontdesk_panics_total 0",
    ] {
        assert!(metrics.lines().any(|one| one == line), "{line}\n{metrics}");
    }
    let calls = metrics
        .lines()
        .find(|line| line.starts_with("frontdesk_aws_calls_total{"));
    assert!(calls.is_some_and(|line| line.contains(r#"outcome="ok""#)), "{metrics}");
    let ses = r#"{service="ses",region="us-east-1",operation="ListEmailIdentities"} 1000.0"#;
    let limit = format!("frontdesk_aws_calls_per_second_limit{ses}");
    assert!(metrics.lines().any(|one| one == limit), "{limit}\n{metrics}");
}

#[test]
fn the_log_can_be_read_by_machines() {
    let mut command = demo();
    command
        .env("FRONTDESK_LOG_FORMAT", "json")
        .env("FRONTDESK_LOG", "debug");
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut demo = Running(child.expect("started"));
    let mut errors = demo.0.stderr.take().expect("piped");
    // The log is longer than the pipe: it is read from the start, while it is written.
    let reader = std::thread::spawn(move || {
        let mut log = String::new();
        errors.read_to_string(&mut log).map(|_| log)
    });
    let url = demo.url();
    let mut client = Client::connect(&url).expect("connected");
    let answer = client.get("/users.csv?q=nobody@example.com").expect("an answer");
    let id = answer.header("x-request-id").expect("an id").to_owned();
    drop(client);
    demo.terminate();
    assert_eq!(demo.0.wait().expect("ended").code(), Some(0));
    let log = reader.join().expect("no panic").expect("text");
    let lines: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let of_request = |line: &&serde_json::Value| line["span"]["id"] == id.as_str();
    let line = lines.iter().find(of_request).expect("a line of the request");
    assert_eq!(
        (&line["span"]["route"], &line["span"]["method"]),
        (&"/users.csv".into(), &"GET".into())
    );
    assert!(!log.contains("nobody@example.com"), "{log}");
}
