//! Listings that are asked for before their time.

use super::SERVICES;
use app::model::{
    freshness::{Kind, Service},
    region::Region,
    sync::Which,
};
use std::collections::BTreeMap;
use tokio::sync::watch;

/// Counts how often each service was asked, in each Region, to be read now.
pub(super) struct Refreshes(BTreeMap<(Service, Region), watch::Sender<u64>>);

impl Refreshes {
    pub(super) fn new(regions: &[Region]) -> Self {
        let of = |region: &Region| SERVICES.map(|service| ((service, region.clone()), watch::Sender::new(0)));
        Self(regions.iter().flat_map(of).collect())
    }

    /// Every service in every Region, with its count.
    pub(super) fn counts(&self) -> impl Iterator<Item = (Service, &Region, watch::Receiver<u64>)> {
        self.0
            .iter()
            .map(|((service, region), count)| (*service, region, count.subscribe()))
    }

    /// Ends when the next refresh of all is asked for.
    pub(super) fn any(&self) -> impl Future<Output = ()> + use<> {
        let mut counts = self.0.values().next().map(watch::Sender::subscribe);
        async move {
            if let Some(counts) = &mut counts
                && counts.changed().await.is_ok()
            {
                return;
            }
            // Nobody is left who could ask.
            std::future::pending::<()>().await;
        }
    }

    /// Asks for the listings of `kind`, or all.
    pub(super) fn ask(&self, kind: Option<Kind>) {
        self.ask_for(&Which {
            service: kind.map(Kind::service),
            region: None,
        });
    }

    /// Asks for these rounds.
    pub(super) fn ask_for(&self, which: &Which) {
        for ((service, region), count) in &self.0 {
            if which.is(*service, region) {
                count.send_modify(|count| *count += 1);
            }
        }
    }
}
