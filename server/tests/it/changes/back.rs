//! The ways back: what undoes a change, a form that is not taken, a form that there is not, and people who may not.

use super::console::{Answer, Console};
use app::model::{
    access::Role,
    change::{Action, FieldError, FormAnswer, Outcome, Record, Review, Subject},
};
use http::StatusCode;
use serde_json::{Value, json};

impl Console {
    /// The review of what undoes a change.
    pub async fn undoing(&self, record: &Record) -> Review {
        let answer = self.post("/changes/undo", &[("change", &record.id)]).await;
        self.review_at(answer.location()).await
    }

    /// Reviews and makes what undoes a change.
    pub async fn undo(&self, record: &Record) -> Record {
        let review = self.undoing(record).await;
        self.record_of(&self.make(&review, &[]).await).await
    }

    /// Why there is no such form.
    pub async fn impossible(&self, action: Action, subject: &Subject) -> String {
        match self.form(action, subject).await {
            FormAnswer::Impossible(why) => why,
            other => panic!("no form: {other:?}"),
        }
    }

    /// The page of the form that an answer leads back to.
    pub async fn sent_back(&self, answer: &Answer) -> String {
        let location = answer.location();
        assert!(
            location.starts_with("/changes/") && !location.starts_with("/changes/review"),
            "{location}"
        );
        self.page(location).await
    }

    /// A page that is there.
    pub async fn page(&self, path: &str) -> String {
        let page = self.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        page.body
    }

    /// What AWS found wrong with the one field of a form that a change comes back to; the page shows it, and AWS's own words.
    pub async fn refused_at(&self, answer: &Answer, action: Action, subject: &Subject) -> FieldError {
        let record = self.record_of(answer).await;
        assert_eq!(record.outcome, Outcome::NotMade, "{:#?}", record.calls);
        let page = self.sent_back(answer).await;
        let errors = self.form_page(action, subject).await.errors;
        let [error] = <[FieldError; 1]>::try_from(errors).expect("one error");
        let original = error.original.as_deref().expect("AWS’s own words");
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        for shown in [&error.message, "What AWS said", original] {
            assert!(page.contains(&escape(shown)), "{shown} in {page}");
        }
        error
    }

    /// Asserts that this console's role comes neither to the form of `action` nor to sending it.
    pub async fn assert_refused(&self, action: Action, subject: &Subject) {
        let page = self.get(&app::routes::form(action, subject)).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{action}: {}", page.body);
        let fields = [("_parent", subject.parent.as_str()), ("_id", &subject.id)];
        let answer = self.post(action.submit_path(), &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{action}: {}", answer.body);
    }

    /// Everybody has another role from now on, as an identity provider tells of sessions that go on.
    pub async fn become_all(&self, role: Role) {
        let sessions = sqlx::query_as("SELECT id, signed_in FROM session").fetch_all(&self.desk.pools.read);
        let sessions: Vec<(String, String)> = sessions.await.expect("the table of sessions");
        assert_ne!(sessions, []);
        for (id, signed_in) in sessions {
            let mut signed_in: Value = serde_json::from_str(&signed_in).expect("JSON");
            signed_in["person"]["role"] = json!(role);
            let told = sqlx::query("UPDATE session SET signed_in = $1 WHERE id = $2");
            let told = told.bind(signed_in.to_string()).bind(id);
            told.execute(&self.desk.pools.write).await.expect("told");
        }
    }
}
