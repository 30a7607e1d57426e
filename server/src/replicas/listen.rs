//! Hearing of what other replicas do, by PostgreSQL's `LISTEN` and `NOTIFY`.

use crate::{
    inventory::sync::Sync,
    store::{REFRESHES, VERSIONS, Writer},
};
use app::model::{freshness::Kind, sync::Which};
use serde::{Deserialize, Serialize};
use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use std::{sync::Arc, time::Duration};
use tokio::time::sleep;

/// The pause before it is tried again to listen.
const RETRY: Duration = Duration::from_secs(1);

/// What the replica that syncs is asked to read now.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Refresh {
    /// The listings of a kind, or all.
    Lists(Option<Kind>),
    /// These rounds.
    Rounds(Which),
}

impl Refresh {
    /// Asks the sync of this replica, which makes no rounds unless it leads.
    pub fn ask(&self, sync: &Sync) {
        match self {
            Self::Lists(kind) => sync.refresh(*kind),
            Self::Rounds(which) => sync.refresh_rounds(which),
        }
    }

    /// As it is sent.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Names and Regions can't fail to become JSON; what is empty asks for nothing.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Listens, again and again.
pub(super) async fn listen(server: PgConnectOptions, writer: Writer, sync: Arc<Sync>) {
    loop {
        if let Err(error) = until_lost(&server, &writer, &sync).await {
            tracing::debug!(%error, "other replicas can't be listened to");
        }
        // What comes meanwhile is seen at the next tick, too.
        sleep(RETRY).await;
    }
}

async fn until_lost(server: &PgConnectOptions, writer: &Writer, sync: &Sync) -> sqlx::Result<()> {
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .max_lifetime(None)
        .idle_timeout(None)
        .connect_lazy_with(server.clone().application_name("frontdesk listener"));
    let mut listener = PgListener::connect_with(&pool).await?;
    listener.eager_reconnect(false);
    listener.listen_all([VERSIONS, REFRESHES]).await?;
    // What came before it listened.
    let version = sqlx::query_scalar("SELECT version FROM inventory")
        .fetch_one(&mut listener)
        .await?;
    writer.hear(version);
    while let Some(notification) = listener.try_recv().await? {
        match (notification.channel(), notification.payload()) {
            (VERSIONS, version) => {
                if let Ok(version) = version.parse() {
                    writer.hear(version);
                }
            }
            (REFRESHES, what) => {
                // One of another version of Frontdesk may ask otherwise.
                if let Ok(what) = serde_json::from_str::<Refresh>(what) {
                    what.ask(sync);
                }
            }
            _ => {}
        }
    }
    Ok(())
}
