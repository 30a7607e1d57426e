//! Below a list: which part of it this is, how to go on, how old it is.

use crate::{
    components::{freshness::AsOf, thousands},
    model::{
        freshness::Kind,
        list::{DrawnTable, ListPage, ListQuery, SIZES},
    },
    routes,
};
use leptos::prelude::*;

pub fn foot(kind: Kind, query: &ListQuery, page: &ListPage<DrawnTable>) -> AnyView {
    let link_to = |query: ListQuery| format!("{}{}", routes::list(kind), query.to_query());
    let first = (page.page - 1) * query.size + 1;
    let last = first + page.rows.count.saturating_sub(1);
    let shown = (page.rows.count > 0).then(|| {
        format!(
            "{}–{} of {}",
            thousands(first),
            thousands(last),
            thousands(page.matched)
        )
    });
    let step = |to: Option<u32>, label: &'static str| match to {
        Some(to) => view! { <a class="btn" href=link_to(query.with_page(to))>{label}</a> }.into_any(),
        None => view! { <span class="btn" aria-disabled="true">{label}</span> }.into_any(),
    };
    let pages = (page.pages > 1).then(|| {
        view! {
            <nav aria-label="Pages" class="pages">
                {step((page.page > 1).then(|| page.page - 1), "Previous")}
                <span class="num">"Page "{page.page}" of "{thousands(page.pages)}</span>
                {step((page.page < page.pages).then(|| page.page + 1), "Next")}
            </nav>
        }
    });
    let size = |size: u32| {
        let current = (size == query.size).then_some("true");
        view! { <a href=link_to(ListQuery { size, page: 1, ..query.clone() }) aria-current=current>{size}</a>" " }
    };
    let sizes = (page.matched > SIZES[0]).then(|| {
        view! { <nav class="sizes" aria-label="Rows a page">"Rows: "{SIZES.map(size).into_iter().collect_view()}</nav> }
    });
    view! {
        <footer class="foot">
            <span class="num">{shown}</span>
            {pages}
            {sizes}
            <AsOf freshness=page.freshness.clone() kind=Some(kind)/>
        </footer>
    }
    .into_any()
}
