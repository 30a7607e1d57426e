//! Amazon Connect: three instances, one of each way to manage users.

mod email_addresses;
mod organisation;
mod people;
mod phones;
mod users;

use time::OffsetDateTime;

use super::{days_ago, tags};
use crate::ACCOUNT_ID;
use crate::account::{EU_WEST_2, Scope, US_EAST_1};
use crate::connect::{ClientTokens, IdentityManagementType, Instance, InstanceAttributes, State};
use crate::generator::Generator;

/// Users of an instance, by default (Connect's service quotas): AWS raises it on request.
const USER_QUOTA: usize = 500;
/// How many users an instance can be given at the least, if it begins with more than the default.
const ROOM_FOR_USERS: usize = 100;

/// An instance to be: where it is, who manages its users, and what they need to be built.
struct Plan {
    alias: &'static str,
    region: &'static str,
    users_from: IdentityManagementType,
    users: u32,
    age_in_days: u32,
    now: OffsetDateTime,
}

/// What Connect holds, with so many users in the `CONNECT_MANAGED` instance.
pub fn state(users: u32, now: OffsetDateTime) -> State {
    let plan = |alias, region, users_from, users, age_in_days| Plan {
        alias,
        region,
        users_from,
        users,
        age_in_days,
        now,
    };
    let plans = [
        plan(
            "support-us",
            US_EAST_1,
            IdentityManagementType::ConnectManaged,
            users,
            1130,
        ),
        plan(
            "legacy-directory",
            US_EAST_1,
            IdentityManagementType::ExistingDirectory,
            12,
            2740,
        ),
        plan("support-eu", EU_WEST_2, IdentityManagementType::Saml, 40, 610),
    ];
    let mut state = State::default();
    for plan in &plans {
        state.insert(Scope::first_account(plan.region), plan.instance());
    }
    state
}

impl Plan {
    fn instance(&self) -> Instance {
        let security_profiles = organisation::security_profiles(self);
        let routing_profiles = organisation::routing_profiles(self);
        let hierarchy = organisation::hierarchy(self);
        let users = users::users(self, &security_profiles, &routing_profiles, &hierarchy);
        let user_quota = users.current().len().saturating_add(ROOM_FOR_USERS).max(USER_QUOTA);
        Instance {
            attributes: self.attributes(),
            users,
            security_profiles,
            routing_profiles,
            hierarchy,
            email_addresses: email_addresses::email_addresses(self),
            user_quota,
            creations: 0,
            client_tokens: ClientTokens::default(),
        }
    }

    fn attributes(&self) -> InstanceAttributes {
        let alias = self.alias;
        let suffix = self.generator("service-role", "").alphanumeric(20);
        InstanceAttributes {
            id: self.instance_id(),
            arn: self.instance_arn(),
            identity_management_type: self.users_from,
            instance_alias: alias.to_owned(),
            created_time: days_ago(self.now, self.age_in_days),
            service_role: format!(
                "arn:aws:iam::{ACCOUNT_ID}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_{suffix}"
            ),
            instance_status: "ACTIVE",
            inbound_calls_enabled: true,
            outbound_calls_enabled: self.users_from != IdentityManagementType::ExistingDirectory,
            instance_access_url: format!("https://{alias}.my.connect.aws"),
            tags: tags(&[("environment", "production"), ("owner", "contact-centre")]),
        }
    }

    /// The generator of what belongs to one resource of this instance.
    fn generator(&self, kind: &str, name: &str) -> Generator {
        Generator::new(&["connect", self.region, self.alias, kind, name])
    }

    fn instance_id(&self) -> String {
        self.generator("instance", "").uuid()
    }

    fn instance_arn(&self) -> String {
        let (region, id) = (self.region, self.instance_id());
        format!("arn:aws:connect:{region}:{ACCOUNT_ID}:instance/{id}")
    }

    /// The id and the ARN of a resource of this instance; `kind` is the ARN's own word.
    fn identify(&self, kind: &str, name: &str) -> (String, String) {
        let id = self.generator(kind, name).uuid();
        let arn = format!("{}/{kind}/{id}", self.instance_arn());
        (id, arn)
    }
}
