//! Entries for tests.

use super::{Audit, Called, Ended, Event, IntendedCall, Intent};
use crate::{
    aws::write::connect::TagResource,
    changes::UndoPlan,
    data::Data,
    store::{Pools, Store},
};
use app::model::{
    access::Role,
    change::{Action, Actor, CallOutcome, FieldChange, Outcome, Resource, Subject},
    freshness::Kind,
    time::Timestamp,
};

/// 18 November 2026, 11:06:40 UTC.
pub const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

/// A log in a database of its own.
pub struct Log {
    pub audit: Audit,
    pub pools: Pools,
    pub data: Data,
    _store: Store,
}

pub async fn log() -> Log {
    let data = Data::new();
    let (store, _) = data.open().await;
    let pools = store.pools();
    Log {
        audit: Audit::new(pools.clone(), || NOW),
        pools,
        data,
        _store: store,
    }
}

impl Log {
    /// Writes down that a change was made, in three entries.
    pub async fn made(&self, change: &str, intent: Intent) {
        self.begun(change, intent).await;
        let called = Called {
            call: 0,
            outcome: outcome(Outcome::Made),
            created: None,
        };
        self.audit.append(change, Event::Call(called)).await.expect("written");
        self.ended(change, Outcome::Made, None).await;
    }

    /// Writes down that a change is begun.
    pub async fn begun(&self, change: &str, intent: Intent) {
        let event = Event::Intent(Box::new(intent));
        self.audit.append(change, event).await.expect("written");
    }

    /// Writes down what came of a change.
    pub async fn ended(&self, change: &str, all: Outcome, created: Option<Subject>) {
        let ended = Ended {
            outcome: all,
            calls: vec![outcome(all)],
            created,
            was_found_later: false,
        };
        self.audit.append(change, Event::Outcome(ended)).await.expect("written");
    }
}

/// Ada edits a user.
pub fn intent(username: &str) -> Intent {
    let subject = Subject::new("i-1", format!("id-of-{username}"));
    Intent {
        actor: Actor {
            subject: "ada-1".to_owned(),
            name: "Ada Park".to_owned(),
            email: Some("ada@example.com".to_owned()),
            role: Role::Operator,
            address: "192.0.2.7".to_owned(),
        },
        action: Action::EditUser,
        resource: Resource {
            kind: Kind::Users,
            subject: subject.clone(),
            name: username.to_owned(),
        },
        title: format!("Edit {username}"),
        notes: vec!["Changes who can reset the password.".to_owned()],
        fields: vec![FieldChange {
            name: "Routing profile".to_owned(),
            before: Some("General".to_owned()),
            after: Some("=Zürich".to_owned()),
        }],
        calls: vec![IntendedCall {
            region: "eu-west-2".parse().expect("a Region"),
            call: TagResource {
                resource_arn: "arn:aws:connect:eu-west-2:111122223333:instance/i-1/agent/1".to_owned(),
                tags: [("team".to_owned(), "billing".to_owned())].into(),
            }
            .into(),
            client_token: None,
        }],
        form: String::new(),
        undo: UndoPlan::By {
            action: Action::EditUser,
            subject,
            form: String::new(),
        },
    }
}

/// What came of a call.
pub fn outcome(outcome: Outcome) -> CallOutcome {
    CallOutcome {
        outcome,
        message: None,
        code: None,
        original: None,
        request_ids: vec!["request-1".to_owned()],
    }
}
