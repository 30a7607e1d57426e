//! Trees of conditions.

use crate::wire::validate::Violation;

/// A condition, or several of them put together. `All` of none is true of everything.
#[derive(Debug)]
pub enum Criterion<C> {
    /// Every one must be true.
    All(Vec<Self>),
    /// One must be true.
    Any(Vec<Self>),
    /// A single condition.
    Leaf(C),
}

impl<C> Criterion<C> {
    /// Whether nothing is asked.
    pub fn is_always_true(&self) -> bool {
        match self {
            Self::All(all) => all.iter().all(Self::is_always_true),
            Self::Any(_) | Self::Leaf(_) => false,
        }
    }

    /// Whether it is true, given what is true of the single conditions.
    pub fn holds(&self, condition: &impl Fn(&C) -> bool) -> bool {
        match self {
            Self::All(all) => all.iter().all(|criterion| criterion.holds(condition)),
            Self::Any(any) => any.iter().any(|criterion| criterion.holds(condition)),
            Self::Leaf(leaf) => condition(leaf),
        }
    }
}

/// A node of a request's `SearchCriteria`. The members of one node must all be true: AWS does not
/// say what it makes of several. Empty lists count as absent.
pub fn node<'a, N, C>(
    or: &'a [N],
    and: &'a [N],
    conditions: impl IntoIterator<Item = C>,
    child: impl Fn(&'a N) -> Result<Criterion<C>, Violation>,
) -> Result<Criterion<C>, Violation> {
    let mut all: Vec<_> = conditions.into_iter().map(Criterion::Leaf).collect();
    if !or.is_empty() {
        let any = or.iter().map(&child).collect::<Result<_, _>>()?;
        all.push(Criterion::Any(any));
    }
    for one in and {
        all.push(child(one)?);
    }
    Ok(Criterion::All(all))
}
