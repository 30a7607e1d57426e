//! The table by which changes are found: one row a change, derived from its entries.

use super::{Entry, Event, Intent};
use app::model::{change::Outcome, filter::fold};
use sqlx::{Any, FromRow, Transaction};

/// How much of what a change says is searched for words, in characters: a policy is 4 KB before and 4 KB after.
const WORDS: usize = 2_000;

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(super) struct ChangeRow {
    pub(super) id: String,
    pub(super) number: i64,
    pub(super) at: i64,
    pub(super) person: String,
    pub(super) actor: String,
    pub(super) action: String,
    pub(super) kind: String,
    pub(super) parent: String,
    pub(super) subject: String,
    pub(super) name: String,
    pub(super) words: String,
    pub(super) outcome: String,
}

impl ChangeRow {
    /// The row of a change that begins with `entry`; `None` when that is no intent.
    pub(super) fn begin(entry: &Entry) -> Option<Self> {
        let Event::Intent(intent) = &entry.event else {
            return None;
        };
        let (actor, resource) = (&intent.actor, &intent.resource);
        Some(Self {
            id: entry.change.clone(),
            number: i64::try_from(entry.number).ok()?,
            at: entry.at.as_millis(),
            person: actor.subject.clone(),
            actor: fold(&who(intent)),
            action: intent.action.as_str().to_owned(),
            kind: resource.kind.as_str().to_owned(),
            parent: resource.subject.parent.clone(),
            subject: resource.subject.id.clone(),
            name: fold(&resource.name),
            words: words(intent),
            outcome: Outcome::Open.as_str().to_owned(),
        })
    }

    /// Takes in what came after.
    pub(super) fn note(&mut self, event: &Event) {
        if let Event::Outcome(ended) = event {
            ended.outcome.as_str().clone_into(&mut self.outcome);
            if let Some(created) = &ended.created {
                self.parent.clone_from(&created.parent);
                self.subject.clone_from(&created.id);
            }
        }
    }
}

fn who(intent: &Intent) -> String {
    let actor = &intent.actor;
    let email = actor.email.as_deref().unwrap_or_default();
    format!("{} {email} {}", actor.name, actor.subject)
}

fn words(intent: &Intent) -> String {
    let mut texts = vec![intent.title.clone(), intent.resource.name.clone(), who(intent)];
    texts.extend(intent.notes.iter().cloned());
    for field in &intent.fields {
        texts.push(field.name.clone());
        texts.extend(field.before.iter().chain(&field.after).cloned());
    }
    fold(&texts.join("\n")).chars().take(WORDS).collect()
}

/// Brings the table up to date with an entry that was added.
pub(super) async fn keep(transaction: &mut Transaction<'_, Any>, entry: &Entry) -> sqlx::Result<()> {
    if let Some(row) = ChangeRow::begin(entry) {
        sqlx::query(
            "INSERT INTO change (id, number, at, person, actor, action, kind, parent, subject, name, words, outcome) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(row.id)
        .bind(row.number)
        .bind(row.at)
        .bind(row.person)
        .bind(row.actor)
        .bind(row.action)
        .bind(row.kind)
        .bind(row.parent)
        .bind(row.subject)
        .bind(row.name)
        .bind(row.words)
        .bind(row.outcome)
        .execute(&mut **transaction)
        .await?;
    }
    if matches!(entry.event, Event::Outcome(_))
        && let Some(mut row) = sqlx::query_as::<_, ChangeRow>("SELECT * FROM change WHERE id = $1")
            .bind(&entry.change)
            .fetch_optional(&mut **transaction)
            .await?
    {
        row.note(&entry.event);
        sqlx::query("UPDATE change SET outcome = $2, parent = $3, subject = $4 WHERE id = $1")
            .bind(row.id)
            .bind(row.outcome)
            .bind(row.parent)
            .bind(row.subject)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}
