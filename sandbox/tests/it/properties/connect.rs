//! Users, e-mail addresses and their aliases.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use http::Method;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::json;

use super::{Client, sequences};

const SEEDED_USERS: usize = 120;
const SEEDED_ADDRESSES: usize = 10;
const SEEDED_ALIASES: usize = 3;

#[derive(Clone, Debug)]
enum ConnectStep {
    CreateUser(u8),
    DeleteUser(u8),
    CreateAddress(u8),
    DeleteAddress(u8),
    Associate(u8, u8),
    Disassociate(u8, u8),
}

fn connect_steps() -> impl Strategy<Value = Vec<ConnectStep>> {
    let step = prop_oneof![
        (0..3_u8).prop_map(ConnectStep::CreateUser),
        (0..3_u8).prop_map(ConnectStep::DeleteUser),
        (0..5_u8).prop_map(ConnectStep::CreateAddress),
        (0..5_u8).prop_map(ConnectStep::CreateAddress),
        (0..5_u8).prop_map(ConnectStep::DeleteAddress),
        (0..5_u8, 0..5_u8).prop_map(|(primary, alias)| ConnectStep::Associate(primary, alias)),
        (0..5_u8, 0..5_u8).prop_map(|(primary, alias)| ConnectStep::Associate(primary, alias)),
        (0..5_u8, 0..5_u8).prop_map(|(primary, alias)| ConnectStep::Disassociate(primary, alias)),
    ];
    proptest::collection::vec(step, 1..40)
}

/// What must be there, as far as it is not the seed's.
struct Instance<'a> {
    client: &'a Client,
    id: String,
    routing_profile: String,
    security_profile: String,
    users: BTreeMap<u8, String>,
    addresses: BTreeMap<u8, String>,
    /// Aliases by their primary.
    aliases: BTreeMap<u8, u8>,
}

impl<'a> Instance<'a> {
    fn new(client: &'a Client) -> Self {
        let (_, instances) = client.connect(Method::GET, "/instance", &json!({}));
        let mut instances = instances["InstanceSummaryList"].as_array().unwrap().iter();
        let instance = instances.find(|one| one["InstanceAlias"] == "support-us").unwrap();
        let id = instance["Id"].as_str().unwrap().to_owned();
        let first = |path: &str, list: &str| {
            let (_, page) = client.connect(Method::GET, &format!("/{path}/{id}"), &json!({}));
            page[list][0]["Id"].as_str().unwrap().to_owned()
        };
        Self {
            client,
            routing_profile: first("routing-profiles-summary", "RoutingProfileSummaryList"),
            security_profile: first("security-profiles-summary", "SecurityProfileSummaryList"),
            id,
            users: BTreeMap::new(),
            addresses: BTreeMap::new(),
            aliases: BTreeMap::new(),
        }
    }

    fn address(&self, number: u8) -> String {
        self.addresses
            .get(&number)
            .cloned()
            .unwrap_or_else(|| "nowhere".to_owned())
    }

    fn take(&mut self, step: &ConnectStep) {
        match *step {
            ConnectStep::CreateUser(number) => {
                let body = json!({
                    "Username": format!("user{number}"), "Password": "Correct1Horse",
                    "IdentityInfo": { "FirstName": "A", "LastName": "B" },
                    "PhoneConfig": { "PhoneType": "SOFT_PHONE" },
                    "RoutingProfileId": self.routing_profile, "SecurityProfileIds": [self.security_profile],
                });
                let (status, created) = self.client.connect(Method::PUT, &format!("/users/{}", self.id), &body);
                let Entry::Vacant(user) = self.users.entry(number) else {
                    assert_eq!(status, 409, "{created}");
                    return;
                };
                assert_eq!(status, 200, "{created}");
                user.insert(created["UserId"].as_str().unwrap().to_owned());
            }
            ConnectStep::DeleteUser(number) => {
                let user = self.users.remove(&number);
                let expected = if user.is_some() { 200 } else { 404 };
                let path = format!("/users/{}/{}", self.id, user.as_deref().unwrap_or("nobody"));
                assert_eq!(self.client.connect(Method::DELETE, &path, &json!({})).0, expected);
            }
            ConnectStep::CreateAddress(number) => {
                let body = json!({ "EmailAddress": format!("a{number}@support-us.email.connect.aws") });
                let path = format!("/email-addresses/{}", self.id);
                let (status, created) = self.client.connect(Method::PUT, &path, &body);
                let Entry::Vacant(address) = self.addresses.entry(number) else {
                    assert_eq!(status, 409, "{created}");
                    return;
                };
                assert_eq!(status, 200, "{created}");
                address.insert(created["EmailAddressId"].as_str().unwrap().to_owned());
            }
            ConnectStep::DeleteAddress(number) => {
                let path = format!("/email-addresses/{}/{}", self.id, self.address(number));
                let expected = if self.addresses.remove(&number).is_some() {
                    200
                } else {
                    404
                };
                self.aliases
                    .retain(|primary, alias| *primary != number && *alias != number);
                assert_eq!(self.client.connect(Method::DELETE, &path, &json!({})).0, expected);
            }
            ConnectStep::Associate(primary, alias) => {
                let status = self.relate("associate-alias", primary, alias);
                let both = self.addresses.contains_key(&primary) && self.addresses.contains_key(&alias);
                let is_involved = |one| {
                    let mut pairs = self.aliases.iter();
                    pairs.any(|(primary, alias)| *primary == one || *alias == one)
                };
                let allowed = both && primary != alias && !is_involved(primary) && !is_involved(alias);
                assert_eq!(
                    status == 200,
                    allowed,
                    "{status}: {primary} and {alias} in {:?}",
                    self.aliases
                );
                if allowed {
                    self.aliases.insert(primary, alias);
                }
            }
            ConnectStep::Disassociate(primary, alias) => {
                let status = self.relate("disassociate-alias", primary, alias);
                let allowed = self.aliases.get(&primary) == Some(&alias);
                assert_eq!(
                    status == 200,
                    allowed,
                    "{status}: {primary} and {alias} in {:?}",
                    self.aliases
                );
                if allowed {
                    self.aliases.remove(&primary);
                }
            }
        }
    }

