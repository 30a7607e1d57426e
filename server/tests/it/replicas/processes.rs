//! Three processes; the one that syncs is killed.

use crate::{
    called::Called,
    running::{Running, frontdesk, serve},
    support::{self, Data, NOW, folder, is_complete, until},
};
use app::model::{
    change::{Action, FormAnswer, FormPage, Review, ReviewAnswer, Subject, form},
    snapshot::Snapshot,
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use sandbox::{Rates, Sandbox, Seed};
use serde_json::{Value, json};
use server::{auth::oidc::http_client, aws::write::connect::DeleteUser, store::Place};
use std::{collections::BTreeSet, fmt::Debug, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    time::{Instant, sleep},
};

/// The name under which people reach all of them.
const PUBLIC: &str = "http://localhost:3000";

/// Where a test waits, it looks again after this.
const LOOK: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_mins(1);

/// One of the processes.
struct Replica {
    process: Running,
    /// Where it listens.
    url: String,
    /// Where it says how it is.
    health: String,
}

impl Replica {
    async fn start(data: &Data, aws: &str) -> Self {
        let mut command = serve(&data.place().await, aws);
        command
            .env("FRONTDESK_HEALTH_LISTEN", "127.0.0.1:0")
            .env("FRONTDESK_PUBLIC_URL", PUBLIC)
            .env("FRONTDESK_AUTH__MODE", "proxy")
            .env("FRONTDESK_PROXY__PEERS", "127.0.0.1")
            .env("FRONTDESK_ROLES__ADMIN", "admins");
        let mut process = Running::start(&mut command);
        let health = process.url().trim_end_matches("/healthz,").to_owned();
        let line = process.line();
        let (_, address) = line.split_once("listening on ").expect("an address");
        let url = format!("http://{}", address.trim().trim_end_matches(')'));
        Self { process, url, health }
    }

    /// Whether it is the one that syncs.
    async fn leads(&self) -> bool {
        let metrics = http_client()
            .expect("a client")
            .get(format!("{}/metrics", self.health))
            .send()
            .await;
        let metrics = metrics.expect("an answer").text().await.expect("text");
        metrics.lines().any(|line| line == "frontdesk_leads 1")
    }
}

/// Somebody at a browser, whom a proxy sends to this replica or that one.
struct Person {
    client: reqwest::Client,
    headers: HeaderMap,
}

impl Person {
    /// Signs in at `replica`.
    async fn at(replica: &Replica) -> Self {
        let headers = [
            ("host", "localhost:3000"),
            ("x-forwarded-for", "192.0.2.7"),
            ("x-forwarded-user", "ada"),
            ("x-forwarded-groups", "admins"),
            ("sec-fetch-site", "same-origin"),
        ];
        let mut person = Self {
            client: http_client().expect("a client"),
            headers: headers
                .into_iter()
                .map(|(name, value)| (name.parse().expect("a name"), HeaderValue::from_static(value)))
                .collect(),
        };
        let (_, answered, _) = person.get(replica, "/auth/sign-in").await;
        let cookie = answered[header::SET_COOKIE]
            .to_str()
            .expect("text")
            .split(';')
            .next()
            .expect("a cookie");
        let cookie = cookie.parse().expect("a cookie");
        person.headers.insert(header::COOKIE, cookie);
        person
    }

    async fn get(&self, replica: &Replica, path: &str) -> (StatusCode, HeaderMap, String) {
        let request = self
            .client
            .get(format!("{}{path}", replica.url))
            .headers(self.headers.clone());
        answer(request).await
    }

    async fn post(&self, replica: &Replica, path: &str, form: String) -> (StatusCode, HeaderMap, String) {
        answer(self.posting(replica, path, form)).await
    }

    fn posting(&self, replica: &Replica, path: &str, form: String) -> reqwest::RequestBuilder {
        let request = self
            .client
            .post(format!("{}{path}", replica.url))
            .headers(self.headers.clone());
        request
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form)
    }

    /// The usernames that `replica` lists.
    async fn users(&self, replica: &Replica) -> BTreeSet<String> {
        let (status, _, csv) = self.get(replica, "/users.csv?cols=username,email").await;
        assert_eq!(status, StatusCode::OK, "{csv}");
        csv.lines()
            .skip(1)
            .map(|line| line.split(',').next().unwrap_or_default().to_owned())
            .collect()
    }

    async fn until_it_lists(&self, replica: &Replica, users: &BTreeSet<String>) {
        wait_for(users.clone(), async || self.users(replica).await).await;
    }

    async fn until_it_shows(&self, replica: &Replica, name: &str) {
        let shown = async || {
            let (_, _, csv) = self.get(replica, "/email-addresses.csv").await;
            csv.contains(name).then_some(name)
        };
        wait_for(Some(name), shown).await;
    }

    /// Goes to the review of an address's new name.
    async fn rename(&self, replica: &Replica, address: &Subject, name: &str) -> Review {
        let path = format!(
            "/api/form?action={}&parent={}&id={}",
            Action::EditEmailAddress,
            address.parent,
            address.id
        );
        // Its details may still be on their way to this replica.
        let opened = async || {
            let (_, _, body) = self.get(replica, &path).await;
            match serde_json::from_str(&body).expect(&body) {
                FormAnswer::Form(page) => Some(*page),
                _ => None,
            }
        };
        wait_for(true, async || opened().await.is_some()).await;
        let page: FormPage = opened().await.expect("a form");
        let mut values = form::values(&page.values);
        for (field, value) in [
            ("display_name", name),
            ("_parent", &address.parent),
            ("_id", &address.id),
            ("_opened", &page.opened),
        ] {
            values.insert(field.to_owned(), vec![value.to_owned()]);
        }
        let (_, headers, body) = self
            .post(replica, Action::EditEmailAddress.submit_path(), form::to_text(&values))
            .await;
        let draft = headers.get(header::LOCATION).expect(&body).to_str().expect("text");
        let draft = draft.strip_prefix("/changes/review/").expect("a review").to_owned();
        let (_, _, body) = self.get(replica, &format!("/api/review?draft={draft}")).await;
        match serde_json::from_str(&body).expect(&body) {
            ReviewAnswer::Review(review) => *review,
            other => panic!("a review: {other:?}"),
        }
    }

    /// Says yes to a review; returns where that leads.
    async fn make(&self, replica: &Replica, review: &Review) -> String {
        let (_, headers, body) = answer(self.saying_yes(replica, review)).await;
        headers
            .get(header::LOCATION)
            .expect(&body)
            .to_str()
            .expect("text")
            .to_owned()
    }

    fn saying_yes(&self, replica: &Replica, review: &Review) -> reqwest::RequestBuilder {
        let fields = [("draft", review.draft.as_str()), ("fingerprint", &review.fingerprint)];
        self.posting(
            replica,
            "/changes/make",
            serde_html_form::to_string(fields).expect("a form"),
        )
    }

    /// What `replica` says of all changes, the latest first.
    async fn changes(&self, replica: &Replica) -> Vec<Value> {
        let (_, _, json) = self.get(replica, "/audit.json").await;
        serde_json::from_str(&json).expect(&json)
    }
}

