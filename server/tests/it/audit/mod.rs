//! The audit log, as people and spreadsheets get it.

mod exports;
mod pages;
mod verify;

use app::model::{
    access::Role,
    change::{Action, Actor, CallOutcome, FieldChange, Outcome, Resource, Subject},
    freshness::Kind,
};
use server::{
    audit::{Audit, Ended, Event, IntendedCall, Intent},
    aws::write::connect::UpdateEmailAddressMetadata,
    changes::UndoPlan,
    store::Pools,
};

/// Writes down that Ada edited an e-mail address.
pub async fn write(pools: &Pools, change: &str, resource: Resource, outcome: Outcome) {
    let audit = Audit::new(pools.clone(), || crate::support::NOW);
    let intent = Event::Intent(Box::new(intent(resource)));
    audit.append(change, intent).await.expect("written");
    let is_made = outcome == Outcome::Made;
    let call = CallOutcome {
        outcome,
        message: (!is_made).then(|| "AWS does not take this display name.".to_owned()),
        code: (!is_made).then(|| "InvalidParameterException".to_owned()),
        original: (!is_made).then(|| "DisplayName is <invalid>".to_owned()),
        request_ids: vec!["b8e3b0c4-request".to_owned()],
    };
    let ended = Ended {
        outcome,
        calls: vec![call],
        created: None,
        was_found_later: false,
    };
    audit.append(change, Event::Outcome(ended)).await.expect("written");
}

/// An e-mail address of that name.
pub fn address(name: &str) -> Resource {
    Resource {
        kind: Kind::EmailAddresses,
        subject: Subject::new("i-1", format!("id-of-{name}")),
        name: name.to_owned(),
    }
}

fn intent(resource: Resource) -> Intent {
    let subject = resource.subject.clone();
    let call = UpdateEmailAddressMetadata {
        instance_id: subject.parent.clone(),
        email_address_id: subject.id.clone(),
        display_name: "Help".to_owned(),
        description: String::new(),
    };
    Intent {
        actor: Actor {
            subject: "ada-1".to_owned(),
            name: "Ada Park".to_owned(),
            email: Some("ada@example.com".to_owned()),
            role: Role::Operator,
            address: "192.0.2.7".to_owned(),
        },
        action: Action::EditEmailAddress,
        title: format!("Edit {}", resource.name),
        resource,
        notes: Vec::new(),
        fields: vec![FieldChange {
            name: "Display name".to_owned(),
            before: Some("=Old".to_owned()),
            after: Some("Help".to_owned()),
        }],
        calls: vec![IntendedCall {
            region: "us-east-1".parse().expect("a Region"),
            call: call.into(),
            client_token: None,
        }],
        form: String::new(),
        undo: UndoPlan::By {
            action: Action::EditEmailAddress,
            subject,
            form: String::new(),
        },
    }
}
