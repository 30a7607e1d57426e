//! `SearchUsers`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_SearchUsers.html>

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::search::{Criterion, UserSearchCriteria, UserSearchFilter};
use super::{ChannelConfigs, Instance, PhoneConfig, Region, User};
use crate::context::Context;
use crate::tags::Tags;
use crate::wire::page::{self, Paging};

const DEFAULT_PAGE: usize = 100;
const MILLISECONDS_PER_SECOND: u32 = 1000;

/// The input of `SearchUsers`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SearchUsersInput {
    instance_id: String,
    next_token: Option<String>,
    max_results: Option<u16>,
    search_criteria: Option<UserSearchCriteria>,
    search_filter: Option<UserSearchFilter>,
}

/// The output of `SearchUsers`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SearchUsers<'a> {
    users: Vec<UserSearchSummary<'a>>,
    next_token: Option<String>,
    approximate_total_count: usize,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct UserSearchSummary<'a> {
    arn: &'a str,
    directory_user_id: Option<&'a str>,
    hierarchy_group_id: Option<&'a str>,
    id: &'a str,
    identity_info: UserIdentityInfoLite<'a>,
    phone_config: PhoneConfig,
    routing_profile_id: &'a str,
    security_profile_ids: &'a [String],
    tags: &'a Tags,
    username: &'a str,
    #[serde(flatten)]
    channels: &'a ChannelConfigs,
}

/// No addresses and no mobile: only `DescribeUser` gives those away.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct UserIdentityInfoLite<'a> {
    first_name: Option<&'a str>,
    last_name: Option<&'a str>,
}

/// `POST /search-users`. The count is of all matches, not of the page.
pub fn search<'a>(here: &'a mut Region, context: &Context, input: &SearchUsersInput) -> Result<SearchUsers<'a>, Error> {
    let instance_id = &input.instance_id;
    let Instance { users, hierarchy, .. } = here.get_mut(instance_id)?;
    let mut all = Vec::new();
    if let Some(criteria) = &input.search_criteria {
        all.push(criteria.criterion(hierarchy)?);
    }
    if let Some(filter) = &input.search_filter {
        all.push(filter.criterion(hierarchy)?);
    }
    let criterion = Criterion::All(all);

    let size = page::size(input.max_results, DEFAULT_PAGE);
    let (criteria, filter) = (&input.search_criteria, &input.search_filter);
    let listing = format!("SearchUsers {instance_id} {criteria:?} {filter:?}");
    let paging = Paging::new(listing, input.next_token.as_deref(), size)?;
    let users = users.listed(context.now);
    let keyed = |user: &'a User| (user.id.as_str(), user);
    let (page, count) = if criterion.is_always_true() {
        (paging.cut(users.range(paging.bounds()).map(keyed)), users.len())
    } else {
        let found = criterion.search(users);
        let rest = paging.rest(&found, |user| &user.id).iter();
        (paging.cut(rest.copied().map(keyed)), found.len())
    };
    Ok(SearchUsers {
        users: page.items.into_iter().map(summary).collect(),
        next_token: page.next_token,
        approximate_total_count: count,
    })
}

fn summary(user: &User) -> UserSearchSummary<'_> {
    UserSearchSummary {
        arn: &user.arn,
        directory_user_id: user.directory_user_id.as_deref(),
        hierarchy_group_id: user.hierarchy_group_id.as_deref(),
        id: &user.id,
        identity_info: UserIdentityInfoLite {
            first_name: user.identity_info.first_name.as_deref(),
            last_name: user.identity_info.last_name.as_deref(),
        },
        phone_config: in_milliseconds(&user.phone_config),
        routing_profile_id: &user.routing_profile_id,
        security_profile_ids: &user.security_profile_ids,
        tags: &user.tags,
        username: &user.username,
        channels: &user.channels,
    }
}

/// "When returned by a `SearchUsers` call, `AfterContactWorkTimeLimit` is returned in
/// milliseconds." (API reference, `UserPhoneConfig`; of the per-channel limits it does not say so)
fn in_milliseconds(config: &PhoneConfig) -> PhoneConfig {
    let seconds = config.after_contact_work_time_limit;
    PhoneConfig {
        after_contact_work_time_limit: seconds.saturating_mul(MILLISECONDS_PER_SECOND),
        ..config.clone()
    }
}
