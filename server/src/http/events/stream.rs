//! One stream: what it tells, and when it ends.

use super::{pace::Pace, places::Place};
use crate::{
    auth::{Watched, session::Ending},
    http::AppState,
    inventory::Versions,
};
use app::{
    backend::Visitor,
    model::{
        access::{Access, Permission},
        changed::{Changed, Topic, Topics},
    },
};
use axum::response::sse::Event;
use futures::{Stream, stream};
use std::{mem, time::Duration};
use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};
use tokio_util::sync::CancellationToken;

/// However long ago the identity provider was asked, a stream goes on for so long: while the provider does not answer, pages would
/// do nothing but come back.
const AT_LEAST: Duration = Duration::from_mins(1);

/// One open page.
pub(super) struct Watch {
    state: AppState,
    session: String,
    /// What whoever looks at it may do, as far as it was told.
    access: Access,
    ending: Ending,
    versions: watch::Receiver<Versions>,
    stop: CancellationToken,
    pace: Pace,
    /// The version that was told last.
    told: u64,
    /// What was told since the session was looked at: where there are replicas it is told once more, since some may have been further behind.
    again: Topics,
    began: Instant,
    /// When to look at the session again.
    look_at: Instant,
    /// When whoever looks at it has to ask again, which says who they are.
    until: Option<Instant>,
    next: Next,
    _place: Place,
}

/// What comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// What has changed since the page was drawn.
    First,
    /// What changes.
    More,
    /// Nothing.
    End,
}

impl Watch {
    /// Begins to tell what has changed since the version `since`.
    pub(super) async fn begin(state: AppState, visitor: Visitor, since: u64, place: Place) -> Self {
        let events = &state.events;
        let now = Instant::now();
        let mut watch = Self {
            // Before it is looked at, so that no end falls between.
            ending: state
                .auth
                .sessions()
                .ending(&visitor.session, &visitor.you.person.subject),
            versions: events.versions.clone(),
            stop: events.stop.clone(),
            pace: Pace::start(events.timing),
            session: visitor.session,
            access: visitor.you.access,
            told: since,
            again: Topics::default(),
            began: now,
            look_at: now,
            until: None,
            next: Next::First,
            _place: place,
            state,
        };
        let watched = watch.watched().await;
        watch.plan(watched.as_ref());
        watch
    }

    /// As events.
    pub(super) fn into_stream(self) -> impl Stream<Item = Result<Event, axum::Error>> {
        stream::unfold(self, |mut watch| async move {
            let changed = watch.next().await?;
            let event = Event::default().id(changed.version.to_string()).json_data(changed);
            Some((event, watch))
        })
    }

    async fn next(&mut self) -> Option<Changed> {
        match self.next {
            Next::First => {
                self.next = Next::More;
                let versions = *self.versions.borrow_and_update();
                if !versions.since(self.told).is_empty() {
                    self.pace.others_follow().await;
                }
                Some(self.changed_until(versions))
            }
            Next::More => self.more().await,
            Next::End => None,
        }
    }

    async fn more(&mut self) -> Option<Changed> {
        tokio::select! {
            biased;
            () = self.stop.cancelled() => None,
            () = at(self.until) => None,
            () = self.ending.may_have_come() => self.look().await,
            () = sleep_until(self.look_at) => self.look().await,
            versions = change(&mut self.versions, self.told, &self.pace) => Some(self.changed_until(versions)),
        }
    }

    /// Looks at the session, and tells that the server is there.
    async fn look(&mut self) -> Option<Changed> {
        let watched = self.watched().await;
        self.plan(watched.as_ref());
        let mut changed = Changed {
            version: self.told,
            topics: mem::take(&mut self.again),
        };
        let access = watched.map(|watched| watched.access);
        let may_read = |access: &Access| access.role == self.access.role && access.check(Permission::Read).is_ok();
        if !access.as_ref().is_some_and(may_read) {
            self.next = Next::End;
        }
        if access.as_ref() != Some(&self.access) {
            changed.topics = changed.topics.with(Topic::You);
        }
        self.access = access.unwrap_or_else(|| self.access.clone());
        Some(changed)
    }

    async fn watched(&self) -> Option<Watched> {
        let unrecorded = !self.state.backend.can_write();
        self.state.auth.watched(&self.session, unrecorded).await
    }

    /// Sets when to look again, and when the stream ends.
    fn plan(&mut self, watched: Option<&Watched>) {
        let now = Instant::now();
        self.look_at = now + self.state.events.timing.look;
        if let Some(watched) = watched {
            self.look_at = self.look_at.min(now + watched.ends_in);
            let at_least = self.began + AT_LEAST;
            self.until = watched.ask_in.map(|ask_in| at_least.max(now + ask_in));
        }
    }

    /// What has changed since it was told last.
    fn changed_until(&mut self, versions: Versions) -> Changed {
        let topics = versions.since(self.told);
        let version = versions.now();
        self.told = version;
        if !topics.is_empty() {
            self.pace.told();
        }
        if self.state.events.timing.has_replicas() {
            self.again = self.again.and(topics);
        }
        Changed { version, topics }
    }
}

/// Waits until there is something to tell, and it may be told.
async fn change(versions: &mut watch::Receiver<Versions>, told: u64, pace: &Pace) -> Versions {
    // The inventory lives as long as those who are told.
    let _ = versions.wait_for(|versions| !versions.since(told).is_empty()).await;
    sleep_until(pace.next()).await;
    let versions = *versions.borrow_and_update();
    pace.others_follow().await;
    versions
}

async fn at(instant: Option<Instant>) {
    match instant {
        Some(instant) => sleep_until(instant).await,
        None => std::future::pending().await,
    }
}
