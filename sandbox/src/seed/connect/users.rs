//! Users: a few that are worth knowing by name, and colleagues of theirs.

mod known;

use std::collections::BTreeMap;

use super::Plan;
use super::people::{Person, Usernames, known_first, others};
use super::phones::{mobile, phone_config, set_channels};
use crate::account::EU_WEST_2;
use crate::connect::{
    ChannelConfigs, Hierarchy, HierarchyGroup, IdentityInfo, IdentityManagementType, RoutingProfile, SecurityProfile,
    User, Users,
};
use crate::generator::Generator;
use crate::lag::Lagging;
use crate::seed::hours_ago;
use crate::tags::Tags;

/// What users are made of, besides their names.
struct Office<'a> {
    plan: &'a Plan,
    security_profiles: BTreeMap<&'a str, &'a str>,
    routing_profiles: Vec<&'a str>,
    groups: Vec<&'a HierarchyGroup>,
}

/// The users of an instance. The first so many are the same however many there are.
pub fn users(
    plan: &Plan,
    security_profiles: &BTreeMap<String, SecurityProfile>,
    routing_profiles: &BTreeMap<String, RoutingProfile>,
    hierarchy: &Hierarchy,
) -> Lagging<Users> {
    let security_profiles = security_profiles.values();
    let office = Office {
        plan,
        security_profiles: security_profiles
            .map(|profile| (profile.named.name.as_str(), profile.named.id.as_str()))
            .collect(),
        routing_profiles: routing_profiles.keys().map(String::as_str).collect(),
        groups: hierarchy.groups().values().collect(),
    };
    let mut users = Lagging::<Users>::default();
    match plan.users_from {
        IdentityManagementType::ConnectManaged => {
            let mut usernames = Usernames::default();
            for (person, number) in known_first().zip(0..plan.users) {
                users.seed(office.managed(&person, usernames.claim(&person.handle), number));
            }
        }
        IdentityManagementType::ExistingDirectory => {
            let mut usernames = Usernames::default();
            for (person, number) in others(300).zip(0..plan.users) {
                users.seed(office.of_directory(&person, usernames.claim(&person.handle), number));
            }
        }
        IdentityManagementType::Saml => {
            for (person, number) in others(500).zip(0..plan.users) {
                users.seed(office.of_identity_provider(&person, number));
            }
        }
    }
    users
}

impl Office<'_> {
    fn managed(&self, person: &Person, username: String, number: u32) -> User {
        let mut generator = self.plan.generator("managed", &username);
        let mut user = self.colleague(person, username, &mut generator);
        user.identity_info.email = Some(format!("{}@example.com", user.username));
        if generator.one_in(5) {
            user.identity_info.secondary_email = Some(secondary_email(&user.username));
        }
        if generator.one_in(3) {
            user.identity_info.mobile = Some(mobile(self.plan, &mut generator));
        }
        if number % 17 == 16 {
            user.identity_info.email = None;
            user.identity_info.secondary_email = None;
        }
        self.make_known(&mut user, &mut generator);
        user
    }

    fn of_directory(&self, person: &Person, username: String, number: u32) -> User {
        let mut generator = self.plan.generator("directory", &username);
        let mut user = self.colleague(person, username, &mut generator);
        let relative_id = 1104 + number * 7;
        let sid = format!("S-1-5-21-1004336348-1177238915-682003330-{relative_id}");
        user.directory_user_id = Some(sid);
        if number % 3 != 2 {
            user.identity_info.email = Some(format!("{}@corp.example", user.username));
        }
        if number % 5 == 3 {
            user.identity_info.first_name = None;
            user.identity_info.last_name = None;
        }
        user
    }

    fn of_identity_provider(&self, person: &Person, number: u32) -> User {
        let username = if number % 8 == 7 {
            person.handle.clone()
        } else {
            format!("{}@eu.example.com", person.handle)
        };
        let mut generator = self.plan.generator("saml", &username);
        let mut user = self.colleague(person, username, &mut generator);
        if number % 4 != 3 {
            user.identity_info.secondary_email = Some(secondary_email(&person.handle));
        }
        if generator.one_in(3) {
            user.identity_info.mobile = Some(mobile(self.plan, &mut generator));
        }
        user
    }

    /// What all users have, whoever manages them.
    fn colleague(&self, person: &Person, username: String, generator: &mut Generator) -> User {
        let (id, arn) = self.plan.identify("agent", &username);
        let group = (!generator.one_in(8)).then(|| *generator.pick(&self.groups));
        let desk = generator.one_in(7);
        let mut user = User {
            id,
            arn,
            username,
            identity_info: IdentityInfo {
                first_name: Some(person.first.clone()),
                last_name: Some(person.last.clone()),
                ..IdentityInfo::default()
            },
            phone_config: phone_config(self.plan, desk, generator),
            directory_user_id: None,
            security_profile_ids: self.profiles(duties(generator)),
            routing_profile_id: (*generator.pick(&self.routing_profiles)).to_owned(),
            hierarchy_group_id: group.map(|group| group.named.id.clone()),
            tags: labels(group, generator),
            channels: ChannelConfigs::default(),
            last_modified_time: hours_ago(self.plan.now, generator.below(400 * 24)),
            last_modified_region: self.region_of_change(generator),
        };
        if generator.one_in(4) {
            set_channels(&mut user, generator);
        }
        user
    }

    fn profiles(&self, names: &[&str]) -> Vec<String> {
        let ids = names.iter().filter_map(|name| self.security_profiles.get(name));
        ids.map(|id| (*id).to_owned()).collect()
    }

    /// A few users were changed in the Region that the instance is replicated to.
    fn region_of_change(&self, generator: &mut Generator) -> String {
        let replica = if self.plan.region == EU_WEST_2 {
            "eu-central-1"
        } else {
            "us-west-2"
        };
        let region = if generator.one_in(12) {
            replica
        } else {
            self.plan.region
        };
        region.to_owned()
    }
}

fn secondary_email(handle: &str) -> String {
    format!("{handle}@personal.example")
}

/// Names of security profiles that every instance has.
fn duties(generator: &mut Generator) -> &'static [&'static str] {
    match generator.below(20) {
        0 => &["Admin"],
        1 => &["CallCenterManager", "Agent"],
        2 => &["QualityAnalyst"],
        3 | 4 => &["Agent", "Team Lead"],
        _ => &["Agent"],
    }
}

fn labels(group: Option<&HierarchyGroup>, generator: &mut Generator) -> Tags {
    let mut labels = Tags::new();
    if generator.one_in(6) {
        return labels;
    }
    let mut label = |key: &str, value: String| labels.insert(key.to_owned(), value);
    if let Some(group) = group {
        label("team", group.named.name.to_lowercase().replace(' ', "-"));
    }
    label("cost-center", format!("CC-10{}", 40 + generator.below(6)));
    if generator.one_in(2) {
        let shift = *generator.pick(&["early", "late", "night"]);
        label("shift", shift.to_owned());
    }
    if generator.one_in(5) {
        label("employment", "contractor".to_owned());
    }
    labels
}
