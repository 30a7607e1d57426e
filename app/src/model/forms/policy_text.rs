//! The text of a sending authorization policy.
//! Source: <https://docs.aws.amazon.com/ses/latest/dg/policy-anatomy.html>

use serde::de::IgnoredAny;
use serde_json::{Map, Value};

/// Four kilobytes.
const BYTES: usize = 4096;
const NAME: usize = 64;
const PARTS: [&str; 4] = ["Effect", "Principal", "Action", "Resource"];

/// With lines as JSON's editors end them: a form sends them with a carriage return.
#[must_use]
pub fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// JSON with its lines indented, its members in the order that they have; what is not JSON stays as it is.
#[must_use]
pub fn formatted(text: &str) -> String {
    if serde_json::from_slice::<IgnoredAny>(text.as_bytes()).is_err() {
        return text.to_owned();
    }
    let mut lines = String::new();
    let (mut depth, mut is_text, mut is_escaped) = (0_usize, false, false);
    let mut last = ' ';
    let next_line = |depth: usize| format!("\n{}", "  ".repeat(depth));
    for c in text.chars() {
        if is_text {
            lines.push(c);
            is_text = is_escaped || c != '"';
            is_escaped = c == '\\' && !is_escaped;
            continue;
        }
        if c.is_whitespace() {
            continue;
        }
        let closes = matches!(c, '}' | ']');
        if closes {
            depth = depth.saturating_sub(1);
        }
        // Nothing stands in an empty list or object.
        if matches!(last, '{' | '[' | ',') && !closes || closes && !matches!(last, '{' | '[') {
            lines.push_str(&next_line(depth));
        }
        lines.push(c);
        match c {
            '{' | '[' => depth += 1,
            ':' => lines.push(' '),
            '"' => is_text = true,
            _ => {}
        }
        last = c;
    }
    lines
}

/// What is wrong with a policy's name.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentityPolicy.html>
#[must_use]
pub fn wrong_with_name(name: &str) -> Option<String> {
    let known = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() {
        return Some("Give the policy a name.".to_owned());
    }
    if let Some(bad) = name.chars().find(|c| !known(*c)) {
        return Some(format!(
            "“{bad}” can’t be in a policy’s name: use letters, digits, - and _."
        ));
    }
    (name.len() > NAME).then(|| format!("Use at most {NAME} characters; this name has {}.", name.len()))
}

/// What is wrong with a policy's text.
#[must_use]
pub fn wrong_with_text(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return Some("Write the policy, as JSON.".to_owned());
    }
    if text.len() > BYTES {
        return Some(format!(
            "A policy has at most 4 KB ({BYTES} bytes); this one has {}.",
            text.len()
        ));
    }
    let policy: Map<String, Value> = match serde_json::from_slice(text.as_bytes()) {
        Ok(policy) => policy,
        Err(error) => return Some(not_json(&error)),
    };
    if !policy
        .get("Version")
        .is_some_and(|version| version == "2012-10-17" || version == "2008-10-17")
    {
        return Some("Add “\"Version\": \"2012-10-17\"”: AWS reads a policy by it.".to_owned());
    }
    match policy.get("Statement") {
        Some(Value::Array(statements)) if !statements.is_empty() => (1..)
            .zip(statements)
            .find_map(|(number, statement)| wrong_with_statement(number, statement)),
        Some(statement @ Value::Object(_)) => wrong_with_statement(1, statement),
        _ => Some("Add a “Statement”: what the policy allows, to whom.".to_owned()),
    }
}

fn wrong_with_statement(number: usize, statement: &Value) -> Option<String> {
    if let Some(part) = PARTS.iter().find(|part| statement.get(part).is_none()) {
        return Some(format!("Statement {number} has no “{part}”."));
    }
    if let Some(part) = PARTS.iter().find(|part| statement.get(part).is_some_and(is_empty)) {
        return Some(format!("There is nothing in the “{part}” of statement {number}."));
    }
    let effect = statement.get("Effect").and_then(Value::as_str);
    (!matches!(effect, Some("Allow" | "Deny")))
        .then(|| format!("The “Effect” of statement {number} is neither “Allow” nor “Deny”."))
}

