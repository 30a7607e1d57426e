//! How calls reach a user. The call replaces the whole block.

use super::{filled, parts::Target};
use crate::{
    aws::write::connect::{PhoneConfig, UpdateUserPhoneConfig},
    changes::{Plan, Step},
};
use app::model::{
    change::{FieldChange, form::label},
    forms::{
        EditUser, phone_number,
        user_checks::seconds,
        user_fields::{on_off, phone_type_label},
    },
};

impl Target<'_> {
    /// Another phone, or other settings of it.
    pub(super) fn set_phone(&self, plan: &mut Plan, wanted: &EditUser, now: &EditUser) {
        let number = if wanted.desk_phone_number == now.desk_phone_number {
            now.desk_phone_number.clone()
        } else {
            phone_number::plain(&wanted.desk_phone_number)
        };
        let phone_type = |form: &EditUser| phone_type_label(&form.phone_type).to_owned();
        let limit = |form: &EditUser| limit(seconds(&form.after_contact_work_limit).unwrap_or_default());
        let lines = [
            ("phone_type", phone_type(now), phone_type(wanted)),
            ("desk_phone_number", now.desk_phone_number.clone(), number.clone()),
            (
                "auto_accept",
                on_off(now.auto_accept).to_owned(),
                on_off(wanted.auto_accept).to_owned(),
            ),
            ("after_contact_work_limit", limit(now), limit(wanted)),
            (
                "persistent_connection",
                on_off(now.persistent_connection).to_owned(),
                on_off(wanted.persistent_connection).to_owned(),
            ),
        ];
        let lines = lines
            .iter()
            .filter_map(|(field, before, after)| FieldChange::of(label::<EditUser>(field), Some(before), Some(after)));
        let lines: Vec<_> = lines.collect();
        if lines.is_empty() {
            return;
        }
        plan.fields.extend(lines);
        plan.warnings.extend(self.overridden_channels());
        let known = self.user.phone.persistent_connection;
        let call = UpdateUserPhoneConfig {
            instance_id: self.instance.id.clone(),
            user_id: self.user.id.clone(),
            phone_config: PhoneConfig {
                phone_type: wanted.phone_type.clone(),
                auto_accept: wanted.auto_accept,
                after_contact_work_time_limit: seconds(&wanted.after_contact_work_limit).unwrap_or_default(),
                desk_phone_number: filled(&number),
                // Where it was never set and stays off, it stays unset.
                persistent_connection: known
                    .map(|_| wanted.persistent_connection)
                    .or(wanted.persistent_connection.then_some(true)),
            },
        };
        plan.steps
            .push(Step::new(&self.instance.region, call).noting("Replaces all phone settings."));
    }

    /// AWS: "`UpdateUserPhoneConfig` will always set the same ACW timeouts to all channels the user handles".
    /// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserPhoneConfig.html>
    fn overridden_channels(&self) -> Option<String> {
        let channels: Vec<_> = self
            .user
            .channels
            .iter()
            .map(|config| config.channel.as_str())
            .collect();
        (!channels.is_empty()).then(|| {
            format!(
                "{} has settings per channel ({}). This call sets the same after contact work for all channels; undoing does not \
                 bring the settings per channel back.",
                self.user.username,
                channels.join(", ")
            )
        })
    }
}

/// "30 s".
pub(super) fn limit(seconds: i32) -> String {
    match seconds {
        0 => "No limit".to_owned(),
        _ => format!("{seconds} s"),
    }
}
