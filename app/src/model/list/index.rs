//! The rows of a list, ready to be searched and sorted. A next one takes over all that was not changed.

use super::{ListRow, SortKey};
use crate::model::filter::{Filter, fold};
use once_cell::race::OnceBox;
use std::{
    any::Any,
    collections::HashMap,
    fmt,
    sync::{Arc, OnceLock},
};

/// Something that a row was made of. While that is the same, the row is.
pub type Part = Arc<dyn Any + Send + Sync>;

/// A row with what is searched in it, folded once, and what it is sorted by, once that was asked.
pub struct Indexed<R> {
    pub(super) row: Arc<R>,
    haystack: Box<str>,
    /// In boxes, since most columns are never asked for.
    keys: Box<[OnceBox<SortKey>]>,
    of: Box<[Part]>,
}

impl<R: ListRow> Indexed<R> {
    /// `also` is what is searched beside the columns.
    fn new(row: R, also: Vec<String>, of: Vec<Part>) -> Self {
        let known = R::COLUMNS.iter().filter(|column| row.is_known(column.key));
        let mut texts: Vec<String> = known.map(|column| row.text(column.key)).collect();
        texts.extend(also);
        Self {
            row: Arc::new(row),
            haystack: fold(&texts.join("\n")).into(),
            keys: R::COLUMNS.iter().map(|_| OnceBox::new()).collect(),
            of: of.into(),
        }
    }

    pub(super) fn is_found(&self, filter: &Filter) -> bool {
        filter.matches(&*self.row, &self.haystack)
    }

    fn key(&self, column: usize) -> &SortKey {
        let key = || {
            let column = R::COLUMNS.get(column);
            Box::new(column.map_or(SortKey::Missing, |column| self.row.sort_key(column.key)))
        };
        match self.keys.get(column) {
            Some(kept) => kept.get_or_init(key),
            None => &SortKey::Missing,
        }
    }

    fn is_made_of(&self, parts: &[Part]) -> bool {
        self.of.len() == parts.len() && self.of.iter().zip(parts).all(|(a, b)| address(a) == address(b))
    }
}

/// Where a part is: no other is there while somebody holds it.
fn address(part: &Part) -> usize {
    Arc::as_ptr(part).cast::<()>().addr()
}

/// The rows of a list.
pub struct Index<R> {
    rows: Vec<Arc<Indexed<R>>>,
    /// For each column, upwards and downwards.
    orders: Vec<Order>,
    /// Where each row's place is in the order of the first column.
    ranks: OnceLock<Vec<u32>>,
}

/// The rows in the order of a column.
#[derive(Default)]
struct Order {
    /// Nearly in order, since the rows before were.
    seed: Option<Vec<u32>>,
    sorted: OnceLock<Vec<u32>>,
}

impl<R> fmt::Debug for Index<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Index of {} rows", self.rows.len())
    }
}

impl<R: ListRow> Index<R> {
    /// How many rows there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = &R> {
        self.rows.iter().map(|indexed| &*indexed.row)
    }

    pub(super) fn at(&self, at: u32) -> &Indexed<R> {
        &self.rows[at as usize]
    }

    /// Where the rows stand in the order of a column. Among equals the first column decides, whichever the direction.
    pub(super) fn order(&self, column: &str, descending: bool) -> &[u32] {
        let column = R::COLUMNS
            .iter()
            .position(|known| known.key == column)
            .unwrap_or_default();
        let Some(order) = self.orders.get(column * 2 + usize::from(descending)) else {
            return &[];
        };
        order.sorted.get_or_init(|| {
            let mut sorted = order
                .seed
                .clone()
                .unwrap_or_else(|| (0..count(self.rows.len())).collect());
            let tie = |at: u32| if column == 0 { at } else { self.ranks()[at as usize] };
            sorted.sort_by(|a, b| {
                let (one, other) = (self.at(*a).key(column), self.at(*b).key(column));
                one.compare(other, descending).then_with(|| tie(*a).cmp(&tie(*b)))
            });
            sorted
        })
    }

    fn ranks(&self) -> &[u32] {
        self.ranks.get_or_init(|| {
            let mut ranks = vec![0; self.rows.len()];
            let first = R::COLUMNS.first().map_or("", |column| column.key);
            for (rank, at) in (0..).zip(self.order(first, false)) {
                ranks[*at as usize] = rank;
            }
            ranks
        })
    }
}

impl<R: ListRow> FromIterator<R> for Index<R> {
    /// Rows that are made of nothing else.
    fn from_iter<I: IntoIterator<Item = R>>(rows: I) -> Self {
        let mut next = Next::after(None);
        for row in rows {
            next.add(Vec::new(), || (row, Vec::new()));
        }
        next.finish()
    }
}

/// An [`Index`] that is made after another.
pub struct Next<'a, R> {
    before: Option<&'a Index<R>>,
    /// Where a row that was made of this stands in the one before.
    known: HashMap<usize, u32>,
    /// Where the rows before stand now.
    moved: Vec<Option<u32>>,
    rows: Vec<Arc<Indexed<R>>>,
    /// Those that were not there before.
    new: Vec<u32>,
}

impl<'a, R: ListRow> Next<'a, R> {
    /// An empty one, which takes its rows over from `before` where they were made of the same.
    #[must_use]
    pub fn after(before: Option<&'a Index<R>>) -> Self {
        let rows = || before.iter().flat_map(|before| (0..).zip(&before.rows));
        Self {
            before,
            known: rows()
                .filter_map(|(at, row)| Some((address(row.of.first()?), at)))
                .collect(),
            moved: rows().map(|_| None).collect(),
            rows: Vec::with_capacity(before.map_or(0, Index::len)),
            new: Vec::new(),
        }
    }

