//! Who is behind a request: the session that its cookie names, if the identity provider still stands by it.

use super::{
    Auth, Way, alb, oidc,
    session::{Checked, Current},
};
use crate::errors::chain;
use app::{
    backend::Visitor,
    model::{
        access::{Access, Person, Role},
        session::You,
    },
};
use http::HeaderMap;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::time::timeout;
use tower_sessions::{Session, session::Id};

/// For how long after it was to be asked again the provider's word still counts as fresh: it takes a while to answer.
const ANSWER_MILLIS: i64 = 60_000;

/// How long somebody waits for the provider's word on their session.
const PATIENCE: Duration = Duration::from_secs(2);

/// Beyond this nothing may be read either.
const GRACE: i64 = 30 * 60_000;

/// Why nobody is behind a request.
#[derive(Debug)]
pub(super) enum NotIn {
    /// There is no session, or it has ended.
    SignedOut,
    /// The identity provider gives them no role any more.
    NoRole,
    /// It does not answer, and has not for too long.
    ProviderUnreachable,
    /// The database can't be read.
    Broken,
}

/// What the identity provider says of a session now.
struct Standing {
    role: Role,
    unchecked: bool,
}

/// What a request tells besides its session.
pub(super) struct Circumstances<'a> {
    /// The other end of the connection.
    pub(super) peer: Option<SocketAddr>,
    pub(super) headers: &'a HeaderMap,
    /// Whether the request shows that somebody is at work.
    pub(super) is_active: bool,
    /// Whether a change could not be recorded.
    pub(super) unrecorded: bool,
}

/// What holds for somebody whose page is open.
pub(crate) struct Watched {
    /// What they may do.
    pub(crate) access: Access,
    /// When their session ends, if nothing is done in it.
    pub(crate) ends_in: Duration,
    /// When the identity provider is to be asked again, or the proxy has to say again who they are: both take a request.
    pub(crate) ask_in: Option<Duration>,
}

impl Auth {
    /// The person behind a request with this session.
    pub(super) async fn visit(
        self: &Arc<Self>,
        session: &Session,
        request: Circumstances<'_>,
    ) -> Result<Visitor, NotIn> {
        let id = session.id().ok_or(NotIn::SignedOut)?;
        let mut current = self.current(&id).await?;
        let standing = match &self.way {
            Way::Oidc(_) => self.check(&id, &mut current).await?,
            Way::Alb(verifier) => match verifier.identify(request.headers).await {
                // Not by the session alone: whoever comes past the load balancer can name a key that nobody has.
                Err(alb::AlbError::KeyUnavailable) => return Err(NotIn::ProviderUnreachable),
                identity => self.compare(&mut current, identity.ok())?,
            },
            Way::Proxy(proxy) => {
                let identity = request
                    .peer
                    .and_then(|peer| proxy.identify(peer.ip(), request.headers).ok());
                self.compare(&mut current, identity)?
            }
            Way::Demo | Way::None => Standing {
                role: current.signed_in.person.role,
                unchecked: false,
            },
        };
        if request.is_active {
            self.sessions.note_use_of(&mut current);
        }
        let mut person = current.signed_in.person;
        person.role = standing.role;
        Ok(Visitor {
            you: You {
                access: self.access(person.role, standing.unchecked, request.unrecorded),
                person,
                ends: current.ends,
                sign_in: self.sign_in(),
            },
            session: current.id,
        })
    }

    /// What the person of the session that the table calls `id` may do, as it was last confirmed; `None` when it has ended, or
    /// nobody confirms it any longer.
    pub async fn access_of(&self, id: &str, unrecorded: bool) -> Option<Access> {
        Some(self.watched(id, unrecorded).await?.access)
    }

    /// The same for somebody whose page is open: also how long that holds without another request of theirs.
    pub(crate) async fn watched(&self, id: &str, unrecorded: bool) -> Option<Watched> {
        let current = self.sessions.find_hashed(id).await.ok().flatten()?;
        let standing = match &self.way {
            Way::Oidc(_) => self.standing_by_age(&current).ok()?,
            Way::Alb(_) | Way::Proxy(_) | Way::Demo | Way::None => Standing {
                role: current.signed_in.person.role,
                unchecked: false,
            },
        };
        let ask_in = match &self.way {
            Way::Oidc(_) => Some(self.check_after - self.age(&current)),
            Way::Alb(_) | Way::Proxy(_) => Some(self.check_after),
            Way::Demo | Way::None => None,
        };
        Some(Watched {
            access: self.access(standing.role, standing.unchecked, unrecorded),
            ends_in: millis(current.ends.first().since((self.clock)())),
            ask_in: ask_in.map(millis),
        })
    }

    async fn current(&self, id: &Id) -> Result<Current, NotIn> {
        let found = self.sessions.find(id).await;
        found.map_err(broken)?.ok_or(NotIn::SignedOut)
    }

