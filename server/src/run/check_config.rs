//! `frontdesk check-config`: what applies, without secrets.

use super::{RunError, listen::say};
use crate::{
    auth,
    aws::{Account, sdk_config},
    clock,
    config::Settings,
};
use aws_config::SdkConfig;
use aws_credential_types::provider::ProvideCredentials;
use std::{env, time::Duration};
use tokio::time::timeout;

/// Looking for credentials may mean to ask the machine's metadata service, which may not be there.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) async fn run(settings: &Settings) -> Result<(), RunError> {
    auth::check(settings, clock::system)?;
    let (config, regions) = sdk_config(&Account::Standard, &settings.regions).await?;
    let effective = Settings {
        data: Some(settings.data_folder()?),
        regions,
        ..settings.clone()
    };
    say("# Frontdesk");
    if let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(&effective) {
        for (name, value) in fields {
            match value {
                serde_json::Value::Object(nested) => {
                    nested
                        .iter()
                        .for_each(|(key, value)| say(&format!("{name}.{key} = {value}")));
                }
                serde_json::Value::Null => {}
                value => say(&format!("{name} = {value}")),
            }
        }
    }
    say("\n# AWS");
    say(&format!(
        "profile = \"{}\"",
        env::var("AWS_PROFILE").unwrap_or_else(|_| "default".to_owned())
    ));
    say(&format!("credentials = {}", credentials(&config).await));
    for (name, value) in env::vars_os() {
        let (name, value) = (name.to_string_lossy(), value.to_string_lossy());
        if name.starts_with("AWS_ENDPOINT_URL") {
            say(&format!("{name} = \"{value}\""));
        }
    }
    Ok(())
}

async fn credentials(config: &SdkConfig) -> &'static str {
    let Some(provider) = config.credentials_provider() else {
        return "none";
    };
    match timeout(PATIENCE, provider.provide_credentials()).await {
        Ok(Ok(_)) => "found",
        Ok(Err(_)) => "none that can be used: set a profile, or sign in with aws sso login",
        Err(_) => "not found within 5 seconds",
    }
}
