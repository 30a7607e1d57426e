//! Somebody at a browser: fills in forms, reviews, and makes changes, through everything that is served.

use super::{
    front::Front,
    passage::{clock, pass_here},
};
use crate::{
    simulated::SimulatedAws,
    support::{Data, Desk, HOST, folder, frontdesk_at, is_complete, router, sign_in, until},
};
use app::{
    backend::Changes as _,
    model::{
        access::Role,
        change::{Action, FormAnswer, FormPage, Outcome, Record, Review, ReviewAnswer, Subject, form},
    },
};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sandbox::{Rates, Sandbox, Seed};
use serde_json::Value;
use std::sync::Arc;
use tower::ServiceExt;

/// A simulated AWS, a Frontdesk in front of it that has read all of it, and somebody who is signed in.
#[derive(Clone)]
pub struct Console {
    pub desk: Arc<Desk>,
    pub router: Router,
    pub sandbox: Sandbox,
    pub aws: String,
    pub front: Front,
    cookie: String,
    folder: Arc<Data>,
}

/// A Frontdesk whose clock is the tests'.
async fn desk(data: &Data, aws: &str) -> Desk {
    frontdesk_at(data, aws, &sandbox::REGIONS, clock).await
}

/// An answer: its status, where it leads, and what it says.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// Where it leads.
    pub fn location(&self) -> &str {
        let location = self.headers.get(header::LOCATION);
        location.expect("a redirection").to_str().expect("text")
    }
}

impl Console {
    /// An admin's.
    pub async fn open() -> Self {
        Self::of(Role::Admin).await
    }

    /// That of somebody with this role.
    pub async fn of(role: Role) -> Self {
        Self::on(Sandbox::new(Seed::default(), Rates::Off), role).await
    }

    /// In front of this simulated AWS.
    pub async fn on(sandbox: Sandbox, role: Role) -> Self {
        Self::of_desk(sandbox, role, desk).await
    }

    /// With the Frontdesk that `start` starts on a database, in front of the AWS at a URL.
    pub async fn of_desk(sandbox: Sandbox, role: Role, start: impl AsyncFnOnce(&Data, &str) -> Desk) -> Self {
        Self::with(folder(), sandbox, role, start).await
    }

    async fn with(data: Data, sandbox: Sandbox, role: Role, start: impl AsyncFnOnce(&Data, &str) -> Desk) -> Self {
        let front = Front::default();
        let behind = front.of(sandbox.router());
        let SimulatedAws { sandbox, url: aws } = SimulatedAws::serve(sandbox, behind).await;
        let desk = start(&data, &aws).await;
        until(&desk, is_complete).await;
        let router = router(&desk);
        let cookie = sign_in(&router, role).await;
        Self {
            desk: Arc::new(desk),
            router,
            sandbox,
            aws,
            front,
            cookie,
            folder: Arc::new(data),
        }
    }

    /// The same Frontdesk, with somebody else at it.
    pub async fn sign_in(&mut self, role: Role) {
        self.cookie = sign_in(&self.router, role).await;
    }

    /// The same Frontdesk, with another person at it besides.
    pub async fn beside(&self, role: Role) -> Self {
        let mut other = self.clone();
        other.sign_in(role).await;
        other
    }

    /// On PostgreSQL, so that others can share its database.
    pub async fn of_replicas() -> Self {
        let sandbox = Sandbox::new(Seed::default(), Rates::Off);
        Self::with(Data::on_postgres(), sandbox, Role::Admin, desk).await
    }

    /// The same person at another Frontdesk, which shares the database with this one.
    pub async fn at_another_replica(&self) -> Self {
        let desk = desk(&self.folder, &self.aws).await;
        Self {
            router: router(&desk),
            desk: Arc::new(desk),
            ..self.clone()
        }
    }

    /// The next Frontdesk on the same database and the same AWS, after this one has ended.
    pub async fn restarted(self) -> Self {
        let folder = Arc::clone(&self.folder);
        self.restarted_in(folder).await
    }

    /// The database as it is this moment: what is left of a process that is killed.
    pub async fn database(&self) -> Arc<Data> {
        let folder = folder();
        let file = folder.path().join("frontdesk.db");
        let kept = sqlx::query("VACUUM INTO $1").bind(file.to_str().expect("text"));
        kept.execute(&self.desk.pools.write).await.expect("a copy");
        Arc::new(folder)
    }

    /// The next Frontdesk on the database in `folder` and the same AWS, after this one has ended.
    pub async fn restarted_in(self, folder: Arc<Data>) -> Self {
        self.desk.stop().await;
        let (sandbox, aws, front, cookie) = (self.sandbox, self.aws, self.front, self.cookie);
        drop((self.router, self.desk));
        let desk = desk(&folder, &aws).await;
        Self {
            router: router(&desk),
            desk: Arc::new(desk),
            sandbox,
            aws,
            front,
            cookie,
            folder,
        }
    }

