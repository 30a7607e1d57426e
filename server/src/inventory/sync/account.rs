//! Whose account this is.

use super::refreshes::Refreshes;
use crate::{aws::Reader, inventory::Inventory};
use app::model::freshness::Kind;
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, time::timeout};

const RETRY: Duration = Duration::from_secs(30);

/// Asks STS until it names the account, at the latest when somebody asks for a refresh; says after the first time that it was `asked`.
pub(super) async fn ask(
    inventory: Arc<Inventory>,
    refreshes: Arc<Refreshes>,
    reader: Reader,
    asked: watch::Sender<bool>,
) {
    loop {
        let any_refresh = refreshes.any();
        let answer = reader.account().await;
        let account = answer.ok().flatten();
        if let Some(account) = &account {
            take_in(&inventory, &refreshes, account);
        }
        let was_asked = asked.send_replace(true);
        match account {
            None => {
                let _ = timeout(RETRY, any_refresh).await;
            }
            // What only an owner may read was left out meanwhile.
            Some(_) if was_asked => return refreshes.ask(Some(Kind::ConnectionAliases)),
            Some(_) => return,
        }
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
    use crate::{data::Data, inventory::tests::inventory};

    #[tokio::test]
    async fn another_account_is_listed_from_the_start() {
        let region = "eu-west-2".parse().expect("a Region");
        let data = Data::new();
        let inventory = inventory(&data, &region).await;
        let refreshes = Refreshes::new(&[region]);
        let asked = || -> Vec<u64> { refreshes.counts().map(|(.., count)| *count.borrow()).collect() };
        take_in(&inventory, &refreshes, "111122223333");
        take_in(&inventory, &refreshes, "111122223333");
        assert_eq!(asked(), [0, 0, 0]);
        take_in(&inventory, &refreshes, "444455556666");
        assert_eq!(asked(), [1, 1, 1]);
    }
}
