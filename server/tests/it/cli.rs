//! The binary: what it refuses, and that a demo keeps to itself.

use crate::{
    running::{Running, frontdesk},
    support::folder,
};
use std::{
    io::{ErrorKind, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Command, Output},
    thread,
    time::{Duration, Instant},
};

/// Nothing, with the one line that it says on standard error.
fn refusal(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(lines.len(), 1, "{said}");
    lines[0].to_owned()
}

#[test]
fn a_port_in_use_is_one_clear_line() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let output = frontdesk().args(["demo", "--listen", &address]).output().expect("run");
    let line = refusal(&output);
    assert!(line.contains(&format!("can't listen on {address}")), "{line}");
}

#[test]
fn what_has_no_sign_in_does_not_listen_off_loopback() {
    for command in ["demo", "sandbox"] {
        let output = frontdesk()
            .args([command, "--listen", "0.0.0.0:0"])
            .output()
            .expect("run");
        assert!(refusal(&output).contains("refusing to listen on 0.0.0.0:0"));
    }
}

#[test]
fn an_unreadable_database_is_one_clear_line() {
    let folder = folder();
    std::fs::write(
        folder.path().join("frontdesk.db"),
        "not a database, but long enough".repeat(40),
    )
    .expect("written");
    let output = frontdesk()
        .args(["demo", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder.path())
        .output()
        .expect("run");
    let line = refusal(&output);
    assert!(line.contains("frontdesk.db can't be read"), "{line}");
}

#[test]
fn settings_are_checked_and_shown() {
    let folder = folder();
    let run = |variables: &[(&str, &str)]| {
        let mut command = frontdesk();
        command.arg("check-config").envs(variables.iter().copied());
        // No machine's metadata service is asked, no profile is read.
        command
            .env("FRONTDESK_DATA", folder.path())
            .env("FRONTDESK_AUTH__MODE", "none")
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
            .env("AWS_SECRET_ACCESS_KEY", "a-secret");
        command.output().expect("run")
    };
    let line = refusal(&run(&[("FRONTDESK_REGION", "eu-west-2")]));
    assert!(line.ends_with("Did you mean `regions`?"), "{line}");
    let line = refusal(&run(&[]));
    assert!(line.contains("no AWS Region is set"), "{line}");

    let output = run(&[
        ("FRONTDESK_REGIONS", "eu-west-2,us-east-1"),
        ("FRONTDESK_SYNC__INTERVAL", "60"),
    ]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("regions = [\"eu-west-2\",\"us-east-1\"]"), "{said}");
    assert!(
        said.contains("sync.interval = 60") && said.contains("credentials = found"),
        "{said}"
    );
    assert!(!said.contains("a-secret"), "{said}");
    assert!(!said.contains("null"), "what is not set is not shown: {said}");
}

#[test]
fn sign_in_that_lets_nobody_in_or_everybody_is_refused() {
    let folder = folder();
    let refused = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = frontdesk();
        command.arg("serve").args(arguments).envs(variables.iter().copied());
        command
            .env("FRONTDESK_DATA", folder.path())
            .env("AWS_REGION", "eu-west-2");
        refusal(&command.output().expect("run"))
    };
    let anywhere = ["--listen", "0.0.0.0:0"];
    let none = ("FRONTDESK_AUTH__MODE", "none");
    let line = refused(&[], &[]);
    assert!(line.contains("`oidc.issuer` is not set"), "{line}");
    let line = refused(&anywhere, &[none]);
    assert!(
        line.contains("can’t listen on an address that others can reach"),
        "{line}"
    );
    let line = refused(&[], &[none, ("FRONTDESK_PUBLIC_URL", "https://desk.example.com")]);
    assert!(line.contains("can’t have a `public_url`"), "{line}");
    let proxy = [
        ("FRONTDESK_AUTH__MODE", "proxy"),
        ("FRONTDESK_PROXY__PEERS", "10.0.0.5"),
    ];
    let line = refused(&anywhere, &proxy);
    assert!(line.contains("set `public_url`"), "{line}");
    let with = |extra| [proxy[0], proxy[1], extra];
    let line = refused(&anywhere, &with(("FRONTDESK_PUBLIC_URL", "http://desk.example.com")));
    assert!(line.contains("plain HTTP"), "{line}");
    // Its name is this machine's, but others reach it by its address.
    let line = refused(&anywhere, &with(("FRONTDESK_PUBLIC_URL", "http://localhost:8080")));
    assert!(line.contains("plain HTTP"), "{line}");
    let line = refused(&anywhere, &with(("FRONTDESK_PUBLIC_URL", "https://desk.example.com")));
    assert!(line.contains("set `roles.viewer`"), "{line}");
    let line = refused(&[], &with(("FRONTDESK_PERMISSIONS__DELETE", "viewer")));
    assert!(line.contains("lets viewers do more than read"), "{line}");
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_no_text_matters_only_where_it_is_a_setting() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let no_text = OsStr::from_bytes(b"\xff");
    let run = |name: &str| {
        let mut command = frontdesk();
        command.arg("check-config").env(name, no_text);
        command
            .env("FRONTDESK_AUTH__MODE", "none")
            .env("AWS_REGION", "eu-west-2")
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("XDG_DATA_HOME", std::env::temp_dir());
        command.output().expect("run")
    };
    assert!(run("LESSCHARSET").status.success());
    assert!(refusal(&run("FRONTDESK_DATA")).ends_with("environment variable FRONTDESK_DATA: `data`: is not UTF-8"));
}

