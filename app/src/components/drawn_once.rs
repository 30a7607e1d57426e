//! Views that are the same for everybody: the server draws each once, and keeps what it drew for a while. The rows of a list are
//! nine tenths of its page, and hardly ever differ from what was drawn before.

use leptos::prelude::*;
use moka::{policy::EvictionPolicy, sync::Cache};
use std::{
    any::type_name,
    hash::{BuildHasher, Hash, RandomState},
    sync::{Arc, LazyLock},
    time::Duration,
};

/// How many bytes are kept: some two thousand rows.
const CAPACITY: u64 = 4 << 20;

/// For how long something is kept that nobody asks for: ages are told to the minute, so most views are of one minute only.
const IDLE: Duration = Duration::from_mins(2);

/// What a view takes besides its HTML.
const OVERHEAD: usize = 128;

static DRAWN: LazyLock<Drawn> = LazyLock::new(Drawn::default);

/// The HTML of what `view` makes of `of`, which decides all that it shows: nothing that depends on who looks may be in it.
pub fn drawn_once<T: Hash>(of: &T, view: impl FnOnce() -> AnyView) -> Arc<str> {
    // Without what tells the browser where views end: these are put in place as they are.
    DRAWN.get(of, || view().to_html().replace("<!>", ""))
}

/// Two hashes of what is shown, by secrets of this process: nobody finds two texts for which they are the same.
type Key = [u64; 2];

struct Drawn {
    secrets: [RandomState; 2],
    html: Cache<Key, Arc<str>>,
}

impl Default for Drawn {
    fn default() -> Self {
        let size = |_: &Key, html: &Arc<str>| u32::try_from(html.len() + OVERHEAD).unwrap_or(u32::MAX);
        Self {
            secrets: Default::default(),
            html: Cache::builder()
                .max_capacity(CAPACITY)
                .weigher(size)
                .time_to_idle(IDLE)
                // Not what was asked for most often: that may be of a minute that is over.
                .eviction_policy(EvictionPolicy::lru())
                .build(),
        }
    }
}

impl Drawn {
    /// What was drawn of `of`, or is drawn now.
    fn get<T: Hash>(&self, of: &T, draw: impl FnOnce() -> String) -> Arc<str> {
        let key = self
            .secrets
            .each_ref()
            .map(|secret| secret.hash_one((type_name::<T>(), of)));
        self.html.get_with(key, || draw().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn what_is_the_same_is_drawn_once() {
        let (drawn, times) = (Drawn::default(), Cell::new(0));
        let draw = |of: &(&str, u32)| {
            drawn.get(of, || {
                times.set(times.get() + 1);
                format!("<tr>{}{}</tr>", of.0, of.1)
            })
        };
        assert_eq!(&*draw(&("ada", 1)), "<tr>ada1</tr>");
        assert_eq!(&*draw(&("ada", 2)), "<tr>ada2</tr>");
        assert_eq!(&*draw(&("ada", 1)), "<tr>ada1</tr>");
        assert_eq!(times.get(), 2);
        // The same bytes, of another type.
        assert_eq!(&*drawn.get(&("ada", 1_i32), || "<li></li>".to_owned()), "<li></li>");
    }

    #[test]
    fn what_is_asked_for_stays_and_the_rest_goes() {
        let drawn = Drawn::default();
        let is_kept = |of: u32| {
            let drawn_now = Cell::new(false);
            drawn.get(&of, || {
                drawn_now.set(true);
                "x".repeat(2_000)
            });
            !drawn_now.get()
        };
        for of in 0..10_000 {
            is_kept(of);
            if of % 100 == 0 {
                drawn.html.run_pending_tasks();
                assert!(is_kept(0), "{of}");
            }
        }
        drawn.html.run_pending_tasks();
        assert!(drawn.html.weighted_size() <= CAPACITY);
        assert!(is_kept(9_999) && !is_kept(1));
    }
}
