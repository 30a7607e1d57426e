//! Profiles and hierarchy groups.

use std::collections::BTreeMap;

use super::Plan;
use crate::connect::{
    Hierarchy, HierarchyGroup, IdentityManagementType, RoutingProfile, SecurityProfile, SecurityProfileType,
};
use crate::seed::days_ago;

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
            let (id, arn) = plan.identify("security-profile", name);
            let profile = SecurityProfile {
                id: id.clone(),
                arn,
                name: (*name).to_owned(),
                last_modified_time: days_ago(plan.now, age(plan, name)),
                last_modified_region: plan.region.to_owned(),
                r#type: *profile_type,
                tags: BTreeMap::new(),
            };
            (id, profile)
        })
        .collect()
}

/// The routing profiles by id.
pub fn routing_profiles(plan: &Plan) -> BTreeMap<String, RoutingProfile> {
    let count = profiles_of(plan, ROUTING_PROFILES.len());
    let profiles = ROUTING_PROFILES[..count].iter();
    profiles
        .map(|name| {
            let (id, arn) = plan.identify("routing-profile", name);
            let profile = RoutingProfile {
                id: id.clone(),
                arn,
                name: (*name).to_owned(),
                last_modified_time: days_ago(plan.now, age(plan, name)),
                last_modified_region: plan.region.to_owned(),
                tags: BTreeMap::new(),
            };
            (id, profile)
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
            let path = [site.name.as_str(), department];
            let department = grow(plan, &mut hierarchy, &path, Some(&site));
            for team in *teams {
                let path = [site.name.as_str(), &department.name, team];
                grow(plan, &mut hierarchy, &path, Some(&department));
            }
        }
    }
    hierarchy
}

/// Adds the group whose name is the last part of `path`.
fn grow(plan: &Plan, hierarchy: &mut Hierarchy, path: &[&str], parent: Option<&HierarchyGroup>) -> HierarchyGroup {
    let whole = path.join("/");
    let (id, arn) = plan.identify("agent-group", &whole);
    let group = HierarchyGroup {
        id,
        arn,
        name: path.last().copied().unwrap_or_default().to_owned(),
        last_modified_time: days_ago(plan.now, age(plan, &whole)),
        last_modified_region: plan.region.to_owned(),
        parent: parent.map(|parent| parent.id.clone()),
        tags: BTreeMap::new(),
    };
    hierarchy.insert(group.clone());
    group
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
