//! SES identities: `ListEmailIdentities` tells the status, `GetEmailIdentity` all else.

use super::{
    OLD,
    round::{Outcome, Round},
    scope_round::ScopeRound,
};
use crate::{aws::CallError, inventory::Key};
use app::model::{
    freshness::Kind,
    identity::{Identity, Status},
    time::Timestamp,
};
use futures::TryStreamExt;
use std::{collections::BTreeSet, pin::pin};

pub(super) async fn round(round: &Round) -> Outcome {
    let mut scope = ScopeRound::start(round, Kind::Identities);
    let region = round.reader.region.clone();
    match list(round, scope.since).await {
        Ok(listed) => {
            let since = scope.since;
            scope.listed(|draft| draft.keep_only::<Identity>(region.as_str(), &listed, since));
        }
        Err(error) => {
            scope.fail(error);
            return scope.finish();
        }
    }
    match round.reader.ses_region().await {
        Ok(ses) => round.inventory.apply(|draft| draft.ses(ses)),
        Err(error) => scope.fail(error),
    }
    let (needy, all) = in_need(round);
    scope
        .describe(
            needy,
            all,
            |(_, name)| async move { round.reader.identity(&name).await },
        )
        .await;
    scope.finish()
}

async fn list(round: &Round, since: Timestamp) -> Result<BTreeSet<String>, CallError> {
    let mut listed = BTreeSet::new();
    let mut pages = pin!(round.reader.identities());
    while let Some(page) = pages.try_next().await? {
        listed.extend(page.iter().map(|identity| identity.name.clone()));
        round
            .inventory
            .apply(|draft| page.into_iter().for_each(|identity| draft.listed(identity, since)));
    }
    Ok(listed)
}

/// How much an identity needs to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    Unsettled,
    NeverRead,
    Old,
}

/// Of so many that are read, one is not unsettled, as long as there are such: what is pending for days must not keep the others from
/// ever being read.
const TURN_OF_OTHERS: usize = 4;

/// The identities to read: by need, the longest unread first; and how many there are.
fn in_need(round: &Round) -> (Vec<Key>, usize) {
    let (snapshot, now) = (round.inventory.snapshot(), round.reader.now());
    let here = snapshot
        .identities
        .iter()
        .filter(|((region, _), _)| region == round.reader.region.as_str());
    let all = here.clone().count();
    let mut needy: Vec<_> = here
        .filter_map(|(key, identity)| Some((need(identity, now)?, identity.described_at, key.clone())))
        .collect();
    needy.sort();
    let (unsettled, others) = needy.into_iter().partition(|(need, ..)| *need == Need::Unsettled);
    let in_order = mixed(unsettled, others);
    (in_order.into_iter().map(|(.., key)| key).collect(), all)
}

fn mixed<T>(unsettled: Vec<T>, others: Vec<T>) -> Vec<T> {
    let (mut others, mut mixed) = (others.into_iter(), Vec::new());
    for next in unsettled {
        mixed.push(next);
        if mixed.len() % TURN_OF_OTHERS == TURN_OF_OTHERS - 1 {
            mixed.extend(others.next());
        }
    }
    mixed.extend(others);
    mixed
}

fn need(identity: &Identity, now: Timestamp) -> Option<Need> {
    if is_unsettled(identity) {
        return Some(Need::Unsettled);
    }
    let Some(read_at) = identity.described_at else {
        return Some(Need::NeverRead);
    };
    (!read_at.is_within(OLD, now)).then_some(Need::Old)
}

/// Whether SES is still looking for records, or found none; or the listing contradicts the details.
pub(super) fn is_unsettled(identity: &Identity) -> bool {
    let settled = [Some(Status::Success), Some(Status::NotStarted), None];
    let is_settled = |status: Option<Status>| settled.contains(&status);
    let Some(details) = &identity.details else {
        return !is_settled(Some(identity.status));
    };
    let dkim = details.dkim.as_ref().map(|dkim| dkim.status);
    let mail_from = details.mail_from.as_ref().map(|mail_from| mail_from.status);
    let is_verified = identity.status == Status::Success;
    ![Some(identity.status), dkim, mail_from].into_iter().all(is_settled) || is_verified != details.verified_for_sending
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::model::identity::{Details, IdentityType, verification::VerificationInfo};

    fn identity(status: Status, details: Option<Details>) -> Identity {
        Identity {
            region: "us-east-1".parse().expect("a Region"),
            name: "example.com".to_owned(),
            identity_type: IdentityType::Domain,
            sending_enabled: true,
            status,
            described_at: details.is_some().then(Timestamp::default),
            details,
            first_seen: Timestamp::default(),
        }
    }

    fn details(verified_for_sending: bool) -> Details {
        Details {
            feedback_forwarding: true,
            verified_for_sending,
            dkim: None,
            mail_from: None,
            policies: [].into(),
            tags: [].into(),
            configuration_set: None,
            verification: VerificationInfo::default(),
        }
    }

    #[test]
    fn what_may_change_by_itself_is_read_before_what_is_settled() {
        let (soon, later) = (Timestamp::from_millis(60_000), Timestamp::from_millis(OLD));
        let need = |status, details, now| need(&identity(status, details), now);
        assert_eq!(need(Status::Success, None, soon), Some(Need::NeverRead));
        assert_eq!(need(Status::Pending, None, soon), Some(Need::Unsettled));
        assert_eq!(need(Status::Failed, Some(details(false)), soon), Some(Need::Unsettled));
        assert_eq!(need(Status::Success, Some(details(true)), soon), None);
        assert_eq!(need(Status::Success, Some(details(true)), later), Some(Need::Old));
        // Verified since it was read.
        assert_eq!(need(Status::Success, Some(details(false)), soon), Some(Need::Unsettled));
        assert!(Need::Unsettled < Need::NeverRead && Need::NeverRead < Need::Old);
    }

    #[test]
    fn what_is_unsettled_keeps_nothing_from_ever_being_read() {
        assert_eq!(
            mixed(vec!["u1", "u2", "u3", "u4"], vec!["o1", "o2"]),
            ["u1", "u2", "u3", "o1", "u4", "o2"]
        );
        assert_eq!(mixed(vec![], vec![1, 2]), [1, 2]);
    }
}