async fn answer(request: reqwest::RequestBuilder) -> (StatusCode, HeaderMap, String) {
    let answer = request.send().await.expect("an answer");
    let (status, headers) = (answer.status(), answer.headers().clone());
    (status, headers, answer.text().await.expect("text"))
}

/// Looks again and again until `look` finds what it wants.
async fn wait_for<T: PartialEq + Debug>(wanted: T, look: impl AsyncFn() -> T) {
    let start = Instant::now();
    loop {
        let found = look().await;
        if found == wanted {
            return;
        }
        assert!(start.elapsed() < PATIENCE, "wanted {wanted:?}, found {found:?}");
        sleep(LOOK).await;
    }
}

/// A simulated AWS that can leave somebody without an answer; returns its URL.
async fn simulated_aws() -> String {
    let sandbox = Sandbox::new(Seed::default(), Rates::Off);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let aws = format!("http://{}", listener.local_addr().expect("an address"));
    let called = Called::of(sandbox.clone());
    tokio::spawn(async move {
        let _called = called;
        sandbox::serve(listener, sandbox, std::future::pending()).await;
    });
    aws
}

/// What AWS has, read by a Frontdesk that knows nothing yet.
async fn read(aws: &str) -> Arc<Snapshot> {
    let data = folder();
    let desk = support::frontdesk(&data, aws).await;
    let snapshot = until(&desk, is_complete).await;
    desk.stop().await;
    snapshot
}

fn usernames(snapshot: &Snapshot) -> BTreeSet<String> {
    snapshot.users.values().map(|user| user.username.clone()).collect()
}

