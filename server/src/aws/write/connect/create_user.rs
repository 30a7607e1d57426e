use super::{IdentityInfo, PhoneConfig, same_profiles};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, SecretInput, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot, tag::Tags, user::User};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Creates a user.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateUser.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateUser {
    /// The instance.
    pub instance_id: String,
    /// The name to sign in with.
    pub username: String,
    /// Only where Amazon Connect keeps the passwords.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub password: Option<SecretInput>,
    /// Names and addresses.
    #[serde(default)]
    pub identity_info: IdentityInfo,
    /// How calls reach the user.
    #[serde(default)]
    pub phone_config: PhoneConfig,
    /// The account in the directory that keeps it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub directory_user_id: Option<String>,
    /// One to ten.
    pub security_profile_ids: Vec<String>,
    /// Exactly one.
    pub routing_profile_id: String,
    /// At most one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub hierarchy_group_id: Option<String>,
    /// The tags.
    #[serde(skip_serializing_if = "Tags::is_empty", default)]
    pub tags: Tags,
}

impl CreateUser {
    /// Whether `user` is the one that it would have created. Another one may have had the name before.
    fn is_of(&self, user: &User) -> bool {
        let same_name = |wanted: &Option<String>, known: &Option<String>| wanted.is_none() || wanted == known;
        same_name(&self.identity_info.first_name, &user.first_name)
            && same_name(&self.identity_info.last_name, &user.last_name)
            && user.routing_profile.as_deref() == Some(&self.routing_profile_id)
            && same_profiles(&self.security_profile_ids, &user.security_profiles)
            && user.hierarchy_group == self.hierarchy_group_id
    }
}

#[async_trait]
impl Operation for CreateUser {
    const NAME: &'static str = "CreateUser";
    const SERVICE: Service = Service::Connect;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let tags = self.tags.clone().into_iter().collect();
        let request = clients.connect.create_user();
        let output = request
            .instance_id(&self.instance_id)
            .username(&self.username)
            .set_password(self.password.as_ref().map(|password| password.expose().to_owned()))
            .identity_info(self.identity_info.to_sdk())
            .phone_config(self.phone_config.to_sdk())
            .set_directory_user_id(self.directory_user_id.clone())
            .set_security_profile_ids(Some(self.security_profile_ids.clone()))
            .routing_profile_id(&self.routing_profile_id)
            .set_hierarchy_group_id(self.hierarchy_group_id.clone())
            .set_tags((!self.tags.is_empty()).then_some(tags))
            .send()
            .await?;
        Ok(Answer::creating(&output, output.user_id()))
    }

    fn touches(&self, created: Option<&str>) -> Vec<Touched> {
        let instance = self.instance_id.clone();
        vec![match created {
            Some(id) => Touched::User {
                instance,
                id: id.to_owned(),
            },
            None => Touched::NewUser {
                instance,
                username: self.username.clone(),
            },
        }]
    }

    fn is_in_effect(&self, _: &Region, snapshot: &Snapshot) -> Option<bool> {
        snapshot.instances.get(&self.instance_id)?;
        let is_it = |user: &User| {
            user.instance == self.instance_id && user.username.eq_ignore_ascii_case(&self.username) && self.is_of(user)
        };
        Some(snapshot.users.values().any(|user| is_it(user)))
    }
}
