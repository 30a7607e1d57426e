//! Reading everything, once, at the start.

use crate::inventory::Resource;
use app::model::{
    connection_alias::{ConnectionAlias, Directory},
    email_address::EmailAddress,
    freshness::{Kind, Pause, Scope},
    identity::Identity,
    instance::Instance,
    overview::SesRegion,
    snapshot::Snapshot,
    time::Timestamp,
    user::User,
};
use sqlx::SqlitePool;
use std::{collections::BTreeSet, sync::Arc};

/// What the database held.
#[derive(Default)]
pub struct Loaded {
    /// The inventory as it was.
    pub snapshot: Snapshot,
    /// Rows of another version of Frontdesk that no longer read; they come back with the next listing.
    pub unread: usize,
}

struct Row {
    kind: String,
    parent: String,
    id: String,
    body: String,
}

pub(super) async fn load(pool: &SqlitePool) -> Result<Loaded, sqlx::Error> {
    let mut loaded = Loaded::default();
    let rows: Vec<(String, String, String, String)> = sqlx::query_as("SELECT kind, parent, id, body FROM resource")
        .fetch_all(pool)
        .await?;
    let mut unread = Vec::new();
    for (kind, parent, id, body) in rows {
        let row = Row { kind, parent, id, body };
        if loaded.snapshot.take_in(&row).is_none() {
            unread.push(row);
        }
    }
    loaded.unread = unread.len();
    let incomplete: BTreeSet<Kind> = unread
        .iter()
        .flat_map(|row| listings_with(&row.kind))
        .copied()
        .collect();
    for kind in incomplete {
        unlist(pool, kind).await?;
    }
    for row in unread {
        remove(pool, &row).await?;
    }
    let listings: Vec<(String, String, i64)> = sqlx::query_as("SELECT kind, region, listed_at FROM listing")
        .fetch_all(pool)
        .await?;
    for (kind, region, listed_at) in listings {
        let kind = Kind::ALL.into_iter().find(|known| known.as_str() == kind);
        let Some((kind, region)) = kind.zip(region.parse().ok()) else {
            continue;
        };
        let state = loaded.snapshot.scopes.entry(Scope { kind, region }).or_default();
        state.listed_at = Some(Timestamp::from_millis(listed_at));
    }
    loaded.snapshot.account = sqlx::query_scalar("SELECT value FROM setting WHERE name = 'account'")
        .fetch_optional(pool)
        .await?;
    Ok(loaded)
}

async fn remove(pool: &SqlitePool, row: &Row) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM resource WHERE kind = $1 AND parent = $2 AND id = $3")
        .bind(&row.kind)
        .bind(&row.parent)
        .bind(&row.id)
        .execute(pool)
        .await?;
    Ok(())
}

/// Which listings are no longer complete without a row of `kind`: users and addresses show with their instance only.
fn listings_with(kind: &str) -> &'static [Kind] {
    match kind {
        User::KIND => &[Kind::Users],
        EmailAddress::KIND => &[Kind::EmailAddresses],
        Identity::KIND => &[Kind::Identities],
        ConnectionAlias::KIND | Directory::KIND => &[Kind::ConnectionAliases],
        super::write::INSTANCE => &[Kind::Users, Kind::EmailAddresses],
        _ => &[],
    }
}

/// Forgets that `kind` was ever listed: what was dropped is "not read yet" rather than "not found".
async fn unlist(pool: &SqlitePool, kind: Kind) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM listing WHERE kind = $1")
        .bind(kind.as_str())
        .execute(pool)
        .await?;
    Ok(())
}

trait TakeIn {
    fn take_in(&mut self, row: &Row) -> Option<()>;
}

impl TakeIn for Snapshot {
    fn take_in(&mut self, row: &Row) -> Option<()> {
        match row.kind.as_str() {
            User::KIND => put::<User>(self, row),
            EmailAddress::KIND => put::<EmailAddress>(self, row),
            Identity::KIND => put::<Identity>(self, row),
            ConnectionAlias::KIND => put::<ConnectionAlias>(self, row),
            Directory::KIND => put::<Directory>(self, row),
            super::write::INSTANCE => {
                let instance: Instance = serde_json::from_str(&row.body).ok()?;
                Arc::make_mut(&mut self.instances).insert(row.id.clone(), instance);
                Some(())
            }
            super::write::SES_REGION => {
                let ses: SesRegion = serde_json::from_str(&row.body).ok()?;
                self.ses.insert(ses.region.clone(), ses);
                Some(())
            }
            super::write::PAUSE => {
                let kind = Kind::ALL.into_iter().find(|kind| kind.as_str() == row.id)?;
                let region = row.parent.parse().ok()?;
                let pause: Pause = serde_json::from_str(&row.body).ok()?;
                self.scopes.entry(Scope { kind, region }).or_default().paused = Some(pause);
                Some(())
            }
            _ => None,
        }
    }
}

fn put<T: Resource>(snapshot: &mut Snapshot, row: &Row) -> Option<()> {
    let item: T = serde_json::from_str(&row.body).ok()?;
    let table = Arc::make_mut(T::table_mut(snapshot));
    table.insert((row.parent.clone(), row.id.clone()), Arc::new(item));
    Some(())
}
