//! The audit log as files: every change that a filter finds, read a batch at a time while the file is sent.

use super::{Audit, Entry, query::conditions, read, record, verify::Head};
use crate::store::Sql;
use app::model::{
    change::{Action, Actor, FieldChange, Outcome, Record, RecordQuery, RecordedCall, Resource, Undo},
    list::csv_line,
};
use futures::{Stream, stream};
use serde::Serialize;
use sqlx::Row;
use std::{collections::HashMap, mem};

/// Changes that are in memory at a time.
const BATCH: i64 = 100;

/// A change with all that is known of it, as it stands in the JSON file.
#[derive(Clone, Debug, Serialize)]
pub struct Exported {
    /// The change's id.
    pub id: String,
    /// When it was begun (RFC 3339).
    pub at: String,
    /// When its outcome was written.
    pub ended_at: Option<String>,
    /// Who.
    pub actor: Actor,
    /// What was done.
    pub action: Action,
    /// To what.
    pub resource: Resource,
    /// In words.
    pub title: String,
    /// What makes it stand out.
    pub notes: Vec<String>,
    /// Before and after.
    pub fields: Vec<FieldChange>,
    /// The calls, each with what came of it.
    pub calls: Vec<RecordedCall>,
    /// What came of it in all.
    pub outcome: Outcome,
    /// Whether it can be undone.
    pub undo: Undo,
    /// Its entries in the log.
    pub entries: Vec<Head>,
}

impl Exported {
    fn new(record: Record, entries: Vec<Head>) -> Self {
        Self {
            id: record.id,
            at: record.at.iso(),
            ended_at: record.ended_at.map(app::model::time::Timestamp::iso),
            actor: record.actor,
            action: record.action,
            resource: record.resource,
            title: record.title,
            notes: record.notes,
            fields: record.fields,
            calls: record.calls,
            outcome: record.outcome,
            undo: record.undo,
            entries,
        }
    }
}

const COLUMNS: [&str; 19] = [
    "Time",
    "Person",
    "Email",
    "Role",
    "Address",
    "Action",
    "Kind",
    "Region or instance",
    "Resource",
    "Resource id",
    "Outcome",
    "Ended",
    "Before",
    "After",
    "Notes",
    "Calls",
    "Request ids",
    "Entries",
    "Hash",
];

/// One line of the CSV file.
fn line(change: &Exported) -> String {
    let fields = |value: fn(&FieldChange) -> Option<&str>| {
        let of = |field: &FieldChange| format!("{}: {}", field.name, value(field).unwrap_or("not set"));
        change.fields.iter().map(of).collect::<Vec<_>>().join("; ")
    };
    let call = |call: &RecordedCall| {
        let (prefix, outcome) = (call.service.iam_prefix(), call.outcome.outcome.as_str());
        format!("{} {prefix}:{} {outcome}", call.region, call.operation)
    };
    let calls: Vec<_> = change.calls.iter().map(call).collect();
    let requests = change.calls.iter().flat_map(|call| call.outcome.request_ids.iter());
    let requests: Vec<_> = requests.map(String::as_str).collect();
    let numbers: Vec<_> = change.entries.iter().map(|entry| entry.number.to_string()).collect();
    let subject = &change.resource.subject;
    csv_line([
        change.at.as_str(),
        &change.actor.name,
        change.actor.email.as_deref().unwrap_or_default(),
        change.actor.role.as_str(),
        &change.actor.address,
        change.action.as_str(),
        change.resource.kind.as_str(),
        &subject.parent,
        &change.resource.name,
        &subject.id,
        change.outcome.as_str(),
        change.ended_at.as_deref().unwrap_or_default(),
        &fields(|field| field.before.as_deref()),
        &fields(|field| field.after.as_deref()),
        &change.notes.join("; "),
        &calls.join("; "),
        &requests.join(" "),
        &numbers.join(" "),
        change.entries.last().map_or("", |entry| &entry.hash),
    ])
}

/// How far a file is.
enum State {
    Head,
    Rest { query: RecordQuery, is_first: bool },
    End,
}

