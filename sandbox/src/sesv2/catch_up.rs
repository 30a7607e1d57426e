//! What happens by itself as time goes by: SES looks for DNS records, keys change, links expire.

use time::OffsetDateTime;

use super::verdict::{self, Verdict};
use super::{DkimOrigin, EmailIdentity, State, VerificationStatus, dns};
use crate::context::{Context, Moment};
use crate::dns::Zones;

impl State {
    /// Does everything that was due until now, with what the DNS holds. To be called before the DNS
    /// or an identity changes, and before either is looked at.
    pub fn catch_up(&mut self, moment: Moment, zones: &Zones) {
        let regions = self.regions.iter();
        let scopes: Vec<_> = regions
            .filter(|(_, region)| region.is_due(moment.now))
            .map(|(scope, _)| scope.clone())
            .collect();
        for scope in scopes {
            self.catch_up_in(&moment.within(scope), zones);
        }
    }

    fn catch_up_in(&mut self, context: &Context, zones: &Zones) {
        let now = context.now;
        while let Some(mut identity) = self.region(&context.scope).take_due(now) {
            let replicated = match &identity.dkim.signing_attributes_origin {
                DkimOrigin::ReplicaOf(region) => self
                    .parent(&context.scope, region, &identity.name)
                    .map(|parent| identity.dkim.follow(&parent.dkim)),
                _ => Ok(()),
            };
            identity.catch_up(&context.scope.region, replicated, zones, now);
            self.put(context, identity);
        }
    }
}

impl EmailIdentity {
    fn catch_up(&mut self, region: &str, replicated: Verdict, zones: &Zones, now: OffsetDateTime) {
        self.dkim.change_key(now);
        self.expire_link(now);
        self.look_for_dkim(replicated, zones, now);
        self.look_for_mail_from(region, zones, now);
    }

    fn expire_link(&mut self, now: OffsetDateTime) {
        let link = self.link.as_mut();
        if let Some(link) = link.filter(|link| link.waits && link.expires <= now) {
            link.waits = false;
            self.verification_status = VerificationStatus::Failed;
        }
    }

    fn look_for_dkim(&mut self, replicated: Verdict, zones: &Zones, now: OffsetDateTime) {
        let Some(mut detection) = self.detection.take_if(|detection| detection.is_due(now)) else {
            return;
        };
        let verdict = replicated.and_then(|()| verdict::of_dkim(zones, &self.name, &self.dkim));
        detection.catch_up(verdict, now);
        self.detection = Some(detection);
        if let Some(soa) = dns::soa(zones, &self.name) {
            self.verification_info.soa_record = Some(soa);
        }
        self.settle();
    }

    fn look_for_mail_from(&mut self, region: &str, zones: &Zones, now: OffsetDateTime) {
        let Some(mail_from) = &mut self.mail_from else {
            return;
        };
        let due = mail_from.detection.as_mut().filter(|detection| detection.is_due(now));
        if let Some(detection) = due {
            let verdict = verdict::of_mail_from(zones, &mail_from.mail_from_domain, region);
            detection.catch_up(verdict, now);
            mail_from.mail_from_domain_status = detection.status.into();
        }
    }
}

#[cfg(test)]
mod tests;
