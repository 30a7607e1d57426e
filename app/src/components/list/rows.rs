//! The rows of a list in the browser, which puts in place what the server drew.
//!
//! Rows stay the same rows while what they show changes: drawn anew as a whole, a table would put what stands in its second row
//! into its first one when that goes, under the reader's eyes and under the keyboard's focus.

use super::Selection;
use crate::model::list::{DrawnRow, DrawnRows};
use leptos::{html::Table, prelude::*};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

/// How many new rows are put in place first where something else is asked: what fits on a screen.
const FIRST: usize = 18;

/// The rows of a list, for as long as its page stands.
#[derive(Clone, Copy)]
pub struct Rows {
    /// The table whose body they stand in.
    pub table: NodeRef<Table>,
    shown: RwSignal<Shown>,
    /// In lists whose rows can be selected.
    selection: Option<Selection>,
}

/// What is to be shown.
#[derive(Clone, Default)]
struct Shown {
    /// None before the first answer: then those stand that the server drew.
    rows: Option<DrawnRows>,
    /// What they answer.
    question: String,
    /// Whether they answer something else than what was shown before, and so are to be seen soon.
    is_another: bool,
    /// How often this has changed.
    version: u32,
}

impl Rows {
    /// None so far; for a page's component.
    pub fn new() -> Self {
        let rows = Self {
            table: NodeRef::new(),
            shown: RwSignal::new(Shown::default()),
            selection: use_context(),
        };
        let mut standing = Standing::default();
        Effect::new(move || {
            if let Some(body) = rows.body() {
                rows.put(&mut standing, &body);
            }
        });
        rows
    }

    /// Something in a row was changed by hand.
    pub fn on_change(self, event: &Event) {
        if let Some(selection) = self.selection {
            selection.on_change(event);
        }
    }

    /// Shows these rows, which answer `question`.
    pub fn show(self, question: String, rows: DrawnRows) {
        self.shown.update(|shown| {
            shown.is_another = shown.question != question;
            shown.question = question;
            shown.rows = Some(rows);
            shown.version += 1;
        });
    }

    fn show_the_rest(self) {
        // None is left of a page that is gone by now.
        let _ = self.shown.try_update(|shown| {
            shown.is_another = false;
            shown.version += 1;
        });
    }

    fn body(self) -> Option<Element> {
        self.table.get()?.query_selector("tbody").ok()?
    }

    fn put(self, standing: &mut Standing, body: &Element) {
        let shown = self.shown.read();
        if standing.stand_in(body) {
            if let Some(selection) = self.selection {
                selection.take_in(body);
            }
        } else if standing.version == shown.version {
            // The table says that it stands each time something around it is drawn.
            return;
        }
        standing.version = shown.version;
        let Some(rows) = &shown.rows else { return };
        let mut new = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| !standing.rows.contains_key(&row.key));
        match new.nth(FIRST) {
            Some((first, _)) if shown.is_another => {
                standing.put(body, &rows[..first]);
                // In the frame after the one that shows these: what its callback does would be part of that one.
                request_animation_frame(move || request_animation_frame(move || self.show_the_rest()));
            }
            _ => standing.put(body, rows),
        }
        if let Some(selection) = self.selection {
            selection.mark(body);
        }
    }
}

/// The rows that stand in a table's body.
#[derive(Default)]
struct Standing {
    body: Option<Element>,
    rows: HashMap<String, Row>,
    /// Of what they show.
    version: u32,
}

struct Row {
    element: Element,
    /// What it was made of; not known of what the server drew into the page.
    html: Option<Arc<str>>,
}

impl Standing {
    /// Takes over what stands in `body`, if that is another one; whether it is.
    fn stand_in(&mut self, body: &Element) -> bool {
        if self.body.as_ref() == Some(body) {
            return false;
        }
        self.body = Some(body.clone());
        let row = |element: Element| Some((element.get_attribute("data-key")?, Row { element, html: None }));
        self.rows = children(body).filter_map(row).collect();
        true
    }

    /// Shows `rows` and no others, in this order. What has the keyboard's focus keeps it.
    fn put(&mut self, body: &Element, rows: &[DrawnRow]) {
        let focused = document().active_element();
        let wanted: HashSet<_> = rows.iter().map(|row| &row.key).collect();
        self.rows.retain(|key, row| {
            let is_wanted = wanted.contains(key);
            if !is_wanted {
                row.element.remove();
            }
            is_wanted
        });
        let mut made = elements(rows.iter().filter(|row| !self.is_shown(row))).into_iter();
        let mut place = body.first_element_child();
        for row in rows {
            if !self.is_shown(row) {
                let Some(element) = made.next() else { continue };
                self.take_in(row, element);
            }
            let Some(Row { element, .. }) = self.rows.get(&row.key) else {
                continue;
            };
            if place.as_ref() == Some(element) {
                place = element.next_element_sibling();
            } else {
                // Fails only for a place that is not in the body.
                drop(body.insert_before(element, place.as_deref()));
            }
        }
        if let Some(focused) = focused.filter(|focused| body.contains(Some(focused)))
            && document().active_element().as_ref() != Some(&focused)
            && let Some(focused) = focused.dyn_ref::<HtmlElement>()
        {
            // It was in a row that was moved.
            drop(focused.focus());
        }
    }

    fn is_shown(&self, row: &DrawnRow) -> bool {
        self.rows
            .get(&row.key)
            .is_some_and(|known| known.html.as_ref() == Some(&row.html))
    }

    /// Takes `element` for a row, or what differs in it for one that stands.
    fn take_in(&mut self, row: &DrawnRow, element: Element) {
        let html = Some(Arc::clone(&row.html));
        if let Some(known) = self.rows.get_mut(&row.key) {
            replace_cells(&known.element, &element);
            known.html = html;
        } else {
            self.rows.insert(row.key.clone(), Row { element, html });
        }
    }
}

/// The elements of rows, which are read all at once.
fn elements<'a>(rows: impl Iterator<Item = &'a DrawnRow>) -> Vec<Element> {
    let html: String = rows.map(|row| &*row.html).collect();
    if html.is_empty() {
        return Vec::new();
    }
    let Ok(body) = document().create_element("tbody") else {
        return Vec::new();
    };
    body.set_inner_html(&html);
    children(&body).collect()
}

/// Puts those cells of `new` into `old` that differ.
fn replace_cells(old: &Element, new: &Element) {
    let (cells, new_cells): (Vec<_>, Vec<_>) = (children(old).collect(), children(new).collect());
    if cells.len() != new_cells.len() {
        old.set_inner_html(&new.inner_html());
        return;
    }
    for (cell, new_cell) in cells.iter().zip(&new_cells) {
        if !cell.is_equal_node(Some(new_cell)) {
            // Fails only for what is in no row.
            drop(cell.replace_with_with_node_1(new_cell));
        }
    }
}

fn children(of: &Element) -> impl Iterator<Item = Element> + use<> {
    let children = of.children();
    // Counted before anything is moved away.
    let children: Vec<_> = (0..children.length()).filter_map(|at| children.item(at)).collect();
    children.into_iter()
}
