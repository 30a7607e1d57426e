//! Rows that stay the same rows while what they show changes. Drawn anew as a whole, a table would put what stands in its second
//! row into its first one when that goes: under the reader's eyes, and under the keyboard's focus.

use leptos::{
    prelude::{
        AnyView, ArcRwSignal, IntoAny, Owner, Read, ReadUntracked, RwSignal, Set, StoredValue, Track, Update,
        UpdateValue, request_animation_frame, set_timeout,
    },
    tachys::{reactive_graph::OwnedView, view::keyed::keyed},
};
use std::{collections::HashMap, time::Duration};

/// How many new rows are drawn first where something else is asked: what fits on a screen.
const FIRST: usize = 15;

/// The rows of a table by their keys, for as long as its page stands.
pub struct KeyedRows<T: 'static> {
    kept: StoredValue<Kept<T>>,
    /// Changes when rows are to be shown that were left out at first.
    more: RwSignal<u32>,
}

struct Kept<T: 'static> {
    page: Owner,
    shown: HashMap<String, ArcRwSignal<T>>,
    /// What the rows that are shown answer.
    question: String,
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
        Self {
            kept: StoredValue::new(Kept {
                page: Owner::current().unwrap_or_default(),
                shown: HashMap::new(),
                question: String::new(),
            }),
            more: RwSignal::new(0),
        }
    }

    /// Shows `items`, each by its key, in this order. Of a row that was shown before, that changes which differs.
    pub fn show(
        self,
        items: impl IntoIterator<Item = (String, T)>,
        show: impl Fn(&T) -> AnyView + Clone + Send + 'static,
    ) -> AnyView {
        let taken = self
            .kept
            .try_update_value(|kept| (kept.page.clone(), kept.take_in(items).0));
        taken.map_or_else(|| ().into_any(), |(page, rows)| draw(page, rows, show))
    }

    /// The same, but of many new rows that answer another `question` only a screenful. Whoever calls this is to show the same again
    /// when [`Self::track_more`] says so.
    pub fn show_first(
        self,
        question: String,
        items: impl IntoIterator<Item = (String, T)>,
        show: impl Fn(&T) -> AnyView + Clone + Send + 'static,
    ) -> AnyView {
        let taken = self.kept.try_update_value(|kept| {
            let is_another = std::mem::replace(&mut kept.question, question) != kept.question;
            (kept.page.clone(), kept.take_in(items), is_another)
        });
        let Some((page, (mut rows, new), is_another)) = taken else {
            return ().into_any();
        };
        if is_another && let Some(first) = new.get(FIRST).filter(|_| !is_drawn_before()) {
            rows.truncate(*first);
            let more = self.more;
            // What a frame's callback does is part of that frame; what it puts off is not.
            request_animation_frame(move || {
                set_timeout(move || _ = more.try_update(|more| *more += 1), Duration::ZERO);
            });
        }
        draw(page, rows, show)
    }

    /// Has whoever calls this called again when the rest is to be shown.
    pub fn track_more(self) {
        self.more.track();
    }
}

type Rows<T> = Vec<(String, ArcRwSignal<T>)>;

fn draw<T: Send + Sync + 'static>(
    page: Owner,
    rows: Rows<T>,
    show: impl Fn(&T) -> AnyView + Clone + Send + 'static,
) -> AnyView {
    let row = move |_, (_, item): (String, ArcRwSignal<T>)| {
        let show = show.clone();
        // The page's, and not of what is drawn just now: that is over when it is drawn anew, and the row stays.
        let owner = page.with(Owner::new);
        let view = owner.with(|| (move || show(&item.read())).into_any());
        (|_: usize| (), OwnedView::new_with_owner(view, owner))
    };
    keyed(rows, |(key, _): &(String, _)| key.clone(), row).into_any()
}

impl<T: PartialEq + Send + Sync + 'static> Kept<T> {
    /// The rows, and where those stand that were not there before.
    fn take_in(&mut self, items: impl IntoIterator<Item = (String, T)>) -> (Rows<T>, Vec<usize>) {
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
        let rows: Vec<_> = items.into_iter().enumerate().map(row).collect();
        self.shown = rows.iter().cloned().collect();
        (rows, new)
    }
}

/// Whether the server draws the page, or has: then all rows are there.
fn is_drawn_before() -> bool {
    cfg!(feature = "ssr") || Owner::current_shared_context().is_some_and(|context| context.during_hydration())
}
