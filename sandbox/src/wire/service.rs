//! The services, and what their protocols make of a call.

use axum::response::Response;
use serde_json::{Map, Value};

use super::query::{self};
use super::{Answer, Call, Error, Violation, aws_json, rest_json};
use crate::context::Context;
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
    /// The service with this signing name.
    pub fn of_signing_name(name: &str) -> Option<Self> {
        match name {
            "connect" => Some(Self::Connect),
            "ses" => Some(Self::Ses),
            "sts" => Some(Self::Sts),
            "workspaces" => Some(Self::WorkSpaces),
            _ => None,
        }
    }

    /// Answers a call that was read.
    pub fn answer(self, world: &World, call: Result<Call, Error>, request_id: &str) -> Response {
        if self == Self::Sts {
            return query::response(call.and_then(|call| sts::answer(&call)), request_id);
        }
        let answer = call.and_then(|call| self.perform(world, &call));
        self.response(answer)
    }

    fn perform(self, world: &World, call: &Call) -> Result<Option<Value>, Error> {
        let asked = self.asked(call)?;
        let input = self.input(&asked, call)?;
        let context = world.context(call.scope.clone());
        let output = self.dispatch(world, &context, &asked.operation.name, input)?;
        Ok(asked.operation.has_output.then_some(output))
    }

    /// Which operation a call is for.
    fn asked(self, call: &Call) -> Result<Asked<'static>, Error> {
        let (method, path) = (call.method(), call.path());
        match (self, Model::of(self)) {
            (Self::WorkSpaces, Some(model)) => {
                let name = aws_json::operation(call, workspaces::TARGET_PREFIX)?;
                let operation = model.operation(name);
                let operation = operation.ok_or_else(|| aws_json::unknown_operation(name))?;
                Ok(Asked { operation, route: None })
            }
            (_, model) => {
                let asked = model.and_then(|model| model.route(method, &path));
                asked.ok_or_else(|| rest_json::unknown_operation(method, &path))
            }
        }
    }

    fn input(self, asked: &Asked<'_>, call: &Call) -> Result<Input, Error> {
        let body: Map<String, Value> = match self {
            Self::WorkSpaces => aws_json::body(call)?,
            Self::Connect | Self::Ses | Self::Sts => rest_json::body(call)?,
        };
        let model = Model::of(self).ok_or_else(|| Error::internal("no model"))?;
        model.input(asked, call, body).map_err(|unreadable| match unreadable {
            Unreadable::Malformed(error) => error,
            Unreadable::Invalid(violations) => self.invalid(asked.operation, &violations),
        })
    }

    /// What a service says of members that break its model. AWS validates before it looks at
    /// anything else.
    fn invalid(self, operation: &Operation, violations: &[Violation]) -> Error {
        let candidates = match self {
            Self::Connect => ["InvalidParameterException", "InvalidRequestException"],
            Self::Ses | Self::Sts => ["BadRequestException", "BadRequestException"],
            Self::WorkSpaces => ["InvalidParameterValuesException", "ValidationException"],
        };
        let [usual, otherwise] = candidates;
        let code = if operation.declares(usual) { usual } else { otherwise };
        Error::of(self, code, Violation::all(violations))
    }

    fn dispatch(self, world: &World, context: &Context, operation: &str, input: Input) -> Answer {
        match self {
            Self::Connect => connect::perform(&mut locked(&world.connect), context, operation, input),
            Self::Ses => sesv2::perform(&mut locked(&world.sesv2), context, operation, input),
            Self::WorkSpaces => workspaces::perform(&mut locked(&world.workspaces), context, operation, input),
            Self::Sts => Err(Error::internal("STS has a protocol of its own")),
        }
    }

    fn response(self, answer: Result<Option<Value>, Error>) -> Response {
        match self {
            Self::Connect => rest_json::response(answer, "Message"),
            Self::Ses | Self::Sts => rest_json::response(answer, "message"),
            Self::WorkSpaces => aws_json::response(answer),
        }
    }
}
