//! Which method and path lead to which operation.

/// One way to an operation.
#[derive(Debug)]
pub struct Route {
    /// The operation's name.
    pub operation: String,
    /// The names of the members that travel in the query string although the model of today has
    /// them in the body.
    pub moved_to_query: &'static [&'static str],
    method: String,
    segments: Vec<Segment>,
}

#[derive(Debug)]
enum Segment {
    Literal(String),
    /// `{Name}`: by its location name.
    Label(String),
}

/// aws-sdk-sesv2 up to 1.138 and boto3 up to 1.43 list with GET.
const OLDER: [(&str, &str); 2] = [
    ("ListEmailIdentities", "/v2/email/identities"),
    ("ListConfigurationSets", "/v2/email/configuration-sets"),
];

impl Route {
    /// The way that the model names.
    pub fn new(operation: &str, method: &str, uri: &str) -> Self {
        Self {
            operation: operation.to_owned(),
            moved_to_query: &[],
            method: method.to_owned(),
            segments: uri.trim_start_matches('/').split('/').map(Segment::new).collect(),
        }
    }

    /// The ways that earlier models named, to those of `operations` that had another one.
    pub fn of_older_clients(operations: &[&String]) -> Vec<Self> {
        let known = OLDER
            .iter()
            .filter(|(name, _)| operations.iter().any(|known| *known == name));
        known
            .map(|(operation, uri)| Self {
                moved_to_query: &["NextToken", "PageSize"],
                ..Self::new(operation, "GET", uri)
            })
            .collect()
    }

    /// Whether a request with this method and these decoded segments is meant.
    pub fn leads(&self, method: &str, path: &[&str]) -> bool {
        self.method == method
            && self.segments.len() == path.len()
            && self.segments.iter().zip(path).all(|(segment, part)| match segment {
                Segment::Literal(literal) => literal == part,
                Segment::Label(_) => true,
            })
    }

    /// The part of a path that stands for the label with this location name.
    pub fn label<'a>(&self, name: &str, path: &[&'a str]) -> Option<&'a str> {
        let mut parts = self.segments.iter().zip(path);
        parts.find_map(|(segment, part)| match segment {
            Segment::Label(label) if label == name => Some(*part),
            _ => None,
        })
    }
}

impl Segment {
    fn new(text: &str) -> Self {
        match text.strip_prefix('{').and_then(|label| label.strip_suffix('}')) {
            Some(label) => Self::Label(label.to_owned()),
            None => Self::Literal(text.to_owned()),
        }
    }
}
