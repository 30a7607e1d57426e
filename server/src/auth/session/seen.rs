//! When sessions were last used. Requests note it here, and it is written down once a minute, with several replicas every ten seconds:
//! a database that can't be written keeps nobody waiting.

use app::model::time::Timestamp;
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// What this process knows of the latest use of each session.
#[derive(Default)]
pub(super) struct Seen(Mutex<HashMap<String, Use>>);

struct Use {
    latest: Timestamp,
    is_written: bool,
}

impl Seen {
    fn all(&self) -> MutexGuard<'_, HashMap<String, Use>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a session was used; returns whether nothing was known of it.
    pub(super) fn note(&self, id: &str, now: Timestamp) -> bool {
        let mut all = self.all();
        let Some(known) = all.get_mut(id) else {
            let is_written = false;
            all.insert(
                id.to_owned(),
                Use {
                    latest: now,
                    is_written,
                },
            );
            return true;
        };
        if now > known.latest {
            known.latest = now;
            known.is_written = false;
        }
        false
    }

    /// When a session was last used, if that is what is `written` down of it.
    pub(super) fn latest(&self, id: &str, written: Timestamp) -> Timestamp {
        self.all().get(id).map_or(written, |known| written.max(known.latest))
    }

    /// What is to be written down.
    pub(super) fn unwritten(&self) -> Vec<(String, Timestamp)> {
        let all = self.all();
        let unwritten = all.iter().filter(|(_, known)| !known.is_written);
        unwritten.map(|(id, known)| (id.clone(), known.latest)).collect()
    }

    /// Notes that this was written down.
    pub(super) fn written(&self, uses: &[(String, Timestamp)]) {
        let mut all = self.all();
        for (id, latest) in uses {
            if let Some(known) = all.get_mut(id) {
                known.is_written = known.latest == *latest;
            }
        }
    }

    /// Forgets what was last used before `oldest`: those sessions have ended.
    pub(super) fn forget(&self, oldest: Timestamp) {
        self.all().retain(|_, known| known.latest > oldest);
    }
}
