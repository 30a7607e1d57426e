//! SIGTERM: nobody who has asked goes without an answer.

use crate::{
    raw::Visitor,
    running::{Running, demo},
};
use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

const PATH: &str = "/connection-aliases.csv";

#[test]
fn no_request_in_flight_is_lost() {
    let mut demo = Running::start(&mut demo());
    let visitor = Visitor::of(&demo.url()).expect("signed in");
    let (told, answered) = (AtomicBool::new(false), AtomicUsize::new(0));
    let answers = |answer: std::io::Result<crate::raw::Answer>| {
        let answer = answer.expect("an answer");
        assert_eq!(answer.status, 200, "{answer:?}");
        answered.fetch_add(1, Ordering::Relaxed);
        answer.closes()
    };
    thread::scope(|scope| {
        for _ in 0..16 {
            // On one connection, until the server says that it closes.
            scope.spawn(|| {
                let mut client = visitor.connect().expect("connected");
                while !answers(client.get(PATH)) {}
            });
            // On a new connection each time, until there is none any more.
            scope.spawn(|| {
                loop {
                    let is_too_late = told.load(Ordering::SeqCst);
                    match visitor.connect().and_then(|mut client| client.get(PATH)) {
                        Err(_) if is_too_late => break,
                        answer => answers(answer),
                    };
                }
            });
        }
        while answered.load(Ordering::Relaxed) < 500 {
            thread::yield_now();
        }
        told.store(true, Ordering::SeqCst);
        demo.terminate();
    });
    assert_eq!(demo.0.wait().expect("ended").code(), Some(0));
}

#[test]
fn a_page_that_is_told_of_changes_holds_nothing_up() {
    let mut demo = Running::start(&mut demo());
    let visitor = Visitor::of(&demo.url()).expect("signed in");
    let mut page = visitor.connect().expect("connected");
    page.begin("GET", "/events").expect("sent");
    page.send("\r\n").expect("sent");
    // An answer that came after the page's began.
    let mut other = visitor.connect().expect("connected");
    assert_eq!(other.get(PATH).expect("an answer").status, 200);
    let start = Instant::now();
    demo.terminate();
    let told = page.answer().expect("a whole answer");
    assert_eq!(
        (told.status, told.header("content-type")),
        (200, Some("text/event-stream"))
    );
    assert!(told.body.contains("data: {"), "{told:?}");
    assert_eq!(demo.0.wait().expect("ended").code(), Some(0));
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

#[test]
fn who_asks_for_nothing_holds_nothing_up() {
    let mut demo = Running::start(&mut demo());
    let visitor = Visitor::of(&demo.url()).expect("signed in");
    let mut idle = visitor.connect().expect("connected");
    assert_eq!(idle.get(PATH).expect("an answer").status, 200);
    let mut silent = visitor.connect().expect("connected");
    // Its connection is accepted before the signal comes.
    assert_eq!(
        visitor
            .connect()
            .expect("connected")
            .get(PATH)
            .expect("an answer")
            .status,
        200
    );
    let start = Instant::now();
    demo.terminate();
    assert_eq!(idle.wait_for_end().expect("closed"), 0);
    assert_eq!(silent.wait_for_end().expect("closed"), 0);
    assert_eq!(demo.0.wait().expect("ended").code(), Some(0));
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}
