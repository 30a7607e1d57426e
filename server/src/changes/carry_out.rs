//! Calling AWS, and finding out what came of it.

use super::{Changes, Draft, Plan, change};
use crate::{
    audit::{Called, Ended, Event, IntendedCall},
    aws::write::{Effect, Failure, Touched},
};
use app::model::{
    change::{CallOutcome, FieldError, Outcome},
    freshness::{Cause, Problem},
    region::Region,
};
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

/// A call's outcome so far, and the id of what it created.
#[derive(Clone, Debug)]
pub(super) struct Result {
    pub(super) outcome: CallOutcome,
    pub(super) created: Option<String>,
}

impl Changes {
    /// Makes the calls, one after the other, each written down as it comes back; then reads again what they touched, and writes
    /// down what is true, and returns it.
    pub(super) async fn carry_out(&self, id: &str, plan: &Plan, calls: &[IntendedCall], draft: &Draft) -> Outcome {
        let mut results = Vec::new();
        let mut can_record = true;
        // Regions in which AWS could not be asked: another one may answer all the same.
        let mut silent = BTreeSet::new();
        for (index, (step, intended)) in plan.steps.iter().zip(calls).enumerate() {
            if !can_record {
                results.push(not_tried(
                    "Frontdesk’s database can’t be written, so no more calls were made.",
                ));
                continue;
            }
            if silent.contains(&step.region) {
                results.push(not_tried("AWS could not be asked."));
                continue;
            }
            let result = self.call(step, intended.client_token.as_deref()).await;
            let called = Called {
                call: u32::try_from(index).unwrap_or(u32::MAX),
                outcome: result.outcome.clone(),
                created: result.created.clone(),
            };
            if let Err(error) = self.append(id, Event::Call(called)).await {
                tracing::error!(%error, change = id, "the outcome of a call can't be recorded: no more calls are made");
                can_record = false;
            }
            if result.outcome.outcome != Outcome::Made && result.outcome.code.is_none() {
                silent.insert(&step.region);
            }
            results.push(result);
        }
        let ended = self.find_out(&calls_with(calls, results), false).await;
        self.tell(draft, calls, &ended).await;
        let outcome = ended.outcome;
        if let Err(error) = self.append(id, Event::Outcome(ended)).await {
            tracing::error!(%error, change = id, "the outcome of a change can't be recorded; it is looked for again");
        }
        outcome
    }

    async fn call(&self, step: &super::Step, client_token: Option<&str>) -> Result {
        let Some(writer) = self.aws.writer(&step.region) else {
            return not_tried("Frontdesk does not look at this Region.");
        };
        match writer.send(&step.call, client_token.unwrap_or_default()).await {
            Ok(answer) => Result {
                outcome: CallOutcome {
                    outcome: Outcome::Made,
                    message: None,
                    code: None,
                    original: None,
                    request_ids: answer.request_ids,
                },
                created: answer.created,
            },
            Err(failure) => Result {
                outcome: failed(step, failure, (self.clock)()),
                created: None,
            },
        }
    }

    /// Reads again what the calls touched, and says what is true.
    pub(super) async fn find_out(&self, calls: &[(IntendedCall, Result)], was_found_later: bool) -> Ended {
        let mut read: BTreeMap<(Region, Touched), Option<Touched>> = BTreeMap::new();
        for (intended, result) in calls {
            // What was refused changed nothing; what it would have touched need not be looked for.
            if result.outcome.outcome == Outcome::NotMade {
                continue;
            }
            for touched in intended.call.touches(result.created.as_deref()) {
                let key = (intended.region.clone(), touched.clone());
                if let Entry::Vacant(entry) = read.entry(key) {
                    let again = self.reread(&intended.region, touched).await;
                    entry.insert(again.ok());
                }
            }
        }
        let snapshot = self.inventory.snapshot();
        let mut outcomes = Vec::new();
        let mut created = None;
        for (intended, result) in calls {
            let touched = intended.call.touches(result.created.as_deref());
            let found = |touched: &Touched| read.get(&(intended.region.clone(), touched.clone()))?.clone();
            let found: Option<Vec<Touched>> = touched.iter().map(found).collect();
            let in_effect = found
                .as_ref()
                .and_then(|_| intended.call.is_in_effect(&intended.region, &snapshot));
            outcomes.push(settled(&result.outcome, in_effect));
            if touched_is_new(intended, result) {
                // AWS's answer has its id, whether or not it could be read after that.
                let known = found.or_else(|| result.created.is_some().then_some(touched));
                created = created.or_else(|| known?.iter().find_map(|touched| touched.subject(&intended.region)));
            }
        }
        Ended {
            outcome: in_all(&outcomes),
            calls: outcomes,
            created,
            was_found_later,
        }
    }

    /// Forgets a draft that was made; to one that was not, adds what AWS found wrong with it.
    async fn tell(&self, draft: &Draft, calls: &[IntendedCall], ended: &Ended) {
        let told = if ended.outcome == Outcome::Made {
            self.drafts.forget(&draft.person, &draft.id).await
        } else {
            let errors = calls
                .iter()
                .zip(&ended.calls)
                .filter_map(|(intended, outcome)| field_error(draft, intended.call.operation(), outcome));
            self.drafts.note_errors(&draft.id, &errors.collect::<Vec<_>>()).await
        };
        if let Err(error) = told {
            tracing::warn!(%error, "a draft can't be brought up to date");
        }
    }
}

