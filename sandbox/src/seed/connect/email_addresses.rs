//! E-mail addresses and their aliases.

use super::Plan;
use crate::connect::{AliasConfiguration, EmailAddress, EmailAddresses, IdentityManagementType};
use crate::lag::Lagging;
use crate::seed::{hours_ago, tags};

/// An address to be.
struct Draft {
    address: &'static str,
    display_name: &'static str,
    description: &'static str,
    alias: Option<&'static str>,
    tags: &'static [(&'static str, &'static str)],
}

const LONG_DESCRIPTION: &str = "Mail from customers with a service agreement. Answered around the \
    clock: Austin takes the day, Manila the night, and on public holidays of either site the other \
    one takes both. First answer within 30 minutes, solution or hand-over to Tier 2 within four \
    hours. Account managers read along, so that a reply that is not meant for the customer belongs \
    into the case and not into a mail. The address is printed on contracts: it must not be deleted \
    before the last of them has run out.";

const US: [Draft; 10] = [
    draft(
        "help@support-us.email.connect.aws",
        "Example Help",
        "First line, all topics",
    )
    .with_alias("support@shop.example.com")
    .with_tags(&[("team", "orders"), ("tier", "1")]),
    draft(
        "support@shop.example.com",
        "Shop Support",
        "The address in the shop's footer",
    ),
    draft(
        "billing@support-us.email.connect.aws",
        "Example Billing",
        "Invoices and payments",
    )
    .with_alias("invoices@mail.example.com")
    .with_tags(&[("team", "invoices"), ("cost-center", "CC-1044")]),
    draft(
        "invoices@mail.example.com",
        "Example Invoices",
        "Sender of invoices; people reply to it",
    ),
    draft("returns@shop.example.com", "Shop Returns", "Goods that come back")
        .with_alias("refunds@shop.example.com")
        .with_tags(&[("team", "returns")]),
    draft("refunds@shop.example.com", "Shop Refunds", "Retired name of returns@"),
    draft("vip@support-us.email.connect.aws", "Example Priority", LONG_DESCRIPTION).with_tags(&[
        ("team", "tier-2"),
        ("tier", "2"),
        ("review", "quarterly"),
    ]),
    draft("orders@shop.example.com", "Shop Orders", "Questions about orders").with_tags(&[("team", "orders")]),
    draft("feedback@example.org", "", ""),
    draft("careers@support-us.email.connect.aws", "Careers at Example", ""),
];

const LEGACY: [Draft; 2] = [
    draft(
        "servicedesk@legacy-directory.email.connect.aws",
        "Service Desk",
        "For employees",
    )
    .with_alias("it@example.org"),
    draft("it@example.org", "IT", "Printed on old laptops"),
];

const EU: [Draft; 6] = [
    draft(
        "hilfe@support-eu.email.connect.aws",
        "Example Kundenservice",
        "Deutsch und Polski",
    )
    .with_alias("kontakt@support.example.org")
    .with_tags(&[("team", "deutsch")]),
    draft("kontakt@support.example.org", "Kontakt", "Die Adresse im Impressum"),
    draft(
        "hello@support-eu.email.connect.aws",
        "Example Europe",
        "English and Français",
    )
    .with_tags(&[("team", "english")]),
    draft("returns@mail.example.com", "Example Returns", "Goods that come back")
        .with_alias("retouren@mail.example.com"),
    draft(
        "retouren@mail.example.com",
        "Example Retouren",
        "German name of returns@",
    ),
    draft(
        "press@support.example.org",
        "Presse & médias – Zoë",
        "Answered by corporate communications",
    ),
];

const fn draft(address: &'static str, display_name: &'static str, description: &'static str) -> Draft {
    Draft {
        address,
        display_name,
        description,
        alias: None,
        tags: &[],
    }
}

impl Draft {
    const fn with_alias(mut self, alias: &'static str) -> Self {
        self.alias = Some(alias);
        self
    }

    const fn with_tags(mut self, tags: &'static [(&'static str, &'static str)]) -> Self {
        self.tags = tags;
        self
    }

    fn build(&self, plan: &Plan) -> EmailAddress {
        let (id, arn) = plan.identify("email-address", self.address);
        let mut generator = plan.generator("email-address-age", self.address);
        let created = 24 + generator.below(plan.age_in_days.min(500) * 24);
        let modified = generator.below(created);
        EmailAddress {
            id,
            arn,
            address: self.address.to_owned(),
            display_name: text(self.display_name),
            description: text(self.description),
            created: hours_ago(plan.now, created),
            modified: hours_ago(plan.now, modified),
            alias: self.alias.map(|alias| AliasConfiguration {
                email_address_id: plan.identify("email-address", alias).0,
            }),
            tags: tags(self.tags),
        }
    }
}

/// The addresses of an instance.
pub fn email_addresses(plan: &Plan) -> Lagging<EmailAddresses> {
    let drafts: &[Draft] = match plan.users_from {
        IdentityManagementType::ConnectManaged => &US,
        IdentityManagementType::ExistingDirectory => &LEGACY,
        IdentityManagementType::Saml => &EU,
    };
    let mut addresses = Lagging::<EmailAddresses>::default();
    for draft in drafts {
        addresses.seed(draft.build(plan));
    }
    addresses
}

fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
