//! Selecting rows of a list, and what is done with all of them.

use crate::{
    components::capability::Capability,
    model::{
        access::Access,
        change::Action,
        list::{DrawnRow, ListQuery},
    },
};
use leptos::prelude::*;
use std::collections::BTreeSet;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

/// The id of the form that the boxes belong to.
const FORM: &str = "bulk";

/// The field that holds what is selected.
const SENT: &str = "users";

/// The class of the rows' boxes.
const ROW_BOX: &str = "row-box";

/// What is selected. The page keeps it: rows come and go while it is open.
#[derive(Clone, Copy)]
pub struct Selection {
    selected: RwSignal<BTreeSet<String>>,
    /// Those of them whose boxes are not in the table, since another filter or page is shown.
    elsewhere: RwSignal<BTreeSet<String>>,
}

impl Selection {
    /// Nothing is selected; for the list's page.
    pub fn provide() -> Self {
        let selection = Self {
            selected: RwSignal::new(BTreeSet::new()),
            elsewhere: RwSignal::new(BTreeSet::new()),
        };
        provide_context(selection);
        selection
    }

    /// Selects or leaves the row whose box has changed.
    pub fn on_change(self, event: &Event) {
        let changed = event.target().and_then(|target| target.dyn_into().ok());
        if let Some(changed) = changed.filter(|changed: &HtmlInputElement| changed.class_list().contains(ROW_BOX)) {
            self.set(changed.value(), changed.checked());
        }
    }

    /// Selects what was selected in `body` before the page could react.
    pub fn take_in(self, body: &Element) {
        for checked in boxes(body).filter(HtmlInputElement::checked) {
            self.set(checked.value(), true);
        }
    }

    /// Checks the boxes in `body` of what is selected, and keeps in mind what is not among `rows`, all that are shown or soon will be.
    pub fn mark(self, body: &Element, rows: &[DrawnRow]) {
        let mut elsewhere = self.selected.get_untracked();
        if elsewhere.is_empty() {
            return;
        }
        for each in boxes(body) {
            each.set_checked(elsewhere.contains(&each.value()));
        }
        for row in rows {
            elsewhere.remove(&row.key);
        }
        if *self.elsewhere.read_untracked() != elsewhere {
            self.elsewhere.set(elsewhere);
        }
    }

    /// Leaves what is not in the table.
    fn leave_elsewhere(self) {
        let elsewhere = std::mem::take(&mut *self.elsewhere.write());
        self.selected
            .update(|selected| selected.retain(|row| !elsewhere.contains(row)));
    }

    fn set(self, row: String, is_selected: bool) {
        self.selected.update(|selected| {
            if is_selected {
                selected.insert(row);
            } else {
                selected.remove(&row);
            }
        });
    }
}

fn boxes(body: &Element) -> impl Iterator<Item = HtmlInputElement> + use<> {
    let boxes = body.get_elements_by_class_name(ROW_BOX);
    (0..boxes.length()).filter_map(move |at| boxes.item(at)?.dyn_into().ok())
}

/// The box of a row; `value` is what is sent, and the row's key, `name` what people call it.
#[cfg(feature = "ssr")]
#[component]
pub fn RowBox(value: String, name: String) -> impl IntoView {
    view! {
        <input type="checkbox" class=ROW_BOX name=SENT form=FORM value=value aria-label=format!("Select {name}")/>
    }
}

/// The buttons: each for what is selected, and for all that the filter finds; hidden where that is nothing. Without JavaScript they are
/// there wherever rows are.
#[component]
pub fn BulkBar(access: Access, actions: Vec<(Action, &'static str)>, query: ListQuery, matched: u32) -> impl IntoView {
    let selection @ Selection { selected, elsewhere } = expect_context();
    let is_of_no_use = move || matched == 0 && selected.read().is_empty();
    let count = move || match selected.read().len() {
        0 => "selected".to_owned(),
        count => format!("{count} selected"),
    };
    let sent_too = move || {
        let sent = |row: &String| view! { <input type="hidden" name=SENT value=row.clone()/> };
        elsewhere.read().iter().map(sent).collect_view()
    };
    let leave = move || {
        let count = elsewhere.read().len();
        (count > 0).then(|| {
            view! {
                <button type="button" class="link" on:click=move |_| selection.leave_elsewhere()>
                    "Leave out "{count}" not shown"
                </button>
            }
        })
    };
    let buttons = actions.into_iter().map(|(action, verb)| {
        let all = move || {
            let found = crate::components::thousands(matched);
            view! {
                " "
                <button class="btn" form=FORM formaction=action.submit_path() name="all" value="true">{verb}" all "{found}</button>
            }
        };
        view! {
            <Capability access=access.clone() permission=action.permission() label=verb>
                <button class="btn" form=FORM formaction=action.submit_path() >{verb}" "{count}</button>
                {(matched > 0).then(all)}
            </Capability>
        }
    });
    view! {
        <form id=FORM method="post" class="actions" hidden=is_of_no_use>
            <input type="hidden" name="query" value=query.to_query()/>
            {sent_too}
            {buttons.collect_view()}
            {leave}
        </form>
    }
}
