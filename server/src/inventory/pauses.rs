//! Rounds that somebody has paused. It is kept with what is known, so that it holds after a restart.

use super::Draft;
use crate::store::Write;
use app::model::{
    changed::{Topic, Topics},
    freshness::{Pause, Scope},
};

impl Draft {
    /// Pauses the rounds of `scope`, or with `None` resumes them. Who has paused first counts.
    pub fn pause(&mut self, scope: &Scope, pause: Option<Pause>) {
        let Some(state) = self.snapshot.scopes.get_mut(scope) else {
            return;
        };
        if state.paused.is_some() == pause.is_some() {
            return;
        }
        let write = Write::pause(scope, pause.as_ref());
        state.paused = pause;
        // A row of its own: what else there is to say of the listing is said by whoever reads it.
        self.write(Topics::from(scope.kind).with(Topic::Sync), write);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::Data, inventory::tests::inventory_and_writing};
    use app::model::{freshness::Kind, region::Region, time::Timestamp};

    #[tokio::test]
    async fn a_pause_holds_after_a_restart_and_goes_with_its_region() {
        let region: Region = "eu-west-2".parse().expect("a Region");
        let data = Data::new();
        let scope = Scope {
            kind: Kind::Identities,
            region: region.clone(),
        };
        let pause = |by: &str| Pause {
            by: by.to_owned(),
            at: Timestamp::from_millis(7),
        };
        let (inventory, written) = inventory_and_writing(&data, &region).await;
        inventory.apply(|draft| draft.pause(&scope, Some(pause("Olivia Operator"))));
        inventory.apply(|draft| draft.pause(&scope, Some(pause("Ada Admin"))));
        inventory.finish_writing();
        written.await.expect("written");

        let (inventory, written) = inventory_and_writing(&data, &region).await;
        let paused = || inventory.snapshot().scopes[&scope].paused.clone();
        assert_eq!(paused(), Some(pause("Olivia Operator")));
        inventory.apply(|draft| draft.only_regions(&[]));
        inventory.apply(|draft| draft.only_regions(std::slice::from_ref(&region)));
        assert_eq!(paused(), None);
        inventory.finish_writing();
        written.await.expect("written");
        let (_store, loaded) = data.open().await;
        assert!(loaded.snapshot.scopes.values().all(|state| state.paused.is_none()));
    }
}