    /// Asks for a page or calls a server function that reads.
    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).body(Body::empty());
        self.ask(request.expect("a request")).await
    }

    /// Sends a form, as a browser does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_html_form::to_string(fields).expect("a form");
        self.post_text(path, body).await
    }

    async fn post_text(&self, path: &str, body: String) -> Answer {
        // Nobody types or clicks in no time.
        pass_here(1);
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.ask(request.expect("a request")).await
    }

    async fn ask(&self, mut request: Request<Body>) -> Answer {
        let headers = request.headers_mut();
        headers.insert(header::HOST, HOST.parse().expect("a host"));
        headers.insert(header::COOKIE, self.cookie.parse().expect("a cookie"));
        let answer = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    /// What a server function answers to a form's page.
    pub async fn form(&self, action: Action, subject: &Subject) -> FormAnswer {
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let (parent, id) = (encode(&subject.parent), encode(&subject.id));
        let answer = self
            .get(&format!("/api/form?action={action}&parent={parent}&id={id}"))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        serde_json::from_str(&answer.body).expect("a form's answer")
    }

    /// A form that is there.
    pub async fn form_page(&self, action: Action, subject: &Subject) -> FormPage {
        match self.form(action, subject).await {
            FormAnswer::Form(page) => *page,
            other => panic!("a form: {other:?}"),
        }
    }

    /// Opens a form, replaces what `fields` names, and sends it.
    pub async fn submit(&self, action: Action, subject: &Subject, fields: &[(&str, &str)]) -> Answer {
        let page = self.form_page(action, subject).await;
        self.submit_page(&page, action, subject, fields).await
    }

    /// The same of a form that was opened before.
    pub async fn submit_page(
        &self,
        page: &FormPage,
        action: Action,
        subject: &Subject,
        fields: &[(&str, &str)],
    ) -> Answer {
        let mut values = form::values(&page.values);
        for (name, _) in fields {
            values.remove(*name);
        }
        for (name, value) in fields {
            values.entry((*name).to_owned()).or_default().push((*value).to_owned());
        }
        for (name, value) in [
            ("_parent", &subject.parent),
            ("_id", &subject.id),
            ("_opened", &page.opened),
        ] {
            values.insert(name.to_owned(), vec![value.clone()]);
        }
        self.post_text(action.submit_path(), form::to_text(&values)).await
    }

    /// What a review's page is drawn from.
    pub async fn review(&self, draft: &str) -> ReviewAnswer {
        let answer = self.get(&format!("/api/review?draft={draft}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        serde_json::from_str(&answer.body).expect("a review's answer")
    }

    /// The review of a form that is sent with `fields`.
    pub async fn reviewed(&self, action: Action, subject: &Subject, fields: &[(&str, &str)]) -> Review {
        let answer = self.submit(action, subject, fields).await;
        self.review_at(answer.location()).await
    }

    /// The review at a path that a form or a button led to.
    pub async fn review_at(&self, path: &str) -> Review {
        let draft = path.strip_prefix("/changes/review/").expect("a review: {path}");
        match self.review(draft).await {
            ReviewAnswer::Review(review) => *review,
            other => panic!("a review: {other:?}"),
        }
    }

    /// Says yes to a review, typing what it asks to be typed; `secrets` besides.
    pub async fn make(&self, review: &Review, secrets: &[(&str, &str)]) -> Answer {
        let confirmation = review
            .confirmation
            .as_ref()
            .map_or("", |confirmation| &confirmation.text);
        let mut fields = vec![
            ("draft", review.draft.as_str()),
            ("fingerprint", review.fingerprint.as_str()),
            ("change", review.change.as_str()),
            ("confirmation", confirmation),
        ];
        fields.extend(secrets);
        self.post("/changes/make", &fields).await
    }

    /// Goes the whole way, and returns what the audit log says of it.
    pub async fn change(&self, action: Action, subject: &Subject, fields: &[(&str, &str)]) -> Record {
        self.change_with(action, subject, fields, &[]).await
    }

    /// The same with secrets.
    pub async fn change_with(
        &self,
        action: Action,
        subject: &Subject,
        fields: &[(&str, &str)],
        secrets: &[(&str, &str)],
    ) -> Record {
        let review = self.reviewed(action, subject, fields).await;
        let answer = self.make(&review, secrets).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        self.record_of(&answer).await
    }

    /// The change that an answer leads to.
    pub async fn record_of(&self, answer: &Answer) -> Record {
        let location = answer.location();
        let id = location
            .split_once("changed=")
            .map(|(_, id)| id)
            .or_else(|| location.strip_prefix("/audit/"));
        self.record(id.unwrap_or_else(|| panic!("a change: {location}"))).await
    }

    /// What the audit log says of a change.
    pub async fn record(&self, id: &str) -> Record {
        let record = self.desk.changes().record(id).await.expect("the audit log");
        record.expect("a change")
    }

    /// Asserts that a change is made.
    pub fn assert_made(record: &Record) {
        assert_eq!(record.outcome, Outcome::Made, "{:#?}", record.calls);
    }

    /// The simulated AWS.
    pub fn simulated(&self) -> SimulatedAws {
        SimulatedAws {
            sandbox: self.sandbox.clone(),
            url: self.aws.clone(),
        }
    }

    /// What `/_sandbox` answers to a `GET`.
    pub async fn sandbox(&self, path: &str) -> Value {
        self.simulated().get(path).await
    }

    /// Makes calls go wrong: a rule as docs/sandbox.md has it.
    pub async fn fault(&self, rule: Value) {
        self.simulated().fault(rule).await;
    }

    /// Lets all go right again.
    pub async fn no_faults(&self) {
        self.simulated().no_faults().await;
    }

    /// What `/_sandbox` answers to a `PUT`.
    pub async fn put(&self, path: &str, value: Value) {
        self.simulated().put(path, value).await;
    }

    /// How often `operation` was called.
    pub async fn calls_of(&self, operation: &str) -> usize {
        let calls = self.sandbox(&format!("calls?operation={operation}&limit=1000")).await;
        calls["calls"].as_array().expect("a list of calls").len()
    }
}