    /// Adds the row that is made of `parts`, the first of which belongs to no other row. `make` makes it, with what is searched
    /// beside its columns.
    pub fn add(&mut self, parts: Vec<Part>, make: impl FnOnce() -> (R, Vec<String>)) {
        let here = count(self.rows.len());
        let known = parts.first().and_then(|part| self.known.get(&address(part)).copied());
        let known = known.and_then(|at| Some((at, self.before?.rows.get(at as usize)?)));
        if let Some((at, row)) = known.filter(|(_, row)| row.is_made_of(&parts)) {
            self.rows.push(Arc::clone(row));
            self.moved[at as usize] = Some(here);
            return;
        }
        let (row, also) = make();
        self.rows.push(Arc::new(Indexed::new(row, also, parts)));
        self.new.push(here);
    }

    /// The index of all that was added.
    #[must_use]
    pub fn finish(self) -> Index<R> {
        let Self {
            before,
            moved,
            rows,
            new,
            ..
        } = self;
        let seed = |at: usize| {
            let order = before?.orders.get(at)?;
            let known = order.sorted.get().or(order.seed.as_ref())?;
            let moved = known.iter().filter_map(|at| moved[*at as usize]);
            Some(moved.chain(new.iter().copied()).collect())
        };
        let orders = (0..R::COLUMNS.len() * 2).map(|at| Order {
            seed: seed(at),
            sorted: OnceLock::new(),
        });
        Index {
            orders: orders.collect(),
            ranks: OnceLock::new(),
            rows,
        }
    }
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        filter::Token,
        list::{Column, ListQuery, found},
    };
    use proptest::prelude::*;
    use std::cell::Cell;

    #[derive(Clone, Debug, PartialEq)]
    struct Row {
        name: String,
        team: String,
    }

    impl ListRow for Row {
        const COLUMNS: &'static [Column] = &[Column::new("name", "Name"), Column::new("team", "Team")];
        const TOKENS: &'static [Token] = &[];
        fn text(&self, column: &str) -> String {
            if column == "name" {
                self.name.clone()
            } else {
                self.team.clone()
            }
        }
        fn token(&self, _: &str, _: &str) -> Option<bool> {
            None
        }
    }

    type Thing = Arc<(String, String)>;

    fn thing(name: &str, team: &str) -> Thing {
        Arc::new((name.to_owned(), team.to_owned()))
    }

    /// The index, and how many rows were made for it.
    fn index(before: Option<&Index<Row>>, things: &[Thing]) -> (Index<Row>, usize) {
        let made = Cell::new(0);
        let mut next = Next::after(before);
        for thing in things {
            let part: Part = Arc::clone(thing) as Part;
            next.add(vec![part], || {
                made.set(made.get() + 1);
                let (name, team) = (thing.0.clone(), thing.1.clone());
                (Row { name, team }, vec![format!("arn:{}", thing.0)])
            });
        }
        (next.finish(), made.get())
    }

    fn names(rows: &Index<Row>, query: &str) -> Vec<String> {
        found(rows, &ListQuery::parse(query))
            .map(|row| row.name.clone())
            .collect()
    }

    #[test]
    fn only_what_has_changed_is_made_anew() {
        let mut things = vec![thing("ada", "b"), thing("bob", "a"), thing("cy", "")];
        let (first, made) = index(None, &things);
        assert_eq!(
            (made, names(&first, "sort=team")),
            (3, vec!["bob".into(), "ada".into(), "cy".into()])
        );
        things[0] = thing("dora", "a");
        things.push(thing("abe", "c"));
        let (second, made) = index(Some(&first), &things);
        assert_eq!(made, 2);
        assert_eq!(names(&second, ""), ["abe", "bob", "cy", "dora"]);
        assert_eq!(names(&second, "sort=team"), ["bob", "dora", "abe", "cy"]);
        assert_eq!(names(&second, "q=arn:dora"), ["dora"]);
        assert_eq!(names(&first, ""), ["ada", "bob", "cy"]);
    }

    #[test]
    fn among_equals_the_first_column_decides_in_both_directions() {
        let things = ["zoe", "ada", "max"].map(|name| thing(name, "billing"));
        let (rows, _) = index(None, &things);
        assert_eq!(names(&rows, "sort=team"), ["ada", "max", "zoe"]);
        assert_eq!(names(&rows, "sort=-team"), ["ada", "max", "zoe"]);
    }

    proptest! {
        #[test]
        fn a_next_index_is_what_one_from_the_start_would_be(
            start in prop::collection::vec(("[a-cß]{0,2}[0-9]{0,2}", "[xy]{0,1}"), 0..20),
            changes in prop::collection::vec((any::<prop::sample::Index>(), prop::option::of(("[a-c]{1,2}", "[xy]{0,1}"))), 0..12),
        ) {
            let mut things: Vec<Thing> = start.iter().map(|(name, team)| thing(name, team)).collect();
            let (mut rows, _) = index(None, &things);
            for (at, change) in changes {
                match change {
                    Some((name, team)) if things.is_empty() || at.index(3) == 0 => things.push(thing(&name, &team)),
                    Some((name, team)) => { let at = at.index(things.len()); things[at] = thing(&name, &team); }
                    None if !things.is_empty() => { things.remove(at.index(things.len())); }
                    None => {}
                }
                // Sometimes an order was asked for, sometimes only its seed goes on.
                if at.index(2) == 0 {
                    names(&rows, "sort=-team");
                }
                rows = index(Some(&rows), &things).0;
                let (anew, _) = index(None, &things);
                for query in ["", "sort=-name", "sort=team", "sort=-team", "q=a"] {
                    prop_assert_eq!(names(&rows, query), names(&anew, query), "{}", query);
                }
            }
        }
    }
}
