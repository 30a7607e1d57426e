//! Making what was reviewed.

use super::{
    Changes, Draft, Plan, Secrets, change,
    forms::permit,
    internal,
    once::OnceKey,
    reread,
    review::{Planned, fingerprint, planned, refusal},
    settle,
    turns::Turn,
};
use crate::{
    audit::{Event, IntendedCall, Intent},
    aws::{CallError, write::Touched},
};
use app::{
    backend::Visitor,
    error::AppError,
    model::{
        access::Access,
        change::{Actor, FieldError, Outcome, SecretField, Subject},
        freshness::Cause,
        snapshot::Snapshot,
    },
};
use secrecy::SecretString;
use std::sync::Arc;
use tokio::sync::oneshot;

/// Somebody's yes to a review.
pub struct Request {
    /// The draft.
    pub draft: String,
    /// What the review said its fingerprint was.
    pub fingerprint: String,
    /// What the review said the change's id would be.
    pub change: String,
    /// What was typed to confirm it.
    pub confirmation: String,
    /// The secrets that it takes.
    pub secrets: Secrets,
    /// What those are computed from that Frontdesk makes up.
    pub once: Option<OnceKey>,
    /// The address from which it was asked.
    pub address: String,
}

/// What came of it.
pub enum Made {
    /// It was written down, and is being made: its id, and word of its end.
    Begun {
        /// The change's id.
        change: String,
        /// Comes when the outcome is known.
        ended: oneshot::Receiver<()>,
        /// The page to go on with when it is made; without one, the resource's own.
        then: Option<String>,
    },
    /// It was said yes to before: the change's id.
    Already {
        /// The change's id.
        change: String,
    },
    /// It is no longer what was reviewed.
    Changed,
    /// Something else was typed into the form since it was reviewed.
    Retyped,
    /// What was typed to confirm it is not what was asked for.
    NotConfirmed,
    /// Something is wrong with the secrets; the draft says what.
    WrongSecret,
    /// AWS does not answer, so that nobody knows what would be changed.
    Unreadable,
    /// AWS does not let Frontdesk read it, so that nobody knows what would be changed.
    Denied,
    /// There is no such draft.
    Gone,
}

/// How something was reviewed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reviewed<'a> {
    /// Alone, and this was typed to confirm it.
    Alone(&'a str),
    /// With others, all of which were confirmed together. What it was then is in its fingerprint.
    WithOthers,
}

/// Somebody's yes, and what they may do.
pub(super) struct Yes<'a> {
    pub(super) actor: Actor,
    pub(super) access: &'a Access,
    /// Of what was reviewed.
    pub(super) fingerprint: &'a str,
    /// How it was reviewed.
    pub(super) reviewed: Reviewed<'a>,
    pub(super) secrets: &'a Secrets,
    /// What those are computed from that Frontdesk makes up.
    pub(super) once: Option<&'a OnceKey>,
    /// The change's id.
    pub(super) change: String,
}

impl Changes {
    /// Makes what `request` says yes to, if it still is what was reviewed. Once the intent is in the audit log, it goes on whether
    /// or not anybody waits for it.
    ///
    /// # Errors
    /// When the person may not do this, or it can't be recorded; then nothing was called.
    pub async fn make(self: &Arc<Self>, visitor: &Visitor, request: Request) -> Result<Made, AppError> {
        let person = &visitor.you.person.subject;
        let draft = self.drafts.get(person, &request.draft).await.map_err(internal)?;
        if let Some(draft) = &draft {
            permit(visitor, draft.action)?;
        }
        let turn = match &draft {
            Some(draft) => Some(self.turn_of(draft).await.map_err(internal)?),
            None => None,
        };
        if self.was_made_by(person, &request.change).await.map_err(internal)? {
            return Ok(Made::Already { change: request.change });
        }
        let Some((draft, turn)) = draft.zip(turn) else {
            return Ok(Made::Gone);
        };
        // Somebody may have typed something else meanwhile, in another tab.
        if self.drafts.get(person, &draft.id).await.map_err(internal)?.as_ref() != Some(&draft) {
            return Ok(Made::Gone);
        }
        let yes = Yes {
            actor: actor(visitor, request.address),
            access: &visitor.you.access,
            fingerprint: &request.fingerprint,
            reviewed: Reviewed::Alone(&request.confirmation),
            secrets: &request.secrets,
            once: request.once.as_ref(),
            change: draft.change(),
        };
        let is_another = !request.change.is_empty() && request.change != draft.change();
        let made = self.make_in_turn(yes, draft, turn).await?;
        Ok(match made {
            Made::Changed if is_another => Made::Retyped,
            made => made,
        })
    }

