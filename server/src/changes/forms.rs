//! Forms and drafts, as pages ask for them.

use super::{Changes, Closed, Draft, Secrets, Typed, UndoPlan, World, change, internal};
use crate::audit::{self, Event};
use app::{
    backend::{self, Visitor},
    error::AppError,
    model::{
        change::{Action, FormAnswer, FormPage, Record, ReviewAnswer, Subject, bulk::Bulk, form},
        forms::{BulkDeleteUsers, BulkEditUsers},
    },
};
use async_trait::async_trait;

#[async_trait]
impl backend::Changes for Changes {
    async fn form(&self, visitor: &Visitor, action: Action, subject: &Subject) -> Result<FormAnswer, AppError> {
        permit(visitor, action)?;
        let change = change(action);
        let (snapshot, secrets) = (self.inventory.snapshot(), Secrets::new());
        let world = self.world(&snapshot, &visitor.you.access, &secrets);
        let opened = match change.open(subject, &world) {
            Ok(opened) => opened,
            Err(Closed::NotReadYet) => return Ok(FormAnswer::NotReadYet),
            Err(Closed::NotFound) => return Ok(FormAnswer::NotFound),
            Err(Closed::Impossible(why)) => return Ok(FormAnswer::Impossible(why)),
        };
        let person = &visitor.you.person.subject;
        let draft = self.drafts.find(person, action, subject).await.map_err(internal)?;
        let (name, context) = (opened.name, opened.context);
        Ok(FormAnswer::Form(Box::new(match draft {
            None => FormPage {
                name,
                context,
                values: opened.now.clone(),
                opened: opened.now,
                was_sent: false,
                errors: Vec::new(),
                draft: None,
                kept_at: None,
            },
            // Nothing was typed, so that nothing is lost with what AWS has now.
            Some(draft) if form::say_the_same(&draft.typed, &draft.opened) => FormPage {
                name,
                context,
                // But for what was selected in a list to begin with.
                values: if is_bulk(action) {
                    draft.typed
                } else {
                    opened.now.clone()
                },
                opened: if is_bulk(action) { draft.opened } else { opened.now },
                was_sent: draft.was_sent,
                errors: draft.errors,
                draft: None,
                kept_at: None,
            },
            Some(draft) => FormPage {
                name,
                context,
                values: draft.typed,
                opened: draft.opened,
                was_sent: draft.was_sent,
                errors: draft.errors,
                draft: Some(draft.id),
                kept_at: Some(draft.kept_at),
            },
        })))
    }

    async fn keep(
        &self,
        visitor: &Visitor,
        action: Action,
        subject: &Subject,
        opened: &str,
        typed: &str,
    ) -> Result<(), AppError> {
        self.keep_typed(visitor, action, subject, opened, typed, false).await?;
        Ok(())
    }

    async fn review(&self, visitor: &Visitor, draft: &str) -> Result<ReviewAnswer, AppError> {
        Self::review(self, visitor, draft).await
    }

    async fn bulk(&self, visitor: &Visitor, id: &str, page: u32) -> Result<Option<Bulk>, AppError> {
        Self::bulk(self, visitor, id, page).await
    }

    async fn record(&self, change: &str) -> Result<Option<Record>, AppError> {
        let (entries, hash) = self.audit.entries(change).await.map_err(internal)?;
        Ok(audit::record(&entries, &hash, (self.clock)()))
    }
}

/// What came of sending a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It is to be reviewed: the draft's id.
    Review(String),
    /// It is to be reviewed row by row: the bulk change's id.
    Bulk(String),
    /// Something is wrong with it, or it is to be gone on with.
    Form,
}

/// What came of beginning what undoes a change, or tries it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It is to be reviewed: the draft's id.
    Draft(String),
    /// The person has typed something else into the same form, which would be lost: that draft's id.
    Unsaved(String),
}

impl Changes {
    /// Keeps a form that was sent, as far as the action has its fields; secrets are no fields of any.
    pub(super) async fn keep_typed(
        &self,
        visitor: &Visitor,
        action: Action,
        subject: &Subject,
        opened: &str,
        typed: &str,
        was_sent: bool,
    ) -> Result<String, AppError> {
        permit(visitor, action)?;
        let change = change(action);
        let typed = Typed {
            action,
            subject,
            opened: &change.normal(opened),
            typed: &change.normal(typed),
            was_sent,
            errors: &[],
        };
        let person = &visitor.you.person.subject;
        self.drafts.keep(person, typed).await.map_err(internal)
    }

