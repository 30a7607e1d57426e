//! What the searches have in common: trees of conditions, string conditions, tag filters.

mod criterion;
mod string_condition;
mod tag_filter;
mod user_condition;
mod user_filter;

pub use criterion::{Criterion, node};
pub use string_condition::{StringCondition, StringConditionInput};
pub use tag_filter::{TagCondition, TagFilter};
pub use user_condition::{UserCondition, UserSearchCriteria};
pub use user_filter::UserSearchFilter;