    /// Makes `draft` while it is nobody else's turn.
    pub(super) async fn make_in_turn(
        self: &Arc<Self>,
        yes: Yes<'_>,
        draft: Draft,
        turn: Turn,
    ) -> Result<Made, AppError> {
        match self.read_again(&draft).await {
            Ok(()) => {}
            Err(CallError::Problem(problem)) if problem.cause == Cause::AccessDenied => return Ok(Made::Denied),
            Err(_) => return Ok(Made::Unreadable),
        }
        let snapshot = self.inventory.snapshot();
        let made_up = self.made_up(&snapshot, &yes, &draft)?;
        let mut secrets = yes.secrets.clone();
        let kept = made_up.map(|MadeUp { password, kept }| {
            secrets.insert(SecretField::Password.name(), password);
            kept
        });
        let world = self.world(&snapshot, yes.access, &secrets);
        let Planned::Plan(plan) = planned(&draft, &world) else {
            return Ok(Made::Changed);
        };
        if let Some(refusal) = refusal(yes.access, draft.action, &plan) {
            return Err(AppError::Forbidden(refusal));
        }
        let change = change(draft.action);
        if fingerprint(&plan) != yes.fingerprint {
            return Ok(Made::Changed);
        }
        if let Reviewed::Alone(typed) = yes.reviewed {
            if change.conflicts(&draft.opened, &draft.typed, &draft.subject, &world) != Ok(Vec::new()) {
                return Ok(Made::Changed);
            }
            if plan
                .confirmation
                .as_ref()
                .is_some_and(|wanted| wanted.text != typed.trim())
            {
                return Ok(Made::NotConfirmed);
            }
        }
        let mut wrong = missing_secrets(&plan.secrets, &secrets);
        wrong.extend(change.check_secrets(&draft.typed, &world));
        if !wrong.is_empty() {
            self.drafts.note_errors(&draft.id, &wrong).await.map_err(internal)?;
            return Ok(Made::WrongSecret);
        }
        self.begin_to_make((yes.actor, yes.change), *plan, draft, turn, kept)
            .await
    }

    /// A password, where one is wanted and none was given.
    fn made_up(&self, snapshot: &Snapshot, yes: &Yes<'_>, draft: &Draft) -> Result<Option<MadeUp>, AppError> {
        let world = self.world(snapshot, yes.access, yes.secrets);
        let is_wanted = match planned(draft, &world) {
            Planned::Plan(plan) => plan.secrets.contains(&SecretField::Password),
            _ => false,
        };
        if !is_wanted || world.secret(SecretField::Password).is_some() {
            return Ok(None);
        }
        let made_up = yes.once.and_then(|key| {
            let (password, salt) = key.make_up().ok()?;
            let mark = key.mark(&salt).ok()?;
            let kept = Kept { salt, mark };
            Some(MadeUp { password, kept })
        });
        if made_up.is_none() {
            tracing::error!(
                "no password can be made up: there is no session, or the operating system gives no randomness"
            );
            return Err(AppError::Internal { id: None });
        }
        Ok(made_up)
    }

