//! Which replica syncs, and does whatever else is done once for all.

use crate::store::{Held, Locks, Pulse};
use std::{future::pending, sync::Arc};
use tokio::sync::watch;

/// The lock of the one that leads.
const NAME: &str = "lead";

/// So many ticks a replica waits that takes over from another: by then that one knows that it has lost its connection.
const WAIT: u32 = 2;

/// Holds on to the lead, or waits for it.
pub(super) struct Lead {
    locks: Locks,
    leads: Arc<watch::Sender<bool>>,
    held: Option<Held>,
    wait: u32,
    is_new: bool,
}

impl Lead {
    pub(super) fn new(locks: Locks, leads: Arc<watch::Sender<bool>>) -> Self {
        Self {
            locks,
            leads,
            held: None,
            wait: 0,
            is_new: true,
        }
    }

    /// Looks whether the server is there, and this replica leads.
    pub(super) async fn tick(&mut self) -> sqlx::Result<Pulse> {
        let pulse = self.locks.pulse().await;
        if pulse.is_err() || self.held.as_ref().is_some_and(Held::is_lost) {
            self.held = None;
            self.wait = WAIT;
        }
        // Another one may have led until a moment ago.
        if std::mem::take(&mut self.is_new) && pulse.as_ref().is_ok_and(|pulse| pulse.replicas > 1) {
            self.wait = WAIT;
        }
        if self.held.is_some() {
            self.wait = self.wait.saturating_sub(1);
        } else if pulse.is_ok() {
            self.held = self.locks.try_hold(NAME).await.unwrap_or_default();
            if self.held.is_none() {
                self.wait = WAIT;
            }
        }
        let leads = self.held.is_some() && self.wait == 0;
        self.leads.send_if_modified(|before| {
            let is_new = *before != leads;
            *before = leads;
            if is_new {
                tracing::info!(leads, "which replica syncs has changed");
            }
            is_new
        });
        pulse
    }
}

impl Drop for Lead {
    fn drop(&mut self) {
        self.leads.send_replace(false);
    }
}

/// Does `work` while this replica leads, from the start each time that it comes to.
pub async fn while_leading<F: Future>(mut leads: watch::Receiver<bool>, work: impl Fn() -> F) {
    while leads.wait_for(|leads| *leads).await.is_ok() {
        let mut ends = leads.clone();
        let is_over = async move {
            if ends.wait_for(|leads| !*leads).await.is_err() {
                // Nobody is left who could take the lead away.
                pending::<()>().await;
            }
        };
        let working = async {
            work().await;
            pending::<()>().await;
        };
        tokio::select! {
            biased;
            () = is_over => {}
            () = working => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::Data, store::Pools};

    /// A replica, and whether it leads.
    async fn replica(data: &Data) -> (Lead, Locks, watch::Receiver<bool>) {
        let leads = Arc::new(watch::Sender::new(false));
        let told = leads.subscribe();
        let locks = data.open().await.0.pools().locks.expect("a server");
        (Lead::new(locks.clone(), leads), locks, told)
    }

    /// Ends all connections that locks are on.
    async fn lose_all(pools: &Pools) {
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                   WHERE datname = current_database() AND application_name = 'frontdesk locks'";
        let ended: Vec<bool> = sqlx::query_scalar(end).fetch_all(&pools.read).await.expect("ended");
        assert_eq!(ended, [true, true]);
    }

    #[tokio::test]
    async fn one_leads_and_another_takes_over_when_it_is_gone() {
        let data = Data::on_postgres();
        let (mut first, locks, first_leads) = replica(&data).await;
        let (mut second, _, second_leads) = replica(&data).await;
        for _ in 0..3 {
            first.tick().await.expect("an answer");
            second.tick().await.expect("an answer");
            assert_eq!((*first_leads.borrow(), *second_leads.borrow()), (true, false));
        }
        drop(first);
        assert!(!*first_leads.borrow());
        locks.close().await;
        while !*second_leads.borrow() {
            second.tick().await.expect("an answer");
        }
    }

    #[tokio::test]
    async fn whoever_loses_its_lock_stops_before_another_begins() {
        let data = Data::on_postgres();
        let (store, _) = data.open().await;
        let (mut first, _, first_leads) = replica(&data).await;
        let (mut second, _, second_leads) = replica(&data).await;
        first.tick().await.expect("an answer");
        second.tick().await.expect("an answer");
        lose_all(&store.pools()).await;
        // The worst that can happen: the one that waits is the first to come back.
        second.tick().await.expect_err("its connection is lost");
        second.tick().await.expect("another one");
        assert!(!*second_leads.borrow(), "it has the lock, and waits");
        first.tick().await.expect_err("its connection is lost");
        assert!(!*first_leads.borrow());
        let mut ticks = 0;
        while !*second_leads.borrow() {
            first.tick().await.expect("an answer");
            second.tick().await.expect("an answer");
            ticks += 1;
        }
        assert_eq!((ticks, *first_leads.borrow()), (WAIT, false));
    }

    /// Counts what has begun, and what has ended.
    struct Work(watch::Sender<usize>);

    impl Work {
        fn begin(begun: &watch::Sender<usize>, ended: &watch::Sender<usize>) -> Self {
            begun.send_modify(|count| *count += 1);
            Self(ended.clone())
        }
    }

    impl Drop for Work {
        fn drop(&mut self) {
            self.0.send_modify(|count| *count += 1);
        }
    }

    #[tokio::test]
    async fn work_begins_anew_with_each_lead_and_ends_with_it() {
        let leads = watch::Sender::new(false);
        let (begun, ended) = (watch::Sender::new(0), watch::Sender::new(0));
        let (mut has_begun, mut has_ended) = (begun.subscribe(), ended.subscribe());
        let working = tokio::spawn(while_leading(leads.subscribe(), move || {
            let work = Work::begin(&begun, &ended);
            async move {
                pending::<()>().await;
                drop(work);
            }
        }));
        for round in 1..3 {
            leads.send_replace(true);
            has_begun.wait_for(|begun| *begun == round).await.expect("it works");
            assert_eq!(*has_ended.borrow(), round - 1);
            leads.send_replace(false);
            has_ended.wait_for(|ended| *ended == round).await.expect("it works");
        }
        drop(leads);
        working.await.expect("it ends");
    }
}
