//! SES v2: the calls that read, and the SDK's types to the product's.

use super::{CallError, Page, Pages, Reader, pages, text, timestamp};
use app::model::{
    freshness::Service,
    identity::{
        Details, Dkim, Identity, IdentityType, MailFrom, Origin, Status,
        verification::{SoaRecord, VerificationInfo},
    },
    overview::SesRegion,
    time::Timestamp,
};
use aws_sdk_sesv2::{operation::get_email_identity::GetEmailIdentityOutput, types as sdk};
use futures::TryStreamExt;

impl Reader {
    /// The identities of the Region, page by page, without details.
    pub fn identities(&self) -> Pages<'_, Identity> {
        pages(move |token| async move {
            let answer = self
                .call(Service::Ses, "ListEmailIdentities", || {
                    let request = self.clients.ses.list_email_identities().page_size(1_000);
                    request.set_next_token(token.clone()).send()
                })
                .await?;
            let found = answer.email_identities.unwrap_or_default();
            Ok(Page {
                items: found.iter().filter_map(|found| self.listed(found)).collect(),
                next: answer.next_token,
            })
        })
    }

    /// Everything about one identity.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn identity(&self, name: &str) -> Result<Identity, CallError> {
        let answer = self
            .call(Service::Ses, "GetEmailIdentity", || {
                self.clients.ses.get_email_identity().email_identity(name).send()
            })
            .await?;
        let now = self.now();
        Ok(Identity {
            region: self.region.clone(),
            name: name.to_owned(),
            identity_type: identity_type(answer.identity_type()),
            sending_enabled: answer.verified_for_sending_status(),
            status: status(answer.verification_status().map(sdk::VerificationStatus::as_str)),
            details: Some(details(&answer)),
            first_seen: now,
            described_at: Some(now),
        })
    }

    /// What SES says of the account in the Region.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn ses_region(&self) -> Result<SesRegion, CallError> {
        let account = self
            .call(Service::Ses, "GetAccount", || self.clients.ses.get_account().send())
            .await?;
        let configuration_sets = pages(move |token| async move {
            let answer = self
                .call(Service::Ses, "ListConfigurationSets", || {
                    let request = self.clients.ses.list_configuration_sets();
                    request.set_next_token(token.clone()).send()
                })
                .await?;
            Ok(Page {
                items: answer.configuration_sets.unwrap_or_default(),
                next: answer.next_token,
            })
        });
        Ok(SesRegion {
            region: self.region.clone(),
            production_access: account.production_access_enabled(),
            sending_enabled: account.sending_enabled(),
            configuration_sets: configuration_sets.try_concat().await?,
        })
    }

    fn listed(&self, found: &sdk::IdentityInfo) -> Option<Identity> {
        Some(Identity {
            region: self.region.clone(),
            name: text(found.identity_name())?,
            identity_type: identity_type(found.identity_type()),
            sending_enabled: found.sending_enabled(),
            status: status(found.verification_status().map(sdk::VerificationStatus::as_str)),
            details: None,
            first_seen: self.now(),
            described_at: None,
        })
    }
}

fn identity_type(found: Option<&sdk::IdentityType>) -> IdentityType {
    match found {
        Some(sdk::IdentityType::EmailAddress) => IdentityType::EmailAddress,
        Some(sdk::IdentityType::ManagedDomain) => IdentityType::ManagedDomain,
        _ => IdentityType::Domain,
    }
}

fn status(found: Option<&str>) -> Status {
    found.map_or(Status::NotStarted, Status::from_aws)
}

fn details(found: &GetEmailIdentityOutput) -> Details {
    let tags = found.tags().iter();
    Details {
        feedback_forwarding: found.feedback_forwarding_status(),
        verified_for_sending: found.verified_for_sending_status(),
        dkim: found.dkim_attributes().map(dkim),
        mail_from: found.mail_from_attributes().and_then(mail_from),
        policies: found.policies().cloned().unwrap_or_default().into_iter().collect(),
        tags: tags.map(|tag| (tag.key().to_owned(), tag.value().to_owned())).collect(),
        configuration_set: text(found.configuration_set_name()),
        verification: found.verification_info().map(verification).unwrap_or_default(),
    }
}

fn dkim(found: &sdk::DkimAttributes) -> Dkim {
    let length = |length: Option<&sdk::DkimSigningKeyLength>| length.map(|length| length.as_str().to_owned());
    Dkim {
        signing_enabled: found.signing_enabled(),
        status: status(found.status().map(sdk::DkimStatus::as_str)),
        tokens: found.tokens().to_vec(),
        signing_hosted_zone: text(found.signing_hosted_zone()),
        origin: found
            .signing_attributes_origin()
            .map_or(Origin::EasyDkim, |origin| Origin::from_aws(origin.as_str())),
        next_key_length: length(found.next_signing_key_length()),
        current_key_length: length(found.current_signing_key_length()),
        last_key_generation: found.last_key_generation_timestamp().and_then(timestamp),
    }
}

/// An empty domain means the same as no attributes: never configured.
fn mail_from(found: &sdk::MailFromAttributes) -> Option<MailFrom> {
    Some(MailFrom {
        domain: text(Some(found.mail_from_domain()))?,
        status: Status::from_aws(found.mail_from_domain_status().as_str()),
        reject_on_mx_failure: *found.behavior_on_mx_failure() == sdk::BehaviorOnMxFailure::RejectMessage,
    })
}

fn verification(found: &sdk::VerificationInfo) -> VerificationInfo {
    let time = |time: Option<&aws_smithy_types::DateTime>| -> Option<Timestamp> { time.and_then(timestamp) };
    VerificationInfo {
        last_checked: time(found.last_checked_timestamp()),
        last_success: time(found.last_success_timestamp()),
        error_type: found.error_type().map(|error| error.as_str().to_owned()),
        soa: found.soa_record().map(|soa| SoaRecord {
            primary_name_server: text(soa.primary_name_server()),
            admin_email: text(soa.admin_email()),
            serial: soa.serial_number(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_zone_and_the_origin_that_ses_names() {
        let attributes = sdk::DkimAttributes::builder()
            .status(sdk::DkimStatus::Pending)
            .tokens("abc")
            .signing_hosted_zone("dkim.eu-west-2.amazonses.com")
            .signing_attributes_origin(sdk::DkimSigningAttributesOrigin::AwsSesEuWest2)
            .next_signing_key_length(sdk::DkimSigningKeyLength::Rsa2048Bit)
            .build();
        let dkim = dkim(&attributes);
        assert_eq!(
            dkim.signing_hosted_zone.as_deref(),
            Some("dkim.eu-west-2.amazonses.com")
        );
        assert_eq!(dkim.origin, Origin::Replica("eu-west-2".parse().expect("a Region")));
        assert_eq!(dkim.next_key_length.as_deref(), Some("RSA_2048_BIT"));
    }

    #[test]
    fn a_mail_from_domain_that_was_never_set_is_none() {
        let output = GetEmailIdentityOutput::builder().build();
        let details = details(&output);
        assert_eq!((details.mail_from, details.dkim), (None, None));
    }
}
