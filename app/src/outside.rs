//! Documents outside the frame and without any script: for when nobody is signed in, or nothing else works.

use crate::{
    components::role::meaning,
    model::{access::Role, session::SignIn},
    routes,
};
use leptos::prelude::*;

/// What all of them have in common.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outside<'a> {
    /// Where the stylesheet is.
    pub style: &'a str,
    /// The theme that the person chose; `None` follows the system.
    pub theme: Option<&'a str>,
    /// What to quote to whoever runs Frontdesk.
    pub request_id: Option<&'a str>,
}

impl Outside<'_> {
    /// Where the demo offers its three people. `return_to` is the page to go on with.
    #[must_use]
    pub fn sign_in_demo(&self, return_to: &str) -> String {
        let choice = |role: Role| {
            view! {
                <li>
                    <button class="btn main" name="role" value=role.as_str()>"Continue as "{role.as_str()}</button>
                    <p>{meaning(role)}</p>
                </li>
            }
        };
        let content = view! {
            <p class="lead">"AWS is simulated on this machine, and nothing here is real. Whom do you want to be?"</p>
            <form method="post" action=routes::SIGN_IN>
                <input type="hidden" name="return_to" value=return_to.to_owned()/>
                <ul class="choices">{Role::ALL.map(choice).into_iter().collect_view()}</ul>
            </form>
        };
        self.document("Sign in to the demo", content.into_any())
    }

    /// Where signing out leads.
    #[must_use]
    pub fn signed_out(&self, sign_in: SignIn) -> String {
        let also = match sign_in {
            SignIn::Proxy => {
                "The proxy before Frontdesk has a session of its own, which goes on: whoever opens Frontdesk in this browser is \
                 signed in again until you sign out there too."
            }
            SignIn::OpenIdConnect => {
                "Your session here has ended. The sign-in service may still know this browser, and then signs you in again \
                 without asking."
            }
            SignIn::Demo | SignIn::None => "Nobody else at this browser can go on in your name.",
        };
        let content = view! {
            <p class="lead">{also}</p>
            <p><a class="btn main" href=routes::SIGN_IN>"Sign in again"</a></p>
        };
        self.document("You are signed out", content.into_any())
    }

    /// What went wrong, and what to do about it: an action's label and where it leads.
    #[must_use]
    pub fn problem(&self, title: &str, text: &str, action: Option<(&str, &str)>) -> String {
        let action = action.map(|(label, href)| {
            // What was typed on the page that led here is sent again by reloading this one.
            let target = (href == routes::SIGN_IN).then_some("_blank");
            view! { <p><a class="btn main" href=href.to_owned() target=target>{label.to_owned()}</a></p> }
        });
        let content = view! { <p class="lead">{text.to_owned()}</p>{action} };
        self.document(title, content.into_any())
    }

    /// Says that a new user's password can be seen, once. `show` is where it is shown, `user` the user's page.
    #[must_use]
    pub fn offer_password(&self, username: &str, show: &str, user: &str) -> String {
        let content = view! {
            <p class="lead">"A password was made for "<b>{username.to_owned()}</b>". It can be shown once, in the next ten minutes: nobody keeps it, neither Frontdesk nor its audit log."</p>
            <form method="post" action=show.to_owned()><button class="btn main">"Show the password"</button></form>
            <p><a href=user.to_owned()>"Go on without it"</a></p>
        };
        self.document("User created", content.into_any())
    }

    /// A new user's password. `user` is the user's page.
    #[must_use]
    pub fn password(&self, username: &str, password: &str, user: &str) -> String {
        let content = view! {
            <p class="lead">"The password of "<b>{username.to_owned()}</b>", shown this once:"</p>
            <p><code class="password">{password.to_owned()}</code></p>
            <p>"Hand it over in a safe way. Whoever loses it has it reset in Amazon Connect."</p>
            <p><a class="btn main" href=user.to_owned()>"I have written it down"</a></p>
        };
        self.document("Password", content.into_any())
    }

    fn document(&self, title: &str, content: AnyView) -> String {
        let quote = self
            .request_id
            .map(|id| view! { <p class="muted">"Quote this id: "<code>{id.to_owned()}</code></p> });
        let document = view! {
            <!DOCTYPE html>
            <html lang="en" data-theme=self.theme.map(str::to_owned)>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    <meta name="robots" content="noindex"/>
                    <title>{format!("{title} · Frontdesk")}</title>
                    <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                    <link rel="stylesheet" href=self.style.to_owned()/>
                </head>
                <body class="outside">
                    <main>
                        <p class="brand"><i aria-hidden="true"></i>"Frontdesk"</p>
                        <h1>{title.to_owned()}</h1>
                        {content}
                        {quote}
                    </main>
                </body>
            </html>
        };
        // Marks for a script that takes a page over; in a title they would be read as text.
        document.to_html().replace("<!>", "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = r#""><script>alert('1')</script>&amp;<img src=x onerror="a"#;

    fn outside() -> Outside<'static> {
        Outside {
            style: "/pkg/frontdesk.css",
            theme: Some("dark"),
            request_id: Some("0b2c"),
        }
    }

    #[test]
    fn each_is_a_whole_document_without_a_script() {
        let outside = outside();
        let documents = [
            outside.sign_in_demo("/users"),
            outside.signed_out(SignIn::Demo),
            outside.problem("Not permitted", "You have no role.", None),
            outside.offer_password("zoe", "/changes/password/1", "/users/i/1"),
            outside.password("zoe", "Passw0rd", "/users/i/1"),
        ];
        for document in documents {
            assert!(document.starts_with("<!DOCTYPE html>"), "{document}");
            for part in [
                "lang=\"en\"",
                "data-theme=\"dark\"",
                "/pkg/frontdesk.css",
                "<main>",
                "<h1>",
                "· Frontdesk</title>",
                "Quote this id: ",
            ] {
                assert!(document.contains(part), "{part} is not in {document}");
            }
            assert_eq!(document.matches("<h1>").count(), 1, "{document}");
            for none in ["<script", "style=\"", "onclick"] {
                assert!(!document.contains(none), "{none} is in {document}");
            }
        }
    }

    #[test]
    fn what_strangers_wrote_stays_text() {
        let hostile = Outside {
            style: HOSTILE,
            theme: Some(HOSTILE),
            request_id: Some(HOSTILE),
        };
        let documents = [
            hostile.sign_in_demo(HOSTILE),
            hostile.problem(HOSTILE, HOSTILE, Some((HOSTILE, HOSTILE))),
            hostile.offer_password(HOSTILE, HOSTILE, HOSTILE),
            hostile.password(HOSTILE, HOSTILE, HOSTILE),
        ];
        for document in documents {
            for none in ["<script", "<img"] {
                assert!(!document.contains(none), "{none} is in {document}");
            }
            // No attribute ends where the text in it says so.
            for attribute in ["data-theme", "value", "href"] {
                assert!(!document.contains(&format!("{attribute}=\"\"")), "{document}");
            }
        }
    }

    #[test]
    fn the_demo_offers_every_role_and_keeps_the_way() {
        let document = outside().sign_in_demo("/users?q=a&page=2");
        for role in ["viewer", "operator", "admin"] {
            assert!(
                document.contains(&format!("name=\"role\" value=\"{role}\"")),
                "{document}"
            );
        }
        assert!(document.contains("action=\"/auth/sign-in\""), "{document}");
        assert!(document.contains("value=\"/users?q=a&amp;page=2\""), "{document}");
    }

    #[test]
    fn a_session_elsewhere_that_may_go_on_is_told_of() {
        assert!(outside().signed_out(SignIn::Proxy).contains("session of its own"));
        let open_id = outside().signed_out(SignIn::OpenIdConnect);
        assert!(open_id.contains("may still know this browser") && !open_id.contains("Nobody else"));
        assert!(outside().signed_out(SignIn::Demo).contains("Nobody else"));
        assert!(
            !Outside {
                request_id: None,
                ..outside()
            }
            .signed_out(SignIn::Demo)
            .contains("Quote")
        );
    }
}
