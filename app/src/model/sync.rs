//! The sync, as its page shows it: each round, and how fast AWS is called.

use super::{
    freshness::{Kind, Pause, Problem, Scope, ScopeState, Service},
    lane::LaneState,
    region::Region,
    snapshot::Snapshot,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which rounds are meant: all of them, or those of a service, or in a Region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Which {
    /// Of this service.
    pub service: Option<Service>,
    /// In this Region.
    pub region: Option<Region>,
}

impl Which {
    /// Whether those of `service` in `region` are meant.
    #[must_use]
    pub fn is(&self, service: Service, region: &Region) -> bool {
        self.service.is_none_or(|one| one == service) && self.region.as_ref().is_none_or(|one| one == region)
    }
}

/// The sync.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SyncPage {
    /// When it was drawn.
    pub now: Timestamp,
    /// Each kind in each Region.
    pub rounds: Vec<SyncRound>,
    /// Each operation that was called, in each Region.
    pub lanes: Vec<LaneState>,
}

/// The rounds of one kind in one Region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncRound {
    /// What is read.
    pub kind: Kind,
    /// Where.
    pub region: Region,
    /// What they do now.
    pub state: RoundState,
    /// Things whose details are read.
    pub done: u32,
    /// Things there are, as far as is known.
    pub total: u32,
    /// How many were read in a minute of late; 0 while none are, or that can't be told.
    pub per_minute: u32,
    /// How long the round that is under way will take.
    pub seconds_left: Option<u32>,
    /// When a listing was last complete.
    pub listed_at: Option<Timestamp>,
    /// What stands in the way.
    pub problem: Option<Problem>,
    /// Who has paused them, while they are.
    pub paused: Option<Pause>,
}

/// What rounds do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RoundState {
    /// One is under way.
    Reading,
    /// The next one comes when it is time.
    Resting,
    /// None comes until somebody says so.
    Paused,
    /// The last one met something that stands in the way.
    Failed,
}

impl RoundState {
    /// All of them, in the order in which they are counted.
    pub const ALL: [Self; 4] = [Self::Reading, Self::Resting, Self::Paused, Self::Failed];

    /// In a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reading => "Reading",
            Self::Resting => "Resting",
            Self::Paused => "Paused",
            Self::Failed => "Failed",
        }
    }

    fn of(state: &ScopeState) -> Self {
        match state {
            ScopeState { paused: Some(_), .. } => Self::Paused,
            ScopeState { is_reading: true, .. } => Self::Reading,
            ScopeState { problem: Some(_), .. } => Self::Failed,
            _ => Self::Resting,
        }
    }
}

impl SyncPage {
    /// The rounds, counted by what they do, as a sentence.
    #[must_use]
    pub fn summary(&self) -> String {
        let count = |state| self.rounds.iter().filter(|round| round.state == state).count();
        let counted = RoundState::ALL.map(|state| (count(state), state.word().to_lowercase()));
        let parts: Vec<_> = counted
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        format!("Of {} lists: {}.", self.rounds.len(), parts.join(", "))
    }

    /// How AWS is called, in a line.
    #[must_use]
    pub fn calls(&self) -> String {
        let slowed = self.lanes.iter().filter(|lane| lane.is_slowed()).count();
        let waiting: u32 = self.lanes.iter().map(|lane| lane.waiting).sum();
        let operations = self.lanes.len();
        format!("{operations} operations, {slowed} slowed down, {waiting} calls waiting")
    }
}

/// The rounds of every listing in `snapshot`.
#[must_use]
pub fn rounds(snapshot: &Snapshot) -> Vec<SyncRound> {
    let read = read(snapshot);
    let round = |(scope, state): (&Scope, &ScopeState)| {
        let (done, total) = match state.progress {
            Some(progress) => (progress.done, progress.total),
            None => read
                .get(&(scope.kind, scope.region.as_str()))
                .copied()
                .unwrap_or_default(),
        };
        let progress = state.progress.unwrap_or_default();
        SyncRound {
            kind: scope.kind,
            region: scope.region.clone(),
            state: RoundState::of(state),
            done,
            total,
            per_minute: progress.per_minute,
            seconds_left: progress.seconds_left(),
            listed_at: state.listed_at,
            problem: state.problem.clone(),
            paused: state.paused.clone(),
        }
    };
    snapshot.scopes.iter().map(round).collect()
}

type Counts<'a> = BTreeMap<(Kind, &'a str), (u32, u32)>;

