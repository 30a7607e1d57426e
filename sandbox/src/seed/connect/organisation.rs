//! Profiles and hierarchy groups.

use std::collections::BTreeMap;

use super::Plan;
use crate::connect::{
    Hierarchy, HierarchyGroup, IdentityManagementType, Named, RoutingProfile, SecurityProfile, SecurityProfileType,
};
use crate::seed::days_ago;
use crate::tags::Tags;

/// A site's departments, and their teams.
type Site = (&'static str, &'static [(&'static str, &'static [&'static str])]);

const SECURITY_PROFILES: [(&str, SecurityProfileType); 7] = [
    ("Admin", SecurityProfileType::AwsManaged),
    ("Agent", SecurityProfileType::AwsManaged),
    ("CallCenterManager", SecurityProfileType::AwsManaged),
    ("QualityAnalyst", SecurityProfileType::AwsManaged),
    ("Team Lead", SecurityProfileType::CustomerManaged),
    ("Workforce Planner", SecurityProfileType::CustomerManaged),
    ("Contractor", SecurityProfileType::CustomerManaged),
];

const ROUTING_PROFILES: [&str; 6] = [
    "General",
    "Billing",
    "Escalations",
    "Tier 2",
    "Chat only",
    "Back office",
];

const US_SITES: [Site; 3] = [
    (
        "Austin",
        &[("Care", &["Orders", "Returns"]), ("Billing", &["Invoices", "Refunds"])],
    ),
    (
        "Manila",
        &[("Care", &["Day shift", "Night shift"]), ("Escalations", &["Tier 2"])],
    ),
    ("Bogotá", &[("Care", &["Español", "English"])]),
];
const EU_SITES: [Site; 2] = [
    (
        "Dublin",
        &[("Care", &["English", "Français"]), ("Billing", &["Invoices"])],
    ),
    ("Kraków", &[("Care", &["Deutsch", "Polski"])]),
];
const LEGACY_SITES: [Site; 1] = [("Head office", &[("Service desk", &[])])];

/// The security profiles by id.
pub fn security_profiles(plan: &Plan) -> BTreeMap<String, SecurityProfile> {
    let count = profiles_of(plan, SECURITY_PROFILES.len());
    let profiles = SECURITY_PROFILES[..count].iter();
    profiles
        .map(|(name, profile_type)| {
            let profile = SecurityProfile {
                named: named(plan, "security-profile", name, name),
                r#type: *profile_type,
            };
            (profile.named.id.clone(), profile)
        })
        .collect()
}

/// The routing profiles by id.
pub fn routing_profiles(plan: &Plan) -> BTreeMap<String, RoutingProfile> {
    let count = profiles_of(plan, ROUTING_PROFILES.len());
    let profiles = ROUTING_PROFILES[..count].iter();
    profiles
        .map(|name| {
            let profile = RoutingProfile {
                named: named(plan, "routing-profile", name, name),
            };
            (profile.named.id.clone(), profile)
        })
        .collect()
}

/// Sites, departments and teams.
pub fn hierarchy(plan: &Plan) -> Hierarchy {
    let sites: &[Site] = match plan.users_from {
        IdentityManagementType::ConnectManaged => &US_SITES,
        IdentityManagementType::Saml => &EU_SITES,
        IdentityManagementType::ExistingDirectory => &LEGACY_SITES,
    };
    let mut hierarchy = Hierarchy::default();
    for (site, departments) in sites {
        let site = grow(plan, &mut hierarchy, &[site], None);
        for (department, teams) in *departments {
            let path = [site.named.name.as_str(), department];
            let department = grow(plan, &mut hierarchy, &path, Some(&site));
            for team in *teams {
                let path = [site.named.name.as_str(), &department.named.name, team];
                grow(plan, &mut hierarchy, &path, Some(&department));
            }
        }
    }
    hierarchy
}

/// Adds the group whose name is the last part of `path`.
fn grow(plan: &Plan, hierarchy: &mut Hierarchy, path: &[&str], parent: Option<&HierarchyGroup>) -> HierarchyGroup {
    let name = path.last().copied().unwrap_or_default();
    let group = HierarchyGroup {
        named: named(plan, "agent-group", &path.join("/"), name),
        parent: parent.map(|parent| parent.named.id.clone()),
    };
    hierarchy.insert(group.clone());
    group
}

/// What is identified by `path`, which its name is the last part of.
fn named(plan: &Plan, kind: &str, path: &str, name: &str) -> Named {
    let (id, arn) = plan.identify(kind, path);
    Named {
        id,
        arn,
        name: name.to_owned(),
        last_modified_time: days_ago(plan.now, age(plan, path)),
        last_modified_region: plan.region.to_owned(),
        tags: Tags::new(),
    }
}

/// The legacy instance is smaller than the others.
fn profiles_of(plan: &Plan, all: usize) -> usize {
    if plan.users_from == IdentityManagementType::ExistingDirectory {
        all - 2
    } else {
        all
    }
}

fn age(plan: &Plan, name: &str) -> u32 {
    let oldest = plan.age_in_days;
    plan.generator("age", name).below(oldest)
}
