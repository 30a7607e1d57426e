//! Amazon Connect: the calls that read.

mod email_address;
mod instance;
mod names;
mod user;

pub use user::ListedUser;

use super::{CallError, Page, Pages, Reader, pages};
use app::model::{email_address::EmailAddress, freshness::Service, instance::Instance, user::User};
use futures::TryStreamExt;

impl Reader {
    /// The instances of the Region, without tags and names.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn instances(&self) -> Result<Vec<Instance>, CallError> {
        pages(|token| async move {
            let request = || self.clients.connect.list_instances().max_results(10);
            let answer = self
                .call(Service::Connect, "ListInstances", || {
                    request().set_next_token(token.clone()).send()
                })
                .await?;
            let found = answer.instance_summary_list.unwrap_or_default();
            Ok(Page {
                items: found
                    .iter()
                    .filter_map(|summary| instance::from_summary(summary, &self.region))
                    .collect(),
                next: answer.next_token,
            })
        })
        .try_concat()
        .await
    }

    /// One instance, without names.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn instance(&self, id: &str) -> Result<Instance, CallError> {
        let answer = self
            .call(Service::Connect, "DescribeInstance", || {
                self.clients.connect.describe_instance().instance_id(id).send()
            })
            .await?;
        let found = answer.instance.as_ref();
        found
            .and_then(|found| instance::from_description(found, &self.region))
            .ok_or(CallError::NotFound)
    }

    /// An instance's users, page by page, without e-mail addresses and mobile numbers (`SearchUsers`).
    pub fn users<'a>(&'a self, instance: &'a str) -> Pages<'a, User> {
        pages(move |token| async move {
            let answer = self
                .call(Service::Connect, "SearchUsers", || {
                    let request = self.clients.connect.search_users().instance_id(instance);
                    request.max_results(500).set_next_token(token.clone()).send()
                })
                .await?;
            let found = answer.users.unwrap_or_default();
            Ok(Page {
                items: found
                    .iter()
                    .filter_map(|found| user::from_search(found, instance))
                    .collect(),
                next: answer.next_token,
            })
        })
    }

    /// When an instance's users last changed, which only `ListUsers` tells.
    pub fn user_changes<'a>(&'a self, instance: &'a str) -> Pages<'a, ListedUser> {
        pages(move |token| async move {
            let answer = self
                .call(Service::Connect, "ListUsers", || {
                    let request = self.clients.connect.list_users().instance_id(instance);
                    request.max_results(1_000).set_next_token(token.clone()).send()
                })
                .await?;
            let found = answer.user_summary_list.unwrap_or_default();
            Ok(Page {
                items: found.iter().filter_map(ListedUser::from_summary).collect(),
                next: answer.next_token,
            })
        })
    }

    /// Everything about one user.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn user(&self, instance: &str, id: &str) -> Result<User, CallError> {
        let answer = self
            .call(Service::Connect, "DescribeUser", || {
                let request = self.clients.connect.describe_user();
                request.instance_id(instance).user_id(id).send()
            })
            .await?;
        let found = answer.user.as_ref();
        found
            .and_then(|found| user::from_description(found, instance, self.now()))
            .ok_or(CallError::NotFound)
    }

    /// An instance's e-mail addresses, page by page, without times and tags.
    pub fn email_addresses<'a>(&'a self, instance: &'a str) -> Pages<'a, EmailAddress> {
        pages(move |token| async move {
            let answer = self
                .call(Service::Connect, "SearchEmailAddresses", || {
                    let request = self.clients.connect.search_email_addresses().instance_id(instance);
                    request.max_results(100).set_next_token(token.clone()).send()
                })
                .await?;
            let found = answer.email_addresses.unwrap_or_default();
            Ok(Page {
                items: found
                    .iter()
                    .filter_map(|found| email_address::from_search(found, instance))
                    .collect(),
                next: answer.next_token,
            })
        })
    }

    /// Everything about one e-mail address.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn email_address(&self, instance: &str, id: &str) -> Result<EmailAddress, CallError> {
        let answer = self
            .call(Service::Connect, "DescribeEmailAddress", || {
                let request = self.clients.connect.describe_email_address();
                request.instance_id(instance).email_address_id(id).send()
            })
            .await?;
        email_address::from_description(&answer, instance, self.now()).ok_or(CallError::NotFound)
    }
}
