//! The services, and what their protocols make of a call.

use axum::response::Response;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Value};

use super::{Answer, Call, Code, Error, Violation, aws_json, query, rest_json};
use crate::account::Scope;
use crate::model::{Asked, Input, Model, Operation, Unreadable};
use crate::server::{World, locked};
use crate::{connect, sesv2, sts, workspaces};

/// The services, told apart by the signing name in the credential scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    /// Amazon Connect: restJson1, errors carry `Message`.
    Connect,
    /// SES v2: restJson1, errors carry `message`.
    Ses,
    /// STS: awsQuery.
    Sts,
    /// WorkSpaces: `awsJson1_1`.
    WorkSpaces,
}

impl Service {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Connect, Self::Ses, Self::Sts, Self::WorkSpaces];

    /// How it is called in a credential scope, in policies and in the control's documents.
    pub fn signing_name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Ses => "ses",
            Self::Sts => "sts",
            Self::WorkSpaces => "workspaces",
        }
    }

    /// The service with this signing name.
    pub(super) fn of_signing_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.signing_name() == name)
    }

    /// The operation with this name.
    pub fn operation(self, name: &str) -> Option<&'static Operation> {
        match Model::of(self) {
            Some(model) => model.operation(name),
            None => sts::named(name),
        }
    }

    /// Which operation a call is for.
    pub(super) fn asked(self, call: &Call) -> Result<Asked<'static>, Error> {
        match self {
            Self::Connect | Self::Ses => {
                let (method, path) = (call.method(), call.path());
                let asked = Model::of(self).and_then(|model| model.route(method, &path));
                asked.ok_or_else(|| rest_json::unknown_operation(method, &path))
            }
            Self::WorkSpaces => {
                let name = aws_json::operation(call, workspaces::TARGET_PREFIX)?;
                let operation = Model::of(self).and_then(|model| model.operation(name));
                let operation = operation.ok_or_else(|| aws_json::unknown_operation(name))?;
                Ok(Asked { operation, route: None })
            }
            Self::Sts => {
                let operation = sts::operation(&query::form(call)?)?;
                Ok(Asked { operation, route: None })
            }
        }
    }

    /// Checks a call's input, and lets its operation take effect. The output is `None` for an
    /// operation whose model has none.
    pub(super) fn perform(self, world: &World, asked: &Asked<'_>, call: &Call) -> Result<Option<Value>, Error> {
        let input = self.input(asked, call)?;
        let output = self.dispatch(world, &call.scope, &asked.operation.name, input)?;
        Ok(asked.operation.has_output.then_some(output))
    }

    fn input(self, asked: &Asked<'_>, call: &Call) -> Result<Input, Error> {
        let body: Map<String, Value> = match self {
            Self::Connect | Self::Ses => rest_json::body(call)?,
            Self::WorkSpaces => aws_json::body(call)?,
            Self::Sts => Map::new(),
        };
        let Some(model) = Model::of(self) else {
            return Ok(Input::default());
        };
        model.input(asked, call, body).map_err(|unreadable| match unreadable {
            Unreadable::Malformed(error) => error,
            Unreadable::Invalid(violations) => self.invalid(asked.operation, &violations),
        })
    }

    /// What a service says of members that break its model.
    fn invalid(self, operation: &Operation, violations: &[Violation]) -> Error {
        let [usual, otherwise] = match self {
            Self::Connect => ["InvalidParameterException", "InvalidRequestException"],
            Self::Ses => ["BadRequestException", "BadRequestException"],
            Self::WorkSpaces => ["InvalidParameterValuesException", "ValidationException"],
            Self::Sts => ["ValidationError", "ValidationError"],
        };
        let code = if operation.declares(usual) { usual } else { otherwise };
        Error::of(self, code, Violation::all(violations))
    }

    /// What time it is for an operation is asked once nobody else is at its service: operations take
    /// effect in the order of their times.
    fn dispatch(self, world: &World, scope: &Scope, operation: &str, input: Input) -> Answer {
        match self {
            Self::Connect => {
                let mut connect = locked(&world.connect);
                let context = world.moment().within(scope.clone());
                let verified_in_ses = |domain: &str| {
                    let (mut ses, _) = world.ses();
                    let identities = ses.region(scope).identities.current();
                    identities.get(domain).is_some_and(sesv2::EmailIdentity::verified)
                };
                connect::perform(&mut connect, &context, operation, input, &verified_in_ses)
            }
            Self::Ses => {
                let (mut ses, moment) = world.ses();
                sesv2::perform(&mut ses, &moment.within(scope.clone()), operation, input)
            }
            Self::WorkSpaces => {
                let mut workspaces = locked(&world.workspaces);
                let context = world.moment().within(scope.clone());
                workspaces::perform(&mut workspaces, &context, operation, input)
            }
            Self::Sts => Ok(sts::caller_identity(scope.account)),
        }
    }

    /// Writes an answer to `operation`, which is not known if the call could not be read.
    pub(super) fn response(
        self,
        operation: Option<&Operation>,
        answer: Result<Option<Value>, Error>,
        request_id: &str,
    ) -> Response {
        let code = answer.as_ref().err().map(|error| Code(error.code));
        let mut response = match self {
            Self::Connect => rest_json::response(answer, "Message"),
            Self::Ses => rest_json::response(answer, "message"),
            Self::WorkSpaces => aws_json::response(answer),
            Self::Sts => {
                let action = operation.map_or("Unknown", |operation| operation.name.as_str());
                query::response(action, sts::NAMESPACE, answer, request_id)
            }
        };
        if let Some(code) = code {
            response.extensions_mut().insert(code);
        }
        response
    }
}

impl Serialize for Service {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.signing_name())
    }
}

impl<'de> Deserialize<'de> for Service {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::of_signing_name(&name).ok_or_else(|| {
            let names = Self::ALL.map(Self::signing_name).join(", ");
            de::Error::custom(format!("unknown service `{name}`: it is one of {names}"))
        })
    }
}