    /// Takes in a form that was sent; `is_complete` tells that it is to be reviewed, else it is filled in further.
    ///
    /// # Errors
    /// When the person may not do this, or the draft can't be kept.
    pub async fn send(
        &self,
        visitor: &Visitor,
        (action, subject): (Action, &Subject),
        opened: &str,
        typed: &str,
        is_complete: bool,
    ) -> Result<Sent, AppError> {
        permit(visitor, action)?;
        let change = change(action);
        let (snapshot, secrets) = (self.inventory.snapshot(), Secrets::new());
        let world = self.world(&snapshot, &visitor.you.access, &secrets);
        let filled_in = (!is_complete).then(|| change.fill_in(typed, subject, &world).ok());
        let filled_in = filled_in.flatten();
        let (typed, not_filled_in) = filled_in
            .as_ref()
            .map_or((typed, &[][..]), |(form, errors)| (form.as_str(), errors.as_slice()));
        let id = self
            .keep_typed(visitor, action, subject, opened, typed, is_complete)
            .await?;
        if !not_filled_in.is_empty() {
            self.drafts.note_errors(&id, not_filled_in).await.map_err(internal)?;
        }
        match change.check(typed, subject, &world) {
            Ok(errors) if !is_complete || !errors.is_empty() => Ok(Sent::Form),
            // Where there is no form (any more), its page says why; where something was to be reviewed, the review does.
            Err(_) if !is_complete || is_bulk(action) => Ok(Sent::Form),
            _ => match action {
                Action::BulkEditUsers => self.prepare_bulk::<BulkEditUsers>(visitor, typed).await,
                Action::BulkDeleteUsers => self.prepare_bulk::<BulkDeleteUsers>(visitor, typed).await,
                _ => return Ok(Sent::Review(id)),
            }
            .map(|prepared| Sent::Bulk(prepared.id)),
        }
    }

    /// Makes a draft of what `change` was, to try again what failed of it.
    ///
    /// # Errors
    /// When there is no such change, or the person may not do it.
    pub async fn retry(&self, visitor: &Visitor, change: &str) -> Result<Option<Begun>, AppError> {
        let Some(intent) = self.intent(change).await? else {
            return Ok(None);
        };
        let before = match &intent.undo {
            UndoPlan::By { action, form, .. } if *action == intent.action => Some(form.as_str()),
            _ => None,
        };
        self.begin(visitor, intent.action, &intent.resource.subject, before, &intent.form)
            .await
            .map(Some)
    }

    /// Makes a draft of what undoes `change`.
    ///
    /// # Errors
    /// When there is no such change, it can't be undone, or the person may not do it.
    pub async fn undo(&self, visitor: &Visitor, change: &str) -> Result<Option<Begun>, AppError> {
        let record = backend::Changes::record(self, change).await?;
        let Some((intent, record)) = self.intent(change).await?.zip(record) else {
            return Ok(None);
        };
        let UndoPlan::By { action, subject, form } = intent.undo else {
            return Ok(None);
        };
        // What was created had no id before.
        let subject = if subject.id.is_empty() {
            record.resource.subject
        } else {
            subject
        };
        let before = (action == intent.action).then_some(intent.form.as_str());
        self.begin(visitor, action, &subject, before, &form).await.map(Some)
    }

    /// Makes a draft of `wanted`. Where it is told what the form was `before`, only what differs is wanted: all else stays as it is, and
    /// what somebody else has changed of it since is a conflict.
    async fn begin(
        &self,
        visitor: &Visitor,
        action: Action,
        subject: &Subject,
        before: Option<&str>,
        wanted: &str,
    ) -> Result<Begun, AppError> {
        let (opened, typed) = {
            let (snapshot, secrets) = (self.inventory.snapshot(), Secrets::new());
            let world = self.world(&snapshot, &visitor.you.access, &secrets);
            let now = change(action).open(subject, &world).map(|opened| opened.now).ok();
            let rebased = before
                .zip(now.as_deref())
                .and_then(|(before, now)| rebased(action, subject, &world, (before, wanted), now));
            rebased.unwrap_or_else(|| (now.unwrap_or_default(), wanted.to_owned()))
        };
        permit(visitor, action)?;
        let person = &visitor.you.person.subject;
        let kept = self.drafts.find(person, action, subject).await.map_err(internal)?;
        // What was typed for this very change, and refused in part, is not lost.
        let known = [Some(typed.as_str()), Some(wanted), before];
        let is_unsaved = |draft: &Draft| {
            let mut known = known.into_iter().flatten().chain([draft.opened.as_str()]);
            !known.any(|known| form::say_the_same(&draft.typed, known))
        };
        if let Some(unsaved) = kept.filter(is_unsaved) {
            return Ok(Begun::Unsaved(unsaved.id));
        }
        let draft = self.keep_typed(visitor, action, subject, &opened, &typed, true).await?;
        Ok(Begun::Draft(draft))
    }

