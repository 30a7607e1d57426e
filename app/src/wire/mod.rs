//! How what is asked and answered travels: as JSON.
//!
//! serde's code for each type reads fields by their names and by their places, tens of times as much as the types themselves.
//! [`node`] looks the names up once for all types, so that the page's wasm holds the second way alone.

mod node;

use self::node::Node;
use leptos::server_fn::{ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use serde::{Serialize, de::DeserializeOwned};
use std::{collections::BTreeMap, fmt};

/// What a server function answers with.
pub type Wire = Post<Json>;

/// JSON.
pub struct Json;

/// Why something could not be read. Nobody is told more: both ends are of one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer is not of this version")
    }
}

impl std::error::Error for Unreadable {}

impl ContentType for Json {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for Json {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for Json {
    type Error = serde_json::Error;

    fn encode(answer: &T) -> Result<leptos::server_fn::Bytes, serde_json::Error> {
        serde_json::to_vec(answer).map(Into::into)
    }
}

impl<T: DeserializeOwned> Decodes<T> for Json {
    type Error = Unreadable;

    fn decode(bytes: leptos::server_fn::Bytes) -> Result<T, Unreadable> {
        from_json(&bytes)
    }
}

/// Reads JSON that this version wrote.
///
/// # Errors
/// When it is not of this type.
pub fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    let value = serde_json::from_slice(bytes).map_err(|_| Unreadable)?;
    T::deserialize(Node::Value(&value))
}

/// Reads a form's fields, each with all its values. One that is missing keeps its default.
///
/// # Errors
/// When a check box holds something else than `true` or `false`.
pub fn from_values<T: DeserializeOwned>(values: &BTreeMap<String, Vec<String>>) -> Result<T, Unreadable> {
    T::deserialize(Node::Form(values))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use std::collections::BTreeSet;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Everything {
        text: String,
        number: i64,
        small: u8,
        truth: bool,
        nothing: Option<String>,
        something: Option<String>,
        list: Vec<(String, u32)>,
        by_kind: BTreeMap<Kind, Vec<Kind>>,
        kinds: BTreeSet<Kind>,
        nested: Option<Box<Everything>>,
        any: serde_json::Value,
        #[serde(default)]
        later: u32,
        wrapped: Wrapped,
        unit: (),
    }

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Wrapped(String);

    #[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        OneWord,
        Of(String),
        Pair(u32, String),
        Parts { left: u32, right: Option<String> },
    }

    fn there_and_back<T: Serialize + DeserializeOwned>(value: &T) -> T {
        from_json(&serde_json::to_vec(value).expect("JSON")).expect("itself")
    }

    #[test]
    fn everything_is_read_back() {
        let everything = Everything {
            text: "“two words”\n".to_owned(),
            number: -1_795_000_000_000,
            small: 255,
            truth: true,
            something: Some("x".to_owned()),
            list: vec![("a".to_owned(), 1), (String::new(), u32::MAX)],
            by_kind: [(Kind::OneWord, vec![Kind::OneWord, Kind::Of("y".to_owned())])].into(),
            nested: Some(Box::default()),
            any: serde_json::json!({ "a": [1, 2.5, null, true, "b"] }),
            wrapped: Wrapped("w".to_owned()),
            ..Everything::default()
        };
        assert_eq!(there_and_back(&everything), everything);
        for kind in [
            Kind::OneWord,
            Kind::Of("é".to_owned()),
            Kind::Pair(1, "z".to_owned()),
            Kind::Parts { left: 2, right: None },
        ] {
            let kind = Ok::<_, u32>(kind);
            assert_eq!(there_and_back(&kind), kind);
        }
    }

    #[test]
    fn names_count_and_not_places() {
        let read: Kind = from_json(br#"{"parts":{"right":"r","more":0,"left":3}}"#).expect("parts");
        assert_eq!(
            read,
            Kind::Parts {
                left: 3,
                right: Some("r".to_owned())
            }
        );
    }

    #[test]
    fn what_is_of_another_type_is_not_read() {
        assert!(from_json::<Kind>(br#""two-words""#).is_err());
        assert!(from_json::<Kind>(br#"{"pair":[1]}"#).is_err());
        assert!(from_json::<Kind>(br#"{"parts":{"right":null}}"#).is_err());
        assert!(from_json::<u8>(b"256").is_err() && from_json::<u32>(b"-1").is_err());
        assert!(from_json::<String>(b"1").is_err() && from_json::<bool>(b"null").is_err());
        assert!(from_json::<(u32, u32)>(b"[1]").is_err() && from_json::<Vec<u32>>(b"{}").is_err());
        assert!(from_json::<u32>(b"1 2").is_err());
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct Form {
        name: String,
        is_on: bool,
        rows: Vec<String>,
        kind: String,
    }

    impl Default for Form {
        fn default() -> Self {
            Self {
                name: String::new(),
                is_on: false,
                rows: Vec::new(),
                kind: "soft".to_owned(),
            }
        }
    }

    #[test]
    fn a_form_keeps_what_is_missing() {
        let read = |pairs: &[(&str, &[&str])]| {
            let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect();
            let values = pairs.iter().map(|(name, values)| ((*name).to_owned(), texts(values)));
            from_values::<Form>(&values.collect())
        };
        assert_eq!(read(&[]), Ok(Form::default()));
        let form = Form {
            name: "Zoë".to_owned(),
            is_on: true,
            rows: vec!["a".to_owned(), String::new()],
            ..Form::default()
        };
        let pairs: [(&str, &[&str]); 4] = [
            ("rows", &["a", ""]),
            ("is_on", &["true"]),
            ("name", &["Zoë"]),
            ("_do", &["x"]),
        ];
        assert_eq!(read(&pairs), Ok(form));
        assert_eq!(read(&[("is_on", &["false"])]), Ok(Form::default()));
        assert_eq!(read(&[("is_on", &["yes"])]), Err(Unreadable));
    }
}
