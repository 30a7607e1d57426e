//! Documents without scripts.
use crate::model::session::SignIn;
/// A document.
pub struct Outside<'a> {
    /// style
    pub style: &'a str,
    /// theme
    pub theme: Option<&'a str>,
    /// id
    pub request_id: Option<&'a str>,
}
#[expect(clippy::unused_self)]
impl Outside<'_> {
    /// x
    pub fn sign_in_demo(&self, return_to: &str) -> String {
        return_to.to_owned()
    }
    /// x
    pub fn signed_out(&self, _: SignIn) -> String {
        String::new()
    }
    /// x
    pub fn problem(&self, title: &str, text: &str, _: Option<(&str, &str)>) -> String {
        format!("{title} {text}")
    }
}
