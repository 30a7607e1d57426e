//! Rows that stay the same rows while what they show changes. Drawn anew as a whole, a table would put what stands in its second
//! row into its first one when that goes: under the reader's eyes, and under the keyboard's focus.

use leptos::{
    prelude::{
        AnyView, ArcRwSignal, Get, IntoAny, Owner, Read, ReadUntracked, RwSignal, Set, StoredValue, UpdateValue,
        request_animation_frame, set_timeout,
    },
    tachys::{reactive_graph::OwnedView, view::keyed::keyed},
};
use std::{collections::HashMap, time::Duration};

/// How many new rows are drawn at once, if there are more: what fits on a screen. The rest follows once they are on it.
const AT_ONCE: usize = 20;

/// The rows of a table by their keys, for as long as its page stands.
pub struct KeyedRows<T: 'static>(StoredValue<Kept<T>>);

struct Kept<T: 'static> {
    page: Owner,
    shown: HashMap<String, ArcRwSignal<T>>,
}

impl<T> Clone for KeyedRows<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for KeyedRows<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> KeyedRows<T> {
    /// None so far; for a page's component.
    pub fn new() -> Self {
        Self(StoredValue::new(Kept {
            page: Owner::current().unwrap_or_default(),
            shown: HashMap::new(),
        }))
    }

    /// Shows `items`, each by its key, in this order. Of a row that was shown before, that changes which differs.
    pub fn show(
        self,
        items: impl IntoIterator<Item = (String, T)>,
        show: impl Fn(&T) -> AnyView + Clone + Send + 'static,
    ) -> AnyView {
        let Some((page, rows)) = self.0.try_update_value(|kept| (kept.page.clone(), kept.take_in(items))) else {
            return ().into_any();
        };
        let row = move |_, (_, item): (String, ArcRwSignal<T>)| {
            let show = show.clone();
            // The page's, and not of what is drawn just now: that is over when it is drawn anew, and the row stays.
            let owner = page.with(Owner::new);
            let view = owner.with(|| (move || show(&item.read())).into_any());
            (|_: usize| (), OwnedView::new_with_owner(view, owner))
        };
        let drawn = rows.first.map_or_else(
            || RwSignal::new(rows.all.len()),
            |first| first_and_then(first, rows.all.len()),
        );
        let view = move || {
            keyed(
                rows.all[..drawn.get()].to_vec(),
                |(key, _): &(String, _)| key.clone(),
                row.clone(),
            )
        };
        view.into_any()
    }
}

/// How many are drawn: `first` now, and `all` once these are on the screen.
fn first_and_then(first: usize, all: usize) -> RwSignal<usize> {
    let drawn = RwSignal::new(first);
    // What a frame's callback does is part of that frame; what it puts off is not.
    request_animation_frame(move || set_timeout(move || _ = drawn.try_set(all), Duration::ZERO));
    drawn
}

/// A table's rows, and how many of them are drawn first.
struct Rows<T: 'static> {
    all: Vec<(String, ArcRwSignal<T>)>,
    first: Option<usize>,
}

impl<T: PartialEq + Send + Sync + 'static> Kept<T> {
    fn take_in(&mut self, items: impl IntoIterator<Item = (String, T)>) -> Rows<T> {
        let mut before = std::mem::take(&mut self.shown);
        let mut new = Vec::new();
        let row = |(at, (key, item)): (usize, (String, T))| {
            let Some(known) = before.remove(&key) else {
                new.push(at);
                return (key, ArcRwSignal::new(item));
            };
            // What is told what it shows already is drawn anew all the same.
            if *known.read_untracked() != item {
                known.set(item);
            }
            (key, known)
        };
        let all: Vec<_> = items.into_iter().enumerate().map(row).collect();
        self.shown = all.iter().cloned().collect();
        let first = if is_drawn_before() {
            None
        } else {
            first(&new, all.len())
        };
        Rows { all, first }
    }
}

/// How many of `all` rows to draw first, where those at `new` are: no row that is there already goes away meanwhile.
fn first(new: &[usize], all: usize) -> Option<usize> {
    let first = *new.get(AT_ONCE)?;
    (all - first == new.len() - AT_ONCE).then_some(first)
}

/// Whether the server draws the page, or has: then all rows are there.
fn is_drawn_before() -> bool {
    cfg!(feature = "ssr") || Owner::current_shared_context().is_some_and(|context| context.during_hydration())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screenful_of_new_rows_comes_first_if_only_new_ones_follow() {
        let at = |range: std::ops::Range<usize>| range.collect::<Vec<_>>();
        assert_eq!(first(&at(0..50), 50), Some(20));
        assert_eq!(first(&at(10..50), 50), Some(30));
        assert_eq!(first(&at(0..20), 20), None);
        assert_eq!(first(&at(0..0), 50), None);
        // The last row was there before.
        assert_eq!(first(&at(0..49), 50), None);
    }
}
