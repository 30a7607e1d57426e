//! The badges of an identity.

use super::{Dkim, Identity, IdentityType, MailFrom, Status};
use crate::model::{
    badge::{Badge, Tone},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// SES looks for the records this long before it gives up.
/// Source: <https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html>
const DETECTION_DAYS: i64 = 3;

/// Whether an identity is verified, and since when SES has been looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Verification {
    /// The status.
    pub status: Status,
    /// What the identity is: an address is verified by a link, a domain by DNS.
    pub identity_type: IdentityType,
    /// Since when SES has been looking for the records: the last key generation, else when Frontdesk first saw the identity.
    pub waiting_since: Timestamp,
}

impl Verification {
    /// The status in a word or two.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self.status {
            Status::Success => "Verified",
            Status::Pending => "Pending",
            Status::Failed => "Failed",
            Status::TemporaryFailure => "Temporary failure",
            Status::NotStarted => "Not started",
        }
    }

    /// The badge. A pending domain's says which of the three days it is in.
    #[must_use]
    pub fn badge(self, now: Timestamp) -> Badge {
        match (self.status, self.identity_type) {
            (Status::Success, _) => Badge::new(
                Tone::Good,
                self.word(),
                "SES has verified the identity: mail can be sent from it.",
            ),
            (Status::Pending, IdentityType::EmailAddress) => Badge::new(
                Tone::Wait,
                self.word(),
                "SES mailed a link to this address. The identity is verified once somebody opens it; the link is valid for 24 hours.",
            ),
            (Status::Pending, _) => {
                let day = (now.days_since(self.waiting_since) + 1).min(DETECTION_DAYS);
                Badge::new(
                    Tone::Wait,
                    format!("{}, day {day} of {DETECTION_DAYS}", self.word()),
                    format!(
                        "SES has been looking for the DNS records since {}. It does so for up to 72 hours.",
                        self.waiting_since.display()
                    ),
                )
            }
            (Status::Failed, IdentityType::EmailAddress) => Badge::new(
                Tone::Bad,
                self.word(),
                "Nobody opened the link that SES mailed to this address in time.",
            ),
            (Status::Failed, _) => Badge::new(
                Tone::Bad,
                self.word(),
                "SES did not find the DNS records within 72 hours and has stopped looking.",
            ),
            (Status::TemporaryFailure, _) => Badge::new(
                Tone::Temp,
                self.word(),
                "SES had verified the identity and can't confirm it just now. It tries again by itself.",
            ),
            (Status::NotStarted, _) => Badge::new(Tone::Calm, self.word(), "SES has not begun to verify the identity."),
        }
    }
}

impl Identity {
    /// Whether the identity is verified.
    #[must_use]
    pub fn verification(&self) -> Verification {
        let dkim = self.details.as_ref().and_then(|details| details.dkim.as_ref());
        Verification {
            status: self.status,
            identity_type: self.identity_type,
            waiting_since: dkim
                .and_then(|dkim| dkim.last_key_generation)
                .unwrap_or(self.first_seen),
        }
    }

    /// Whether its mail is signed with DKIM.
    #[must_use]
    pub fn dkim_badge(&self) -> Badge {
        match &self.details {
            None => Badge::checking(),
            Some(details) => details.dkim.as_ref().map_or_else(not_configured, Dkim::badge),
        }
    }

    /// The state of its custom MAIL FROM domain.
    #[must_use]
    pub fn mail_from_badge(&self) -> Badge {
        match &self.details {
            None => Badge::checking(),
            Some(details) => details
                .mail_from
                .as_ref()
                .map_or_else(default_mail_from, MailFrom::badge),
        }
    }
}

