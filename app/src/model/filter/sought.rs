//! A text that is looked for in many others.

use memchr::memmem::Finder;

/// The text, ready to be looked for.
#[derive(Clone, Debug)]
pub(super) struct Sought {
    text: String,
    finder: Box<Finder<'static>>,
}

impl Sought {
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn is_in(&self, haystack: &str) -> bool {
        self.finder.find(haystack.as_bytes()).is_some()
    }
}

impl From<String> for Sought {
    fn from(text: String) -> Self {
        let finder = Box::new(Finder::new(&text).into_owned());
        Self { text, finder }
    }
}

impl PartialEq for Sought {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Sought {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_found_wherever_it_stands() {
        let sought = Sought::from("illing".to_owned());
        assert!(sought.is_in("billing\nada") && sought.is_in("illing") && !sought.is_in("billin") && !sought.is_in(""));
        assert!(Sought::from(String::new()).is_in("anything"));
    }
}
