//! The users that the seed's documentation names.

use super::super::phones::{phone_config, set_channels};
use super::{Office, secondary_email};
use crate::connect::User;
use crate::generator::Generator;
use crate::seed::tags;

impl Office<'_> {
    /// Makes a user what the documentation says of it.
    pub(super) fn make_known(&self, user: &mut User, generator: &mut Generator) {
        let plan = self.plan;
        let username = user.username.clone();
        match username.as_str() {
            "zoe.akerstrom" => {
                user.identity_info.secondary_email = Some(secondary_email(&username));
                user.identity_info.mobile = Some("+14155550142".to_owned());
                user.security_profile_ids = self.profiles(&["Agent", "Team Lead", "QualityAnalyst"]);
                user.phone_config = phone_config(plan, true, generator);
                user.hierarchy_group_id = self.group_named("Refunds");
                user.tags = tags(&[
                    ("cost-center", "CC-1042"),
                    ("employment", "permanent"),
                    ("shift", "early"),
                    ("team", "refunds"),
                ]);
                set_channels(user, generator);
            }
            "lan.nguyen" => {
                user.identity_info.secondary_email = None;
                user.identity_info.mobile = None;
                user.phone_config = phone_config(plan, false, generator);
            }
            "siobhan.obrien" => {
                user.identity_info.mobile = None;
                user.phone_config = phone_config(plan, true, generator);
            }
            "marek.kowalczyk" => {
                user.identity_info.email = None;
                user.identity_info.secondary_email = None;
            }
            "amara.okonkwo" => {
                user.identity_info.email = None;
                user.identity_info.secondary_email = Some(secondary_email(&username));
            }
            "priya.raghunathan" => {
                user.security_profile_ids = self.profiles(&["Admin"]);
                user.hierarchy_group_id = None;
                user.tags.clear();
            }
            _ => {}
        }
    }

    fn group_named(&self, name: &str) -> Option<String> {
        let group = self.groups.iter().find(|group| group.named.name == name);
        group.map(|group| group.named.id.clone())
    }
}
