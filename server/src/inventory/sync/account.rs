//! Whose account this is.

use crate::{aws::Reader, inventory::Inventory};
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, time::sleep};

const RETRY: Duration = Duration::from_secs(30);

/// Asks STS until it answers; says after the first time that it was `asked`.
pub(super) async fn ask(inventory: Arc<Inventory>, reader: Reader, asked: watch::Sender<bool>) {
    loop {
        let answer = reader.account().await;
        if let Ok(Some(account)) = &answer {
            inventory.apply(|draft| draft.account(account.clone()));
        }
        asked.send_replace(true);
        if answer.is_ok() {
            return;
        }
        sleep(RETRY).await;
    }
}
