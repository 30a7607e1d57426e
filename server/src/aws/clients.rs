//! The SDK's clients, and where AWS is.

use app::model::region::{NotARegion, Region};
use aws_config::{
    BehaviorVersion, SdkConfig,
    environment::EnvironmentVariableRegionProvider,
    meta::region::RegionProviderChain,
    profile::ProfileFileRegionProvider,
    retry::RetryConfig,
    timeout::{TimeoutConfig, TimeoutConfigBuilder},
};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_smithy_http_client::Builder as HttpClientBuilder;
use std::time::Duration;

/// Which AWS is looked at.
#[derive(Clone, Debug)]
pub enum Account {
    /// The one that AWS's own settings name: profile, Region, `AWS_ENDPOINT_URL` and so on.
    Standard,
    /// A simulated one.
    Simulated {
        /// Its base URL.
        endpoint: String,
    },
}

/// Neither Frontdesk nor AWS's settings name a Region.
#[derive(Debug, thiserror::Error)]
pub enum NoRegion {
    /// None at all.
    #[error(
        "no AWS Region is set. Set `regions` in the configuration file, FRONTDESK_REGIONS, AWS_REGION, \
         or a Region in the AWS profile"
    )]
    Missing,
    /// AWS's settings name something else.
    #[error("the Region of the AWS settings can't be used: {0}")]
    NotARegion(#[from] NotARegion),
}

/// Loads the settings of `account`, and the Regions to look at: `regions`, or the one of AWS's settings.
///
/// # Errors
/// When there is no Region.
pub async fn sdk_config(account: &Account, regions: &[Region]) -> Result<(SdkConfig, Vec<Region>), NoRegion> {
    let mut regions = regions.to_vec();
    if regions.is_empty() {
        regions.push(region_of_settings().await?);
    }
    let config = match account {
        Account::Standard => {
            let first = regions
                .first()
                .map(|region| aws_config::Region::new(region.to_string()));
            aws_config::defaults(BehaviorVersion::latest())
                .region(first)
                .retry_config(RetryConfig::disabled())
                .timeout_config(timeouts().build())
                .load()
                .await
        }
        Account::Simulated { endpoint } => simulated(endpoint),
    };
    Ok((config, regions))
}

/// The Region of `AWS_REGION` or of the profile. The machine's metadata service is not asked: where there is none, that
/// takes seconds, and whoever runs Frontdesk on an instance can as well name the Region.
async fn region_of_settings() -> Result<Region, NoRegion> {
    let variables = EnvironmentVariableRegionProvider::new();
    let settings = RegionProviderChain::first_try(variables).or_else(ProfileFileRegionProvider::new());
    let region = settings.region().await.ok_or(NoRegion::Missing)?;
    Ok(region.as_ref().parse()?)
}

/// Built from nothing, rather than from the environment: a stray `AWS_ENDPOINT_URL_SESV2` or profile must never make a
/// demo call a real account. For the same reason the HTTP client has no TLS: AWS itself is out of its reach.
fn simulated(endpoint: &str) -> SdkConfig {
    let credentials = Credentials::new(
        sandbox::ACCESS_KEY_ID,
        sandbox::SECRET_ACCESS_KEY,
        None,
        None,
        "Simulated",
    );
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(endpoint)
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(HttpClientBuilder::new().build_http())
        .retry_config(RetryConfig::disabled())
        .timeout_config(timeouts().build())
        .build()
}

/// The SDK has no time-out but for connecting. Its retries are off because [`super::call`] retries, with a token of the
/// pacer for every attempt.
fn timeouts() -> TimeoutConfigBuilder {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_millis(3_100))
        .operation_attempt_timeout(Duration::from_secs(10))
        .operation_timeout(Duration::from_secs(30))
}

/// The clients for one Region. They share the configuration's HTTP client and its cache of credentials.
pub struct Clients {
    pub(super) connect: aws_sdk_connect::Client,
    pub(super) ses: aws_sdk_sesv2::Client,
    pub(super) workspaces: aws_sdk_workspaces::Client,
    pub(super) sts: aws_sdk_sts::Client,
}

impl Clients {
    pub(super) fn new(config: &SdkConfig, region: &Region) -> Self {
        let region = aws_config::Region::new(region.to_string());
        let config = config.clone().into_builder().region(region).build();
        Self {
            connect: aws_sdk_connect::Client::new(&config),
            ses: aws_sdk_sesv2::Client::new(&config),
            workspaces: aws_sdk_workspaces::Client::new(&config),
            sts: aws_sdk_sts::Client::new(&config),
        }
    }
}