#[test]
fn a_demo_never_calls_where_the_environment_points() {
    let trap = TcpListener::bind("127.0.0.1:0").expect("a port");
    let elsewhere = format!("http://{}", trap.local_addr().expect("an address"));
    let mut demo = frontdesk();
    demo.args(["demo", "--listen", "127.0.0.1:0"])
        .env("TMPDIR", std::env::temp_dir())
        .env("FRONTDESK_QUOTAS__SES", "1000");
    for name in [
        "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_SESV2",
        "AWS_ENDPOINT_URL_CONNECT",
        "HTTP_PROXY",
        "http_proxy",
    ] {
        demo.env(name, &elsewhere);
    }
    demo.env("AWS_PROFILE", "production").env("AWS_REGION", "eu-central-1");
    let mut demo = Running::start(&mut demo);
    let url = demo.url();
    // The last column is empty until the call that tells it was answered.
    let identities = wait_for(&url, "/identities.csv?cols=name,region,dkim", |csv| {
        csv.lines().count() == 31 && csv.lines().all(|line| !line.ends_with(','))
    });
    assert!(identities.contains("mail.example.com,eu-west-2,"), "{identities}");
    trap.set_nonblocking(true).expect("set");
    assert_eq!(
        trap.accept().err().map(|error| error.kind()),
        Some(ErrorKind::WouldBlock)
    );
}

#[cfg(unix)]
#[test]
fn a_demo_stops_when_told_and_leaves_nothing_behind() {
    let folder = folder();
    let mut demo = frontdesk();
    demo.args(["demo", "--listen", "127.0.0.1:0"])
        .env("TMPDIR", folder.path());
    let mut demo = Running::start(&mut demo);
    demo.url();
    assert_eq!(entries(folder.path()), 1);
    let told = Command::new("kill").arg(demo.0.id().to_string()).status();
    assert!(told.is_ok_and(|status| status.success()));
    assert_eq!(demo.0.wait().expect("ended").code(), Some(0));
    assert_eq!(entries(folder.path()), 0);
}

/// Asks for `path` until the answer passes `test`.
fn wait_for(url: &str, path: &str, test: impl Fn(&str) -> bool) -> String {
    let authority = url.trim_start_matches("http://").trim_end_matches('/');
    let form = "content-type: application/x-www-form-urlencoded\r\nsec-fetch-site: same-origin\r\ncontent-length: 11";
    let signed_in = say(
        authority,
        &format!("POST /auth/sign-in HTTP/1.1\r\n{form}"),
        "role=viewer",
    );
    let cookie = signed_in.lines().find_map(|line| line.strip_prefix("set-cookie: "));
    let cookie = cookie.and_then(|cookie| cookie.split(';').next()).expect("a session");
    let start = Instant::now();
    loop {
        let answer = say(authority, &format!("GET {path} HTTP/1.1\r\ncookie: {cookie}"), "");
        let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        if test(body) {
            return body.to_owned();
        }
        assert!(start.elapsed() < Duration::from_mins(2), "{answer}");
        thread::sleep(Duration::from_millis(50));
    }
}

/// Sends one request, and returns the answer as it is.
fn say(authority: &str, head: &str, body: &str) -> String {
    let mut connection = TcpStream::connect(authority).expect("connected");
    write!(
        connection,
        "{head}\r\nhost: {authority}\r\nconnection: close\r\n\r\n{body}"
    )
    .expect("sent");
    let mut answer = String::new();
    connection.read_to_string(&mut answer).expect("read");
    answer
}

fn entries(folder: &Path) -> usize {
    std::fs::read_dir(folder).expect("a folder").count()
}
