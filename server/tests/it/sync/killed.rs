//! A process that is killed while it reads: the next one goes on where it was.

use crate::{
    changes::state::{assert_same, read, state},
    running::{Running, serve},
    simulated::SimulatedAws,
    support::{self, CLOSED_PORT, Data, folder, is_complete},
};
use app::backend::Backend;
use http::header;
use sandbox::{Rates, Sandbox, Seed};
use server::{auth::oidc::http_client, store::Place};
use std::{process::Command, time::Duration};
use tokio::time::sleep;

/// Where a test waits, it looks again after this.
const LOOK: Duration = Duration::from_millis(50);

/// So slow that it is killed in between.
fn slow(data: &Place, aws: &str) -> Command {
    let mut command = serve(data, aws);
    command
        .env("FRONTDESK_AUTH__MODE", "none")
        .env("FRONTDESK_QUOTAS__CONNECT_READS", "40");
    command
}

async fn described(aws: &SimulatedAws) -> u64 {
    aws.calls().await["connect:DescribeUser"].as_u64().unwrap_or_default()
}

/// Waits until the process at `url` has read everything.
async fn until_all_is_read(url: &str) {
    let client = http_client().expect("a client");
    let get = async |path: &str, cookie: &str| {
        let request = client.get(format!("{url}{path}")).header(header::COOKIE, cookie);
        request
            .header("sec-fetch-mode", "navigate")
            .header("sec-fetch-dest", "document")
            .send()
            .await
            .expect("an answer")
    };
    let answer = get("/auth/sign-in", "").await;
    let cookie = answer.headers()[header::SET_COOKIE].to_str().expect("text");
    let cookie = cookie.split(';').next().expect("a cookie").to_owned();
    loop {
        let page = get("/", &cookie).await.text().await.expect("text");
        if !["not read yet", "<progress", "being checked"]
            .iter()
            .any(|unread| page.contains(unread))
        {
            return;
        }
        sleep(LOOK).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_before_is_not_read_again_and_the_rest_is() {
    let aws = SimulatedAws::start(Sandbox::new(Seed::default(), Rates::Off)).await;
    let data: Data = folder();
    let place = data.place().await;
    let mut first = Running::start(&mut slow(&place, &aws.url));
    first.url();
    while described(&aws).await < 80 {
        sleep(LOOK).await;
    }
    first.0.kill().expect("killed");
    first.0.wait().expect("ended");
    let before = described(&aws).await;

    let mut second = Running::start(&mut slow(&place, &aws.url));
    until_all_is_read(second.url().trim_end_matches('/')).await;
    second.terminate();
    second.0.wait().expect("ended");
    let desk = support::frontdesk(&data, CLOSED_PORT).await;
    let known = desk.snapshot();
    desk.stop().await;
    assert!(is_complete(&known));
    assert_same(&state(&known), &read(&aws.url).await, "what is known, and what AWS has");
    // What came within the moment before may not have been written.
    let (all, again) = (known.users.len() as u64, 20);
    let after = described(&aws).await - all;
    assert!(before < all && after <= all + again, "{before} and {after} of {all}");
}
