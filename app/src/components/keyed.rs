//! Rows that stay the same rows while what they show changes. Drawn anew as a whole, a table would put what stands in its second
//! row into its first one when that goes: under the reader's eyes, and under the keyboard's focus.

use leptos::{
    prelude::{AnyView, ArcRwSignal, IntoAny, Owner, Read, ReadUntracked, Set, StoredValue, UpdateValue},
    tachys::{reactive_graph::OwnedView, view::keyed::keyed},
};
use std::collections::HashMap;

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
        keyed(rows, |(key, _): &(String, _)| key.clone(), row).into_any()
    }
}

impl<T: PartialEq + Send + Sync + 'static> Kept<T> {
    fn take_in(&mut self, items: impl IntoIterator<Item = (String, T)>) -> Vec<(String, ArcRwSignal<T>)> {
        let mut before = std::mem::take(&mut self.shown);
        let row = |(key, item): (String, T)| {
            let Some(known) = before.remove(&key) else {
                return (key, ArcRwSignal::new(item));
            };
            // What is told what it shows already is drawn anew all the same.
            if *known.read_untracked() != item {
                known.set(item);
            }
            (key, known)
        };
        let rows: Vec<_> = items.into_iter().map(row).collect();
        self.shown = rows.iter().cloned().collect();
        rows
    }
}