fn is_empty(part: &Value) -> bool {
    match part {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(all) => all.is_empty() || all.iter().any(is_empty),
        Value::Object(all) => all.is_empty() || all.values().any(is_empty),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether it allows something to everybody, whoever they are: a principal that is `*`, under no condition.
#[must_use]
pub fn is_for_everybody(text: &str) -> bool {
    let policy: Value = serde_json::from_slice(text.as_bytes()).unwrap_or_default();
    let is_for_everybody = |statement: &Value| {
        statement.get("Effect").is_some_and(|effect| effect == "Allow")
            && statement.get("Condition").is_none_or(is_empty)
            && statement.get("Principal").is_some_and(is_anybody)
    };
    match policy.get("Statement") {
        Some(Value::Array(statements)) => statements.iter().any(is_for_everybody),
        Some(statement) => is_for_everybody(statement),
        None => false,
    }
}

fn is_anybody(principal: &Value) -> bool {
    match principal {
        Value::String(text) => text == "*",
        Value::Array(all) => all.iter().any(is_anybody),
        Value::Object(all) => all.values().any(is_anybody),
        _ => false,
    }
}

/// Where the JSON breaks, and why, in the parser's words.
fn not_json(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let text = error.to_string();
    let what = text
        .strip_suffix(&format!(" at line {line} column {column}"))
        .unwrap_or(&text);
    if error.is_data() {
        return "A policy is a JSON object: it begins with { and ends with }.".to_owned();
    }
    format!("This is not JSON. Line {line}, column {column}: {what}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn statement() -> Value {
        json!({ "Effect": "Allow", "Principal": "*", "Action": "ses:SendEmail", "Resource": "*" })
    }

    #[test]
    fn a_statement_says_something_in_each_part() {
        let policy = |principal: &str| {
            format!(
                r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{principal},"Action":"ses:*","Resource":"arn"}}}}"#
            )
        };
        for nothing in [r#""""#, "[]", "null", r#"{"AWS":[]}"#, r#"{"AWS":" "}"#] {
            let wrong = wrong_with_text(&policy(nothing)).expect(nothing);
            assert!(wrong.contains("nothing in the “Principal”"), "{wrong}");
        }
        assert_eq!(wrong_with_text(&policy(r#"{"AWS":"444455556666"}"#)), None);
        assert!(!is_for_everybody(&policy(r#"{"AWS":"444455556666"}"#)));
        for everybody in [r#""*""#, r#"{"AWS":"*"}"#, r#"{"AWS":["444455556666","*"]}"#] {
            assert!(is_for_everybody(&policy(everybody)), "{everybody}");
        }
        let conditional = policy(r#""*""#).replace(
            r#""Resource""#,
            r#""Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}},"Resource""#,
        );
        assert!(!is_for_everybody(&conditional));
    }

    #[test]
    fn a_policy_has_a_version_and_statements() {
        for fits in [
            json!({ "Version": "2012-10-17", "Statement": [statement(), statement()] }),
            json!({ "Version": "2008-10-17", "Id": "partner", "Statement": statement() }),
        ] {
            assert_eq!(wrong_with_text(&fits.to_string()), None);
        }
        let mut nobody = statement();
        nobody["Principal"].take();
        nobody.as_object_mut().expect("an object").remove("Principal");
        let mut unsure = statement();
        unsure["Effect"] = "Perhaps".into();
        for (refused, word) in [
            (json!([]), "object"),
            (json!({ "Statement": statement() }), "Version"),
            (json!({ "Version": "2026-01-01", "Statement": statement() }), "Version"),
            (json!({ "Version": "2012-10-17" }), "Statement"),
            (json!({ "Version": "2012-10-17", "Statement": [] }), "Statement"),
            (
                json!({ "Version": "2012-10-17", "Statement": [statement(), "Allow"] }),
                "Statement 2",
            ),
            (json!({ "Version": "2012-10-17", "Statement": nobody }), "Principal"),
            (json!({ "Version": "2012-10-17", "Statement": unsure }), "Effect"),
        ] {
            let wrong = wrong_with_text(&refused.to_string()).unwrap_or_default();
            assert!(wrong.contains(word), "{refused}: {wrong}");
        }
    }

    #[test]
    fn lines_are_indented_and_nothing_else() {
        let text = r#"{"b":"a\"{,\\","a" : [ 1,{ }, [] ]}"#;
        let expected = "{\n  \"b\": \"a\\\"{,\\\\\",\n  \"a\": [\n    1,\n    {},\n    []\n  ]\n}";
        assert_eq!(formatted(text), expected);
        assert_eq!(formatted(expected), expected);
        assert_eq!(formatted("{\"a\""), "{\"a\"");
    }

    #[test]
    fn a_mistake_in_json_says_where_it_is() {
        let wrong = wrong_with_text("{\n  \"Version\": \"2012-10-17\"\n  \"Statement\": []\n}");
        let expected = "This is not JSON. Line 3, column 3: expected `,` or `}`.";
        assert_eq!(wrong.as_deref(), Some(expected));
    }

    #[test]
    fn a_policy_has_at_most_four_kilobytes() {
        let mut text = json!({ "Version": "2012-10-17", "Statement": statement() }).to_string();
        text.push_str(&" ".repeat(BYTES - text.len()));
        assert_eq!(wrong_with_text(&text), None);
        text.push(' ');
        assert!(wrong_with_text(&text).is_some_and(|wrong| wrong.contains("4097")));
    }

    #[test]
    fn a_name_has_letters_digits_dashes_and_underscores() {
        let longest = "n".repeat(64);
        for name in ["a", "Partner_1-b", &longest] {
            assert_eq!(wrong_with_name(name), None, "{name}");
        }
        for name in ["", "a b", "ä", "a.b", &format!("{longest}n")] {
            assert!(wrong_with_name(name).is_some(), "{name}");
        }
    }
}
