//! Connection aliases.

use std::collections::HashSet;

use aws_sdk_workspaces::types::ConnectionAlias;
use sandbox::OTHER_ACCOUNT_ID;

use crate::aws::{Aws, US};

#[tokio::test]
async fn connection_aliases_show_every_state() {
    let client = Aws::start().await.workspaces(US).await;
    let aliases = client.describe_connection_aliases().send().await.unwrap();
    let aliases = aliases.connection_aliases();
    let states: HashSet<_> = aliases.iter().map(|alias| alias.state().unwrap().as_str()).collect();
    assert_eq!(states.len(), 3);
    let associations = aliases.iter().flat_map(ConnectionAlias::associations);
    let statuses = associations.map(|one| one.association_status().unwrap().as_str());
    assert_eq!(statuses.collect::<HashSet<_>>().len(), 5);
    assert!(aliases.iter().any(|alias| alias.associations().is_empty()));
    assert!(
        aliases
            .iter()
            .any(|alias| alias.owner_account_id() == Some(OTHER_ACCOUNT_ID))
    );
}