/// How many things of each kind are known in each Region: those whose details are read, and all.
fn read(snapshot: &Snapshot) -> Counts<'_> {
    let mut counts = Counts::new();
    let mut count = |kind, region, is_read| {
        let (read, all) = counts.entry((kind, region)).or_default();
        *read += u32::from(is_read);
        *all += 1;
    };
    let region = |instance: &str| Some(snapshot.instances.get(instance)?.region.as_str());
    for user in snapshot.users.values() {
        if let Some(region) = region(&user.instance) {
            count(Kind::Users, region, user.contact.is_some());
        }
    }
    for address in snapshot.email_addresses.values() {
        if let Some(region) = region(&address.instance) {
            count(Kind::EmailAddresses, region, address.details.is_some());
        }
    }
    for identity in snapshot.identities.values() {
        count(Kind::Identities, identity.region.as_str(), identity.details.is_some());
    }
    for alias in snapshot.connection_aliases.values() {
        count(
            Kind::ConnectionAliases,
            alias.region.as_str(),
            alias.described_at.is_some(),
        );
    }
    counts
}

/// "less than a minute", "12 min", "3 h 5 min".
#[must_use]
pub fn time_left(seconds: u32) -> String {
    match seconds {
        0..60 => "less than a minute".to_owned(),
        60..3_600 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h {} min", seconds / 3_600, seconds % 3_600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::freshness::{Cause, Progress};

    fn region() -> Region {
        "eu-west-2".parse().expect("a Region")
    }

    fn snapshot(state: ScopeState) -> Snapshot {
        let scope = Scope {
            kind: Kind::Identities,
            region: region(),
        };
        Snapshot {
            scopes: [(scope, state)].into(),
            ..Snapshot::default()
        }
    }

    fn state_of(state: ScopeState) -> RoundState {
        rounds(&snapshot(state))[0].state
    }

    #[test]
    fn a_pause_counts_more_than_a_round_and_that_more_than_what_went_wrong_before() {
        let problem = Some(Problem {
            service: Service::Ses,
            region: region(),
            operation: "ListEmailIdentities".to_owned(),
            cause: Cause::Unreachable,
            at: Timestamp::default(),
        });
        let paused = Some(Pause {
            by: "Olivia Operator".to_owned(),
            at: Timestamp::default(),
        });
        let mut state = ScopeState::default();
        assert_eq!(state_of(state.clone()), RoundState::Resting);
        state.problem = problem;
        assert_eq!(state_of(state.clone()), RoundState::Failed);
        state.is_reading = true;
        assert_eq!(state_of(state.clone()), RoundState::Reading);
        state.paused = paused;
        assert_eq!(state_of(state), RoundState::Paused);
    }

    #[test]
    fn a_round_under_way_says_how_far_it_is_and_one_that_is_over_what_is_known() {
        let progress = Some(Progress {
            done: 20,
            total: 50,
            per_minute: 30,
        });
        let round = rounds(&snapshot(ScopeState {
            progress,
            ..ScopeState::default()
        }));
        assert_eq!((round[0].done, round[0].total), (20, 50));
        assert_eq!(round[0].seconds_left, Some(60));
        let round = rounds(&snapshot(ScopeState::default()));
        assert_eq!((round[0].done, round[0].total, round[0].seconds_left), (0, 0, None));
    }

    #[test]
    fn rounds_are_meant_by_service_by_region_or_both() {
        let which = |service, region: Option<&str>| Which {
            service,
            region: region.map(|region| region.parse().expect("a Region")),
        };
        let is = |which: Which| which.is(Service::Ses, &region());
        assert!(is(Which::default()) && is(which(Some(Service::Ses), None)));
        assert!(is(which(None, Some("eu-west-2"))));
        assert!(!is(which(Some(Service::Connect), None)) && !is(which(Some(Service::Ses), Some("us-east-1"))));
    }

    #[test]
    fn the_time_left_reads_well() {
        assert_eq!(
            [59, 61, 3_599, 11_100].map(time_left),
            ["less than a minute", "2 min", "60 min", "3 h 5 min"]
        );
    }

    #[test]
    fn rounds_are_counted_by_what_they_do() {
        let round = rounds(&snapshot(ScopeState::default()));
        let page = SyncPage {
            rounds: [&round[..], &round, &round].concat(),
            ..SyncPage::default()
        };
        assert_eq!(page.summary(), "Of 3 lists: 3 resting.");
        assert_eq!(page.calls(), "0 operations, 0 slowed down, 0 calls waiting");
    }
}
