//! A change, put together from its entries.

use super::{Entry, Event, IntendedCall};
use app::model::{
    change::{CallOutcome, Outcome, Record, RecordedCall},
    time::Timestamp,
};

/// The change that `entries` tell of, in order; `None` when they don't begin with an intent.
#[must_use]
pub fn record(entries: &[Entry], hash: &str, now: Timestamp) -> Option<Record> {
    let (first, rest) = entries.split_first()?;
    let Event::Intent(intent) = &first.event else {
        return None;
    };
    let mut record = Record {
        id: first.change.clone(),
        at: first.at,
        ended_at: None,
        actor: intent.actor.clone(),
        action: intent.action,
        resource: intent.resource.clone(),
        title: intent.title.clone(),
        notes: intent.notes.clone(),
        fields: intent.fields.clone(),
        calls: intent.calls.iter().map(recorded).collect(),
        outcome: Outcome::Open,
        undo: intent.undo.to_undo(),
        entries: entries.iter().map(|entry| entry.number).collect(),
        hash: hash.to_owned(),
        now,
    };
    for entry in rest {
        match &entry.event {
            Event::Intent(_) => {}
            Event::Call(called) => {
                let index = usize::try_from(called.call).unwrap_or(usize::MAX);
                if let Some(call) = record.calls.get_mut(index) {
                    call.outcome = called.outcome.clone();
                }
            }
            Event::Outcome(ended) => {
                for (call, outcome) in record.calls.iter_mut().zip(&ended.calls) {
                    call.outcome = outcome.clone();
                }
                if let Some(created) = &ended.created {
                    record.resource.subject = created.clone();
                }
                record.outcome = ended.outcome;
                record.ended_at = Some(entry.at);
            }
        }
    }
    Some(record)
}

fn recorded(intended: &IntendedCall) -> RecordedCall {
    RecordedCall {
        service: intended.call.service(),
        region: intended.region.clone(),
        operation: intended.call.operation().to_owned(),
        input: intended.call.input(),
        client_token: intended.client_token.clone(),
        outcome: CallOutcome {
            outcome: Outcome::Open,
            message: None,
            code: None,
            original: None,
            request_ids: Vec::new(),
        },
    }
}
