//! The names of what an instance's users refer to by id.

use crate::aws::{CallError, Page, Pages, Reader, pages};
use app::model::{freshness::Service, instance::Names};
use futures::TryStreamExt;
use std::collections::BTreeMap;

type IdAndName = (String, String);

impl Reader {
    /// The names of what an instance's users refer to.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn names(&self, instance: &str) -> Result<Names, CallError> {
        let (routing_profiles, security_profiles, hierarchy_groups) = futures::try_join!(
            by_id(self.routing_profiles(instance)),
            by_id(self.security_profiles(instance)),
            by_id(self.hierarchy_groups(instance)),
        )?;
        Ok(Names {
            routing_profiles,
            security_profiles,
            hierarchy_groups,
            read_at: Some(self.now()),
        })
    }

    fn routing_profiles<'a>(&'a self, instance: &'a str) -> Pages<'a, IdAndName> {
        pages(move |token| async move {
            let answer = self
                .call(Service::Connect, "ListRoutingProfiles", || {
                    let request = self.clients.connect.list_routing_profiles().instance_id(instance);
                    request.max_results(1_000).set_next_token(token.clone()).send()
                })
                .await?;
            let found = answer.routing_profile_summary_list.unwrap_or_default();
            Ok(Page {
                items: found.into_iter().filter_map(|one| one.id.zip(one.name)).collect(),
                next: answer.next_token,
            })
        })
    }

    fn security_profiles<'a>(&'a self, instance: &'a str) -> Pages<'a, IdAndName> {
        pages(move |token| async move {
            let answer = self
                .call(Service::Connect, "ListSecurityProfiles", || {
                    let request = self.clients.connect.list_security_profiles().instance_id(instance);
                    request.max_results(1_000).set_next_token(token.clone()).send()
                })
                .await?;
            let found = answer.security_profile_summary_list.unwrap_or_default();
            Ok(Page {
                items: found.into_iter().filter_map(|one| one.id.zip(one.name)).collect(),
                next: answer.next_token,
            })
        })
    }

    fn hierarchy_groups<'a>(&'a self, instance: &'a str) -> Pages<'a, IdAndName> {
        pages(move |token| async move {
            let answer = self
                .call(Service::Connect, "ListUserHierarchyGroups", || {
                    let request = self.clients.connect.list_user_hierarchy_groups().instance_id(instance);
                    request.max_results(1_000).set_next_token(token.clone()).send()
                })
                .await?;
            let found = answer.user_hierarchy_group_summary_list.unwrap_or_default();
            Ok(Page {
                items: found.into_iter().filter_map(|one| one.id.zip(one.name)).collect(),
                next: answer.next_token,
            })
        })
    }
}

async fn by_id(pages: Pages<'_, IdAndName>) -> Result<BTreeMap<String, String>, CallError> {
    Ok(pages.try_concat().await?.into_iter().collect())
}
