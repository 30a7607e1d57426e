//! Who may sign in, and how.

use super::{ConfigError, LoadBalancerArn, Network, Secret, Settings, sources::list_or_commas};
use app::model::access::{Permission, Role, default_needs};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::PathBuf};

/// How people sign in: one way per deployment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// At an OpenID provider.
    #[default]
    Oidc,
    /// At an AWS application load balancer that stands before Frontdesk.
    Alb,
    /// At a reverse proxy that stands before Frontdesk.
    Proxy,
    /// Not at all: everybody who reaches the loopback address is an admin.
    None,
}

/// How people sign in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Auth {
    /// The way.
    pub mode: Mode,
}

/// The OpenID provider.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Oidc {
    /// The issuer identifier, exactly as the provider says it.
    pub issuer: Option<String>,
    /// What the provider calls Frontdesk.
    pub client_id: Option<String>,
    /// What Frontdesk proves itself to the provider with.
    pub client_secret: Option<Secret>,
    /// A file that holds it.
    pub client_secret_file: Option<PathBuf>,
    /// What is asked for, besides `openid`.
    #[serde(deserialize_with = "list_or_commas")]
    pub scopes: Vec<String>,
    /// The claim that names a person's groups.
    pub groups_claim: String,
}

impl Default for Oidc {
    fn default() -> Self {
        Self {
            issuer: None,
            client_id: None,
            client_secret: None,
            client_secret_file: None,
            scopes: ["profile", "email", "offline_access"].map(str::to_owned).to_vec(),
            groups_claim: "groups".to_owned(),
        }
    }
}

impl Oidc {
    /// Reads the secret from its file, if that is where it is.
    pub(super) fn read_client_secret(&mut self) -> Result<(), ConfigError> {
        let Some(path) = &self.client_secret_file else {
            return Ok(());
        };
        if self.client_secret.is_some() {
            return Err(ConfigError::Value {
                key: "oidc.client_secret_file",
                why: "is set beside `oidc.client_secret`: set one of them",
            });
        }
        let secret = std::fs::read_to_string(path).map_err(|error| ConfigError::File {
            path: path.clone(),
            why: error.to_string(),
        })?;
        self.client_secret = Some(Secret::from(secret.trim().to_owned()));
        Ok(())
    }
}

/// The AWS application load balancer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Alb {
    /// Its ARN, which has to be each token's `signer`.
    pub arn: Option<LoadBalancerArn>,
    /// The issuer that its authenticate action is configured with.
    pub issuer: Option<String>,
    /// The client that it is configured with.
    pub client_id: Option<String>,
    /// The claim that names a person's groups.
    pub groups_claim: String,
    /// Where its public keys are, without the key's id; `None`: where AWS publishes those of its Region.
    pub keys_url: Option<String>,
}

impl Default for Alb {
    fn default() -> Self {
        Self {
            arn: None,
            issuer: None,
            client_id: None,
            groups_claim: "groups".to_owned(),
            keys_url: None,
        }
    }
}

/// The reverse proxy that signs people in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Proxy {
    /// From where its requests come; nobody else's headers count.
    #[serde(deserialize_with = "list_or_commas")]
    pub peers: Vec<Network>,
    /// The header that names the person, for good.
    pub user_header: String,
    /// The header with what people call them; empty: none is read, as with the next two.
    pub name_header: String,
    /// The header with their e-mail address.
    pub email_header: String,
    /// The header with their groups, separated by commas.
    pub groups_header: String,
}

impl Default for Proxy {
    /// As oauth2-proxy sends them with `--pass-user-headers`.
    /// Source: <https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview/>
    fn default() -> Self {
        Self {
            peers: Vec::new(),
            user_header: "x-forwarded-user".to_owned(),
            name_header: "x-forwarded-preferred-username".to_owned(),
            email_header: "x-forwarded-email".to_owned(),
            groups_header: "x-forwarded-groups".to_owned(),
        }
    }
}

/// Which groups of the identity provider have which role.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Roles {
    /// These read.
    #[serde(deserialize_with = "list_or_commas")]
    pub viewer: Vec<String>,
    /// These do the daily work.
    #[serde(deserialize_with = "list_or_commas")]
    pub operator: Vec<String>,
    /// These may do everything.
    #[serde(deserialize_with = "list_or_commas")]
    pub admin: Vec<String>,
}

impl Roles {
    /// The greatest role that these groups give, if any.
    #[must_use]
    pub fn of<S: AsRef<str>>(&self, groups: &[S]) -> Option<Role> {
        let given = |named: &[String]| {
            groups
                .iter()
                .any(|group| named.iter().any(|name| name == group.as_ref()))
        };
        [
            (Role::Admin, &self.admin),
            (Role::Operator, &self.operator),
            (Role::Viewer, &self.viewer),
        ]
        .into_iter()
        .find(|(_, named)| given(named))
        .map(|(role, _)| role)
    }
}

