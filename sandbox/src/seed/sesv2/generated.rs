//! Identities beyond the pinned ones, for trying out large accounts.

use super::draft::{Draft, not_started, unconfirmed};
use crate::generator::Generator;
use crate::seed::tags;
use crate::seed::zones::Published;
use crate::sesv2::{EmailIdentity, VerificationStatus};

#[rustfmt::skip]
const QUALITIES: [&str; 47] = [
    "amber", "ancient", "autumn", "bold", "brave", "bright", "calm", "clear", "copper", "crimson",
    "daily", "deep", "early", "eastern", "evening", "fair", "first", "gentle", "golden", "grand",
    "green", "happy", "hidden", "honest", "indigo", "ivory", "jolly", "kind", "little", "lively",
    "lucky", "mellow", "modern", "noble", "northern", "open", "patient", "quiet", "rapid", "royal",
    "silver", "simple", "southern", "steady", "sunny", "velvet", "western",
];

#[rustfmt::skip]
const THINGS: [&str; 53] = [
    "anchor", "atlas", "bakery", "beacon", "bridge", "brook", "canyon", "cedar", "cinema", "clinic",
    "cloud", "compass", "corner", "cottage", "dairy", "delta", "dental", "engine", "falcon", "farm",
    "forest", "foundry", "garden", "glacier", "grove", "harbor", "harvest", "island", "journal", "kitchen",
    "lantern", "library", "market", "meadow", "mill", "museum", "orchard", "outfitters", "pharmacy", "pixel",
    "press", "quarry", "railway", "river", "school", "studio", "summit", "telescope", "theatre", "travel",
    "valley", "village", "workshop",
];

/// As many endings as are coprime to the words, so that no name comes twice in 12,455.
const ENDINGS: [&str; 5] = [
    ".example.com",
    ".example",
    ".example.net",
    ".example.org",
    "@example.com",
];

/// Identities without end.
pub fn identities(draft: &Draft<'_>) -> impl Iterator<Item = EmailIdentity> {
    (0..).map(|index: usize| {
        let quality = QUALITIES[index % QUALITIES.len()];
        let thing = THINGS[index % THINGS.len()];
        let ending = ENDINGS[index % ENDINGS.len()];
        let name = format!("{quality}-{thing}{ending}");
        let mut generator = Generator::new(&["ses-generated", &name]);
        let mut identity = identity(draft, &name, &mut generator);
        if generator.one_in(3) {
            identity.tags = tags(&[("customer", thing)]);
        }
        identity
    })
}

fn identity(draft: &Draft<'_>, name: &str, generator: &mut Generator) -> EmailIdentity {
    match (name.contains('@'), generator.below(50)) {
        (true, 0..=6) => unconfirmed(name, VerificationStatus::Pending),
        (true, _) => draft.address(name),
        (false, 0..=3) => {
            let hours = generator.below(72);
            draft.created(name, hours, Published::NotAtAll)
        }
        (false, 4..=5) => draft.failed(name, Published::AsText),
        (false, 6) => draft.unreachable(name),
        (false, 7) => not_started(name),
        (false, _) => draft.domain(name),
    }
}
