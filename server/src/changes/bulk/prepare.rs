//! What a bulk change would do, row by row.

use super::rows::{Head, Planned as PlannedRow};
use crate::changes::{
    Changes, Secrets, World, change, internal,
    make::actor,
    review::{fingerprint, refusal},
    users::RIGHTS,
};
use app::{
    backend::Visitor,
    error::AppError,
    model::change::{Action, FieldChange, Form, Subject, bulk::BulkState, form},
};

/// A form whose change is made of many.
pub trait BulkChange: Form {
    /// What is done to each.
    const ROW: Action;

    /// What it is about.
    fn rows(&self, world: &World<'_>) -> Vec<RowPlan>;

    /// "Edit 37 users".
    fn title(&self, count: usize) -> String;
}

/// One of the things, with the form that changes it.
pub struct RowPlan {
    /// Where it is.
    pub subject: Subject,
    /// What people call it.
    pub name: String,
    /// The form, or why there is none.
    pub form: Result<String, String>,
}

/// Where the review is.
pub struct Prepared {
    /// The bulk change's id.
    pub id: String,
}

impl Changes {
    /// Plans each row of `typed`, and keeps them to be reviewed.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn prepare_bulk<F: BulkChange>(&self, visitor: &Visitor, typed: &str) -> Result<Prepared, AppError> {
        let form = form::decode::<F>(typed).ok_or(AppError::BadRequest)?;
        let planned = {
            let (snapshot, secrets) = (self.inventory.snapshot(), Secrets::new());
            let world = self.world(&snapshot, &visitor.you.access, &secrets);
            let rows = form.rows(&world);
            rows.into_iter()
                .map(|row| planned::<F>(row, &world))
                .collect::<Vec<_>>()
        };
        let head = Head {
            id: uuid::Uuid::new_v4().to_string(),
            action: F::ACTION,
            title: form.title(planned.len()),
            actor: actor(visitor, String::new()),
            session: visitor.session.clone(),
            state: BulkState::Reviewed,
            why: None,
            started_at: None,
            ended_at: None,
            warnings: warnings(&planned),
        };
        let kept = self.bulk_rows().keep(&head, &planned, (self.clock)()).await;
        kept.map_err(internal)?;
        Ok(Prepared { id: head.id })
    }
}

/// What the rows warn of, each once; where not all of them do, of how many that is.
fn warnings(rows: &[PlannedRow]) -> Vec<String> {
    let made = rows.iter().filter(|row| row.skipped.is_none());
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for warning in made.clone().flat_map(|row| &row.warnings) {
        match counted.iter_mut().find(|(known, _)| known == warning) {
            Some((_, count)) => *count += 1,
            None => counted.push((warning, 1)),
        }
    }
    let all = made.clone().count();
    let told = |(warning, count): (&str, usize)| {
        if count == all {
            warning.to_owned()
        } else {
            format!("{count} of {all}: {warning}")
        }
    };
    let others = made.filter(|row| row.fields.iter().any(gives_rights)).count();
    let rights = (others > 0).then(|| {
        let whose = if others == 1 {
            "1 user gets".to_owned()
        } else {
            format!("{others} users get")
        };
        format!("{whose} other security profiles: from then on they may do other things in Amazon Connect.")
    });
    rights.into_iter().chain(counted.into_iter().map(told)).collect()
}

/// Whoever is deleted gets none.
fn gives_rights(field: &FieldChange) -> bool {
    field.name == RIGHTS && field.after.is_some()
}

fn planned<F: BulkChange>(row: RowPlan, world: &World<'_>) -> PlannedRow {
    let nothing = |skipped: String| PlannedRow {
        action: F::ROW,
        subject: row.subject.clone(),
        name: row.name.clone(),
        form: String::new(),
        fields: Vec::new(),
        calls: 0,
        fingerprint: String::new(),
        skipped: Some(skipped),
        warnings: Vec::new(),
    };
    let form = match row.form {
        Ok(ref form) => form.clone(),
        Err(ref why) => return nothing(why.clone()),
    };
    let change = change(F::ROW);
    match change.plan(&form, &row.subject, world) {
        Ok(Some(plan)) if plan.steps.is_empty() => nothing("Nothing would change.".to_owned()),
        Ok(Some(plan)) => PlannedRow {
            action: F::ROW,
            skipped: refusal(world.access, F::ROW, &plan).map(|refusal| refusal.to_string()),
            calls: plan.steps.len(),
            fingerprint: fingerprint(&plan),
            warnings: plan.warnings,
            fields: plan.fields,
            subject: row.subject,
            name: row.name,
            form,
        },
        Ok(None) => {
            let errors = change.check(&form, &row.subject, world).unwrap_or_default();
            let why = errors.into_iter().next().map(|error| error.message);
            nothing(why.unwrap_or_else(|| "It can’t be changed like this.".to_owned()))
        }
        Err(_) => nothing("It is not read from AWS yet.".to_owned()),
    }
}
