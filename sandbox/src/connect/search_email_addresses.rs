//! `SearchEmailAddresses`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_SearchEmailAddresses.html>

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::search::{Criterion, StringCondition, StringConditionInput, TagCondition, TagFilter, node};
use super::{AliasConfiguration, EmailAddress, EmailAddresses, Region};
use crate::context::Context;
use crate::wire::Violation;
use crate::wire::page::{self, Paging};

const DEFAULT_PAGE: usize = 100;

/// The input of `SearchEmailAddresses`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SearchEmailAddressesInput {
    instance_id: String,
    max_results: Option<u16>,
    next_token: Option<String>,
    search_criteria: Option<EmailAddressSearchCriteria>,
    search_filter: Option<EmailAddressSearchFilter>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct EmailAddressSearchCriteria {
    or_conditions: Option<Vec<Self>>,
    and_conditions: Option<Vec<Self>>,
    string_condition: Option<StringConditionInput>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct EmailAddressSearchFilter {
    tag_filter: Option<TagFilter>,
}

/// The output of `SearchEmailAddresses`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SearchEmailAddresses<'a> {
    next_token: Option<String>,
    email_addresses: Vec<EmailAddressMetadata<'a>>,
    approximate_total_count: usize,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct EmailAddressMetadata<'a> {
    email_address_id: &'a str,
    email_address_arn: &'a str,
    email_address: &'a str,
    description: Option<&'a str>,
    display_name: Option<&'a str>,
    alias_configurations: Vec<&'a AliasConfiguration>,
}

#[derive(Debug)]
enum Condition {
    Field(StringCondition<Field>),
    Tagged(TagCondition),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Address,
    Description,
    DisplayName,
    Id,
}

/// AWS does not list the fields; these are the members of the summary.
const FIELDS: [(&str, Field); 4] = [
    ("EmailAddress", Field::Address),
    ("Description", Field::Description),
    ("DisplayName", Field::DisplayName),
    ("EmailAddressId", Field::Id),
];

/// `POST /search-email-addresses`. The count is of all matches, not of the page.
pub fn search<'a>(
    here: &'a mut Region,
    context: &Context,
    input: &SearchEmailAddressesInput,
) -> Result<SearchEmailAddresses<'a>, Error> {
    let instance_id = &input.instance_id;
    let addresses = here.get_mut(instance_id)?.email_addresses.listed(context.now);
    let criterion = criterion(input)?;

    let size = page::size(input.max_results, DEFAULT_PAGE);
    let (criteria, filter) = (&input.search_criteria, &input.search_filter);
    let listing = format!("SearchEmailAddresses {instance_id} {criteria:?} {filter:?}");
    let paging = Paging::new(listing, input.next_token.as_deref(), size)?;
    let keyed = |address: &'a EmailAddress| (address.id.as_str(), address);
    let (page, count) = if criterion.is_always_true() {
        let rest = addresses.range(paging.bounds());
        (paging.cut(rest.map(keyed)), addresses.len())
    } else {
        let found = matches(addresses, &criterion);
        let rest = paging.rest(&found, |address| &address.id).iter();
        (paging.cut(rest.copied().map(keyed)), found.len())
    };
    Ok(SearchEmailAddresses {
        next_token: page.next_token,
        email_addresses: page.items.into_iter().map(metadata).collect(),
        approximate_total_count: count,
    })
}

fn criterion(input: &SearchEmailAddressesInput) -> Result<Criterion<Condition>, Violation> {
    let mut all = Vec::new();
    if let Some(criteria) = &input.search_criteria {
        all.push(criteria.criterion()?);
    }
    let filter = input.search_filter.as_ref();
    if let Some(filter) = filter.and_then(|filter| filter.tag_filter.as_ref()) {
        all.push(filter.criterion());
    }
    Ok(Criterion::All(all))
}

impl EmailAddressSearchCriteria {
    fn criterion(&self) -> Result<Criterion<Condition>, Violation> {
        let condition = self.string_condition.as_ref();
        let condition = condition.map(|input| input.parse(&FIELDS)).transpose()?;
        node(
            self.or_conditions.as_deref().unwrap_or_default(),
            self.and_conditions.as_deref().unwrap_or_default(),
            condition.map(Condition::Field),
            Self::criterion,
        )
    }
}

/// The addresses of which `criterion` is true, by id.
fn matches<'a>(addresses: &'a EmailAddresses, criterion: &Criterion<Condition>) -> Vec<&'a EmailAddress> {
    if let Some(spelling) = only_address(criterion) {
        return addresses.named(spelling).into_iter().collect();
    }
    let holds = |address: &&EmailAddress| criterion.holds(&|one| one.matches(address));
    addresses.all().filter(holds).collect()
}

/// The address that is looked up, when nothing else is asked.
fn only_address(criterion: &Criterion<Condition>) -> Option<&str> {
    match criterion {
        Criterion::All(all) => match all.as_slice() {
            [only] => only_address(only),
            _ => None,
        },
        Criterion::Leaf(Condition::Field(condition)) if condition.field == Field::Address => condition.exact(),
        Criterion::Any(_) | Criterion::Leaf(_) => None,
    }
}

impl Condition {
    fn matches(&self, address: &EmailAddress) -> bool {
        let field = |condition: &StringCondition<Field>| match condition.field {
            Field::Address => Some(&address.address),
            Field::Description => address.description.as_ref(),
            Field::DisplayName => address.display_name.as_ref(),
            Field::Id => Some(&address.id),
        };
        match self {
            Self::Field(condition) => field(condition).is_some_and(|content| condition.matches(content)),
            Self::Tagged(tag) => tag.matches(&address.tags),
        }
    }
}

impl From<TagCondition> for Condition {
    fn from(condition: TagCondition) -> Self {
        Self::Tagged(condition)
    }
}

fn metadata(address: &EmailAddress) -> EmailAddressMetadata<'_> {
    EmailAddressMetadata {
        email_address_id: &address.id,
        email_address_arn: &address.arn,
        email_address: &address.address,
        description: address.description.as_deref(),
        display_name: address.display_name.as_deref(),
        alias_configurations: address.alias.iter().collect(),
    }
}
