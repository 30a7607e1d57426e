//! What is in memory and not in the database yet.

use super::{
    Newer, Write,
    write::{RowKey, future},
};
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The rows that are on their way to the database, each as it will be.
#[derive(Default)]
pub struct Unwritten(Mutex<BTreeMap<RowKey, Pending>>);

struct Pending {
    latest: Write,
    /// How often the row is on its way.
    times: usize,
}

impl Unwritten {
    /// Notes that these are on their way.
    pub(super) fn add(&self, writes: &[Write]) {
        let mut all = self.lock();
        for write in writes {
            let pending = all.entry(write.key.clone()).or_insert_with(|| Pending {
                latest: write.clone(),
                times: 0,
            });
            pending.latest.clone_from(write);
            pending.times += 1;
        }
    }

    /// Notes that these have arrived.
    pub(super) fn remove<'a>(&self, writes: impl Iterator<Item = &'a Write>) {
        let mut all = self.lock();
        for write in writes {
            if let Some(pending) = all.get_mut(&write.key) {
                pending.times -= 1;
                if pending.times == 0 {
                    all.remove(&write.key);
                }
            }
        }
    }

    /// What of `newer` is true here, where some of it is about to be written over: a row that is on its way stays as it is in memory,
    /// unless others have read the thing later. The database decides in the same way when the row arrives.
    #[must_use]
    pub fn over(&self, newer: &Newer) -> Vec<Write> {
        let (all, future) = (self.lock(), future());
        let is_ours = |row: &Write| {
            let pending = all.get(&row.key);
            pending.is_some_and(|pending| pending.latest.counts_more_than(row, future))
        };
        let mut rows: Vec<Write> = newer.rows.values().filter(|row| !is_ours(row)).cloned().collect();
        if newer.is_all {
            let ours = all.values().map(|pending| &pending.latest);
            rows.extend(
                ours.filter(|ours| newer.rows.get(&ours.key).is_none_or(is_ours))
                    .cloned(),
            );
        }
        rows
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<RowKey, Pending>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::model::time::Timestamp;

    fn row(id: &str, described_at: i64, body: &str) -> Write {
        let key = ("i-1".to_owned(), id.to_owned());
        Write::put("user", key, &body, Some(Timestamp::from_millis(described_at)))
    }

    fn newer(rows: &[Write], is_all: bool) -> Newer {
        let rows = rows.iter().map(|row| (row.key.clone(), row.clone())).collect();
        Newer { rows, is_all }
    }

    #[test]
    fn what_is_on_its_way_stays_unless_others_have_read_later() {
        let unwritten = Unwritten::default();
        let (a, b, c) = (row("a", 5, "ours"), row("b", 5, "ours"), row("c", 5, "ours"));
        unwritten.add(&[a.clone(), b.clone(), c.clone()]);
        let theirs = [
            row("a", 4, "theirs"),
            row("b", 5, "theirs"),
            row("c", 6, "theirs"),
            row("d", 0, "theirs"),
        ];
        assert_eq!(unwritten.over(&newer(&theirs, false)), theirs[2..]);
        // Where all is read anew, what is on its way is part of it.
        let all = unwritten.over(&newer(&theirs, true));
        assert_eq!(all, [theirs[2].clone(), theirs[3].clone(), a.clone(), b.clone()]);
        unwritten.remove([a, b, c].iter());
        assert_eq!(unwritten.over(&newer(&theirs, false)), theirs);
    }

    #[test]
    fn a_row_is_on_its_way_until_its_last_change_has_arrived() {
        let unwritten = Unwritten::default();
        let (first, second) = (row("a", 1, "first"), row("a", 1, "second"));
        unwritten.add(std::slice::from_ref(&first));
        unwritten.add(std::slice::from_ref(&second));
        unwritten.remove([first].iter());
        assert_eq!(unwritten.over(&newer(&[row("a", 1, "theirs")], false)), []);
        unwritten.remove([second].iter());
        assert_eq!(unwritten.over(&newer(&[row("a", 1, "theirs")], false)).len(), 1);
    }

    #[test]
    fn what_is_about_to_go_is_gone_unless_others_have_read_it_later() {
        let unwritten = Unwritten::default();
        let gone = Write::remove(
            "user",
            ("i-1".to_owned(), "a".to_owned()),
            Some(Timestamp::from_millis(5)),
        );
        unwritten.add(std::slice::from_ref(&gone));
        assert_eq!(unwritten.over(&newer(&[row("a", 5, "theirs")], false)), []);
        assert_eq!(unwritten.over(&newer(&[row("a", 6, "theirs")], false)).len(), 1);
        // What is there again, as a listing says.
        unwritten.add(&[row("a", 0, "ours")]);
        assert_eq!(unwritten.over(&newer(&[gone], false)), []);
    }
}
