//! `StringCondition` of the model.

use serde::Deserialize;

use crate::wire::validate::{self, Violation};

/// As it comes in the request.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct StringConditionInput {
    field_name: Option<String>,
    value: Option<String>,
    comparison_type: Option<String>,
}

/// A comparison of one field, without regard to case (AWS does not say; its console searches so).
#[derive(Debug)]
pub struct StringCondition<F> {
    /// What is compared.
    pub field: F,
    /// How.
    pub comparison: Comparison,
    value: String,
}

/// `StringComparisonType` of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The field begins with the value.
    StartsWith,
    /// The value is somewhere in the field.
    Contains,
    /// They are the same.
    Exact,
}

const COMPARISONS: [(&str, Comparison); 3] = [
    ("STARTS_WITH", Comparison::StartsWith),
    ("CONTAINS", Comparison::Contains),
    ("EXACT", Comparison::Exact),
];

impl StringConditionInput {
    /// Checks the members; `fields` are the names that this search knows. AWS writes
    /// `resourceId` beside `Username`, so the case of a name does not matter.
    pub fn parse<F: Copy>(&self, fields: &[(&str, F)]) -> Result<StringCondition<F>, Violation> {
        let name = validate::required("FieldName", self.field_name.as_deref())?;
        let spelled = fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        let spelled = spelled.map_or(name, |(known, _)| known);
        let comparison = validate::required("ComparisonType", self.comparison_type.as_deref())?;
        Ok(StringCondition {
            field: validate::one_of("FieldName", spelled, fields)?,
            comparison: validate::one_of("ComparisonType", comparison, &COMPARISONS)?,
            value: validate::required("Value", self.value.as_deref())?.to_lowercase(),
        })
    }
}

impl<F> StringCondition<F> {
    /// Whether a field with this content is meant.
    pub fn matches(&self, content: &str) -> bool {
        let content = content.to_lowercase();
        match self.comparison {
            Comparison::StartsWith => content.starts_with(&self.value),
            Comparison::Contains => content.contains(&self.value),
            Comparison::Exact => content == self.value,
        }
    }

    /// What the content that is meant begins with, if that is all that is asked.
    pub fn beginning(&self) -> Option<&str> {
        (self.comparison == Comparison::StartsWith).then_some(&self.value)
    }

    /// The only content that is meant, if there is only one.
    pub fn exact(&self) -> Option<&str> {
        (self.comparison == Comparison::Exact).then_some(&self.value)
    }
}
