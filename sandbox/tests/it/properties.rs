//! Random sequences of calls: what a service holds is always what the answers said, and its
//! invariants hold after every step.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use http::{Method, Request};
use http_body_util::BodyExt;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sandbox::{ACCESS_KEY_ID, OTHER_ACCESS_KEY_ID, Rates, Sandbox, Seed};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::aws::Still;

/// The same sequences every time; another seed finds others.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 48,
        rng_seed: RngSeed::Fixed(20_260_131),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

struct Client {
    sandbox: Sandbox,
    runtime: tokio::runtime::Runtime,
}

impl Client {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        let sandbox = Sandbox::with_clock(Seed::default(), Rates::Off, Still);
        Self { sandbox, runtime }
    }

    /// Calls an operation; no valid sequence of calls makes the service fail.
    fn call(&self, service: &str, key: &str, method: Method, path: &str, target: &str, body: &Value) -> (u16, Value) {
        let credential = format!("AWS4-HMAC-SHA256 Credential={key}/20260131/us-east-1/{service}/aws4_request");
        let content_type = if service == "workspaces" {
            "application/x-amz-json-1.1"
        } else {
            "application/json"
        };
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "127.0.0.1")
            .header("authorization", credential)
            .header("content-type", content_type)
            .header("x-amz-target", target)
            .body(Body::from(body.to_string()))
            .unwrap();
        self.runtime.block_on(async {
            let response = self.sandbox.router().oneshot(request).await.unwrap();
            let status = response.status().as_u16();
            let bytes = response.into_body().collect().await.unwrap().to_bytes();
            assert!(status < 500, "{bytes:?}");
            (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
        })
    }

    fn connect(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        self.call("connect", ACCESS_KEY_ID, method, path, "", body)
    }

    fn ses(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        self.call("ses", ACCESS_KEY_ID, method, path, "", body)
    }

    fn workspaces(&self, key: &str, operation: &str, body: &Value) -> (u16, Value) {
        let target = format!("WorkspacesService.{operation}");
        self.call("workspaces", key, Method::POST, "/", &target, body)
    }

    fn step(&self, seconds: u32) {
        let (status, _) = self.call("", "", Method::PUT, "/_sandbox/clock", "", &json!({ "step": seconds }));
        assert_eq!(status, 200);
    }
}

// --- Amazon Connect ------------------------------------------------------------------------------

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

// --- SES -----------------------------------------------------------------------------------------

const SEEDED_IDENTITIES: usize = 14;

#[derive(Clone, Debug)]
enum SesStep {
    Create(u8),
    Delete(u8),
    Tag(u8, u8),
    Untag(u8, u8),
}

fn ses_steps() -> impl Strategy<Value = Vec<SesStep>> {
    let step = prop_oneof![
        (0..4_u8).prop_map(SesStep::Create),
        (0..4_u8).prop_map(SesStep::Delete),
        (0..4_u8, 0..4_u8).prop_map(|(identity, tag)| SesStep::Tag(identity, tag)),
        (0..4_u8, 0..4_u8).prop_map(|(identity, tag)| SesStep::Untag(identity, tag)),
    ];
    proptest::collection::vec(step, 1..40)
}

fn domain(number: u8) -> String {
    format!("p{number}.example.org")
}

fn take_ses_step(client: &Client, identities: &mut BTreeMap<u8, BTreeSet<String>>, step: &SesStep) {
    let arn = |number| format!("arn:aws:ses:us-east-1:111122223333:identity/{}", domain(number));
    let expected = |is_there: bool| if is_there { 200 } else { 404 };
    match *step {
        SesStep::Create(number) => {
            // Domain names have no case.
            let body = json!({ "EmailIdentity": domain(number).to_uppercase() });
            let (status, _) = client.ses(Method::POST, "/v2/email/identities", &body);
            assert_eq!(status, if identities.contains_key(&number) { 400 } else { 200 });
            identities.entry(number).or_default();
        }
        SesStep::Delete(number) => {
            let path = format!("/v2/email/identities/{}", domain(number));
            let status = client.ses(Method::DELETE, &path, &json!({})).0;
            assert_eq!(status, expected(identities.remove(&number).is_some()));
        }
        SesStep::Tag(number, tag) => {
            let body = json!({ "ResourceArn": arn(number), "Tags": [{ "Key": format!("t{tag}"), "Value": "" }] });
            let (status, _) = client.ses(Method::POST, "/v2/email/tags", &body);
            let tags = identities.get_mut(&number);
            assert_eq!(status, expected(tags.is_some()));
            if let Some(tags) = tags {
                tags.insert(format!("t{tag}"));
            }
        }
        SesStep::Untag(number, tag) => {
            let path = format!("/v2/email/tags?ResourceArn={}&TagKeys=t{tag}", arn(number));
            let status = client.ses(Method::DELETE, &path, &json!({})).0;
            let tags = identities.get_mut(&number);
            assert_eq!(status, expected(tags.is_some()));
            if let Some(tags) = tags {
                tags.remove(&format!("t{tag}"));
            }
        }
    }
}

fn check_identities(client: &Client, identities: &BTreeMap<u8, BTreeSet<String>>) {
    let (_, listed) = client.ses(Method::POST, "/v2/email/list-identities", &json!({ "PageSize": 1000 }));
    let listed = listed["EmailIdentities"].as_array().unwrap();
    assert_eq!(listed.len(), SEEDED_IDENTITIES + identities.len());
    for (number, tags) in identities {
        let path = format!("/v2/email/identities/{}", domain(*number));
        let (_, identity) = client.ses(Method::GET, &path, &json!({}));
        let given = identity["Tags"].as_array().unwrap().iter();
        let given: BTreeSet<_> = given.map(|tag| tag["Key"].as_str().unwrap().to_owned()).collect();
        assert_eq!(given, *tags);
    }
}

// --- WorkSpaces ----------------------------------------------------------------------------------

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
    fn connect_keeps_what_it_was_told(steps in connect_steps()) {
        let client = Client::new();
        let mut instance = Instance::new(&client);
        instance.check();
        for step in &steps {
            instance.take(step);
        }
        instance.check();
    }

    #[test]
    fn ses_keeps_what_it_was_told(steps in ses_steps()) {
        let client = Client::new();
        let mut identities = BTreeMap::new();
        for step in &steps {
            take_ses_step(&client, &mut identities, step);
            check_identities(&client, &identities);
        }
    }

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
