//! Views that are the same for everybody: the server draws each once, and keeps what it drew for a while. The rows of a list are
//! nine tenths of its page, and hardly ever differ from what was drawn before.

use leptos::prelude::*;
use std::hash::Hash;

/// What `view` makes of `of`, which decides all that it shows: nothing that depends on who looks may be in it.
#[cfg(feature = "ssr")]
pub fn drawn_once<T: Hash>(of: &T, view: impl FnOnce() -> AnyView) -> AnyView {
    use leptos::tachys::html::InertElement;
    let html = kept::DRAWN.get(of, || view().to_html());
    InertElement::new(String::from(&*html)).into_any()
}

/// The browser takes over what the server drew.
#[cfg(not(feature = "ssr"))]
pub fn drawn_once<T: Hash>(_: &T, view: impl FnOnce() -> AnyView) -> AnyView {
    view()
}

#[cfg(feature = "ssr")]
mod kept {
    use std::{
        any::type_name,
        collections::HashMap,
        hash::{BuildHasher, Hash, RandomState},
        mem,
        sync::{Arc, LazyLock, Mutex, PoisonError},
    };

    /// How many are kept, twice: those of two generations.
    const GENERATION: usize = 1_024;

    pub(super) static DRAWN: LazyLock<Drawn> = LazyLock::new(Drawn::default);

    /// Two hashes of what is shown, by secrets of this process: nobody finds two texts for which they are the same.
    type Key = [u64; 2];

    #[derive(Default)]
    pub(super) struct Drawn {
        secrets: [RandomState; 2],
        generations: Mutex<Generations>,
    }

    /// What was drawn or asked for lately, and before that.
    #[derive(Default)]
    struct Generations {
        young: HashMap<Key, Arc<str>>,
        old: HashMap<Key, Arc<str>>,
    }

    impl Drawn {
        /// What was drawn of `of`, or is drawn now.
        pub(super) fn get<T: Hash>(&self, of: &T, draw: impl FnOnce() -> String) -> Arc<str> {
            let key = self
                .secrets
                .each_ref()
                .map(|secret| secret.hash_one((type_name::<T>(), of)));
            if let Some(html) = self.with(|generations| generations.find(&key)) {
                return html;
            }
            let html: Arc<str> = draw().into();
            self.with(|generations| generations.keep(key, Arc::clone(&html)));
            html
        }

        fn with<R>(&self, look: impl FnOnce(&mut Generations) -> R) -> R {
            look(&mut self.generations.lock().unwrap_or_else(PoisonError::into_inner))
        }
    }

    impl Generations {
        fn find(&mut self, key: &Key) -> Option<Arc<str>> {
            if let Some(html) = self.young.get(key) {
                return Some(Arc::clone(html));
            }
            let html = self.old.remove(key)?;
            self.keep(*key, Arc::clone(&html));
            Some(html)
        }

        fn keep(&mut self, key: Key, html: Arc<str>) {
            if self.young.len() >= GENERATION {
                self.old = mem::take(&mut self.young);
            }
            self.young.insert(key, html);
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
            let is_kept = |of: usize| {
                let drawn_now = Cell::new(false);
                drawn.get(&of, || {
                    drawn_now.set(true);
                    String::new()
                });
                !drawn_now.get()
            };
            for of in 1..10 * GENERATION {
                is_kept(of);
                if of % (GENERATION / 2) == 0 {
                    assert!(of == GENERATION / 2 || is_kept(0));
                    is_kept(0);
                }
            }
            assert!(!is_kept(1));
            let size = drawn.with(|generations| generations.young.len() + generations.old.len());
            assert!(size <= 2 * GENERATION, "{size}");
        }
    }
}
