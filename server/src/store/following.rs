//! The database as one replica of several uses it: what it writes, and what the others have written since it last looked.

use super::{Newer, Store, Write, versions, write::future};

impl Store {
    /// Writes all of these, or none, as one version. Returns what others have written before it and is still so.
    pub(super) async fn write<'a>(&mut self, writes: impl Iterator<Item = &'a Write> + Send) -> sqlx::Result<Newer> {
        let (mut transaction, versions) = versions::begin(&self.pools).await?;
        let mut newer = versions::since(&mut transaction, self.known, versions).await?;
        // A process that is alone with its database knows better than what it wrote before.
        let future = if self.pools.is_shared() { future() } else { i64::MIN };
        for write in writes {
            if write.run(&mut *transaction, versions.latest, future).await? {
                newer.rows.remove(&write.key);
            }
        }
        self.pools.announce(&mut transaction, versions.latest).await?;
        transaction.commit().await?;
        self.known = versions.latest;
        Ok(newer)
    }

    /// What others have written, where `version` is not known yet.
    pub(super) async fn catch_up(&mut self, version: i64) -> sqlx::Result<Newer> {
        if version <= self.known {
            return Ok(Newer::default());
        }
        let versions = versions::current(&self.pools).await?;
        let mut connection = self.pools.read.acquire().await?;
        // What is written meanwhile is read, too, and once more the next time.
        let newer = versions::since(&mut connection, self.known, versions).await?;
        self.known = versions.latest;
        Ok(newer)
    }
}

/// Several replicas take turns.
#[cfg(test)]
mod replicas {
    use super::*;
    use crate::{data::Data, store::RowKey};
    use app::model::time::Timestamp;
    use futures::future::join_all;
    use std::collections::BTreeMap;

    fn row(id: &str, described_at: i64, body: &str) -> Write {
        let key = ("i-1".to_owned(), id.to_owned());
        Write::put("touch", key, &body, Some(Timestamp::from_millis(described_at)))
    }

    fn gone(id: &str, described_at: i64) -> Write {
        let key = ("i-1".to_owned(), id.to_owned());
        Write::remove("touch", key, Some(Timestamp::from_millis(described_at)))
    }

    async fn two(data: &Data) -> (Store, Store) {
        (data.open().await.0, data.open().await.0)
    }

    async fn write(store: &mut Store, writes: &[Write]) -> Vec<Write> {
        let newer = store.write(writes.iter()).await.expect("written");
        newer.rows.into_values().collect()
    }

    async fn read(store: &mut Store) -> Vec<Write> {
        let newer = store.catch_up(i64::MAX).await.expect("read");
        assert!(!newer.is_all);
        newer.rows.into_values().collect()
    }

    #[tokio::test]
    async fn each_reads_what_the_other_has_written_and_nothing_twice() {
        let data = Data::on_postgres();
        let (mut one, mut other) = two(&data).await;
        let (a, b) = (row("a", 1, "one"), row("b", 1, "other"));
        read(&mut one).await;
        assert_eq!(write(&mut one, std::slice::from_ref(&a)).await, []);
        let told = write(&mut other, std::slice::from_ref(&b)).await;
        assert_eq!(told, std::slice::from_ref(&a));
        assert_eq!(read(&mut one).await, [b]);
        assert_eq!(write(&mut one, &[gone("a", 1)]).await, []);
        let read_by_other = read(&mut other).await;
        assert!(matches!(read_by_other.as_slice(), [write] if write.is_removal() && write.key == a.key));
        assert_eq!(
            other.catch_up(other.known).await.expect("nothing to read").rows,
            BTreeMap::new()
        );
    }

    #[tokio::test]
    async fn what_was_read_later_stays_whoever_writes_first() {
        let data = Data::on_postgres();
        let (mut one, mut other) = two(&data).await;
        write(
            &mut one,
            &[row("a", 5, "later"), row("b", 5, "later"), row("c", 5, "later")],
        )
        .await;
        // The other one does not know of it, and reads of what it could not write over.
        let told = write(
            &mut other,
            &[row("a", 4, "earlier"), gone("b", 4), row("c", 5, "the same time")],
        )
        .await;
        assert_eq!(told, [row("a", 5, "later"), row("b", 5, "later")]);
        assert_eq!(read(&mut one).await, [row("c", 5, "the same time")]);
        // A clock was put back.
        write(
            &mut other,
            &[row("b", i64::MAX / 2, "from the future"), row("b", 5, "from now on")],
        )
        .await;
        assert_eq!(read(&mut one).await, [row("b", 5, "from now on")]);
        // What is gone may be there again, as a listing tells.
        write(&mut one, &[gone("a", 5)]).await;
        write(&mut other, &[row("a", 0, "again")]).await;
        assert_eq!(read(&mut one).await, [row("a", 0, "again")]);
    }

    #[tokio::test]
    async fn versions_appear_in_order_however_many_write() {
        let data = Data::on_postgres();
        let mut reader = data.open().await.0;
        let mut writers = Vec::new();
        for name in ["a", "b", "c", "d"] {
            writers.push((name, data.open().await.0));
        }
        let writing = writers.into_iter().map(|(name, mut store)| async move {
            for at in 0..25 {
                write(&mut store, &[row(&format!("{name}{at}"), 1, name)]).await;
            }
        });
        let mut known: BTreeMap<RowKey, Write> = BTreeMap::new();
        let (done, mut is_done) = tokio::sync::watch::channel(false);
        let reading = async {
            loop {
                let was_done = *is_done.borrow_and_update();
                let newer = reader.catch_up(i64::MAX).await.expect("read");
                known.extend(newer.rows);
                if was_done {
                    return;
                }
            }
        };
        let writing = async {
            join_all(writing).await;
            done.send_replace(true);
        };
        tokio::join!(writing, reading);
        assert_eq!(known.len(), 100);
    }

    #[tokio::test]
    async fn who_was_away_for_too_long_reads_all_anew() {
        let data = Data::on_postgres();
        let (mut one, mut away) = two(&data).await;
        write(&mut one, &[row("a", 1, "stays"), row("b", 1, "goes")]).await;
        write(&mut one, &[gone("b", 1)]).await;
        sqlx::query("UPDATE inventory SET version = version + 20000")
            .execute(&one.pools.write)
            .await
            .expect("moved on");
        // The next one to start forgets.
        data.open().await;
        let newer = away.catch_up(i64::MAX).await.expect("read");
        assert!(newer.is_all);
        assert_eq!(newer.rows.into_values().collect::<Vec<_>>(), [row("a", 1, "stays")]);
    }
}