    async fn intent(&self, change: &str) -> Result<Option<audit::Intent>, AppError> {
        let (entries, _) = self.audit.entries(change).await.map_err(internal)?;
        let first = entries.into_iter().next();
        Ok(first.and_then(|entry| match entry.event {
            Event::Intent(intent) => Some(*intent),
            _ => None,
        }))
    }

    /// Takes over, for each label in `theirs`, what AWS has now; the person has seen what else changed.
    ///
    /// # Errors
    /// When there is no such draft.
    pub async fn resolve(&self, visitor: &Visitor, draft: &str, theirs: &[String]) -> Result<(), AppError> {
        let person = &visitor.you.person.subject;
        let draft = self.drafts.get(person, draft).await.map_err(internal)?;
        let draft = draft.ok_or(AppError::BadRequest)?;
        let change = change(draft.action);
        let (snapshot, secrets) = (self.inventory.snapshot(), Secrets::new());
        let world = self.world(&snapshot, &visitor.you.access, &secrets);
        let Ok(opened) = change.open(&draft.subject, &world) else {
            return Ok(());
        };
        let mut typed = app::model::change::form::values(&draft.typed);
        let now = app::model::change::form::values(&opened.now);
        for field in theirs.iter().flat_map(|label| change.fields_of(label)) {
            match now.get(field) {
                Some(values) => typed.insert(field.to_owned(), values.clone()),
                None => typed.remove(field),
            };
        }
        let typed = app::model::change::form::to_text(&typed);
        self.keep_typed(visitor, draft.action, &draft.subject, &opened.now, &typed, true)
            .await?;
        Ok(())
    }

    /// Gives up a draft.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn discard(&self, visitor: &Visitor, draft: &str) -> Result<(), AppError> {
        let person = &visitor.you.person.subject;
        self.drafts.forget(person, draft).await.map_err(internal)
    }
}

/// What differs between two forms, on top of what is there `now`: what the form was when it was opened, and what is typed into it. What is
/// there already is not wanted; and where the thing is as it was `before`, by whatever spelling, nobody else has changed it.
fn rebased(
    action: Action,
    subject: &Subject,
    world: &World<'_>,
    (before, wanted): (&str, &str),
    now: &str,
) -> Option<(String, String)> {
    let change = change(action);
    let (before_values, wanted_values, now) = (form::values(before), form::values(wanted), form::values(now));
    let with = |of: &form::Values, fields: &[&str], from: &form::Values| {
        let mut changed = of.clone();
        for field in fields {
            match from.get(*field) {
                Some(values) => changed.insert((*field).to_owned(), values.clone()),
                None => changed.remove(*field),
            };
        }
        changed
    };
    let is_there = |fields: &[&str], values: &form::Values| {
        let form = form::to_text(&with(&now, fields, values));
        matches!(change.plan(&form, subject, world), Ok(Some(plan)) if plan.steps.is_empty())
    };
    let (mut opened, mut typed) = (now.clone(), now.clone());
    for fields in change.differing(before, wanted)? {
        if is_there(&fields, &wanted_values) {
            continue;
        }
        typed = with(&typed, &fields, &wanted_values);
        if !is_there(&fields, &before_values) {
            opened = with(&opened, &fields, &before_values);
        }
    }
    Some((form::to_text(&opened), form::to_text(&typed)))
}

/// Whether it is done to many things: its form begins with what was selected.
const fn is_bulk(action: Action) -> bool {
    matches!(action, Action::BulkEditUsers | Action::BulkDeleteUsers)
}

/// Whether this person may do this at all.
pub(super) fn permit(visitor: &Visitor, action: Action) -> Result<(), AppError> {
    let checked = visitor.you.access.check(action.permission());
    checked.map_err(AppError::Forbidden)
}