impl Audit {
    /// A CSV file (RFC 4180), a line a change, the latest first. A cell that a spreadsheet would run as a formula gets an apostrophe
    /// before it.
    pub fn csv(self, query: RecordQuery) -> impl Stream<Item = sqlx::Result<String>> + Send + 'static {
        self.file(
            query,
            csv_line(COLUMNS),
            |changes, _| Ok(changes.iter().map(line).collect()),
            "",
        )
    }

    /// A JSON file: an array of [`Exported`], the latest first.
    pub fn json(self, query: RecordQuery) -> impl Stream<Item = sqlx::Result<String>> + Send + 'static {
        let element = |changes: &[Exported], is_first: bool| {
            let mut text = String::new();
            for (at, change) in changes.iter().enumerate() {
                text.push_str(if is_first && at == 0 { "\n" } else { ",\n" });
                text += &serde_json::to_string(change).map_err(|error| sqlx::Error::Encode(error.into()))?;
            }
            Ok(text)
        };
        self.file(query, "[".to_owned(), element, "\n]\n")
    }

    fn file(
        self,
        query: RecordQuery,
        head: String,
        lines: fn(&[Exported], bool) -> sqlx::Result<String>,
        foot: &'static str,
    ) -> impl Stream<Item = sqlx::Result<String>> + Send + 'static {
        let mut head = head;
        let start = (self, query, State::Head);
        stream::try_unfold(start, move |(audit, query, state)| {
            let head = mem::take(&mut head);
            async move {
                match state {
                    State::Head => {
                        let rest = State::Rest {
                            query: query.with_before(None),
                            is_first: true,
                        };
                        Ok(Some((head, (audit, query, rest))))
                    }
                    State::Rest { query: place, is_first } => {
                        let (changes, next) = audit.batch(&place).await?;
                        let mut text = lines(&changes, is_first)?;
                        let state = if let Some(number) = next {
                            State::Rest {
                                query: place.with_before(Some(number)),
                                is_first: false,
                            }
                        } else {
                            text.push_str(foot);
                            State::End
                        };
                        Ok(Some((text, (audit, query, state))))
                    }
                    State::End => Ok(None),
                }
            }
        })
    }

    /// Some of the changes that `query` finds, and where to go on.
    async fn batch(&self, query: &RecordQuery) -> sqlx::Result<(Vec<Exported>, Option<u64>)> {
        let mut sql = Sql::new("SELECT change.number, change.id FROM change WHERE 1 = 1");
        conditions(&mut sql, query);
        sql.push(" ORDER BY change.number DESC LIMIT ").bind(BATCH);
        let found: Vec<(i64, String)> = sql.rows_as().fetch_all(&self.pools.read).await?;
        let Some((last, _)) = found.last() else {
            return Ok((Vec::new(), None));
        };
        let mut sql = Sql::new("SELECT body, number, hash FROM audit WHERE change_id IN (");
        for (at, (_, id)) in found.iter().enumerate() {
            sql.push(if at == 0 { "" } else { ", " }).bind(id);
        }
        sql.push(") ORDER BY number");
        let mut entries: HashMap<String, Vec<(Entry, Head)>> = HashMap::new();
        for row in sql.rows().fetch_all(&self.pools.read).await? {
            let entry = read(row.try_get("body")?)?;
            let head = Head {
                number: entry.number,
                hash: row.try_get("hash")?,
            };
            entries.entry(entry.change.clone()).or_default().push((entry, head));
        }
        let export = |(_, id): &(i64, String)| {
            let (entries, heads): (Vec<Entry>, Vec<Head>) = entries.remove(id)?.into_iter().unzip();
            let record = record(&entries, heads.last().map_or("", |head| &head.hash), (self.clock)())?;
            Some(Exported::new(record, heads))
        };
        let changes = found.iter().filter_map(export).collect();
        Ok((changes, u64::try_from(*last).ok()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::testing::{intent, log};
    use futures::TryStreamExt;
    use serde_json::Value;

    async fn whole(stream: impl Stream<Item = sqlx::Result<String>>) -> String {
        stream.try_collect().await.expect("read")
    }

    #[tokio::test]
    async fn a_line_says_all_that_is_known_and_no_cell_is_a_formula() {
        let log = log().await;
        let mut formula = intent("=cmd()");
        formula.actor.name = "+Ada, \"Park\"".to_owned();
        log.made("one", formula).await;
        let csv = whole(log.audit.clone().csv(RecordQuery::default())).await;
        let (head, line) = csv.split_once("\r\n").expect("two lines");
        assert!(head.starts_with("Time,Person,Email,"), "{head}");
        let (_, hash) = log.audit.entries("one").await.expect("read");
        let expected = format!(
            "2026-11-18T11:06:40Z,\"'+Ada, \"\"Park\"\"\",ada@example.com,operator,192.0.2.7,edit-user,users,i-1,'=cmd(),\
             id-of-=cmd(),made,2026-11-18T11:06:40Z,Routing profile: General,Routing profile: =Zürich,\
             Changes who can reset the password.,eu-west-2 connect:TagResource made,request-1,1 2 3,{hash}\r\n"
        );
        assert_eq!(line, expected);
    }

    #[tokio::test]
    async fn a_file_holds_every_change_that_is_found_not_a_page() {
        let log = log().await;
        for at in 0..BATCH * 2 + 5 {
            let who = if at % 2 == 0 { "zoe" } else { "adam" };
            log.begun(&format!("{at:03}"), intent(who)).await;
        }
        let json = whole(log.audit.clone().json(RecordQuery::with_filter("name:zoe"))).await;
        let all: Vec<Value> = serde_json::from_str(&json).expect("JSON");
        assert_eq!(all.len(), 103);
        assert_eq!(
            (&all[0]["id"], &all[102]["id"]),
            (&Value::from("204"), &Value::from("000"))
        );
        let csv = whole(log.audit.clone().csv(RecordQuery::default())).await;
        assert_eq!(csv.matches("\r\n").count(), 206);
    }

    #[tokio::test]
    async fn json_is_whole_also_where_nothing_is_found() {
        let log = log().await;
        let json = whole(log.audit.clone().json(RecordQuery::default())).await;
        assert_eq!(
            serde_json::from_str::<Vec<Value>>(&json).expect("JSON"),
            Vec::<Value>::new()
        );
        log.made("one", intent("zoe")).await;
        let json = whole(log.audit.clone().json(RecordQuery::default())).await;
        let all: Vec<Value> = serde_json::from_str(&json).expect("JSON");
        assert_eq!(all[0]["entries"][2]["number"], 3);
        assert_eq!(
            all[0]["entries"][2]["hash"],
            log.audit.entries("one").await.expect("read").1
        );
        assert_eq!(all[0]["calls"][0]["operation"], "TagResource");
    }
}
