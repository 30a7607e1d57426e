//! `ListUsers`.

use serde::Serialize;

use super::error::Error;
use super::list_summaries::ListInput;
use super::{Region, User};
use crate::context::Context;
use crate::wire::Timestamp;

/// The output of `ListUsers`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListUsers<'a> {
    user_summary_list: Vec<UserSummary<'a>>,
    next_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct UserSummary<'a> {
    id: &'a str,
    arn: &'a str,
    username: &'a str,
    last_modified_time: Timestamp,
    last_modified_region: &'a str,
}

/// `GET /users-summary/{InstanceId}`: the users in the order of their ids.
pub fn list<'a>(here: &'a mut Region, context: &Context, input: &ListInput) -> Result<ListUsers<'a>, Error> {
    let users = here.get_mut(&input.instance_id)?.users.listed(context.now);
    let paging = input.paging("ListUsers")?;
    let page = paging.cut(users.range(paging.bounds()).map(|user| (user.id.as_str(), user)));
    Ok(ListUsers {
        user_summary_list: page.items.into_iter().map(summary).collect(),
        next_token: page.next_token,
    })
}

fn summary(user: &User) -> UserSummary<'_> {
    UserSummary {
        id: &user.id,
        arn: &user.arn,
        username: &user.username,
        last_modified_time: user.last_modified_time,
        last_modified_region: &user.last_modified_region,
    }
}
