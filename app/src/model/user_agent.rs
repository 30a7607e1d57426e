//! What a browser calls itself, in a few words.

/// Browsers by the mark they leave in `User-Agent`; the first that fits counts, because most claim to be others too.
/// Source: <https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Browser_detection_using_the_user_agent>
const BROWSERS: [(&str, &str); 12] = [
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Headless Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
    ("curl/", "curl"),
];

/// Systems by their mark; Android says Linux too, and an iPhone says Mac OS X.
const SYSTEMS: [(&str, &str); 7] = [
    ("Windows NT", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// What of an unknown browser's name is shown.
const LONGEST: usize = 40;

/// "Firefox 128 on Linux"; of a browser that nobody knows, how its own name begins.
#[must_use]
pub fn short(agent: &str) -> String {
    let browser = BROWSERS.iter().find_map(|(mark, name)| {
        let (_, rest) = agent.split_once(mark)?;
        // Safari alone says its version elsewhere than after its name; others say "Version/" without being Safari.
        if *name == "Safari" && !agent.contains("Safari/") {
            return None;
        }
        let version: String = rest.chars().take_while(char::is_ascii_digit).take(5).collect();
        Some(if version.is_empty() {
            (*name).to_owned()
        } else {
            format!("{name} {version}")
        })
    });
    let system = SYSTEMS
        .iter()
        .find(|(mark, _)| agent.contains(mark))
        .map(|(_, name)| *name);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser,
        (None, _) => beginning(agent.trim()),
    }
}

fn beginning(agent: &str) -> String {
    match agent.char_indices().nth(LONGEST) {
        _ if agent.is_empty() => "Unknown browser".to_owned(),
        Some((at, _)) => format!("{}…", &agent[..at]),
        None => agent.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn browsers_are_told_apart_though_they_claim_to_be_others() {
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        let named = [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0".to_owned(), "Firefox 128 on Linux"),
            (format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/130.0.0.0 Safari/537.36"), "Chrome 130 on Windows"),
            (format!("Mozilla/5.0 (Windows NT 10.0) {webkit} Chrome/130.0.0.0 Safari/537.36 Edg/130.0.2849.68"), "Edge 130 on Windows"),
            (format!("Mozilla/5.0 (Linux; Android 14) {webkit} Chrome/130.0.0.0 Mobile Safari/537.36"), "Chrome 130 on Android"),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15".to_owned(), "Safari 17 on macOS"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1".to_owned(), "Safari 17 on iPhone"),
            ("curl/8.5.0".to_owned(), "curl 8"),
        ];
        for (agent, name) in named {
            assert_eq!(short(&agent), name, "{agent}");
        }
    }

    #[test]
    fn what_nobody_knows_is_shown_as_it_begins() {
        assert_eq!(short(""), "Unknown browser");
        assert_eq!(short("  "), "Unknown browser");
        assert_eq!(short("Lynx"), "Lynx");
        assert_eq!(short(&"é".repeat(1_000)), format!("{}…", "é".repeat(40)));
        assert_eq!(short("Firefox/"), "Firefox");
        assert_eq!(short("Firefox/99999999999"), "Firefox 99999");
    }
}
