//! SES: thirty identities that show everything an identity can be.

mod ap_southeast_2;
mod draft;
mod eu_west_2;
mod generated;
mod us_east_1;

use std::collections::BTreeMap;

use time::OffsetDateTime;

use crate::REGIONS;
use crate::account::{AP_SOUTHEAST_2, EU_WEST_2, Scope, US_EAST_1};
use crate::generator::Generator;
use crate::lag::Lagging;
use crate::sesv2::{
    AccountAttributes, AccountDetails, EmailIdentity, Identities, Region, ReviewDetails, SendQuota, State,
};
use draft::Draft;

/// What SES holds; `identities` is the number of them in the first Region.
pub fn state(identities: Option<u32>, now: OffsetDateTime) -> State {
    let mut state = State::default();
    for region in REGIONS {
        let draft = Draft { region, now };
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
        state.insert(Scope::first_account(region), region_state);
    }
    state
}

fn pinned(draft: &Draft) -> Vec<EmailIdentity> {
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

fn configuration_sets(region: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let third = if region == US_EAST_1 {
        "dedicated-ip"
    } else {
        "regional"
    };
    ["marketing", "transactional", third]
        .map(|name| (name.to_owned(), BTreeMap::new()))
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
