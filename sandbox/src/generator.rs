//! Values that look random and are the same every time.
//!
//! Each generator starts from what the value is *for* (`"user", "support-us", "zoe.akerstrom"`), so
//! that a resource keeps its ids whatever else is added to the seed.

const GOLDEN_GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

const LOWERCASE_ALPHANUMERIC: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
const UPPERCASE_ALPHANUMERIC: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const HEXADECIMAL: &[u8] = b"0123456789abcdef";

/// FNV-1a over the parts, which cannot run into each other. Not for secrets.
pub fn digest(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain(std::iter::once(0xff)));
    mix(bytes.fold(FNV_OFFSET, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME)
    }))
}

/// `SplitMix64` (Steele, Lea and Flood, 2014).
#[derive(Clone, Debug)]
pub struct Generator {
    state: u64,
}

impl Generator {
    /// The generator of everything that belongs to `label`.
    pub fn new(label: &[&str]) -> Self {
        Self { state: digest(label) }
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN_GAMMA);
        mix(self.state)
    }

    /// A number below `bound`, which is not zero.
    pub fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(self.next() % u64::from(bound)).unwrap_or_default()
    }

    /// True in about one of `times` cases.
    pub fn one_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    /// One of `choices`, which is not empty.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let count = u64::try_from(choices.len()).unwrap_or(u64::MAX);
        &choices[usize::try_from(self.next() % count).unwrap_or_default()]
    }

    /// Lower-case letters and digits, as in a DKIM token.
    pub fn alphanumeric(&mut self, length: usize) -> String {
        self.text(LOWERCASE_ALPHANUMERIC, length)
    }

    /// Capital letters and digits, as in a registration code.
    pub fn capitals(&mut self, length: usize) -> String {
        self.text(UPPERCASE_ALPHANUMERIC, length)
    }

    /// Hexadecimal digits, as in a directory id.
    pub fn hexadecimal(&mut self, length: usize) -> String {
        self.text(HEXADECIMAL, length)
    }

    /// A version 4 UUID.
    pub fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0x0fff,
            0x8000 | ((low >> 48) & 0x3fff),
            low & 0xffff_ffff_ffff,
        )
    }

    fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length).map(|_| char::from(*self.pick(alphabet))).collect()
    }
}

fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_label_gives_the_same_values() {
        assert_eq!(Generator::new(&["a", "b"]).uuid(), Generator::new(&["a", "b"]).uuid());
        assert_ne!(Generator::new(&["a", "b"]).uuid(), Generator::new(&["ab"]).uuid());
    }

    #[test]
    fn a_uuid_is_of_version_4() {
        let uuid = Generator::new(&["anything"]).uuid();
        assert_eq!(uuid.len(), 36);
        assert_eq!(&uuid[14..15], "4");
        assert!(matches!(&uuid[19..20], "8" | "9" | "a" | "b"));
    }
}
