//! Names and addresses of a user. The call replaces the whole block, so everything that the instance type allows is sent.

use super::{filled, parts::Target};
use crate::{
    aws::write::connect::{IdentityInfo, UpdateUserIdentityInfo},
    changes::{Plan, Step},
};
use app::model::{
    access::Permission,
    change::{Confirmation, FieldChange, form::label},
    forms::{EditUser, phone_number, user_checks::plain},
    instance::IdentityManagement,
};

impl Target<'_> {
    /// Other names and addresses.
    pub(super) fn set_identity(&self, plan: &mut Plan, wanted: &EditUser, now: &EditUser) {
        // What nobody touched stays as it is, to the letter.
        let text = |wanted: &str, now: &str| if wanted == now { now.to_owned() } else { plain(wanted) };
        let mobile = if wanted.mobile == now.mobile {
            now.mobile.clone()
        } else {
            phone_number::plain(&wanted.mobile)
        };
        let after = [
            ("first_name", &now.first_name, text(&wanted.first_name, &now.first_name)),
            ("last_name", &now.last_name, text(&wanted.last_name, &now.last_name)),
            ("email", &now.email, text(&wanted.email, &now.email)),
            (
                "secondary_email",
                &now.secondary_email,
                text(&wanted.secondary_email, &now.secondary_email),
            ),
            ("mobile", &now.mobile, mobile),
        ];
        let lines = after
            .iter()
            .filter_map(|(field, before, after)| FieldChange::of(label::<EditUser>(field), Some(before), Some(after)));
        let lines: Vec<_> = lines.collect();
        if lines.is_empty() {
            return;
        }
        plan.fields.extend(lines);
        let [first_name, last_name, email, secondary_email, mobile] = after.map(|(_, _, after)| filled(&after));
        if email != filled(&now.email) {
            self.change_email(plan, filled(&now.email).as_deref(), email.as_deref());
        }
        if email.is_none() && secondary_email.is_none() && !self.keeps_email_elsewhere() {
            plan.warnings.push(NO_NOTIFICATIONS.to_owned());
        }
        let call = UpdateUserIdentityInfo {
            instance_id: self.instance.id.clone(),
            user_id: self.user.id.clone(),
            identity_info: IdentityInfo {
                first_name,
                last_name,
                email,
                secondary_email,
                mobile,
            },
        };
        let note = match self.instance.identity_management {
            IdentityManagement::ConnectManaged => "Replaces all five: names, emails and mobile.",
            IdentityManagement::Saml => {
                "Replaces names, secondary email and mobile; users of a SAML instance have no email."
            }
            IdentityManagement::ExistingDirectory => {
                "Replaces secondary email and mobile; names and email are the directory’s."
            }
        };
        plan.steps.push(Step::new(&self.instance.region, call).noting(note));
    }

    /// Whoever may call this can change another's address, then have the password reset, and take the account over.
    /// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserIdentityInfo.html>
    fn change_email(&self, plan: &mut Plan, before: Option<&str>, after: Option<&str>) {
        let username = &self.user.username;
        plan.needs.push(Permission::ChangePrimaryEmail);
        let (warning, text, why) = match after {
            Some(after) => (
                format!("Whoever controls {after} can reset {username}’s password and take over the account."),
                after,
                "The new email, since whoever controls it controls the account.",
            ),
            None => (
                format!("Without an email, {username} can’t have the password reset by email."),
                username.as_str(),
                "The username, since this takes away the address that receives password resets.",
            ),
        };
        plan.warnings.push(warning);
        plan.confirmation = Some(Confirmation {
            text: text.to_owned(),
            why: why.to_owned(),
        });
        let shown = |email: Option<&str>| email.unwrap_or("none").to_owned();
        plan.notes.push(format!(
            "Changes who can reset {username}’s password and so take over the account: the primary email was {}, becomes {}.",
            shown(before),
            shown(after)
        ));
    }

    /// Whether the user has an email that is no field of the form.
    fn keeps_email_elsewhere(&self) -> bool {
        self.instance.identity_management == IdentityManagement::ExistingDirectory
            && self
                .user
                .contact
                .as_ref()
                .is_some_and(|contact| contact.email.is_some())
    }
}

/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UserIdentityInfo.html>
pub(super) const NO_NOTIFICATIONS: &str =
    "No notification will reach this user: there is neither an email nor a secondary email.";
