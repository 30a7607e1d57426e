//! docs/security.md names the tests that keep each promise: all of them exist.

use std::{collections::BTreeSet, fs, path::Path};

/// What the document calls folders, and what they are.
const FOLDERS: [(&str, &str); 4] = [
    ("it/", "server/tests/it/"),
    ("server/", "server/src/"),
    ("app/", "app/src/"),
    ("end2end/", "end2end/tests/"),
];

/// The tests that are named, as file and name: a text in backticks such as `it/auth/oidc/sign_in.rs::tokens_are_kept_encrypted`.
fn named(document: &str) -> BTreeSet<(String, String)> {
    let in_backticks = document.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    in_backticks
        .filter_map(|text| text.split_once("::"))
        .filter_map(|(file, test)| {
            let (folder, path) = FOLDERS.iter().find(|(folder, _)| file.starts_with(folder))?;
            Some((format!("{path}{}", &file[folder.len()..]), test.to_owned()))
        })
        .collect()
}

/// Whether `source` has a test of this name: in Rust a function below its attribute, in TypeScript a title.
fn has_test(source: &str, file: &str, test: &str) -> bool {
    if file.ends_with(".spec.ts") {
        return ['\'', '"', '`']
            .iter()
            .any(|quote| source.contains(&format!("test({quote}{test}{quote}")));
    }
    source.match_indices(&format!("fn {test}(")).any(|(at, _)| {
        let above = source[..at].rsplit("\n\n").next().unwrap_or_default();
        above.contains("test]") || above.contains("::test(")
    })
}

#[test]
fn every_test_that_keeps_a_promise_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap_or_default();
    let named = named(&read("docs/security.md"));
    assert!(named.len() > 100, "{} tests are found in the document", named.len());
    let missing: Vec<_> = named
        .iter()
        .filter(|(file, test)| !has_test(&read(file), file, test))
        .map(|(file, test)| format!("{file}: {test}"))
        .collect();
    assert!(
        missing.is_empty(),
        "docs/security.md names tests that do not exist:\n{}",
        missing.join("\n")
    );
}
