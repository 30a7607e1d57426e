//! What happens by itself as time goes by: SES looks for DNS records, keys change, links expire.

use time::OffsetDateTime;

use super::lookup::{Answer, Lookup};
use super::verdict::{self, Verdict};
use super::{DkimOrigin, EmailIdentity, State, VerificationStatus};
use crate::context::{Context, Moment};

impl State {
    /// Does everything that was due until now, with what the DNS holds. To be called before the DNS
    /// or an identity changes, and before either is looked at.
    pub fn catch_up(&mut self, moment: Moment, records: &dyn Lookup) {
        let regions = self.regions.iter();
        let scopes: Vec<_> = regions
            .filter(|(_, region)| region.is_due(moment.now))
            .map(|(scope, _)| scope.clone())
            .collect();
        for scope in scopes {
            self.catch_up_in(&moment.within(scope), records);
        }
    }

    fn catch_up_in(&mut self, context: &Context, records: &dyn Lookup) {
        let now = context.now;
        while let Some(mut identity) = self.region(&context.scope).take_due(now) {
            let replicated = match &identity.dkim.signing_attributes_origin {
                DkimOrigin::ReplicaOf(region) => self
                    .parent(&context.scope, region, &identity.name)
                    .map(|parent| identity.dkim.follow(&parent.dkim)),
                _ => Ok(()),
            };
            identity.catch_up(&context.scope.region, replicated, records, now);
            self.put(context, identity);
        }
    }
}

impl EmailIdentity {
    fn catch_up(&mut self, region: &str, replicated: Verdict, records: &dyn Lookup, now: OffsetDateTime) {
        self.dkim.change_key(now);
        self.expire_link(now);
        self.look_for_dkim(replicated, records, now);
        self.look_for_mail_from(region, records, now);
    }

    fn expire_link(&mut self, now: OffsetDateTime) {
        let expired = |link: &mut super::outbox::Link| !link.followed && link.expires <= now;
        if self.link.take_if(expired).is_some() {
            self.verification_status = VerificationStatus::Failed;
        }
    }

    fn look_for_dkim(&mut self, replicated: Verdict, records: &dyn Lookup, now: OffsetDateTime) {
        let Some(mut detection) = self.detection.take_if(|detection| detection.is_due(now)) else {
            return;
        };
        let verdict = replicated.and_then(|()| verdict::of_dkim(records, &self.name, &self.dkim));
        detection.catch_up(verdict, now);
        self.detection = Some(detection);
        if let Answer::Found(mut zones) = records.soa(&self.name) {
            self.verification_info.soa_record = zones.pop();
        }
        self.settle();
    }

    fn look_for_mail_from(&mut self, region: &str, records: &dyn Lookup, now: OffsetDateTime) {
        let Some(mail_from) = &mut self.mail_from else {
            return;
        };
        let due = mail_from.detection.as_mut().filter(|detection| detection.is_due(now));
        if let Some(detection) = due {
            let verdict = verdict::of_mail_from(records, &mail_from.mail_from_domain, region);
            detection.catch_up(verdict, now);
            mail_from.mail_from_domain_status = detection.status.into();
        }
    }
}

#[cfg(test)]
mod tests;
