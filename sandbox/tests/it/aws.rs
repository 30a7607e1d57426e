//! A running sandbox, and a client for each service.

use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_connect::config::Credentials;
use aws_sdk_connect::error::ProvideErrorMetadata;
use aws_sdk_connect::types::DirectoryType;
use http::Method;
use sandbox::{ACCESS_KEY_ID, Clock, OTHER_ACCESS_KEY_ID, Rates, SECRET_ACCESS_KEY, Sandbox, Seed, serve};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::datetime;

use crate::http::Control;

pub const US: &str = "us-east-1";
pub const EU: &str = "eu-west-2";
pub const AP: &str = "ap-southeast-2";

/// When every test begins.
pub const NOW: OffsetDateTime = datetime!(2026-01-31 12:00 UTC);

/// A clock that stands still; `/_sandbox/clock` steps it.
pub struct Still(pub OffsetDateTime);

impl Clock for Still {
    fn now(&self) -> OffsetDateTime {
        self.0
    }
}

/// A sandbox that runs for as long as the test does.
pub struct Aws {
    url: String,
    sandbox: Sandbox,
}

impl Aws {
    pub async fn start() -> Self {
        Self::start_with(Seed::default()).await
    }

    pub async fn start_with(seed: Seed) -> Self {
        Self::start_at(seed, Rates::Off).await
    }

    pub async fn start_at(seed: Seed, rates: Rates) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let sandbox = Sandbox::with_clock(seed, rates, Still(NOW));
        tokio::spawn(serve(listener, sandbox.clone(), std::future::pending()));
        Self { url, sandbox }
    }

    /// Puts the simulated clock forward, by a text such as `72h`.
    pub async fn step(&self, duration: &str) {
        self.control(Method::PUT, "clock", json!({ "step": duration })).await;
    }

    /// Asks for something under `/_sandbox/`; gives the answer's document.
    pub async fn control(&self, method: Method, path: &str, body: Value) -> Value {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let (status, document) = Control::of(&self.sandbox).send(method, path, body).await;
        assert!(status.is_success(), "{document}");
        document
    }

    pub async fn connect(&self, region: &str) -> aws_sdk_connect::Client {
        aws_sdk_connect::Client::new(&self.config(region, ACCESS_KEY_ID).await)
    }

    pub async fn sesv2(&self, region: &str) -> aws_sdk_sesv2::Client {
        aws_sdk_sesv2::Client::new(&self.config(region, ACCESS_KEY_ID).await)
    }

    pub async fn workspaces(&self, region: &str) -> aws_sdk_workspaces::Client {
        aws_sdk_workspaces::Client::new(&self.config(region, ACCESS_KEY_ID).await)
    }

    pub async fn workspaces_of_other(&self, region: &str) -> aws_sdk_workspaces::Client {
        aws_sdk_workspaces::Client::new(&self.config(region, OTHER_ACCESS_KEY_ID).await)
    }

    pub async fn sts(&self, access_key_id: &str) -> aws_sdk_sts::Client {
        aws_sdk_sts::Client::new(&self.config(US, access_key_id).await)
    }

    async fn config(&self, region: &str, access_key_id: &str) -> SdkConfig {
        aws_config::defaults(BehaviorVersion::latest())
            .endpoint_url(&self.url)
            .region(Region::new(region.to_owned()))
            .credentials_provider(Credentials::new(access_key_id, SECRET_ACCESS_KEY, None, None, "test"))
            .retry_config(RetryConfig::disabled())
            .load()
            .await
    }
}

/// The id of the only instance with this identity management.
pub async fn instance_id(client: &aws_sdk_connect::Client, users_from: DirectoryType) -> String {
    let instances = client.list_instances().send().await.unwrap();
    let mut instances = instances.instance_summary_list().iter();
    let instance = instances.find(|one| one.identity_management_type() == Some(&users_from));
    instance.unwrap().id().unwrap().to_owned()
}

/// A client of the Region, and the id of its `CONNECT_MANAGED` instance.
pub async fn support_us(aws: &Aws) -> (aws_sdk_connect::Client, String) {
    let client = aws.connect(US).await;
    let id = instance_id(&client, DirectoryType::ConnectManaged).await;
    (client, id)
}

/// The code and the message that a call is refused with.
#[track_caller]
pub fn refusal<T, E: ProvideErrorMetadata>(outcome: Result<T, E>) -> (String, String) {
    let Err(error) = outcome else {
        panic!("the call is not refused")
    };
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    (text(error.code()), text(error.message()))
}
