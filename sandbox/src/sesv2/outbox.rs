//! The mails that SES sends to addresses, so that their owners follow a link.
//! <https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html#just-verify-email-proc>

use time::{Duration, OffsetDateTime};

use super::{IdentityType, State, VerificationStatus};
use crate::account::Scope;
use crate::context::{Context, Moment};
use crate::generator::Generator;
use crate::wire::Timestamp;

/// How long a link can be followed.
const VALIDITY: Duration = Duration::hours(24);

/// A link that is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What the link carries.
    pub token: String,
    /// When it is of no use any more.
    pub expires: OffsetDateTime,
    /// Whether the address has been verified by it.
    pub followed: bool,
}

/// A mail with a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerificationMail {
    /// Where the identity is.
    pub scope: Scope,
    /// The address, which is the identity's name.
    pub to: String,
    /// What the link carries.
    pub token: String,
    /// When it was sent.
    pub sent: OffsetDateTime,
    /// When the link is of no use any more.
    pub expires: OffsetDateTime,
}

/// Why following a link came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Made up, or of an identity that has been deleted since.
    #[error("there is no such link")]
    Unknown,
    /// Followed too late.
    #[error("the link has expired")]
    Expired,
}

impl State {
    /// Mails a link to the address `to`.
    pub fn mail_link(&mut self, context: &Context, to: &str) -> Link {
        let number = self.outbox.len().to_string();
        let token = Generator::new(&["ses-link", to, &number]).hexadecimal(32);
        let link = Link {
            token: token.clone(),
            expires: context.now + VALIDITY,
            followed: false,
        };
        self.outbox.push(VerificationMail {
            scope: context.scope.clone(),
            to: to.to_owned(),
            token,
            sent: context.now,
            expires: link.expires,
        });
        link
    }

    /// Mails a link to every address that waits for one.
    pub fn mail_links(&mut self, context: &Context) {
        let identities = self.region(&context.scope).identities.current().all();
        let waiting = identities.filter(|identity| {
            identity.identity_type() == IdentityType::EmailAddress
                && identity.verification_status == VerificationStatus::Pending
                && identity.link.is_none()
        });
        for mut identity in waiting.cloned().collect::<Vec<_>>() {
            identity.link = Some(self.mail_link(context, &identity.name));
            self.region(&context.scope).put(context, identity);
        }
    }

    /// The mails whose links wait to be followed, in the order in which they were sent.
    pub fn outbox(&self) -> impl Iterator<Item = &VerificationMail> {
        self.outbox.iter().filter(|mail| {
            let here = self.regions.get(&mail.scope);
            let identity = here.and_then(|here| here.identities.current().get(&mail.to));
            let link = identity.and_then(|identity| identity.link.as_ref());
            link.is_some_and(|link| link.token == mail.token && !link.followed)
        })
    }

    /// Verifies the address that `token` was mailed to. Following a link again changes nothing.
    pub fn follow_link(&mut self, token: &str, moment: Moment) -> Result<(), LinkError> {
        let mail = self.outbox.iter().find(|mail| mail.token == token);
        let mail = mail.ok_or(LinkError::Unknown)?.clone();
        if moment.now >= mail.expires {
            return Err(LinkError::Expired);
        }
        let here = self.region(&mail.scope);
        let mut identity = here.identity(&mail.to).map_err(|_| LinkError::Unknown)?.clone();
        let link = identity.link.as_mut().filter(|link| link.token == token);
        let link = link.ok_or(LinkError::Unknown)?;
        if link.followed {
            return Ok(());
        }
        link.followed = true;
        identity.verification_status = VerificationStatus::Success;
        identity.verification_info.last_success_timestamp = Some(Timestamp::at(moment.now));
        here.put(&moment.within(mail.scope), identity);
        Ok(())
    }
}
