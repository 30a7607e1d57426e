//! Connection aliases of two accounts.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use sandbox::{ACCESS_KEY_ID, OTHER_ACCESS_KEY_ID};
use serde_json::{Value, json};

use super::{Client, config};

const KEYS: [&str; 2] = [ACCESS_KEY_ID, OTHER_ACCESS_KEY_ID];
const ACCOUNTS: [&str; 2] = ["111122223333", "444455556666"];

#[derive(Clone, Debug)]
enum WorkSpacesStep {
    Create(usize, u8),
    Delete(usize, u8),
    Associate(usize, u8, usize),
    Disassociate(usize, u8),
    Share(usize, u8, bool),
    Wait,
}

fn workspaces_steps() -> impl Strategy<Value = Vec<WorkSpacesStep>> {
    let who = 0..2_usize;
    let which = 0..4_u8;
    let step = prop_oneof![
        (who.clone(), which.clone()).prop_map(|(who, which)| WorkSpacesStep::Create(who, which)),
        (who.clone(), which.clone()).prop_map(|(who, which)| WorkSpacesStep::Delete(who, which)),
        (who.clone(), which.clone(), 0..4_usize)
            .prop_map(|(who, which, directory)| WorkSpacesStep::Associate(who, which, directory)),
        (who.clone(), which.clone()).prop_map(|(who, which)| WorkSpacesStep::Disassociate(who, which)),
        (who, which, any::<bool>()).prop_map(|(who, which, allow)| WorkSpacesStep::Share(who, which, allow)),
        Just(WorkSpacesStep::Wait),
        Just(WorkSpacesStep::Wait),
    ];
    proptest::collection::vec(step, 1..60)
}

fn connection_aliases(client: &Client, key: &str) -> Vec<Value> {
    let (mut all, mut request) = (Vec::new(), json!({}));
    loop {
        let (_, page) = client.workspaces(key, "DescribeConnectionAliases", &request);
        all.extend(page["ConnectionAliases"].as_array().into_iter().flatten().cloned());
        match page["NextToken"].as_str() {
            Some(token) => request = json!({ "NextToken": token }),
            None => return all,
        }
    }
}

fn take_workspaces_step(client: &Client, step: &WorkSpacesStep) {
    let string = |number: u8| format!("p{number}.example.net");
    // The latest alias with this string that the account may know of.
    let alias = |who: usize, number: u8| {
        let mut all = connection_aliases(client, KEYS[who]).into_iter();
        let found = all.find(|alias| alias["ConnectionString"] == string(number));
        found.map_or_else(|| json!("wsca-nowhere00"), |alias| alias["AliasId"].clone())
    };
    match *step {
        WorkSpacesStep::Create(who, number) => {
            let body = json!({ "ConnectionString": string(number) });
            client.workspaces(KEYS[who], "CreateConnectionAlias", &body);
        }
        WorkSpacesStep::Delete(who, number) => {
            let body = json!({ "AliasId": alias(who, number) });
            client.workspaces(KEYS[who], "DeleteConnectionAlias", &body);
        }
        WorkSpacesStep::Associate(who, number, directory) => {
            let (_, all) = client.workspaces(KEYS[who], "DescribeWorkspaceDirectories", &json!({}));
            let directories = all["Directories"].as_array().unwrap();
            let directory = &directories[directory % directories.len()]["DirectoryId"];
            let body = json!({ "AliasId": alias(who, number), "ResourceId": directory });
            client.workspaces(KEYS[who], "AssociateConnectionAlias", &body);
        }
        WorkSpacesStep::Disassociate(who, number) => {
            let body = json!({ "AliasId": alias(who, number) });
            client.workspaces(KEYS[who], "DisassociateConnectionAlias", &body);
        }
        WorkSpacesStep::Share(who, number, allow) => {
            let permission = json!({ "SharedAccountId": ACCOUNTS[1 - who], "AllowAssociation": allow });
            let body = json!({ "AliasId": alias(who, number), "ConnectionAliasPermission": permission });
            client.workspaces(KEYS[who], "UpdateConnectionAliasPermission", &body);
        }
        WorkSpacesStep::Wait => client.step(30),
    }
}

fn check_connection_aliases(client: &Client, owners: &mut BTreeMap<String, String>) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut everything = BTreeMap::new();
    for (key, account) in KEYS.into_iter().zip(ACCOUNTS) {
        let visible = connection_aliases(client, key);
        let own = visible.iter().filter(|alias| alias["OwnerAccountId"] == account);
        assert!(own.count() <= 20);
        everything.extend(visible.into_iter().map(|alias| (text(&alias["AliasId"]), alias)));
    }
    let mut taken = BTreeSet::new();
    for alias in everything.values() {
        let (string, owner) = (text(&alias["ConnectionString"]), text(&alias["OwnerAccountId"]));
        let reserved_for = owners.entry(string).or_insert_with(|| owner.clone());
        assert_eq!(*reserved_for, owner, "a string of another account: {alias}");
        let associations = alias["Associations"].as_array().map_or(&[][..], Vec::as_slice);
        assert!(associations.len() <= 1, "{alias}");
        for association in associations {
            let directory = text(&association["ResourceId"]);
            assert!(
                directory.is_empty() || taken.insert(directory),
                "a directory of two aliases: {alias}"
            );
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn workspaces_keeps_aliases_apart(steps in workspaces_steps()) {
        let client = Client::new();
        let mut owners = BTreeMap::new();
        for step in &steps {
            take_workspaces_step(&client, step);
            check_connection_aliases(&client, &mut owners);
        }
    }
}
