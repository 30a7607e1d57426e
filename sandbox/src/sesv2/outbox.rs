//! The mails that SES sends to addresses, so that their owners follow a link.
//! <https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html#just-verify-email-proc>

use std::collections::{BTreeMap, HashMap};

use time::{Duration, OffsetDateTime};

use super::{IdentityType, State, VerificationStatus};
use crate::account::Scope;
use crate::context::{Context, Moment};
use crate::generator::Generator;
use crate::wire::Timestamp;

/// How long a link can be followed.
const VALIDITY: Duration = Duration::hours(24);

/// The link that was mailed to an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What the link carries.
    pub token: String,
    /// When it is of no use any more.
    pub expires: OffsetDateTime,
    /// Whether it can still be followed: it has neither been, nor expired.
    pub waits: bool,
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

/// The mails of the identities that are there, in the order in which they were sent.
#[derive(Debug, Default)]
pub struct Outbox {
    mails: BTreeMap<u64, VerificationMail>,
    by_token: HashMap<String, u64>,
}

impl Outbox {
    /// Adds a mail.
    pub fn send(&mut self, mail: VerificationMail) {
        let number = self.mails.last_key_value().map_or(0, |(last, _)| last + 1);
        self.by_token.insert(mail.token.clone(), number);
        self.mails.insert(number, mail);
    }

    /// Removes the mail with this link, whose identity goes.
    pub fn forget(&mut self, token: &str) {
        if let Some(number) = self.by_token.remove(token) {
            self.mails.remove(&number);
        }
    }

    fn get(&self, token: &str) -> Option<&VerificationMail> {
        self.mails.get(self.by_token.get(token)?)
    }
}

impl State {
    /// Mails a link to the address `to`.
    pub fn mail_link(&mut self, context: &Context, to: &str) -> Link {
        let scope = &context.scope;
        let here = self.region(scope);
        here.mails_sent += 1;
        let label = [
            "ses-link",
            scope.account,
            &scope.region,
            to,
            &here.mails_sent.to_string(),
        ];
        let token = Generator::new(&label).hexadecimal(32);
        let expires = context.now + VALIDITY;
        self.outbox.send(VerificationMail {
            scope: scope.clone(),
            to: to.to_owned(),
            token: token.clone(),
            sent: context.now,
            expires,
        });
        Link {
            token,
            expires,
            waits: true,
        }
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
        self.outbox.mails.values().filter(|mail| {
            let here = self.regions.get(&mail.scope);
            let identity = here.and_then(|here| here.identities.current().get(&mail.to));
            let link = identity.and_then(|identity| identity.link.as_ref());
            link.is_some_and(|link| link.waits)
        })
    }

    /// Verifies the address that `token` was mailed to. Following a link again changes nothing.
    pub fn follow_link(&mut self, token: &str, moment: Moment) -> Result<(), LinkError> {
        let mail = self.outbox.get(token).ok_or(LinkError::Unknown)?.clone();
        if moment.now >= mail.expires {
            return Err(LinkError::Expired);
        }
        let here = self.region(&mail.scope);
        let mut identity = here.identity(&mail.to).map_err(|_| LinkError::Unknown)?.clone();
        if let Some(link) = identity.link.as_mut().filter(|link| link.waits) {
            link.waits = false;
            identity.verification_status = VerificationStatus::Success;
            identity.verification_info.last_success_timestamp = Some(Timestamp::at(moment.now));
            here.put(&moment.within(mail.scope), identity);
        }
        Ok(())
    }
}
