//! The constraints of a shape, applied to a value that has its type. The wording is AWS's own and
//! names the member.

use std::fmt::Display;

use serde_json::Value;

use super::Model;
use super::shape::{Kind, Shape};
use crate::wire::Violation;

/// How much of a value a message repeats, in characters.
const LONGEST_SHOWN: usize = 1000;

impl Model {
    /// Every constraint that `value`, found at `path`, breaks.
    pub(super) fn violations(&self, shape: &Shape, path: &str, value: &Value, found: &mut Vec<Violation>) {
        let refuse = |constraint: String| {
            if shape.sensitive {
                Violation::without_value(path, constraint)
            } else {
                Violation::new(path, shown(value), constraint)
            }
        };
        if let Some(constraint) = shape.broken(value) {
            found.push(refuse(constraint));
        }
        match (&shape.kind, value) {
            (Kind::Structure { members, required }, Value::Object(given)) => {
                for name in required.iter().filter(|name| !given.contains_key(*name)) {
                    found.push(Violation::missing(&join(path, name)));
                }
                for (name, value) in given {
                    if let Some(shape) = members.get(name).and_then(|member| self.shapes.get(&member.shape)) {
                        self.violations(shape, &join(path, name), value, found);
                    }
                }
            }
            (Kind::List { member }, Value::Array(items)) => {
                for (number, item) in (1..).zip(items) {
                    let path = format!("{path}.{number}.member");
                    match (item, self.shapes.get(member)) {
                        (Value::Null, _) => found.push(Violation::missing(&path)),
                        (item, Some(shape)) => self.violations(shape, &path, item, found),
                        (_, None) => {}
                    }
                }
            }
            (Kind::Map { key, value }, Value::Object(entries)) => {
                for (name, item) in entries {
                    if let Some(shape) = self.shapes.get(key) {
                        let name = Value::String(name.clone());
                        self.violations(shape, &format!("{path}.key"), &name, found);
                    }
                    let path = format!("{path}.{name}.value");
                    match (item, self.shapes.get(value)) {
                        (Value::Null, _) => found.push(Violation::missing(&path)),
                        (item, Some(shape)) => self.violations(shape, &path, item, found),
                        (_, None) => {}
                    }
                }
            }
            _ => {}
        }
    }
}

impl Shape {
    /// The first constraint of its own that `value` breaks.
    fn broken(&self, value: &Value) -> Option<String> {
        let (size, what) = match value {
            Value::String(text) => (whole(text.chars().count()), "length"),
            Value::Array(items) => (whole(items.len()), "length"),
            Value::Object(entries) if matches!(self.kind, Kind::Map { .. }) => (whole(entries.len()), "length"),
            Value::Number(number) => (number.as_i64().unwrap_or(i64::MAX), "value"),
            _ => return None,
        };
        if let Some(least) = self.min.filter(|least| size < *least) {
            return Some(format!("Member must have {what} greater than or equal to {least}"));
        }
        if let Some(most) = self.max.filter(|most| size > *most) {
            return Some(format!("Member must have {what} less than or equal to {most}"));
        }
        let text = value.as_str()?;
        if !self.values.is_empty() && !self.values.iter().any(|known| known == text) {
            let known = self.values.join(", ");
            return Some(format!("Member must satisfy enum value set: [{known}]"));
        }
        let pattern = self.pattern.as_ref().filter(|pattern| !pattern.matches(text))?;
        Some(format!(
            "Member must satisfy regular expression pattern: {}",
            pattern.text
        ))
    }
}

fn whole(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

/// What of a value a message can show.
fn shown(value: &Value) -> impl Display {
    match value {
        Value::String(text) if text.chars().count() > LONGEST_SHOWN => {
            let beginning: String = text.chars().take(LONGEST_SHOWN).collect();
            format!("{beginning}…")
        }
        Value::String(text) => text.clone(),
        Value::Array(_) => "[...]".to_owned(),
        Value::Object(_) => "{...}".to_owned(),
        other => other.to_string(),
    }
}
