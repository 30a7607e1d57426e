//! A draft's review: what it would do, and what stands in the way.

use super::{Changes, Closed, Draft, Plan, Secrets, World, change, cli, internal};
use app::{
    backend::Visitor,
    error::AppError,
    model::{
        access::{Access, Refusal},
        change::{Action, Review, ReviewAnswer, ReviewedCall},
        snapshot::Snapshot,
    },
};
use aws_lc_rs::digest::{SHA256, digest};
use base64ct::{Base64UrlUnpadded, Encoding};

/// What a draft comes to.
pub(super) enum Planned {
    /// It can be reviewed.
    Plan(Box<Plan>),
    /// Something is wrong with the form.
    Incomplete,
    /// Nothing would change.
    Nothing,
    /// It can't be done.
    Closed(Closed),
}

impl Changes {
    pub(super) async fn review(&self, visitor: &Visitor, id: &str) -> Result<ReviewAnswer, AppError> {
        let person = &visitor.you.person.subject;
        let Some(draft) = self.drafts.get(person, id).await.map_err(internal)? else {
            return Ok(ReviewAnswer::Gone);
        };
        let access = &visitor.you.access;
        let snapshot = self.inventory.snapshot();
        let secrets = Secrets::new();
        let world = self.world(&snapshot, access, &secrets);
        let (action, subject) = (draft.action, draft.subject.clone());
        let plan = match planned(&draft, &world) {
            Planned::Plan(plan) => *plan,
            Planned::Incomplete => return Ok(ReviewAnswer::Incomplete { action, subject }),
            Planned::Nothing => return Ok(ReviewAnswer::Nothing { action, subject }),
            Planned::Closed(closed) => return Ok(closed_review(closed)),
        };
        let conflicts = change(action).conflicts(&draft.opened, &draft.typed, &subject, &world);
        let conflicts = match conflicts {
            Ok(conflicts) => conflicts,
            Err(closed) => return Ok(closed_review(closed)),
        };
        Ok(ReviewAnswer::Review(Box::new(Review {
            change: draft.change(),
            draft: draft.id,
            action,
            subject,
            refusal: refusal(access, action, &plan),
            fingerprint: fingerprint(&plan),
            calls: plan.steps.iter().map(reviewed).collect(),
            undo: plan.undo.to_undo(),
            title: plan.title,
            submit: plan.submit,
            fields: plan.fields,
            warnings: plan.warnings,
            pictures: plan.pictures,
            confirmation: plan.confirmation,
            secrets: plan.secrets,
            errors: draft.errors,
            conflicts,
            snapshot: plan.snapshot,
        })))
    }

    pub(super) fn world<'a>(&'a self, snapshot: &'a Snapshot, access: &'a Access, secrets: &'a Secrets) -> World<'a> {
        World {
            snapshot,
            access,
            operator_security_profiles: &self.operator_security_profiles,
            secrets,
        }
    }
}

fn closed_review(closed: Closed) -> ReviewAnswer {
    match closed {
        Closed::NotReadYet => {
            ReviewAnswer::Impossible("It is not read from AWS yet. Try again in a moment.".to_owned())
        }
        Closed::NotFound => ReviewAnswer::Impossible("What this is about is gone: it was deleted.".to_owned()),
        Closed::Impossible(why) => ReviewAnswer::Impossible(why),
    }
}

fn reviewed(step: &super::Step) -> ReviewedCall {
    ReviewedCall {
        service: step.call.service(),
        region: step.region.clone(),
        operation: step.call.operation().to_owned(),
        note: step.note.clone(),
        cli: cli::command(&step.region, &step.call),
    }
}

/// What `draft` would do now.
pub(super) fn planned(draft: &Draft, world: &World<'_>) -> Planned {
    match change(draft.action).plan(&draft.typed, &draft.subject, world) {
        Ok(Some(plan)) if plan.steps.is_empty() => Planned::Nothing,
        Ok(Some(plan)) => Planned::Plan(Box::new(plan)),
        Ok(None) => Planned::Incomplete,
        Err(closed) => Planned::Closed(closed),
    }
}

/// Why somebody may not make this.
pub(super) fn refusal(access: &Access, action: Action, plan: &Plan) -> Option<Refusal> {
    let needs = std::iter::once(&action.permission())
        .chain(&plan.needs)
        .copied()
        .collect::<Vec<_>>();
    let refused = needs.into_iter().find_map(|permission| access.check(permission).err());
    refused.or(plan.refusal)
}

/// The same for the same lines, calls and warnings: what is made is what was reviewed.
pub(super) fn fingerprint(plan: &Plan) -> String {
    let calls: Vec<_> = plan.steps.iter().map(|step| (&step.region, &step.call)).collect();
    let reviewed = (&plan.title, &plan.fields, calls, &plan.warnings, &plan.confirmation);
    // Texts and lists of them can't fail to become JSON.
    let text = serde_json::to_string(&reviewed).unwrap_or_default();
    Base64UrlUnpadded::encode_string(digest(&SHA256, text.as_bytes()).as_ref())
}
