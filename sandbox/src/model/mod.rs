//! What the services' own models say of the simulated operations: where each member of an input
//! travels, its type and its constraints, and the errors that an operation declares.
//!
//! The files in `sandbox/model/` are cut out of botocore's models by `tools/model.py`. One reader
//! applies them to every call, so that no operation has to check what its model already says.

mod constraint;
mod input;
mod route;
mod shape;

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use http::StatusCode;
use serde::Deserialize;

pub use input::{Input, Unreadable};
use route::Route;
use shape::Shape;

use crate::wire::Service;

static CONNECT: LazyLock<Model> = LazyLock::new(|| Model::parse(include_str!("../../model/connect.json")));
static SESV2: LazyLock<Model> = LazyLock::new(|| Model::parse(include_str!("../../model/sesv2.json")));
static WORKSPACES: LazyLock<Model> = LazyLock::new(|| Model::parse(include_str!("../../model/workspaces.json")));

/// The part of a service's model that is simulated.
#[derive(Debug)]
pub struct Model {
    operations: Vec<Operation>,
    routes: Vec<Route>,
    statuses: HashMap<String, u16>,
    shapes: HashMap<String, Shape>,
}

/// An operation of a service.
#[derive(Debug)]
pub struct Operation {
    /// As AWS spells it.
    pub name: String,
    /// Whether its model gives it an output: an empty structure is written `{}`, none as no body.
    pub has_output: bool,
    input: String,
    errors: Vec<String>,
}

/// What a request asks for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// How it was found, where the path says so.
    pub route: Option<&'a Route>,
}

#[derive(Deserialize)]
struct Document {
    operations: BTreeMap<String, OperationDocument>,
    errors: HashMap<String, u16>,
    shapes: HashMap<String, Shape>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OperationDocument {
    method: String,
    uri: String,
    input: String,
    has_output: bool,
    errors: Vec<String>,
}

impl Model {
    /// The model of a service, or `None` for STS, whose only operation has no members.
    pub fn of(service: Service) -> Option<&'static Self> {
        match service {
            Service::Connect => Some(&CONNECT),
            Service::Ses => Some(&SESV2),
            Service::WorkSpaces => Some(&WORKSPACES),
            Service::Sts => None,
        }
    }

    /// The operation with this name.
    pub fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.name == name)
    }

    /// The operation with this method and path.
    pub fn route(&self, method: &str, path: &[&str]) -> Option<Asked<'_>> {
        let route = self.routes.iter().find(|route| route.leads(method, path))?;
        Some(Asked {
            operation: self.operation(&route.operation)?,
            route: Some(route),
        })
    }

    /// The HTTP status of one of the service's errors.
    pub fn status(&self, error: &str) -> StatusCode {
        let status = self.statuses.get(error).copied();
        status
            .and_then(|status| StatusCode::from_u16(status).ok())
            .unwrap_or(StatusCode::BAD_REQUEST)
    }

    fn parse(text: &str) -> Self {
        let document: Document = match serde_json::from_str(text) {
            Ok(document) => document,
            Err(error) => unreachable!("a model that is compiled in cannot be read: {error}"),
        };
        let mut routes: Vec<_> = document
            .operations
            .iter()
            .map(|(name, operation)| Route::new(name, &operation.method, &operation.uri))
            .collect();
        routes.extend(Route::of_older_clients(&document.operations.keys().collect::<Vec<_>>()));
        let operations = document.operations.into_iter();
        Self {
            operations: operations
                .map(|(name, document)| Operation::new(name, document))
                .collect(),
            routes,
            statuses: document.errors,
            shapes: document.shapes,
        }
    }
}

impl Operation {
    /// An operation that takes nothing.
    pub fn without_members(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            has_output: true,
            input: String::new(),
            errors: Vec::new(),
        }
    }

    fn new(name: String, document: OperationDocument) -> Self {
        Self {
            name,
            has_output: document.has_output,
            input: document.input,
            errors: document.errors,
        }
    }

    /// Whether its model declares this error.
    pub fn declares(&self, error: &str) -> bool {
        self.errors.iter().any(|declared| declared == error)
    }
}

#[cfg(test)]
mod tests {
    use super::shape::Pattern;
    use super::*;

    #[test]
    fn every_model_is_readable_and_closed() {
        for model in [&*CONNECT, &*SESV2, &*WORKSPACES] {
            for operation in &model.operations {
                assert!(model.shapes.contains_key(&operation.input), "{operation:?}");
                assert!(!operation.errors.is_empty(), "{operation:?}");
            }
            for (name, shape) in &model.shapes {
                let compiled = shape.pattern.as_ref().map(Pattern::compile);
                assert!(!matches!(compiled, Some(Err(_))), "{name}: {compiled:?}");
                for part in shape.parts() {
                    assert!(model.shapes.contains_key(part), "{part}");
                }
            }
        }
    }

    #[test]
    fn a_path_leads_to_its_operation() {
        let asked = CONNECT.route("POST", &["users", "i", "u", "identity-info"]).unwrap();
        assert_eq!(asked.operation.name, "UpdateUserIdentityInfo");
        assert!(CONNECT.route("PUT", &["users", "i", "u", "identity-info"]).is_none());
    }

    #[test]
    fn errors_have_the_status_of_the_model() {
        assert_eq!(
            CONNECT.status("ServiceQuotaExceededException"),
            StatusCode::PAYMENT_REQUIRED
        );
        assert_eq!(
            SESV2.status("ConcurrentModificationException"),
            StatusCode::INTERNAL_SERVER_ERROR
        );
    }
}
