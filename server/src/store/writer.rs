//! Writing behind: the memory is ahead of the disk by the changes that are on their way. Where several replicas share the database,
//! the same task reads what the others have written, so that either happens before or after the other.

use super::{Newer, Store, Unwritten, Write};
use std::{
    pin::pin,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
    time::sleep,
};

/// The pause after which a write that failed is tried again.
const RETRY: Duration = Duration::from_secs(10);

/// Takes changes and writes them in order, those that came together in one transaction.
#[derive(Clone)]
pub struct Writer {
    changes: mpsc::UnboundedSender<Vec<Write>>,
    unwritten: Arc<Unwritten>,
    is_failing: Arc<AtomicBool>,
    heard: watch::Sender<i64>,
    follow: Arc<OnceLock<Follow>>,
}

/// Told of what other replicas have written.
type Follow = Box<dyn Fn(&Newer) + Send + Sync>;

impl Writer {
    /// Starts to write. The task ends when the last writer is dropped and all is written.
    #[must_use]
    pub fn start(store: Store) -> (Self, JoinHandle<()>) {
        let (changes, receiver) = mpsc::unbounded_channel();
        let (heard, to_read) = watch::channel(0);
        let writer = Self {
            changes,
            unwritten: Arc::default(),
            is_failing: Arc::default(),
            heard,
            follow: Arc::default(),
        };
        let mut watched = Watched {
            store,
            unwritten: Arc::clone(&writer.unwritten),
            is_failing: Arc::clone(&writer.is_failing),
            follow: Arc::clone(&writer.follow),
        };
        let task = tokio::spawn(async move {
            write_behind(receiver, to_read, &mut watched).await;
            watched.store.pools.read.close().await;
        });
        (writer, task)
    }

    /// Hands over what one change writes.
    pub fn send(&self, writes: Vec<Write>) {
        self.unwritten.add(&writes);
        // Fails only after the task has ended, when the process is ending too.
        let _ = self.changes.send(writes);
    }

    /// What was handed over and has not arrived.
    #[must_use]
    pub fn unwritten(&self) -> &Unwritten {
        &self.unwritten
    }

    /// Whether what was last handed over could not be written.
    #[must_use]
    pub fn is_failing(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.is_failing)
    }

    /// Says who is told of what other replicas have written; the first one counts.
    pub fn set_follower(&self, follow: impl Fn(&Newer) + Send + Sync + 'static) {
        // There is one inventory in a process.
        let _ = self.follow.set(Box::new(follow));
    }

    /// Says that there is a version of the inventory which may be another replica's.
    pub fn hear(&self, version: i64) {
        // Also when it was heard of before: it may not have been possible to read it then.
        self.heard.send_modify(|heard| *heard = version.max(*heard));
    }
}

/// Writes what comes, and keeps what can't be written until it can: the inventory is ahead of the disk from then on, and
/// would not hand it over a second time. At the end one last attempt has to do.
async fn write_behind(
    mut changes: mpsc::UnboundedReceiver<Vec<Write>>,
    mut heard: watch::Receiver<i64>,
    disk: &mut impl Disk,
) {
    let mut batches = Vec::new();
    loop {
        tokio::select! {
            count = changes.recv_many(&mut batches, 64) => if count == 0 { return },
            Ok(()) = heard.changed() => {
                let version = *heard.borrow_and_update();
                if let Err(error) = disk.catch_up(version).await {
                    tracing::warn!(%error, "what other replicas have written can't be read");
                }
                continue;
            }
        }
        while let Err(error) = disk.write(&batches).await {
            tracing::error!(%error, "the database can't be written");
            if changes.is_closed() && changes.is_empty() {
                tracing::error!("after the next start, what was not written is read from AWS again");
                return;
            }
            gather(&mut changes, &mut batches).await;
        }
        batches.clear();
    }
}

/// Adds what comes within a pause to what waits to be written.
async fn gather(changes: &mut mpsc::UnboundedReceiver<Vec<Write>>, batches: &mut Vec<Vec<Write>>) {
    let mut pause = pin!(sleep(RETRY));
    loop {
        tokio::select! {
            () = &mut pause => return,
            more = changes.recv_many(batches, 64) => if more == 0 { return },
        }
    }
}

/// Where changes are kept.
trait Disk {
    /// Writes all of these, or none.
    fn write(&mut self, batches: &[Vec<Write>]) -> impl Future<Output = sqlx::Result<()>> + Send;

