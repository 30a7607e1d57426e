//! Making the rows of a bulk change.

use super::rows::Next;
use crate::changes::{
    Changes, Draft, Made, Secrets, internal,
    make::{Reviewed, Yes},
    turns::Turn,
};
use app::{
    backend,
    error::AppError,
    model::{
        access::Access,
        change::{
            Outcome,
            bulk::{BulkState, RowState},
        },
        changed::Topic,
    },
};
use std::sync::Arc;

/// A row's result, and what there is to say of it.
type Result = (RowState, Option<String>);

/// Why a bulk change waits for somebody.
enum Pause {
    /// The session in whose name it goes on has ended.
    SignedOut,
    /// This person may not go on.
    May(String),
    /// The database can't be used.
    Database,
}

impl Changes {
    /// Makes one row after the other until there are no more, or it is paused.
    pub(super) fn run_bulk(self: &Arc<Self>, id: String, begins: Turn) {
        let (this, stopping) = (Arc::clone(self), self.stopping.clone());
        self.tasks.spawn(async move {
            // Whoever paused it and goes on at once finds the row still under way that was when it was paused, maybe in another replica.
            let _alone = match this.turns.wait([running(&id)].into()).await {
                Ok(turn) => turn,
                Err(error) => {
                    tracing::error!(%error, bulk = id, "a bulk change can't be begun");
                    return;
                }
            };
            drop(begins);
            loop {
                if stopping.is_cancelled() {
                    return;
                }
                match this.make_next(&id).await {
                    Ok(true) => this.inventory.touch(Topic::Changes),
                    Ok(false) => break,
                    Err(pause) => {
                        let why = match pause {
                            Pause::SignedOut => {
                                "Whoever began it is no longer signed in. Somebody who may can go on.".to_owned()
                            }
                            Pause::May(why) => why,
                            Pause::Database => "Frontdesk’s database can’t be used.".to_owned(),
                        };
                        let paused = this
                            .bulk_rows()
                            .step(&id, &[BulkState::Running], BulkState::Paused, Some(&why))
                            .await;
                        if let Err(error) = paused {
                            tracing::error!(%error, bulk = id, "a bulk change can't be paused");
                        }
                        break;
                    }
                }
            }
            this.inventory.touch(Topic::Changes);
        });
    }

    /// Makes the next row; `false` when there is none, or it is no longer running.
    async fn make_next(self: &Arc<Self>, id: &str) -> std::result::Result<bool, Pause> {
        let rows = self.bulk_rows();
        let head = rows.head(id).await.map_err(broken)?.ok_or(Pause::Database)?;
        if head.state != BulkState::Running {
            return Ok(false);
        }
        self.take_up(id).await.map_err(broken)?;
        let Some(next) = rows.next(id).await.map_err(broken)? else {
            rows.ended(id, (self.clock)()).await.map_err(broken)?;
            return Ok(false);
        };
        let standing = self.standing.get().ok_or(Pause::SignedOut)?;
        let access = standing.access(&head.session).await.ok_or(Pause::SignedOut)?;
        access
            .check(head.action.permission())
            .map_err(|refusal| Pause::May(refusal.to_string()))?;
        let change = uuid::Uuid::new_v4().to_string();
        rows.set(id, next.number, RowState::Making, None, Some(&change))
            .await
            .map_err(broken)?;
        let mut actor = head.actor;
        actor.role = access.role;
        let (number, (state, message)) = (next.number, self.make_row(actor, &access, next, &change).await);
        let change = self.was_begun(&change).await.map_err(broken)?.then_some(change);
        rows.set(id, number, state, message.as_deref(), change.as_deref())
            .await
            .map_err(broken)?;
        Ok(true)
    }

