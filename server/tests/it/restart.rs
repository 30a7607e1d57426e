//! What was known is shown again before any call.

use crate::support::{CLOSED_PORT, folder, frontdesk, frontdesk_in, is_complete, simulated_aws, until};
use app::backend::Backend;

#[tokio::test]
async fn the_last_known_state_is_there_at_once() {
    let folder = folder();
    let first = frontdesk(&folder, &simulated_aws().await).await;
    let before = until(&first, is_complete).await;
    first.stop().await;
    drop(first);

    let second = frontdesk(&folder, CLOSED_PORT).await;
    let after = second.snapshot();
    assert_eq!(after.account, before.account);
    assert_eq!(after.instances, before.instances);
    assert_eq!(after.users, before.users);
    assert_eq!(after.email_addresses, before.email_addresses);
    assert_eq!(after.identities, before.identities);
    assert_eq!(after.connection_aliases, before.connection_aliases);
    assert_eq!(after.directories, before.directories);
    assert_eq!(after.ses, before.ses);
    let listed = |snapshot: &app::model::snapshot::Snapshot| -> Vec<_> {
        snapshot.scopes.values().map(|scope| scope.listed_at).collect()
    };
    assert_eq!(listed(&after), listed(&before));
    second.stop().await;
}

#[tokio::test]
async fn a_region_that_is_no_longer_looked_at_is_forgotten() {
    let folder = folder();
    let first = frontdesk(&folder, &simulated_aws().await).await;
    until(&first, is_complete).await;
    first.stop().await;
    drop(first);

    let second = frontdesk_in(&folder, CLOSED_PORT, &["eu-west-2"]).await;
    let snapshot = second.snapshot();
    assert_eq!((snapshot.instances.len(), snapshot.users.len()), (1, 40));
    assert_eq!((snapshot.identities.len(), snapshot.scopes.len()), (9, 4));
    second.stop().await;
}
