//! A running sandbox, and a client for each service.

use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_connect::config::Credentials;
use aws_sdk_connect::types::DirectoryType;
use sandbox::{ACCESS_KEY_ID, OTHER_ACCESS_KEY_ID, Rates, SECRET_ACCESS_KEY, Sandbox, Seed, serve};

pub const US: &str = "us-east-1";
pub const EU: &str = "eu-west-2";
pub const AP: &str = "ap-southeast-2";

/// A sandbox that runs for as long as the test does.
pub struct Aws {
    url: String,
}

impl Aws {
    pub async fn start() -> Self {
        Self::start_with(Seed::default()).await
    }

    pub async fn start_with(seed: Seed) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(serve(listener, Sandbox::new(seed, Rates::Off), std::future::pending()));
        Self { url }
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
