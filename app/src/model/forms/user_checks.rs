//! What may be wrong with what the forms of a user have in common.

use super::{
    phone_number,
    tags::{self, TagFields},
    user_fields::{Choice, Context, DESK_PHONE, Demand, PHONE_TYPES},
};
use crate::model::{change::FieldError, instance::IdentityManagement, unicode::nfc};
use std::collections::BTreeSet;

/// The fields that both forms of a user have.
#[derive(Clone, Copy)]
pub struct UserFields<'a> {
    /// First name.
    pub first_name: &'a str,
    /// Last name.
    pub last_name: &'a str,
    /// Primary email.
    pub email: &'a str,
    /// Where notifications go.
    pub secondary_email: &'a str,
    /// Mobile number.
    pub mobile: &'a str,
    /// The routing profile's id.
    pub routing_profile: &'a str,
    /// The security profiles' ids.
    pub security_profile: &'a [String],
    /// The hierarchy group's id.
    pub hierarchy_group: &'a str,
    /// `SOFT_PHONE` or `DESK_PHONE`.
    pub phone_type: &'a str,
    /// The desk phone's number.
    pub desk_phone_number: &'a str,
    /// Seconds, as a text.
    pub after_contact_work_limit: &'a str,
    /// The tags' keys.
    pub tag_key: &'a [String],
    /// The tags' values.
    pub tag_value: &'a [String],
}

/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UserIdentityInfo.html>
const FIRST_NAME: usize = 255;
const LAST_NAME: usize = 300;
const CONNECT_MANAGED_LAST_NAME: usize = 256;
const EMAIL: usize = 265;
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UserPhoneConfig.html>
const LONGEST_AFTER_CONTACT_WORK: i32 = 2_000_000;
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateUser.html>
const SECURITY_PROFILES: usize = 10;

impl UserFields<'_> {
    /// What is wrong with them.
    #[must_use]
    pub fn check(&self, context: &Context) -> Vec<FieldError> {
        let mut errors = Vec::new();
        self.check_identity(context, &mut errors);
        self.check_profiles(context, &mut errors);
        self.check_phone(&mut errors);
        errors.extend(tags::check(
            &TagFields::connect(self.tag_key, self.tag_value),
            &context.aws_tags,
        ));
        errors
    }

    fn check_identity(&self, context: &Context, errors: &mut Vec<FieldError>) {
        let last_name = match context.identity_management {
            IdentityManagement::ConnectManaged => CONNECT_MANAGED_LAST_NAME,
            _ => LAST_NAME,
        };
        for (field, text, what, most) in [
            ("first_name", self.first_name, "a first name", FIRST_NAME),
            ("last_name", self.last_name, "a last name", last_name),
            ("email", self.email, "an email", EMAIL),
            ("secondary_email", self.secondary_email, "an email", EMAIL),
        ] {
            errors.extend(check_text(context, field, text, what));
            if text.trim().chars().count() > most {
                errors.push(FieldError::new(field, format!("Use at most {most} characters.")));
            }
        }
        let (email, secondary) = (self.email.trim(), self.secondary_email.trim());
        let is_offered = context.rule("email").demand != Demand::NotOffered;
        if is_offered && !email.is_empty() && !is_email(email) {
            errors.push(FieldError::new("email", NOT_AN_EMAIL));
        }
        if !secondary.is_empty() && !is_secondary_email(secondary) {
            errors.push(FieldError::new("secondary_email", NOT_AN_EMAIL));
        }
        errors.extend(check_number("mobile", self.mobile));
    }

    fn check_profiles(&self, context: &Context, errors: &mut Vec<FieldError>) {
        if self.routing_profile.is_empty() {
            errors.push(FieldError::new("routing_profile", "Choose a routing profile."));
        } else if !is_one_of(&context.routing_profiles, self.routing_profile) {
            errors.push(FieldError::new(
                "routing_profile",
                "This routing profile is gone. Choose another one.",
            ));
        }
        let chosen: BTreeSet<&String> = self.security_profile.iter().collect();
        let mut wrong = |message: &str| errors.push(FieldError::new("security_profile", message));
        match chosen.len() {
            0 => wrong("Choose at least one security profile."),
            1..=SECURITY_PROFILES => {}
            _ => wrong("Choose at most 10 security profiles."),
        }
        if chosen.iter().any(|id| !is_one_of(&context.security_profiles, id)) {
            wrong("One of these security profiles is gone. Choose again.");
        }
        if !self.hierarchy_group.is_empty() && !is_one_of(&context.hierarchy_groups, self.hierarchy_group) {
            errors.push(FieldError::new(
                "hierarchy_group",
                "This hierarchy group is gone. Choose another one, or none.",
            ));
        }
    }

    fn check_phone(&self, errors: &mut Vec<FieldError>) {
        if !PHONE_TYPES.contains(&self.phone_type) {
            errors.push(FieldError::new("phone_type", "Choose soft phone or desk phone."));
        }
        if self.phone_type == DESK_PHONE && self.desk_phone_number.trim().is_empty() {
            errors.push(FieldError::new("desk_phone_number", "A desk phone needs a number."));
        }
        errors.extend(check_number("desk_phone_number", self.desk_phone_number));
        if seconds(self.after_contact_work_limit).is_none() {
            let message = "Give whole seconds from 0 to 2000000; 0 is no limit.";
            errors.push(FieldError::new("after_contact_work_limit", message));
        }
    }
}

