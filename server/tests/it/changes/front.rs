//! What stands between Frontdesk and its simulated AWS: it holds a call back until the test lets it through, and refuses what the
//! simulated AWS would take.

use axum::{
    Json, Router,
    extract::{Request, State},
    http::{HeaderName, StatusCode},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use serde_json::json;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::oneshot;

/// A call, as it is known by on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// Of Amazon Connect or SES: the method, and how the path begins and ends.
    Path(&'static str, &'static str, &'static str),
    /// Of WorkSpaces: the operation.
    Target(&'static str),
}

/// Amazon Connect's `DescribeUser`.
pub const DESCRIBE_USER: Call = Call::Path("GET", "/users/", "");
/// Amazon Connect's `TagResource`.
pub const TAG_RESOURCE: Call = Call::Path("POST", "/tags/", "");
/// `AssociateEmailAddressAlias`.
pub const ASSOCIATE_ALIAS: Call = Call::Path("POST", "/email-addresses/", "/associate-alias");
/// `DisassociateEmailAddressAlias`.
pub const DISASSOCIATE_ALIAS: Call = Call::Path("POST", "/email-addresses/", "/disassociate-alias");
/// `CreateEmailAddress`.
pub const CREATE_EMAIL_ADDRESS: Call = Call::Path("PUT", "/email-addresses/", "");
/// `UpdateEmailAddressMetadata`, or an alias's.
pub const UPDATE_EMAIL_ADDRESS: Call = Call::Path("POST", "/email-addresses/", "");

/// It.
#[derive(Clone, Default)]
pub struct Front(Arc<Mutex<VecDeque<(Call, Befalls)>>>);

/// What befalls the next call of its kind.
enum Befalls {
    /// It waits at the door.
    Held {
        arrived: oneshot::Sender<()>,
        let_through: oneshot::Receiver<()>,
    },
    /// It is refused.
    Refused(&'static str, &'static str),
}

/// A call that is held back, once it is there.
pub struct Held {
    arrived: oneshot::Receiver<()>,
    let_through: oneshot::Sender<()>,
}

impl Held {
    /// Waits until the call is there.
    pub async fn arrived(&mut self) {
        (&mut self.arrived).await.expect("the call comes");
    }

    /// Lets it go on to AWS.
    pub fn let_through(self) {
        self.let_through.send(()).expect("the call is still there");
    }
}

impl Front {
    /// Holds the next `call` back.
    pub fn hold(&self, call: Call) -> Held {
        let (arrived, waits) = oneshot::channel();
        let (let_through, goes) = oneshot::channel();
        let befalls = Befalls::Held {
            arrived,
            let_through: goes,
        };
        self.add(call, befalls);
        Held {
            arrived: waits,
            let_through,
        }
    }

    /// Refuses the next `call` with an error of AWS's.
    pub fn refuse(&self, call: Call, code: &'static str, message: &'static str) {
        self.add(call, Befalls::Refused(code, message));
    }

    /// Stands in front of `aws`.
    pub fn of(&self, aws: Router) -> Router {
        aws.layer(from_fn_with_state(self.clone(), pass))
    }

    fn add(&self, call: Call, befalls: Befalls) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push_back((call, befalls));
    }

    fn take(&self, request: &Request) -> Option<Befalls> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = waiting.iter().position(|(call, _)| call.is(request))?;
        waiting.remove(at).map(|(_, befalls)| befalls)
    }
}

impl Call {
    fn is(self, request: &Request) -> bool {
        match self {
            Self::Path(method, start, end) => {
                let path = request.uri().path();
                request.method() == method && path.starts_with(start) && path.ends_with(end)
            }
            Self::Target(operation) => {
                let target = request.headers().get("x-amz-target");
                let target = target.and_then(|target| target.to_str().ok());
                target.and_then(|target| target.strip_prefix("WorkspacesService.")) == Some(operation)
            }
        }
    }
}

async fn pass(State(front): State<Front>, request: Request, next: Next) -> Response {
    match front.take(&request) {
        None => {}
        Some(Befalls::Held { arrived, let_through }) => {
            arrived.send(()).expect("somebody waits for the call");
            // A test that has ended lets everything through.
            drop(let_through.await);
        }
        Some(Befalls::Refused(code, message)) => return refusal(code, message),
    }
    next.run(request).await
}

/// In a form that both protocols have in common.
fn refusal(code: &'static str, message: &'static str) -> Response {
    let kind = HeaderName::from_static("x-amzn-errortype");
    let body = Json(json!({ "__type": code, "message": message }));
    (StatusCode::BAD_REQUEST, [(kind, code)], body).into_response()
}