pub(super) fn calls_with(calls: &[IntendedCall], results: Vec<Result>) -> Vec<(IntendedCall, Result)> {
    calls.iter().cloned().zip(results).collect()
}

fn touched_is_new(intended: &IntendedCall, result: &Result) -> bool {
    result.created.is_some() || intended.call.touches(None).iter().any(Touched::is_new)
}

fn not_tried(why: &str) -> Result {
    Result {
        outcome: CallOutcome {
            outcome: Outcome::NotMade,
            message: Some(format!("Not tried: {why}")),
            code: None,
            original: None,
            request_ids: Vec::new(),
        },
        created: None,
    }
}

fn failed(step: &super::Step, failure: Failure, at: app::model::time::Timestamp) -> CallOutcome {
    let problem = Problem {
        service: step.call.service(),
        region: step.region.clone(),
        operation: step.call.operation().to_owned(),
        cause: failure.cause,
        at,
    };
    let message = match (&problem.cause, &failure.message) {
        (Cause::Other(_), Some(message)) => format!("AWS refused it: {message}"),
        (Cause::Throttled, _) => format!("{} Nothing was changed by this call.", problem.what()),
        _ => format!("{} {}", problem.what(), problem.advice()),
    };
    CallOutcome {
        outcome: match failure.effect {
            Effect::None => Outcome::NotMade,
            Effect::Unknown => Outcome::Unknown,
        },
        message: Some(message),
        code: failure.code,
        original: failure.message,
        request_ids: failure.request_ids,
    }
}

/// What a call's outcome is, now that AWS was asked what is true.
fn settled(outcome: &CallOutcome, in_effect: Option<bool>) -> CallOutcome {
    let with = |outcome_now: Outcome, message: Option<&str>| CallOutcome {
        outcome: outcome_now,
        message: message.map(str::to_owned),
        ..outcome.clone()
    };
    match (outcome.outcome, in_effect) {
        (Outcome::Made, Some(false)) => with(Outcome::Made, Some("AWS took it, but does not show it yet.")),
        (Outcome::Open | Outcome::Unknown, Some(true)) => {
            with(Outcome::Made, Some("No answer came, but AWS shows that it was done."))
        }
        (Outcome::Open | Outcome::Unknown, Some(false)) => with(
            Outcome::NotMade,
            Some(outcome.message.as_deref().unwrap_or("AWS shows that it was not done.")),
        ),
        (Outcome::Open | Outcome::Unknown, None) => with(
            Outcome::Unknown,
            Some("No answer came, and AWS can’t be asked what is true. Frontdesk goes on asking."),
        ),
        _ => outcome.clone(),
    }
}

fn in_all(outcomes: &[CallOutcome]) -> Outcome {
    let all = |outcome| outcomes.iter().all(|one| one.outcome == outcome);
    if outcomes.iter().any(|one| one.outcome == Outcome::Unknown) {
        Outcome::Unknown
    } else if all(Outcome::Made) {
        Outcome::Made
    } else if all(Outcome::NotMade) {
        Outcome::NotMade
    } else {
        Outcome::InPart
    }
}

fn field_error(draft: &Draft, operation: &str, outcome: &CallOutcome) -> Option<FieldError> {
    if outcome.outcome != Outcome::NotMade {
        return None;
    }
    let (code, original) = (
        outcome.code.as_deref()?,
        outcome.original.as_deref().unwrap_or_default(),
    );
    let (field, message) = change(draft.action).field_of(operation, code, original)?;
    Some(FieldError {
        field: field.to_owned(),
        message,
        original: Some(format!("{code}: {original}")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(outcome: Outcome) -> CallOutcome {
        CallOutcome {
            outcome,
            message: None,
            code: None,
            original: None,
            request_ids: Vec::new(),
        }
    }

    #[test]
    fn what_nobody_knew_is_what_aws_shows() {
        let settled = |before, shown| settled(&outcome(before), shown).outcome;
        assert_eq!(settled(Outcome::Unknown, Some(true)), Outcome::Made);
        assert_eq!(settled(Outcome::Unknown, Some(false)), Outcome::NotMade);
        assert_eq!(settled(Outcome::Unknown, None), Outcome::Unknown);
        assert_eq!(settled(Outcome::Open, Some(true)), Outcome::Made);
        // AWS's word counts more than what it shows a moment later.
        assert_eq!(settled(Outcome::Made, Some(false)), Outcome::Made);
        assert_eq!(settled(Outcome::NotMade, Some(true)), Outcome::NotMade);
    }

    #[test]
    fn a_change_is_made_in_part_when_some_of_it_is() {
        let all = |outcomes: &[Outcome]| in_all(&outcomes.iter().copied().map(outcome).collect::<Vec<_>>());
        assert_eq!(all(&[Outcome::Made, Outcome::Made]), Outcome::Made);
        assert_eq!(all(&[Outcome::Made, Outcome::NotMade]), Outcome::InPart);
        assert_eq!(all(&[Outcome::NotMade]), Outcome::NotMade);
        assert_eq!(all(&[Outcome::Made, Outcome::Unknown]), Outcome::Unknown);
    }
}
