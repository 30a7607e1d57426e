//! Eventual consistency: what list and search calls show lags behind what describe calls tell.

use std::collections::VecDeque;
use std::sync::Arc;

use time::OffsetDateTime;

use crate::context::Context;

/// Resources by id, with the indexes by which they are found.
pub trait Collection: Default {
    /// A resource.
    type Item;

    /// Adds a resource, or replaces the one with its id.
    fn put(&mut self, item: Arc<Self::Item>);

    /// Removes the resource with this id.
    fn remove(&mut self, id: &str);
}

/// A collection as it is, and as list and search calls see it.
#[derive(Debug)]
pub struct Lagging<C: Collection> {
    current: C,
    listed: C,
    coming: VecDeque<(OffsetDateTime, Change<C::Item>)>,
}

#[derive(Debug)]
enum Change<T> {
    Put(Arc<T>),
    Remove(String),
}

impl<C: Collection> Default for Lagging<C> {
    fn default() -> Self {
        Self {
            current: C::default(),
            listed: C::default(),
            coming: VecDeque::new(),
        }
    }
}

impl<C: Collection> Lagging<C> {
    /// Adds a resource that has been there for long.
    pub fn seed(&mut self, item: C::Item) {
        let item = Arc::new(item);
        self.current.put(Arc::clone(&item));
        self.listed.put(item);
    }

    /// The resources as they are.
    pub fn current(&self) -> &C {
        &self.current
    }

    /// The resources as a list or search call sees them at `now`.
    pub fn listed(&mut self, now: OffsetDateTime) -> &C {
        while let Some((_, change)) = self.coming.pop_front_if(|(from, _)| *from <= now) {
            match change {
                Change::Put(item) => self.listed.put(item),
                Change::Remove(id) => self.listed.remove(&id),
            }
        }
        &self.listed
    }

    /// Adds a resource, or replaces the one with its id.
    pub fn put(&mut self, context: &Context, item: C::Item) {
        let item = Arc::new(item);
        self.current.put(Arc::clone(&item));
        self.list(context, Change::Put(item));
    }

    /// Removes the resource with this id.
    pub fn remove(&mut self, context: &Context, id: &str) {
        self.current.remove(id);
        self.list(context, Change::Remove(id.to_owned()));
    }

    /// Changes are listed in the order in which they are made: where the delay has become shorter,
    /// those before this one do not wait any longer than it does.
    fn list(&mut self, context: &Context, change: Change<C::Item>) {
        self.listed(context.now);
        let from = context.listed_from;
        for (earlier, _) in self.coming.iter_mut().rev().take_while(|(earlier, _)| *earlier > from) {
            *earlier = from;
        }
        self.coming.push_back((from, change));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use time::Duration;

    use super::*;
    use crate::account::Scope;

    #[derive(Default)]
    struct Names(BTreeMap<String, Arc<String>>);

    impl Collection for Names {
        type Item = String;

        fn put(&mut self, item: Arc<String>) {
            self.0.insert(item.to_string(), item);
        }

        fn remove(&mut self, id: &str) {
            self.0.remove(id);
        }
    }

    fn at(seconds: i64) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH + Duration::seconds(seconds)
    }

    fn listed(names: &Names) -> Vec<String> {
        names.0.keys().cloned().collect()
    }

    #[test]
    fn a_shorter_delay_does_not_wait_for_a_longer_one() {
        let context = |listed_from| Context {
            scope: Scope::first_account("us-east-1"),
            now: at(0),
            listed_from,
        };
        let mut names = Lagging::<Names>::default();
        names.put(&context(at(3600)), "a".to_owned());
        names.put(&context(at(7200)), "b".to_owned());
        names.put(&context(at(1)), "c".to_owned());
        assert_eq!(listed(names.listed(at(0))), Vec::<String>::new());
        assert_eq!(listed(names.listed(at(1))), ["a", "b", "c"]);
    }

    #[test]
    fn a_change_is_listed_when_its_time_has_come() {
        let now = OffsetDateTime::UNIX_EPOCH;
        let context = Context {
            scope: Scope::first_account("us-east-1"),
            now,
            listed_from: now + Duration::seconds(5),
        };
        let mut names = Lagging::<Names>::default();
        names.seed("old".to_owned());
        names.put(&context, "new".to_owned());
        names.remove(&context, "old");

        assert_eq!(listed(names.current()), ["new"]);
        assert_eq!(listed(names.listed(now + Duration::seconds(4))), ["old"]);
        assert_eq!(listed(names.listed(now + Duration::seconds(5))), ["new"]);
    }
}
