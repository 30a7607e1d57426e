//! Whose account this is.

use super::refreshes::Refreshes;
use crate::{aws::Reader, inventory::Inventory};
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, time::sleep};

const RETRY: Duration = Duration::from_secs(30);

/// Asks STS until it answers; says after the first time that it was `asked`.
pub(super) async fn ask(
    inventory: Arc<Inventory>,
    refreshes: Arc<Refreshes>,
    reader: Reader,
    asked: watch::Sender<bool>,
) {
    loop {
        let answer = reader.account().await;
        if let Ok(Some(account)) = &answer {
            take_in(&inventory, &refreshes, account);
        }
        asked.send_replace(true);
        if answer.is_ok() {
            return;
        }
        sleep(RETRY).await;
    }
}

/// Where what is known was another account's, all of it goes. Rounds may have begun by then, and what they listed is gone
/// with it: everything is listed again.
fn take_in(inventory: &Inventory, refreshes: &Refreshes, account: &str) {
    let is_another = inventory.apply(|draft| draft.account(account.to_owned()));
    if is_another {
        refreshes.ask(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::tests::inventory;

    #[tokio::test]
    async fn another_account_is_listed_from_the_start() {
        let region = "eu-west-2".parse().expect("a Region");
        let folder = tempfile::tempdir().expect("a folder");
        let inventory = inventory(folder.path(), &region).await;
        let refreshes = Refreshes::new(&[region]);
        let asked = || -> Vec<u64> { refreshes.counts().map(|(.., count)| *count.borrow()).collect() };
        take_in(&inventory, &refreshes, "111122223333");
        take_in(&inventory, &refreshes, "111122223333");
        assert_eq!(asked(), [0, 0, 0]);
        take_in(&inventory, &refreshes, "444455556666");
        assert_eq!(asked(), [1, 1, 1]);
    }
}
