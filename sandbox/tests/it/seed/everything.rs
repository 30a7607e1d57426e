//! All that a sandbox tells of what it holds.

use http::{Method, Request};
use sandbox::{ACCESS_KEY_ID, OTHER_ACCESS_KEY_ID, REGIONS, Rates, Sandbox, Seed};
use serde_json::Value;

use crate::aws::{NOW, Still};
use crate::http::{AMZ_JSON, Answer, JSON, authorization, send};

/// A sandbox in a Region, and everything that it said.
struct Reader<'a> {
    sandbox: &'a Sandbox,
    region: &'a str,
    said: Vec<String>,
}

impl Reader<'_> {
    async fn rest(&mut self, service: &str, method: Method, path: &str, body: &str) -> Value {
        let request = Request::builder().method(method).uri(path);
        let request = request.header("authorization", authorization(ACCESS_KEY_ID, self.region, service));
        let answer = send(self.sandbox, request.header("content-type", JSON), body.to_owned()).await;
        self.keep(format!("{service} {path}"), &answer)
    }

    async fn workspaces(&mut self, access_key_id: &str, operation: &str) {
        let authorization = authorization(access_key_id, self.region, "workspaces");
        let request = Request::post("/").header("authorization", authorization);
        let request = request.header("x-amz-target", format!("WorkspacesService.{operation}"));
        let answer = send(self.sandbox, request.header("content-type", AMZ_JSON), "{}").await;
        self.keep(operation.to_owned(), &answer);
    }

    fn keep(&mut self, what: String, answer: &Answer) -> Value {
        let text = answer.text();
        assert_eq!(answer.status, 200, "{what}: {text}");
        self.said.push(format!("{} {what}: {text}", self.region));
        answer.document()
    }

    async fn connect(&mut self) {
        let instances = self.rest("connect", Method::GET, "/instance", "").await;
        for instance in items(&instances, "InstanceSummaryList") {
            let id = instance["Id"].as_str().unwrap();
            self.rest("connect", Method::GET, &format!("/instance/{id}"), "").await;
            for list in ["security-profiles", "routing-profiles", "user-hierarchy-groups"] {
                let path = format!("/{list}-summary/{id}?maxResults=1000");
                self.rest("connect", Method::GET, &path, "").await;
            }
            let path = format!("/users-summary/{id}?maxResults=1000");
            let users = self.rest("connect", Method::GET, &path, "").await;
            for user in items(&users, "UserSummaryList") {
                let path = format!("/users/{id}/{}", user["Id"].as_str().unwrap());
                self.rest("connect", Method::GET, &path, "").await;
            }
            let search = format!(r#"{{"InstanceId":"{id}"}}"#);
            let path = "/search-email-addresses";
            let addresses = self.rest("connect", Method::POST, path, &search).await;
            for address in items(&addresses, "EmailAddresses") {
                let path = format!("/email-addresses/{id}/{}", address["EmailAddressId"].as_str().unwrap());
                self.rest("connect", Method::GET, &path, "").await;
            }
        }
    }

    async fn ses(&mut self) {
        let path = "/v2/email/list-identities";
        let identities = self.rest("ses", Method::POST, path, r#"{"PageSize":1000}"#).await;
        for identity in items(&identities, "EmailIdentities") {
            let path = format!("/v2/email/identities/{}", identity["IdentityName"].as_str().unwrap());
            self.rest("ses", Method::GET, &path, "").await;
        }
        for path in ["/v2/email/configuration-sets", "/v2/email/account"] {
            self.rest("ses", Method::GET, path, "").await;
        }
    }
}

fn items(document: &Value, list: &str) -> Vec<Value> {
    document[list].as_array().into_iter().flatten().cloned().collect()
}

/// Every list, and every description of what is listed.
pub async fn everything() -> Vec<String> {
    let sandbox = Sandbox::with_clock(Seed::default(), Rates::Off, Still(NOW));
    let mut said = Vec::new();
    for region in REGIONS {
        let mut reader = Reader {
            sandbox: &sandbox,
            region,
            said: Vec::new(),
        };
        reader.connect().await;
        reader.ses().await;
        for access_key_id in [ACCESS_KEY_ID, OTHER_ACCESS_KEY_ID] {
            reader.workspaces(access_key_id, "DescribeConnectionAliases").await;
            reader.workspaces(access_key_id, "DescribeWorkspaceDirectories").await;
        }
        said.append(&mut reader.said);
    }
    said
}