    /// Reads what others have written until `version`, unless it is known.
    fn catch_up(&mut self, version: i64) -> impl Future<Output = sqlx::Result<()>> + Send;
}

/// Whether another replica was writing for too long (PostgreSQL's `lock_not_available`).
fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.as_deref() == Some("55P03")
}

/// A store, what came of the last attempt to write to it, and who is told of what else is in it.
struct Watched {
    store: Store,
    unwritten: Arc<Unwritten>,
    is_failing: Arc<AtomicBool>,
    follow: Arc<OnceLock<Follow>>,
}

impl Watched {
    fn tell(&self, newer: &Newer) {
        if let Some(follow) = self.follow.get().filter(|_| newer.is_news()) {
            follow(newer);
        }
    }
}

impl Disk for Watched {
    async fn write(&mut self, batches: &[Vec<Write>]) -> sqlx::Result<()> {
        let written = self.store.write(batches.iter().flatten()).await;
        // Whoever waits for another replica only writes later.
        let is_failing = written.as_ref().is_err_and(|error| !is_busy(error));
        self.is_failing.store(is_failing, Ordering::Relaxed);
        // Told before what was written counts as such: it was written later.
        self.tell(&written?);
        self.unwritten.remove(batches.iter().flatten());
        Ok(())
    }

    async fn catch_up(&mut self, version: i64) -> sqlx::Result<()> {
        let newer = self.store.catch_up(version).await?;
        self.tell(&newer);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;

    /// Fails until `full` attempts were made; at the last of `lasts` the process is told to end.
    struct FullDisk {
        full: usize,
        lasts: usize,
        changes: Option<mpsc::UnboundedSender<Vec<Write>>>,
        attempts: usize,
        written: Vec<String>,
        heard: Vec<i64>,
    }

    impl Disk for FullDisk {
        async fn catch_up(&mut self, version: i64) -> sqlx::Result<()> {
            self.heard.push(version);
            Ok(())
        }

        async fn write(&mut self, batches: &[Vec<Write>]) -> sqlx::Result<()> {
            self.attempts += 1;
            let attempt = self.attempts;
            let changes = self.changes.take_if(|_| attempt == self.lasts);
            if let Some(changes) = changes.as_ref().or(self.changes.as_ref()) {
                let change = vec![Write::account(&attempt.to_string())];
                changes.send(change).expect("open");
            }
            if attempt <= self.full {
                return Err(sqlx::Error::PoolTimedOut);
            }
            self.written
                .extend(batches.iter().flatten().map(|write| write.body.clone()));
            Ok(())
        }
    }

    async fn written_by(full: usize, lasts: usize) -> (usize, Vec<String>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        sender.send(vec![Write::account("0")]).expect("open");
        let mut disk = FullDisk {
            full,
            lasts,
            changes: Some(sender),
            attempts: 0,
            written: Vec::new(),
            heard: Vec::new(),
        };
        let (_heard, to_read) = watch::channel(0);
        write_behind(receiver, to_read, &mut disk).await;
        (disk.attempts, disk.written)
    }

    #[tokio::test(start_paused = true)]
    async fn what_can_not_be_written_is_written_later_and_in_order() {
        let (attempts, written) = written_by(2, 3).await;
        assert_eq!(attempts, 4);
        assert_eq!(written, ["0", "1", "2", "3"].map(|id| format!("{id:?}")));
    }

    #[tokio::test(start_paused = true)]
    async fn a_disk_that_stays_full_does_not_keep_the_process_from_ending() {
        let (attempts, written) = written_by(usize::MAX, 3).await;
        assert_eq!((attempts, written), (4, Vec::new()));
    }

    #[tokio::test]
    async fn it_is_known_whether_the_last_write_failed() {
        let data = Data::new();
        let (store, _) = data.open().await;
        let is_failing = Arc::new(AtomicBool::new(true));
        let mut watched = Watched {
            store,
            unwritten: Arc::default(),
            is_failing: Arc::clone(&is_failing),
            follow: Arc::default(),
        };
        watched.write(&[]).await.expect("written");
        assert!(!is_failing.load(Ordering::Relaxed));
        watched.store.pools.read.close().await;
        watched.write(&[]).await.expect_err("closed");
        assert!(is_failing.load(Ordering::Relaxed));
    }
}