    /// Asks the OpenID provider, when it is time to, whether the person is still who they were.
    async fn check(self: &Arc<Self>, id: &Id, current: &mut Current) -> Result<Standing, NotIn> {
        if self.age(current) >= self.check_after {
            // Tokens that the provider has replaced have to be kept, even if whoever asked does not wait; and a provider
            // that does not answer keeps nobody waiting for long.
            let (auth, id) = (Arc::clone(self), *id);
            let asking = tokio::spawn(async move { auth.ask_in_turn(&id).await });
            if let Ok(asked) = timeout(PATIENCE, asking).await {
                *current = asked.unwrap_or(Err(NotIn::Broken))?;
            }
        }
        self.standing_by_age(current)
    }

    async fn ask_in_turn(&self, id: &Id) -> Result<Current, NotIn> {
        let stripe = usize::from(id.0.to_le_bytes()[0]) % self.checking.len();
        let _one_at_a_time = self.checking[stripe].lock().await;
        let mut current = self.current(id).await?;
        // A database that can't be written can't keep what the provider would answer.
        if self.age(&current) >= self.check_after && self.sessions.claim_check(id).await.unwrap_or(false) {
            self.ask(id, &mut current).await?;
        }
        Ok(current)
    }

    async fn ask(&self, id: &Id, current: &mut Current) -> Result<(), NotIn> {
        let Way::Oidc(open_id) = &self.way else {
            return Ok(());
        };
        let Some(tokens) = current.tokens(id) else {
            return Err(self.end(&current.id, NotIn::SignedOut).await);
        };
        match open_id.client.check(&tokens, &current.signed_in.person.subject).await {
            Ok(confirmed) => {
                let Some(role) = self.roles.of(&confirmed.groups) else {
                    return Err(self.end(&current.id, NotIn::NoRole).await);
                };
                let signed_in = &mut current.signed_in;
                signed_in.person.role = role;
                signed_in.person.name = confirmed.name;
                signed_in.person.email = confirmed.email;
                signed_in.provider_session = confirmed.provider_session.or(signed_in.provider_session.take());
                self.confirmed(id, current, &confirmed.tokens).await
            }
            Err(oidc::CheckError::Ended(_) | oidc::CheckError::NoRefreshToken) => {
                Err(self.end(&current.id, NotIn::SignedOut).await)
            }
            Err(oidc::CheckError::Unreachable { source, tokens }) => {
                tracing::warn!(
                    error = chain(&source),
                    "the OpenID provider can't be asked whether a session goes on"
                );
                if let Some(tokens) = tokens
                    && let Err(error) = self.sessions.keep_tokens(id, &tokens).await
                {
                    tracing::error!(%error, "the OpenID provider's new tokens can't be kept");
                }
                Ok(())
            }
        }
    }

    /// Notes that the provider stands by a session.
    async fn confirmed(&self, id: &Id, current: &mut Current, tokens: &oidc::Tokens) -> Result<(), NotIn> {
        current.checked_at = (self.clock)();
        let checked = Checked {
            signed_in: &current.signed_in,
            tokens,
        };
        self.sessions.checked(id, checked).await.map_err(|error| {
            tracing::error!(%error, "what the identity provider confirmed can't be noted");
            NotIn::Broken
        })
    }

    /// Ends a session that the identity provider no longer stands by.
    async fn end(&self, id: &str, why: NotIn) -> NotIn {
        match app::backend::Sessions::end(&self.sessions, id, None, "the identity provider").await {
            Ok(()) => why,
            Err(_) => NotIn::Broken,
        }
    }

    fn standing_by_age(&self, current: &Current) -> Result<Standing, NotIn> {
        let age = self.age(current);
        if age > GRACE {
            return Err(NotIn::ProviderUnreachable);
        }
        Ok(Standing {
            role: current.signed_in.person.role,
            unchecked: age >= self.check_after + ANSWER_MILLIS,
        })
    }

    fn age(&self, current: &Current) -> i64 {
        (self.clock)().since(current.checked_at)
    }

    /// What a proxy says with this request, if it is still the person whose session this is.
    fn compare(&self, current: &mut Current, identity: Option<super::ProxyIdentity>) -> Result<Standing, NotIn> {
        let identity = identity.filter(|identity| identity.subject == current.signed_in.person.subject);
        let identity = identity.ok_or(NotIn::SignedOut)?;
        let person = Person {
            role: self.roles.of(&identity.groups).ok_or(NotIn::NoRole)?,
            subject: identity.subject,
            name: identity.name,
            email: identity.email,
        };
        if person != current.signed_in.person {
            current.signed_in.person = person;
            self.sessions.note_person(&current.id, &current.signed_in);
        }
        Ok(Standing {
            role: current.signed_in.person.role,
            unchecked: false,
        })
    }
}

fn broken(error: sqlx::Error) -> NotIn {
    tracing::error!(%error, "the table of sessions can't be read");
    NotIn::Broken
}

fn millis(millis: i64) -> Duration {
    Duration::from_millis(u64::try_from(millis).unwrap_or_default())
}
