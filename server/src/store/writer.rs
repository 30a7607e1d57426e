//! Writing behind: the memory is ahead of the disk by the changes that are on their way.

use super::{Store, Write};
use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{sync::mpsc, task::JoinHandle, time::sleep};

/// The pause after which a write that failed is tried again.
const RETRY: Duration = Duration::from_secs(10);

/// Takes changes and writes them in order, those that came together in one transaction.
#[derive(Clone)]
pub struct Writer {
    changes: mpsc::UnboundedSender<Vec<Write>>,
    is_failing: Arc<AtomicBool>,
}

impl Writer {
    /// Starts to write. The task ends when the last writer is dropped and all is written.
    #[must_use]
    pub fn start(store: Store) -> (Self, JoinHandle<()>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        let is_failing = Arc::new(AtomicBool::new(false));
        let writer = Self {
            changes: sender,
            is_failing: Arc::clone(&is_failing),
        };
        let task = tokio::spawn(async move {
            let mut watched = Watched { store, is_failing };
            write_behind(receiver, &mut watched).await;
            watched.store.pool.close().await;
        });
        (writer, task)
    }

    /// Hands over what one change writes.
    pub fn send(&self, writes: Vec<Write>) {
        // Fails only after the task has ended, when the process is ending too.
        let _ = self.changes.send(writes);
    }

    /// Whether what was last handed over could not be written.
    #[must_use]
    pub fn is_failing(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.is_failing)
    }
}

/// Writes what comes, and keeps what can't be written until it can: the inventory is ahead of the disk from then on, and
/// would not hand it over a second time. At the end one last attempt has to do.
async fn write_behind(mut changes: mpsc::UnboundedReceiver<Vec<Write>>, disk: &mut impl Disk) {
    let mut batches = Vec::new();
    while changes.recv_many(&mut batches, 64).await > 0 {
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

/// Where changes are kept: all of some, or none.
trait Disk {
    fn write(&mut self, batches: &[Vec<Write>]) -> impl Future<Output = Result<(), sqlx::Error>> + Send;
}

/// A store, and what came of the last attempt to write to it.
struct Watched {
    store: Store,
    is_failing: Arc<AtomicBool>,
}

impl Disk for Watched {
    async fn write(&mut self, batches: &[Vec<Write>]) -> Result<(), sqlx::Error> {
        let written = self.store.write(batches).await;
        self.is_failing.store(written.is_err(), Ordering::Relaxed);
        written
    }
}

impl Disk for Store {
    async fn write(&mut self, batches: &[Vec<Write>]) -> Result<(), sqlx::Error> {
        let mut transaction = self.pool.begin().await?;
        for one in batches.iter().flatten() {
            one.run(&mut *transaction).await?;
        }
        transaction.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails until `full` attempts were made; at the last of `lasts` the process is told to end.
    struct FullDisk {
        full: usize,
        lasts: usize,
        changes: Option<mpsc::UnboundedSender<Vec<Write>>>,
        attempts: usize,
        written: Vec<String>,
    }

    impl Disk for FullDisk {
        async fn write(&mut self, batches: &[Vec<Write>]) -> Result<(), sqlx::Error> {
            self.attempts += 1;
            let attempt = self.attempts;
            let changes = self.changes.take_if(|_| attempt == self.lasts);
            if let Some(changes) = changes.as_ref().or(self.changes.as_ref()) {
                let change = vec![Write::Account(attempt.to_string())];
                changes.send(change).expect("open");
            }
            if attempt <= self.full {
                return Err(sqlx::Error::PoolTimedOut);
            }
            let texts = batches.iter().flatten().map(|write| format!("{write:?}"));
            self.written.extend(texts);
            Ok(())
        }
    }

    async fn written_by(full: usize, lasts: usize) -> (usize, Vec<String>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        sender.send(vec![Write::Account("0".to_owned())]).expect("open");
        let mut disk = FullDisk {
            full,
            lasts,
            changes: Some(sender),
            attempts: 0,
            written: Vec::new(),
        };
        write_behind(receiver, &mut disk).await;
        (disk.attempts, disk.written)
    }

    #[tokio::test(start_paused = true)]
    async fn what_can_not_be_written_is_written_later_and_in_order() {
        let (attempts, written) = written_by(2, 3).await;
        assert_eq!(attempts, 4);
        assert_eq!(written, ["0", "1", "2", "3"].map(|id| format!("Account({id:?})")));
    }

    #[tokio::test(start_paused = true)]
    async fn a_disk_that_stays_full_does_not_keep_the_process_from_ending() {
        let (attempts, written) = written_by(usize::MAX, 3).await;
        assert_eq!((attempts, written), (4, Vec::new()));
    }

    #[tokio::test]
    async fn it_is_known_whether_the_last_write_failed() {
        let folder = tempfile::tempdir().expect("a folder");
        let (store, _) = Store::open(folder.path()).await.expect("a database");
        let is_failing = Arc::new(AtomicBool::new(true));
        let mut watched = Watched {
            store,
            is_failing: Arc::clone(&is_failing),
        };
        watched.write(&[]).await.expect("written");
        assert!(!is_failing.load(Ordering::Relaxed));
        watched.store.pool.close().await;
        watched.write(&[]).await.expect_err("closed");
        assert!(is_failing.load(Ordering::Relaxed));
    }
}