const NOT_AN_EMAIL: &str = "This is not an email address. It looks like name@example.com.";

/// What is wrong with a text that the instance demands or refuses.
pub(super) fn check_text(context: &Context, field: &str, text: &str, what: &str) -> Option<FieldError> {
    let rule = context.rule(field);
    match (rule.demand, text.trim().is_empty()) {
        (Demand::Required, true) => Some(FieldError::new(field, format!("Give {what}."))),
        (Demand::NotOffered, false) => Some(FieldError::new(field, format!("Leave this empty. {}", rule.why))),
        _ => None,
    }
}

fn check_number(field: &str, number: &str) -> Option<FieldError> {
    let number = phone_number::plain(number);
    let message = "Write the number with + and country code: +442079460958.";
    (!number.is_empty() && !phone_number::is_e164(&number)).then(|| FieldError::new(field, message))
}

fn is_one_of(choices: &[Choice], id: &str) -> bool {
    choices.iter().any(|choice| choice.id == id)
}

/// Seconds for after contact work; `None` where the text says none that AWS takes.
#[must_use]
pub fn seconds(text: &str) -> Option<i32> {
    let seconds = text.trim().parse().ok()?;
    (0..=LONGEST_AFTER_CONTACT_WORK).contains(&seconds).then_some(seconds)
}

/// What somebody typed, as it is sent: AWS takes names only in Unicode Normalization Form C.
#[must_use]
pub fn plain(text: &str) -> String {
    nfc(text.trim())
}

/// AWS gives no pattern for `Email`: what can't be an address is refused here, what may not be one by AWS.
pub(super) fn is_email(text: &str) -> bool {
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || c == '@';
    text.split_once('@').is_some_and(|(name, domain)| {
        let (labels, top) = domain.rsplit_once('.').unwrap_or_default();
        ![name, labels, top]
            .iter()
            .any(|part| part.is_empty() || part.contains(is_odd))
    })
}

/// Source of the pattern: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UserIdentityInfo.html>
fn is_secondary_email(text: &str) -> bool {
    let of = |part: &str, others: &str| part.chars().all(|c| c.is_ascii_alphanumeric() || others.contains(c));
    is_email(text)
        && text.split_once('@').is_some_and(|(name, domain)| {
            let (labels, top) = domain.rsplit_once('.').unwrap_or_default();
            let is_top = (2..=63).contains(&top.len()) && top.chars().all(|c| c.is_ascii_alphabetic());
            of(name, "._%+-") && of(labels, ".-") && is_top
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_addresses_from_other_texts() {
        for text in ["zoe@example.com", "o'brien@example.co.uk", "zoë@exämple.de"] {
            assert!(is_email(text), "{text}");
        }
        for text in [
            "",
            "zoe",
            "zoe@example",
            "@example.com",
            "z@.com",
            "z e@example.com",
            "a@b@example.com",
            "a@b.",
        ] {
            assert!(!is_email(text) && !is_secondary_email(text), "{text}");
        }
        assert!(is_secondary_email("z.a+b%c_d-e@mail.example.co"));
        assert!(!is_secondary_email("o'brien@example.com") && !is_secondary_email("zoe@example.c0m"));
    }

    #[test]
    fn after_contact_work_is_whole_seconds() {
        assert_eq!(
            ["0", " 30 ", "2000000"].map(seconds),
            [Some(0), Some(30), Some(2_000_000)]
        );
        assert_eq!(["", "-1", "1.5", "2000001", "30s"].map(seconds), [None; 5]);
    }

    #[test]
    fn names_are_sent_in_the_form_that_aws_takes() {
        assert_eq!(plain(" Zoe\u{308} "), "Zo\u{eb}");
    }
}
