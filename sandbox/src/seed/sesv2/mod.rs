//! SES: thirty identities that show everything an identity can be.

mod ap_southeast_2;
mod draft;
mod eu_west_2;
mod generated;
mod us_east_1;

use std::cell::RefCell;
use std::collections::BTreeMap;

use time::{Duration, OffsetDateTime};

use crate::REGIONS;
use crate::account::{AP_SOUTHEAST_2, EU_WEST_2, Scope, US_EAST_1};
use crate::context::Moment;
use crate::dns::Zones;
use crate::generator::Generator;
use crate::lag::Lagging;
use crate::sesv2::{
    AccountAttributes, AccountDetails, EmailIdentity, Identities, Region, ReviewDetails, SendQuota, State,
};
use crate::tags::Tags;
use draft::Draft;

/// How long ago the links were mailed that nobody has followed.
const MAILED: Duration = Duration::hours(2);

/// What SES holds, as it was made, and the zones in which it looks; `identities` is the number of them
/// in the first Region.
pub fn state(identities: Option<u32>, now: OffsetDateTime) -> (State, Zones) {
    let mut state = State::default();
    let publisher = RefCell::default();
    for region in REGIONS {
        let draft = Draft {
            region,
            now,
            publisher: &publisher,
        };
        let mut all = pinned(&draft);
        if let (Some(count), true) = (identities, region == REGIONS[0]) {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            all.extend(generated::identities(&draft).take(count.saturating_sub(all.len())));
            all.truncate(count);
        }
        let region_state = Region {
            identities: by_name(all),
            configuration_sets: configuration_sets(region),
            account: account(region),
            ..Region::default()
        };
        let scope = Scope::first_account(region);
        state.insert(scope.clone(), region_state);
        state.mail_links(&Moment::without_lag(now - MAILED).within(scope));
    }
    (state, publisher.into_inner().finish())
}

fn pinned(draft: &Draft<'_>) -> Vec<EmailIdentity> {
    match draft.region {
        US_EAST_1 => us_east_1::identities(draft),
        EU_WEST_2 => eu_west_2::identities(draft),
        AP_SOUTHEAST_2 => ap_southeast_2::identities(draft),
        _ => Vec::new(),
    }
}

fn by_name(all: Vec<EmailIdentity>) -> Lagging<Identities> {
    let mut identities = Lagging::<Identities>::default();
    for identity in all {
        identities.seed(identity);
    }
    identities
}

fn configuration_sets(region: &str) -> BTreeMap<String, Tags> {
    let third = if region == US_EAST_1 {
        "dedicated-ip"
    } else {
        "regional"
    };
    ["marketing", "transactional", third]
        .map(|name| (name.to_owned(), Tags::new()))
        .into()
}

fn account(region: &str) -> AccountAttributes {
    let (max24_hour_send, max_send_rate, sent_last24_hours) = match region {
        US_EAST_1 => (100_000.0, 50.0, 23_817.0),
        EU_WEST_2 => (50_000.0, 14.0, 4_206.0),
        _ => return AccountAttributes::default(),
    };
    AccountAttributes {
        production_access: true,
        send_quota: SendQuota {
            max24_hour_send,
            max_send_rate,
            sent_last24_hours,
        },
        details: Some(AccountDetails {
            mail_type: "TRANSACTIONAL",
            website_url: "https://www.example.com".to_owned(),
            contact_language: "EN",
            use_case_description: "Order confirmations, invoices and answers to support requests".to_owned(),
            review_details: ReviewDetails {
                status: "GRANTED",
                case_id: format!("case-{}", Generator::new(&["ses-review", region]).hexadecimal(12)),
            },
        }),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn every_record_of_the_seed_can_be_published() {
        let publisher = RefCell::default();
        for region in REGIONS {
            let draft = Draft {
                region,
                now: datetime!(2026-01-31 12:00 UTC),
                publisher: &publisher,
            };
            pinned(&draft);
            assert_eq!(generated::identities(&draft).take(500).count(), 500);
        }
        assert_eq!(publisher.borrow().refused(), []);
    }
}
