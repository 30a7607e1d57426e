//! Finding changes. All of it is done by the database, so that what is in memory does not grow with the log.

use super::{Audit, Event, read};
use crate::store::Sql;
use app::{
    backend::Records,
    error::AppError,
    model::{
        change::{
            Outcome, RecordPage, RecordQuery, RecordRow, Subject,
            record_query::{COUNTED, PAGE, RecordTerm, RecordTest},
        },
        filter::fold,
        freshness::Kind,
    },
};
use async_trait::async_trait;
use sqlx::{Row, any::AnyRow};

/// The latest changes of a thing, at most.
const HISTORY: i64 = 20;

const ROWS: &str = "SELECT change.number, change.parent, change.subject, change.outcome, audit.body \
                    FROM change JOIN audit ON audit.number = change.number WHERE 1 = 1";

#[async_trait]
impl Records for Audit {
    async fn records(&self, query: &RecordQuery) -> Result<RecordPage, AppError> {
        self.page(query).await.map_err(internal)
    }

    async fn history(&self, kind: Kind, subject: &Subject) -> Result<Vec<RecordRow>, AppError> {
        self.latest(kind, subject).await.map_err(internal)
    }
}

impl Audit {
    async fn page(&self, query: &RecordQuery) -> sqlx::Result<RecordPage> {
        let mut sql = Sql::new(ROWS);
        conditions(&mut sql, query);
        // One more says whether there are more.
        sql.push(" ORDER BY change.number DESC LIMIT ")
            .bind(i64::from(PAGE) + 1);
        let rows = sql.rows().fetch_all(&self.pools.read).await?;
        let has_more = rows.len() > PAGE as usize;
        let shown = rows.iter().take(PAGE as usize);
        let older = shown.clone().next_back().filter(|_| has_more);
        let older = older.map(|row| row.try_get::<i64, _>("number")).transpose()?;
        let matched = match query.before {
            None if !has_more => i64::try_from(rows.len()).unwrap_or(i64::MAX),
            _ => self.count(query).await?,
        };
        let total: i64 = sqlx::query_scalar("SELECT count(*) FROM change")
            .fetch_one(&self.pools.read)
            .await?;
        Ok(RecordPage {
            rows: shown.map(record_row).collect::<sqlx::Result<_>>()?,
            matched: u32::try_from(matched).unwrap_or(COUNTED),
            total: u32::try_from(total).unwrap_or(u32::MAX),
            older: older.and_then(|number| u64::try_from(number).ok()),
            notes: query.notes.clone(),
            now: (self.clock)(),
        })
    }

    /// How many changes `query` finds, up to a bound.
    async fn count(&self, query: &RecordQuery) -> sqlx::Result<i64> {
        let mut sql = Sql::new("SELECT count(*) FROM (SELECT 1 FROM change WHERE 1 = 1");
        conditions(&mut sql, &query.with_before(None));
        sql.push(" LIMIT ").bind(i64::from(COUNTED)).push(") AS found");
        sql.values().fetch_one(&self.pools.read).await
    }

    async fn latest(&self, kind: Kind, subject: &Subject) -> sqlx::Result<Vec<RecordRow>> {
        let mut sql = Sql::new(ROWS);
        sql.push(" AND change.kind = ").bind(kind.as_str());
        if kind == Kind::ConnectionAliases {
            sql.push(" AND change.name = ").bind(fold(&subject.id));
        } else {
            sql.push(" AND change.subject = ").bind(&subject.id);
            sql.push(" AND change.parent = ").bind(&subject.parent);
        }
        sql.push(" ORDER BY change.number DESC LIMIT ").bind(HISTORY);
        let rows = sql.rows().fetch_all(&self.pools.read).await?;
        rows.iter().map(record_row).collect()
    }
}

/// Adds what has to be true of a change.
pub(super) fn conditions(sql: &mut Sql, query: &RecordQuery) {
    for RecordTerm { negated, test } in &query.terms {
        sql.push(if *negated { " AND NOT (" } else { " AND (" });
        match test {
            RecordTest::Word(word) => {
                contains(sql, "change.words", word);
                sql.push(" OR lower(change.subject) = ").bind(word.clone());
            }
            RecordTest::Person(text) => contains(sql, "change.actor", text),
            RecordTest::Action(action) => is(sql, "change.action", action.as_str()),
            RecordTest::Outcome(outcome) => is(sql, "change.outcome", outcome.as_str()),
            RecordTest::Kind(kind) => is(sql, "change.kind", kind.as_str()),
            RecordTest::Name(name) => is(sql, "change.name", name),
            RecordTest::Id(id) => is(sql, "change.subject", id),
            RecordTest::Since(time) => {
                sql.push("change.at >= ").bind(time.as_millis());
            }
            RecordTest::Before(time) => {
                sql.push("change.at < ").bind(time.as_millis());
            }
        }
        sql.push(")");
    }
    if let Some(before) = query.before {
        let before = i64::try_from(before).unwrap_or(i64::MAX);
        sql.push(" AND change.number < ").bind(before);
    }
}

fn is(sql: &mut Sql, column: &'static str, value: &str) {
    sql.push(column).push(" = ").bind(value.to_owned());
}

/// `LIKE` would take half of a long log's time for cases that are folded already.
fn contains(sql: &mut Sql, column: &'static str, text: &str) {
    sql.push("instr(")
        .push(column)
        .push(", ")
        .bind(text.to_owned())
        .push(") > 0");
}

fn record_row(row: &AnyRow) -> sqlx::Result<RecordRow> {
    let entry = read(row.try_get("body")?)?;
    let Event::Intent(intent) = entry.event else {
        return Err(sqlx::Error::Decode("a change does not begin with an intent".into()));
    };
    let outcome: String = row.try_get("outcome")?;
    let (actor, mut resource) = (intent.actor, intent.resource);
    // What was created has an id since.
    resource.subject = Subject::new(
        row.try_get::<String, _>("parent")?,
        row.try_get::<String, _>("subject")?,
    );
    let names: Vec<_> = intent.fields.into_iter().map(|field| field.name).collect();
    Ok(RecordRow {
        id: entry.change,
        at: entry.at,
        actor: [Some(actor.name), actor.email, Some(actor.subject)]
            .into_iter()
            .flatten()
            .find(|text| !text.is_empty())
            .unwrap_or_default(),
        role: actor.role,
        action: intent.action,
        resource,
        outcome: Outcome::ALL
            .into_iter()
            .find(|one| one.as_str() == outcome)
            .unwrap_or(Outcome::Unknown),
        summary: names.join(", "),
    })
}

fn internal(error: sqlx::Error) -> AppError {
    tracing::error!(%error, "the audit log can't be read");
    AppError::Internal { id: None }
}

#[cfg(test)]
mod tests;