    async fn make_row(
        self: &Arc<Self>,
        actor: app::model::change::Actor,
        access: &Access,
        row: Next,
        change: &str,
    ) -> Result {
        let draft = Draft {
            id: String::new(),
            person: actor.subject.clone(),
            action: row.action,
            subject: row.subject,
            opened: row.form.clone(),
            typed: row.form,
            was_sent: true,
            errors: Vec::new(),
            kept_at: (self.clock)(),
        };
        let turn = match self.turn_of(&draft).await {
            Ok(turn) => turn,
            Err(error) => return (RowState::NotMade, Some(internal(error).to_string())),
        };
        let yes = Yes {
            actor,
            access,
            fingerprint: &row.fingerprint,
            reviewed: Reviewed::WithOthers,
            secrets: &Secrets::new(),
            once: None,
            change: change.to_owned(),
        };
        match self.make_in_turn(yes, draft, turn).await {
            Ok(Made::Begun { ended, .. }) => {
                // It ends also when nobody tells so.
                let _ = ended.await;
                self.result_of(change).await
            }
            Ok(Made::Changed) => (
                RowState::NotMade,
                Some("It changed in AWS since it was reviewed, so it was left as it is.".to_owned()),
            ),
            Ok(Made::Unreadable) => (
                RowState::NotMade,
                Some("AWS does not answer, so it was left as it is.".to_owned()),
            ),
            Ok(Made::Denied) => (
                RowState::NotMade,
                Some("AWS does not let Frontdesk read it, so it was left as it is.".to_owned()),
            ),
            Ok(Made::Retyped | Made::NotConfirmed | Made::WrongSecret | Made::Gone | Made::Already { .. }) => {
                (RowState::NotMade, None)
            }
            Err(AppError::Forbidden(refusal)) => (RowState::Skipped, Some(refusal.to_string())),
            Err(error) => (RowState::NotMade, Some(error.to_string())),
        }
    }

    /// Pauses those that nobody runs any more, although they are said to be running: whoever ran them has ended.
    pub(in crate::changes) async fn pause_abandoned(&self) {
        let paused = async {
            for id in self.bulk_rows().running().await? {
                let (begins, runs) = (
                    self.turns.try_take(&beginning(&id)).await?,
                    self.turns.try_take(&running(&id)).await?,
                );
                if begins.is_some() && runs.is_some() {
                    let why = "Frontdesk was restarted.";
                    let from = [BulkState::Running];
                    self.bulk_rows().step(&id, &from, BulkState::Paused, Some(why)).await?;
                    self.inventory.touch(Topic::Changes);
                }
            }
            Ok::<_, sqlx::Error>(())
        };
        if let Err(error) = paused.await {
            tracing::error!(%error, "bulk changes that were under way can't be paused");
        }
    }

    /// What the audit log says of a change.
    async fn result_of(&self, change: &str) -> Result {
        let record = backend::Changes::record(self, change).await.ok().flatten();
        let Some(record) = record else {
            return (RowState::NotMade, None);
        };
        let state = match record.outcome {
            Outcome::Made => RowState::Made,
            Outcome::InPart => RowState::InPart,
            Outcome::NotMade => RowState::NotMade,
            Outcome::Open | Outcome::Unknown => RowState::Unknown,
        };
        let message = record.calls.into_iter().find_map(|call| call.outcome.message);
        (state, message.filter(|_| state != RowState::Made))
    }

    async fn was_begun(&self, change: &str) -> sqlx::Result<bool> {
        Ok(!self.audit.entries(change).await?.0.is_empty())
    }

    /// Writes what came of a change, found out later, where it was a row of a bulk change.
    pub(in crate::changes) async fn tell_bulk(&self, change: &str) -> sqlx::Result<()> {
        let (state, message) = self.result_of(change).await;
        if self.bulk_rows().found_out(change, state, message.as_deref()).await? {
            self.inventory.touch(Topic::Changes);
        }
        Ok(())
    }

    /// Rows that were under way when the process ended: what the audit log says of them, or their turn comes again where nothing
    /// was begun.
    async fn take_up(&self, id: &str) -> sqlx::Result<()> {
        let rows = self.bulk_rows();
        for (number, change) in rows.under_way(id).await? {
            if self.was_begun(&change).await? {
                self.settle_one(&change).await?;
                let (state, message) = self.result_of(&change).await;
                rows.set(id, number, state, message.as_deref(), Some(&change)).await?;
            } else {
                rows.set(id, number, RowState::Waiting, None, None).await?;
            }
        }
        Ok(())
    }
}

/// What the turn of whoever runs a bulk change is called.
fn running(bulk: &str) -> String {
    format!("bulk/{bulk}")
}

/// What the turn of whoever is about to is called.
pub(super) fn beginning(bulk: &str) -> String {
    format!("bulk/{bulk}/begins")
}

fn broken(error: sqlx::Error) -> Pause {
    tracing::error!(%error, "a bulk change can't go on");
    Pause::Database
}