async fn fault(aws: &str, rule: Value) {
    let request = http_client().expect("a client").post(format!("{aws}/_sandbox/faults"));
    let request = request
        .header(header::CONTENT_TYPE, "application/json")
        .body(rule.to_string());
    assert_eq!(request.send().await.expect("an answer").status(), StatusCode::CREATED);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_one_that_syncs_is_killed_and_nothing_is_lost() {
    let data = Data::on_postgres();
    let aws = simulated_aws().await;
    let known = read(&aws).await;
    let users = usernames(&known);
    let addresses: Vec<_> = known
        .email_addresses
        .keys()
        .map(|(instance, id)| Subject::new(instance, id))
        .collect();

    let mut replicas = Vec::new();
    for _ in 0..3 {
        replicas.push(Replica::start(&data, &aws).await);
    }
    let ada = Person::at(&replicas[0]).await;
    for replica in &replicas {
        let (status, _, you) = ada.get(replica, "/api/you").await;
        assert_eq!(status, StatusCode::OK, "{you}");
        ada.until_it_lists(replica, &users).await;
    }
    let (_, _, sessions) = ada.get(&replicas[2], "/api/sessions").await;
    let sessions: Vec<Value> = serde_json::from_str(&sessions).expect(&sessions);
    assert_eq!(sessions.len(), 1, "one session at all of them");

    // What is changed at one, all show.
    let review = ada.rename(&replicas[1], &addresses[0], "Before").await;
    assert!(ada.make(&replicas[1], &review).await.contains("changed="));
    for replica in &replicas {
        ada.until_it_shows(replica, "Before").await;
    }

    // The one that syncs is killed, while AWS has done what it was asked for, and its answer has not come.
    let mut leading = Vec::new();
    for (at, replica) in replicas.iter().enumerate() {
        if replica.leads().await {
            leading.push(at);
        }
    }
    assert_eq!(leading.len(), 1, "{leading:?}");
    let mut killed = replicas.remove(leading[0]);
    let review = ada.rename(&killed, &addresses[1], "Under way").await;
    fault(
        &aws,
        json!({"operation": "UpdateEmailAddressMetadata", "kind": "STALL_AFTER", "times": 1}),
    )
    .await;
    let making = tokio::spawn(ada.saying_yes(&killed, &review).send());
    let key = (addresses[1].parent.clone(), addresses[1].id.clone());
    let done = async || read(&aws).await.email_addresses[&key].display_name.clone();
    wait_for(Some("Under way".to_owned()), done).await;
    killed.process.0.kill().expect("killed");
    assert!(making.await.expect("no panic").is_err(), "nobody was told");

    // Another one syncs, and finds out what came of the change.
    wait_for(true, async || replicas[0].leads().await || replicas[1].leads().await).await;
    for replica in &replicas {
        let outcomes = async || {
            let changes = ada.changes(replica).await;
            changes
                .into_iter()
                .map(|change| change["outcome"].clone())
                .collect::<Vec<_>>()
        };
        wait_for(vec![json!("made"), json!("made")], outcomes).await;
        ada.until_it_shows(replica, "Under way").await;
        assert_eq!(ada.users(replica).await, users);
    }

    // All goes on: changes, and the listing, which any of them can be asked for.
    let review = ada.rename(&replicas[0], &addresses[2], "Afterwards").await;
    assert!(ada.make(&replicas[0], &review).await.contains("changed="));
    ada.until_it_shows(&replicas[1], "Afterwards").await;
    let is_alone = |name: &str| known.users.values().filter(|user| user.username == name).count() == 1;
    let mut names = known.users.values();
    let gone = names.find(|user| is_alone(&user.username)).expect("a user");
    let (direct, _) = support::aws(&aws, &sandbox::REGIONS, || NOW).await;
    let writer = direct
        .writer(&known.instances[&gone.instance].region)
        .expect("a writer");
    let delete = DeleteUser {
        instance_id: gone.instance.clone(),
        user_id: gone.id.clone(),
    };
    writer.send(&delete.into(), "").await.expect("deleted");
    let left: BTreeSet<String> = users.into_iter().filter(|name| *name != gone.username).collect();
    for replica in &replicas {
        // A listing that begins within seconds after somebody was read leaves them: the next one does not.
        let listed = async || {
            ada.post(replica, "/api/refresh", "kind=users".to_owned()).await;
            // As somebody does who finds nothing new.
            sleep(Duration::from_secs(1)).await;
            ada.users(replica).await
        };
        wait_for(left.clone(), listed).await;
    }
    assert_eq!(usernames(&*read(&aws).await), left);

    let Place::Server(database) = data.place().await else {
        panic!("replicas share a server");
    };
    let verified = frontdesk()
        .args(["audit", "verify"])
        .env("FRONTDESK_DATABASE", database.expose())
        .output()
        .expect("run");
    let said = String::from_utf8_lossy(&verified.stdout);
    assert!(
        verified.status.success() && said.contains("The audit log is whole"),
        "{said}"
    );
}