/// Sessions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Session {
    /// Seconds without anything done after which a session ends.
    pub idle: u64,
    /// Seconds after which it ends in any case.
    pub absolute: u64,
    /// Seconds after which the identity provider is asked again whether the person is still who they were.
    pub check: u64,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            idle: 30 * 60,
            absolute: 10 * 60 * 60,
            check: 4 * 60,
        }
    }
}

/// The least role for each permission that is not to have its own; keys are [`Permission::as_str`].
pub type Permissions = BTreeMap<Permission, Role>;

/// All permissions with the least role for each.
#[must_use]
pub fn needs(changed: &Permissions) -> BTreeMap<Permission, Role> {
    let mut needs = default_needs();
    needs.extend(changed);
    needs
}

impl Settings {
    /// Checks what the way of signing in needs of a machine that stands before Frontdesk.
    pub(super) fn check_front(&self) -> Result<(), ConfigError> {
        match self.auth.mode {
            Mode::Alb => self.alb.load_balancer().map(drop),
            Mode::Proxy => self.proxy.headers().map(drop),
            Mode::Oidc | Mode::None => Ok(()),
        }
    }

    /// The machines whose word on where a request came from counts.
    #[must_use]
    pub fn proxies(&self) -> Vec<Network> {
        let signing_in = match self.auth.mode {
            Mode::Proxy => self.proxy.peers.as_slice(),
            Mode::Oidc | Mode::Alb | Mode::None => &[],
        };
        [self.trusted_proxies.as_slice(), signing_in].concat()
    }
}

pub(super) fn check_permissions(changed: &Permissions) -> Result<(), ConfigError> {
    // Who is there to read does no more than that, whatever the settings say.
    match changed
        .iter()
        .find(|(one, role)| **one != Permission::Read && **role == Role::Viewer)
    {
        Some(_) => Err(ConfigError::Value {
            key: "permissions",
            why: "lets viewers do more than read: give them the operator role instead",
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_role_counts_and_no_group_is_no_role() {
        let roles = Roles {
            viewer: vec!["staff".to_owned()],
            operator: vec!["support".to_owned()],
            admin: vec!["leads".to_owned(), "platform".to_owned()],
        };
        assert_eq!(roles.of(&["staff", "platform"]), Some(Role::Admin));
        assert_eq!(roles.of(&["support", "staff"]), Some(Role::Operator));
        assert_eq!(roles.of(&["Leads"]), None);
        assert_eq!(roles.of::<&str>(&[]), None);
    }

    fn load(variables: &[(&str, &str)]) -> Result<Settings, String> {
        let variables = variables.iter().map(|(name, value)| (name.into(), value.into()));
        Settings::load(&Settings::default(), None, variables).map_err(|error| error.to_string())
    }

    #[test]
    fn what_stands_before_frontdesk_has_to_be_known_at_the_start() {
        let refusal = |variables: &[_]| load(variables).expect_err("refused");
        let alb = ("FRONTDESK_AUTH__MODE", "alb");
        assert!(refusal(&[alb]).starts_with("`alb.arn` is not set"));
        assert!(
            refusal(&[alb, ("FRONTDESK_ALB__ARN", "my-balancer")])
                .contains("`alb.arn`: \"my-balancer\" is not the ARN")
        );
        let proxy = ("FRONTDESK_AUTH__MODE", "proxy");
        assert!(refusal(&[proxy]).starts_with("`proxy.peers` is empty"));
        for wildcard in ["*", "0.0.0.0/0", "::/0", "10.0.0.5, *"] {
            let why = refusal(&[proxy, ("FRONTDESK_PROXY__PEERS", wildcard)]);
            assert!(why.contains("`proxy.peers`"), "{why}");
        }
        assert!(load(&[proxy, ("FRONTDESK_PROXY__PEERS", "10.0.0.5")]).is_ok());
    }

    #[test]
    fn no_setting_lets_a_viewer_do_more_than_read() {
        for permission in Permission::ALL {
            let name = format!("FRONTDESK_PERMISSIONS__{}", permission.as_str().to_uppercase());
            let loaded = |role| load(&[(&name, role)]).map(drop);
            assert_eq!(loaded("operator"), Ok(()), "{name}");
            assert_eq!(loaded("viewer").is_ok(), permission == Permission::Read, "{name}");
        }
        let why = load(&[("FRONTDESK_PERMISSIONS__MANAGE_SESSIONS", "viewer")]).expect_err("refused");
        assert!(why.contains("lets viewers do more than read"), "{why}");
    }

    #[test]
    fn the_proxy_that_signs_people_in_is_believed_where_they_come_from() {
        let proxies = |mode| {
            let settings = load(&[
                ("FRONTDESK_TRUSTED_PROXIES", "192.0.2.1"),
                ("FRONTDESK_PROXY__PEERS", "10.0.0.5"),
            ]);
            let mut settings = settings.expect("settings");
            settings.auth.mode = mode;
            settings.proxies()
        };
        let [front, sign_in] = ["192.0.2.1", "10.0.0.5"].map(|text| text.parse().expect("a network"));
        assert_eq!(proxies(Mode::Oidc), [front]);
        assert_eq!(proxies(Mode::Proxy), [front, sign_in]);
    }
}