    /// Writes the intent down and begins.
    async fn begin_to_make(
        self: &Arc<Self>,
        (actor, change): (Actor, String),
        plan: Plan,
        draft: Draft,
        turn: Turn,
        kept: Option<Kept>,
    ) -> Result<Made, AppError> {
        let making = self
            .turns
            .wait([settle::turn_of(&change)].into())
            .await
            .map_err(internal)?;
        let is_kept = kept.is_some();
        // What nobody could see is not set.
        if let Some(Kept { salt, mark }) = kept {
            self.once.keep(&change, &salt, &mark).await.map_err(internal)?;
        }
        let intent = intent(actor, &plan, &draft);
        let calls = intent.calls.clone();
        let written = self.append(&change, Event::Intent(Box::new(intent))).await;
        written.map_err(internal)?;
        let (end, ended) = oneshot::channel();
        let then = plan.then.clone();
        let (this, id) = (Arc::clone(self), change.clone());
        self.tasks.spawn(async move {
            let outcome = this.carry_out(&id, &plan, &calls, &draft).await;
            if is_kept && outcome == Outcome::NotMade {
                this.once.forget(&id).await;
            }
            drop((making, turn));
            // Whoever waited may have gone.
            let _ = end.send(());
        });
        Ok(Made::Begun { change, ended, then })
    }

    /// Whether `person` has said yes to this change before: from then on its intent is in the audit log.
    async fn was_made_by(&self, person: &str, change: &str) -> sqlx::Result<bool> {
        let (entries, _) = self.audit.entries(change).await?;
        let intent = entries.first().map(|entry| &entry.event);
        Ok(matches!(intent, Some(Event::Intent(intent)) if intent.actor.subject == person))
    }

    /// Waits until nobody else changes what this is about.
    pub(super) async fn turn_of(&self, draft: &Draft) -> sqlx::Result<Turn> {
        let kind = draft.action.kind().as_str();
        let name = |subject: Subject| format!("{kind}/{}/{}", subject.parent, subject.id);
        self.turns.wait(about(draft).into_iter().map(name).collect()).await
    }

    async fn read_again(&self, draft: &Draft) -> Result<(), CallError> {
        let kind = draft.action.kind();
        let snapshot = self.inventory.snapshot();
        let Some(region) = snapshot.region_of(kind, &draft.subject.parent) else {
            return Ok(());
        };
        let known = about(draft).into_iter().filter(|subject| !subject.id.is_empty());
        for subject in known {
            let touched = Touched::at(kind, &subject);
            reread::reread(&self.aws, &self.inventory, &region, touched).await?;
        }
        Ok(())
    }
}

fn about(draft: &Draft) -> Vec<Subject> {
    change(draft.action).about(&draft.typed, &draft.subject)
}

/// A password that was made up.
struct MadeUp {
    password: SecretString,
    kept: Kept,
}

/// What is kept of it until it is seen.
struct Kept {
    salt: String,
    mark: String,
}

pub(super) fn actor(visitor: &Visitor, address: String) -> Actor {
    let person = &visitor.you.person;
    Actor {
        subject: person.subject.clone(),
        name: person.name.clone(),
        email: person.email.clone(),
        role: person.role,
        address,
    }
}

fn intent(actor: Actor, plan: &Plan, draft: &Draft) -> Intent {
    let intended = |step: &super::Step| IntendedCall {
        region: step.region.clone(),
        client_token: step.call.takes_client_token().then(|| uuid::Uuid::new_v4().to_string()),
        call: step.call.clone(),
    };
    Intent {
        actor,
        action: draft.action,
        resource: plan.resource.clone(),
        title: plan.title.clone(),
        notes: plan.notes.clone(),
        fields: plan.fields.clone(),
        calls: plan.steps.iter().map(intended).collect(),
        form: draft.typed.clone(),
        undo: plan.undo.clone(),
    }
}

fn missing_secrets(wanted: &[SecretField], given: &Secrets) -> Vec<FieldError> {
    let missing = wanted.iter().filter(|field| !given.contains_key(field.name()));
    missing
        .map(|field| FieldError::new(field.name(), "Fill this in: it is not kept with the form."))
        .collect()
}