    fn relate(&self, how: &str, primary: u8, alias: u8) -> u16 {
        let path = format!("/email-addresses/{}/{}/{how}", self.id, self.address(primary));
        let body = json!({ "AliasConfiguration": { "EmailAddressId": self.address(alias) } });
        self.client.connect(Method::POST, &path, &body).0
    }

    fn check(&self) {
        self.check_users();
        let search = json!({ "InstanceId": self.id });
        let (_, found) = self.client.connect(Method::POST, "/search-email-addresses", &search);
        let all = found["EmailAddresses"].as_array().unwrap();
        assert_eq!(all.len(), SEEDED_ADDRESSES + self.addresses.len());
        assert_eq!(found["ApproximateTotalCount"], all.len());

        let mut relations = BTreeMap::new();
        for address in all {
            let id = address["EmailAddressId"].as_str().unwrap();
            let path = format!("/email-addresses/{}/{id}", self.id);
            let (_, described) = self.client.connect(Method::GET, &path, &json!({}));
            assert_eq!(address.get("AliasConfigurations"), described.get("AliasConfigurations"));
            if let Some(alias) = address["AliasConfigurations"][0]["EmailAddressId"].as_str() {
                relations.insert(id, alias);
            }
        }
        let aliases: BTreeSet<_> = relations.values().collect();
        assert_eq!(aliases.len(), relations.len(), "an alias of two addresses");
        assert!(relations.keys().all(|primary| !aliases.contains(primary)), "a chain");
        assert_eq!(relations.len(), SEEDED_ALIASES + self.aliases.len());
        for (primary, alias) in &self.aliases {
            assert_eq!(relations[self.address(*primary).as_str()], self.address(*alias));
        }
    }

    fn check_users(&self) {
        let expected = SEEDED_USERS + self.users.len();
        let path = format!("/users-summary/{}?maxResults=1000", self.id);
        let (_, listed) = self.client.connect(Method::GET, &path, &json!({}));
        assert_eq!(listed["UserSummaryList"].as_array().unwrap().len(), expected);
        let search = json!({ "InstanceId": self.id, "MaxResults": 500 });
        let (_, found) = self.client.connect(Method::POST, "/search-users", &search);
        assert_eq!(found["ApproximateTotalCount"], expected);
        for (number, id) in &self.users {
            let path = format!("/users/{}/{id}", self.id);
            let (_, described) = self.client.connect(Method::GET, &path, &json!({}));
            assert_eq!(described["User"]["Username"], format!("user{number}"));
        }
    }
}

/// A third of the sequences in each test, each by another seed: every step asks for all that the instance has.
fn keeps_what_it_was_told(seed: u64) {
    let all = TestRunner::new(sequences(16, seed)).run(&connect_steps(), |steps| {
        let client = Client::new();
        let mut instance = Instance::new(&client);
        instance.check();
        for step in &steps {
            instance.take(step);
            instance.check();
        }
        Ok(())
    });
    all.unwrap();
}

#[test]
fn connect_keeps_what_it_was_told_1() {
    keeps_what_it_was_told(1);
}

#[test]
fn connect_keeps_what_it_was_told_2() {
    keeps_what_it_was_told(2);
}

#[test]
fn connect_keeps_what_it_was_told_3() {
    keeps_what_it_was_told(3);
}
