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
use web_sys::{Element, Event, FocusOptions, HtmlElement};

/// What `style/frontdesk.css` leaves above and below a list, in pixels.
const AROUND: f64 = 220.0;

/// No row is lower, in pixels.
const ROW: f64 = 36.0;

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
    question: Option<String>,
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

    /// Shows these rows, which answer `question`. None are those that the server drew, which stand.
    pub fn show(self, question: String, rows: Option<DrawnRows>) {
        self.shown.update(|shown| {
            let question = Some(question);
            shown.is_another = shown.question != question;
            shown.question = question;
            shown.rows = rows;
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
        let first = rows.get(..on_screen()).filter(|first| {
            let has_rest = first.len() < rows.len();
            shown.is_another && has_rest && !standing.are_shown(first) && !has_focus(body)
        });
        if let Some(first) = first {
            standing.begin_with(body, first);
            // In the frame after the one that shows these: what its callback does would be part of that one.
            request_animation_frame(move || request_animation_frame(move || self.show_the_rest()));
        } else {
            standing.put(body, rows);
        }
        if let Some(selection) = self.selection {
            selection.mark(body, rows);
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

    /// Shows `rows` and no others, in this order.
    fn put(&mut self, body: &Element, rows: &[DrawnRow]) {
        let focused = document().active_element();
        let wanted = self.elements_of(rows);
        let keys: HashSet<_> = rows.iter().map(|row| &row.key).collect();
        self.rows.retain(|key, _| keys.contains(key));
        arrange(body, &wanted);
        keep_focus(body, focused);
    }

    /// Shows the first rows of another answer at once; the others that stood are kept, since the rest may have them too.
    fn begin_with(&mut self, body: &Element, first: &[DrawnRow]) {
        body.replace_children_with_node(&self.elements_of(first).iter().collect());
    }

    /// What shows these rows, made where it does not stand.
    fn elements_of(&mut self, rows: &[DrawnRow]) -> Vec<Element> {
        let different: Vec<_> = rows.iter().filter(|row| !self.is_shown(row)).collect();
        for (row, element) in different.iter().zip(elements(&different)) {
            self.take_in(row, element);
        }
        let element = |row: &DrawnRow| Some(self.rows.get(&row.key)?.element.clone());
        rows.iter().filter_map(element).collect()
    }

    fn are_shown(&self, rows: &[DrawnRow]) -> bool {
        rows.iter().all(|row| self.is_shown(row))
    }

    fn is_shown(&self, row: &DrawnRow) -> bool {
        let known = self.rows.get(&row.key);
        known.is_some_and(|known| known.html.as_ref() == Some(&row.html))
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

/// How many rows are seen at once, at most.
fn on_screen() -> usize {
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    let rows = ((height.unwrap_or_default() - AROUND) / ROW).ceil();
    // Whole and small, or not to be had.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let rows = rows as usize;
    rows
}

/// The elements of rows, which are read all at once.
fn elements(rows: &[&DrawnRow]) -> Vec<Element> {
    let html: String = rows.iter().map(|row| &*row.html).collect();
    let body = (!html.is_empty())
        .then(|| document().create_element("tbody").ok())
        .flatten();
    let Some(body) = body else { return Vec::new() };
    body.set_inner_html(&html);
    children(&body).collect()
}

/// Gives a row the cells of `new`, but for those that it has already.
fn replace_cells(row: &Element, new: &Element) {
    let label = |cell: &Element| cell.get_attribute("data-label");
    let old: HashMap<_, _> = children(row).map(|cell| (label(&cell), cell)).collect();
    let cell = |new: Element| match old.get(&label(&new)) {
        Some(old) if old.is_equal_node(Some(&new)) => old.clone(),
        _ => new,
    };
    arrange(row, &children(new).map(cell).collect::<Vec<_>>());
}

/// Makes `wanted` the children of `parent`, and moves as few as it can: one that is moved loses what is selected in it.
fn arrange(parent: &Element, wanted: &[Element]) {
    for child in children(parent).filter(|child| !wanted.contains(child)) {
        child.remove();
    }
    let mut place = parent.first_element_child();
    for element in wanted {
        if let Some(further) = &place
            && further != element
            && further.next_element_sibling().as_ref() == Some(element)
        {
            // That one has moved down: it is put back where it belongs.
            further.remove();
            place = Some(element.clone());
        }
        if place.as_ref() == Some(element) {
            place = element.next_element_sibling();
        } else {
            // Fails only for a place that is not in `parent`.
            drop(parent.insert_before(element, place.as_deref()));
        }
    }
}

fn has_focus(body: &Element) -> bool {
    document()
        .active_element()
        .is_some_and(|focused| body.contains(Some(&focused)))
}

/// Gives the focus back to what has it, if that was moved.
fn keep_focus(body: &Element, focused: Option<Element>) {
    let is_here = |element: &Element| body.contains(Some(element));
    if let Some(focused) = focused.filter(is_here)
        && document().active_element().as_ref() != Some(&focused)
        && let Some(focused) = focused.dyn_ref::<HtmlElement>()
    {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        drop(focused.focus_with_options(&options));
    }
}

fn children(of: &Element) -> impl Iterator<Item = Element> + use<> {
    let children = of.children();
    // Counted before anything is moved away.
    let children: Vec<_> = (0..children.length()).filter_map(|at| children.item(at)).collect();
    children.into_iter()
}
