//! Reads an operation's input from where its model puts each member.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::shape::{Kind, Location, Member, Shape};
use super::{Asked, Model};
use crate::wire::{Call, Error, Violation};

/// The members of an input: all of the model, with values that its constraints allow. Members that
/// the model does not know are left out, as AWS ignores them; so is what is null.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input(Map<String, Value>);

/// Why an input cannot be used.
#[derive(Debug)]
pub enum Unreadable {
    /// The request does not say what the types of the model can hold.
    Malformed(Error),
    /// It breaks constraints of the model.
    Invalid(Vec<Violation>),
}

impl Input {
    /// As the operation's own type, which knows no more than the model.
    pub fn parse<T: DeserializeOwned>(self) -> Result<T, Error> {
        serde_json::from_value(Value::Object(self.0)).map_err(|error| Error::internal(error.to_string()))
    }
}

#[cfg(test)]
impl Input {
    /// For tests: these members, which nobody has checked.
    pub fn unchecked(members: Value) -> Self {
        match members {
            Value::Object(members) => Self(members),
            _ => Self(Map::new()),
        }
    }
}

impl Model {
    /// Reads and checks the input of what is `asked`, whose JSON document is `body`.
    pub fn input(&self, asked: &Asked<'_>, call: &Call, mut body: Map<String, Value>) -> Result<Input, Unreadable> {
        let Asked { operation, route } = asked;
        let Some(shape) = self.shapes.get(&operation.input) else {
            return Ok(Input(Map::new()));
        };
        let Kind::Structure { members, .. } = &shape.kind else {
            return Ok(Input(Map::new()));
        };
        let mut input = Map::new();
        for (name, member) in members {
            let in_query = route.is_some_and(|route| route.moved_to_query.contains(&name.as_str()));
            let value = match member.location {
                Location::Body if !in_query => self.of_body(name, member, body.remove(name))?,
                Location::Uri => of_path(
                    name,
                    route.and_then(|route| route.label(member.name(name), &call.path())),
                )?,
                Location::QueryString | Location::Body => self.of_query(name, member, call)?,
            };
            if let Some(value) = value {
                input.insert(name.clone(), value);
            }
        }
        let input = Value::Object(input);
        let mut violations = Vec::new();
        self.violations(shape, "", &input, &mut violations);
        match input {
            Value::Object(input) if violations.is_empty() => Ok(Input(input)),
            _ => Err(Unreadable::Invalid(violations)),
        }
    }

    fn of_body(&self, name: &str, member: &Member, value: Option<Value>) -> Result<Option<Value>, Unreadable> {
        let value = value.filter(|value| !value.is_null());
        let typed = value.map(|value| self.typed(&member.shape, name, value));
        typed.transpose().map_err(Unreadable::Malformed)
    }

    fn of_query(&self, name: &str, member: &Member, call: &Call) -> Result<Option<Value>, Unreadable> {
        let given: Vec<_> = call.query_all(member.name(name)).collect();
        let Some(first) = given.first() else {
            return Ok(None);
        };
        Ok(Some(match self.shapes.get(&member.shape).map(|shape| &shape.kind) {
            Some(Kind::List { .. }) => given.into_iter().map(Value::from).collect(),
            Some(Kind::Integer) => {
                let number: Result<i32, _> = first.parse();
                let number = number.map_err(|_| Violation::new(name, first, "Member must be an integer"));
                number.map_err(|violation| Unreadable::Invalid(vec![violation]))?.into()
            }
            _ => Value::from(*first),
        }))
    }

    /// `value` with the type of its shape, without the members that the shape does not know.
    fn typed(&self, shape: &str, path: &str, value: Value) -> Result<Value, Error> {
        let Some(Shape { kind, .. }) = self.shapes.get(shape) else {
            return Ok(value);
        };
        match (kind, value) {
            (Kind::String, value @ Value::String(_)) | (Kind::Boolean, value @ Value::Bool(_)) => Ok(value),
            (Kind::Integer, Value::Number(number)) => {
                let number = number.as_i64().and_then(|number| i32::try_from(number).ok());
                Ok(number.ok_or_else(|| mistyped(path, kind.article()))?.into())
            }
            (Kind::Structure { members, .. }, Value::Object(mut given)) => {
                let known = members.iter().filter_map(|(name, member)| {
                    let value = given.remove(name).filter(|value| !value.is_null())?;
                    let typed = self.typed(&member.shape, &format!("{path}.{name}"), value);
                    Some(typed.map(|value| (name.clone(), value)))
                });
                known.collect::<Result<_, _>>().map(Value::Object)
            }
            (Kind::List { member }, Value::Array(items)) => {
                let items = (1..).zip(items).map(|(number, item)| match item {
                    Value::Null => Ok(Value::Null),
                    item => self.typed(member, &format!("{path}.{number}.member"), item),
                });
                items.collect::<Result<_, _>>().map(Value::Array)
            }
            (Kind::Map { value: shape, .. }, Value::Object(entries)) => {
                let entries = entries.into_iter().map(|(key, value)| match value {
                    Value::Null => Ok((key, Value::Null)),
                    value => {
                        let typed = self.typed(shape, &format!("{path}.{key}.value"), value);
                        typed.map(|value| (key, value))
                    }
                });
                entries.collect::<Result<_, _>>().map(Value::Object)
            }
            _ => Err(mistyped(path, kind.article())),
        }
    }
}

impl Member {
    /// What it is called where it travels.
    fn name<'a>(&'a self, own: &'a str) -> &'a str {
        self.location_name.as_deref().unwrap_or(own)
    }
}

impl Kind {
    fn article(&self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Integer => "an integer",
            Self::Boolean => "a boolean",
            Self::List { .. } => "a list",
            Self::Structure { .. } | Self::Map { .. } => "an object",
        }
    }
}

/// A label is never empty: that would be a hole in the path.
fn of_path(name: &str, label: Option<&str>) -> Result<Option<Value>, Unreadable> {
    if label.is_none_or(str::is_empty) {
        let constraint = "Member must have length greater than or equal to 1";
        return Err(Unreadable::Invalid(vec![Violation::new(name, "", constraint)]));
    }
    Ok(label.map(Value::from))
}

fn mistyped(path: &str, expected: &str) -> Error {
    Error::serialization(format!("The value at '{path}' is not {expected}"))
}
