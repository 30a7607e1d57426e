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
use serde_json::Value;
use std::{env, time::Duration};
use tokio::time::timeout;

/// Looking for credentials may mean to ask the machine's metadata service, which may not be there.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) async fn run(settings: &Settings) -> Result<(), RunError> {
    auth::check(settings, clock::system)?;
    let (config, regions) = sdk_config(&Account::Standard, &settings.regions).await?;
    let effective = Settings {
        // One of the two.
        data: match settings.database {
            Some(_) => None,
            None => Some(settings.data_folder()?),
        },
        regions,
        ..settings.clone()
    };
    say("# Frontdesk");
    if let Ok(fields) = serde_json::to_value(&effective) {
        show("", &fields);
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

/// Says each setting that is set, by its whole name.
fn show(name: &str, value: &Value) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let dot = if name.is_empty() { "" } else { "." };
                show(&format!("{name}{dot}{key}"), value);
            }
        }
        Value::Null => {}
        value => say(&format!("{name} = {value}")),
    }
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