impl Dkim {
    /// The badge: status first, then whether mail is signed at all.
    #[must_use]
    pub fn badge(&self) -> Badge {
        match self.status {
            Status::Success if self.signing_enabled => Badge::new(
                Tone::Good,
                "Signing",
                "SES found the DKIM records and signs mail from this identity.",
            ),
            Status::Success => Badge::new(
                Tone::Calm,
                "Signing off",
                "The DKIM records are there, but signing is switched off: mail goes out unsigned.",
            ),
            Status::Pending => Badge::new(
                Tone::Wait,
                "Pending",
                "SES is looking for the DKIM records. It does so for up to 72 hours.",
            ),
            Status::Failed => Badge::new(
                Tone::Bad,
                "Failed",
                "SES did not find the DKIM records within 72 hours: mail goes out unsigned.",
            ),
            Status::TemporaryFailure => Badge::new(
                Tone::Temp,
                "Temporary failure",
                "SES had found the DKIM records and can't find them just now. It tries again by itself.",
            ),
            Status::NotStarted => Badge::new(Tone::Calm, "Not started", "SES is not looking for DKIM records."),
        }
    }
}

impl MailFrom {
    /// The badge.
    #[must_use]
    pub fn badge(&self) -> Badge {
        match self.status {
            Status::Success => Badge::new(
                Tone::Good,
                "Active",
                "SES found the MX record: the custom MAIL FROM domain is used.",
            ),
            Status::Pending => Badge::new(
                Tone::Wait,
                "Pending",
                "SES is looking for the MX record. It does so for up to 72 hours.",
            ),
            Status::Failed => Badge::new(Tone::Bad, "Failed", "SES did not find the MX record within 72 hours."),
            Status::TemporaryFailure => Badge::new(
                Tone::Temp,
                "Temporary failure",
                "SES had found the MX record and can't find it just now. It tries again by itself.",
            ),
            Status::NotStarted => Badge::new(Tone::Calm, "Not started", "SES is not looking for the MX record."),
        }
    }
}

fn not_configured() -> Badge {
    Badge::new(Tone::Calm, "Not started", "DKIM is not set up for this identity.")
}

fn default_mail_from() -> Badge {
    Badge::new(
        Tone::Calm,
        "Default",
        "No custom MAIL FROM domain: SES uses a subdomain of amazonses.com.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::identity::Origin;

    fn dkim(status: Status, signing_enabled: bool) -> Dkim {
        Dkim {
            signing_enabled,
            status,
            tokens: vec![],
            signing_hosted_zone: None,
            origin: Origin::EasyDkim,
            next_key_length: None,
            current_key_length: None,
            last_key_generation: None,
        }
    }

    fn pending(identity_type: IdentityType) -> Identity {
        Identity {
            region: "us-east-1".parse().expect("a Region"),
            name: "example.com".to_owned(),
            identity_type,
            sending_enabled: false,
            status: Status::Pending,
            details: None,
            first_seen: Timestamp::from_millis(0),
            described_at: None,
        }
    }

    #[test]
    fn a_pending_domain_counts_its_days_to_three() {
        let word = |hours: i64| {
            pending(IdentityType::Domain)
                .verification()
                .badge(Timestamp::from_millis(hours * 3_600_000))
                .word
        };
        assert_eq!(word(0), "Pending, day 1 of 3");
        assert_eq!(word(47), "Pending, day 2 of 3");
        assert_eq!(word(200), "Pending, day 3 of 3");
    }

    #[test]
    fn a_pending_address_waits_for_a_link_not_for_dns() {
        let badge = pending(IdentityType::EmailAddress)
            .verification()
            .badge(Timestamp::from_millis(0));
        assert_eq!(badge.word, "Pending");
        assert!(badge.meaning.contains("link"));
    }

    #[test]
    fn found_records_with_signing_off_are_not_good() {
        assert_eq!(dkim(Status::Success, true).badge().word, "Signing");
        assert_eq!(dkim(Status::Success, false).badge().tone, Tone::Calm);
        assert_eq!(dkim(Status::Failed, true).badge().tone, Tone::Bad);
    }

    #[test]
    fn what_is_not_known_yet_has_a_tone_of_its_own() {
        assert_eq!(pending(IdentityType::Domain).dkim_badge().tone, Tone::Unknown);
    }
}
