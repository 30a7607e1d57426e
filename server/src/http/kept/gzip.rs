//! gzip of which most is compressed once: between its parts stands what differs each time.

use axum::body::Bytes;
use crc32fast::Hasher;
use flate2::{Compress, Compression, FlushCompress};

/// The parts.
pub(super) struct Parts(Box<[Part]>);

/// A part, compressed so that it ends at a byte and refers to nothing before it.
struct Part {
    deflated: Box<[u8]>,
    checksum: Hasher,
    /// Not compressed.
    length: u32,
}

/// Magic number, deflate, no flags, no time, no hint, unknown system (RFC 1952, section 2.3).
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// The last block, not compressed and empty (RFC 1951, section 3.2.4).
const LAST_BLOCK: [u8; 5] = [1, 0, 0, 0xff, 0xff];

impl Parts {
    pub(super) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut deflate = Compress::new(Compression::default(), false);
        let part = |text: &str| {
            deflate.reset();
            Part::of(text.as_bytes(), &mut deflate)
        };
        Self(texts.into_iter().map(part).collect())
    }

    /// How many bytes are kept.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|part| part.deflated.len() + size_of::<Part>()).sum()
    }

    /// The parts with `between` between each two of them.
    pub(super) fn join(&self, between: &str) -> Bytes {
        let (between, block) = (between.as_bytes(), stored(between.as_bytes()));
        let mut bytes =
            Vec::with_capacity(self.len() + self.0.len() * block.len() + HEADER.len() + LAST_BLOCK.len() + 8);
        let (mut checksum, mut length) = (Hasher::new(), 0_u32);
        bytes.extend(HEADER);
        for (number, part) in self.0.iter().enumerate() {
            if number > 0 {
                bytes.extend(&block);
                checksum.update(between);
                length = length.wrapping_add(count(between));
            }
            bytes.extend(&part.deflated);
            checksum.combine(&part.checksum);
            length = length.wrapping_add(part.length);
        }
        bytes.extend(LAST_BLOCK);
        bytes.extend(checksum.finalize().to_le_bytes());
        bytes.extend(length.to_le_bytes());
        bytes.into()
    }
}

impl Part {
    fn of(text: &[u8], deflate: &mut Compress) -> Self {
        // What can't be compressed grows by a few bytes for each 16 KB.
        let mut deflated = Vec::with_capacity(text.len() + text.len() / 1_000 + 64);
        let mut done = 0;
        // It fails for streams that have ended only, and this one is begun anew for each part.
        while deflate
            .compress_vec(&text[done..], &mut deflated, FlushCompress::Sync)
            .is_ok()
        {
            done = usize::try_from(deflate.total_in())
                .unwrap_or(usize::MAX)
                .min(text.len());
            if deflated.len() < deflated.capacity() {
                break;
            }
            deflated.reserve(deflated.len());
        }
        let mut checksum = Hasher::new();
        checksum.update(text);
        Self {
            deflated: deflated.into(),
            checksum,
            length: count(text),
        }
    }
}

/// `text`, at most 64 KB, as a block that is not compressed.
fn stored(text: &[u8]) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
    let mut block = vec![0];
    block.extend(length.to_le_bytes());
    block.extend((!length).to_le_bytes());
    block.extend(&text[..usize::from(length)]);
    block
}

/// The length modulo 2³², as gzip has it.
#[expect(clippy::cast_possible_truncation, reason = "modulo is meant")]
const fn count(text: &[u8]) -> u32 {
    text.len() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;
    use proptest::prelude::*;
    use std::io::Read;

    fn unpacked(bytes: &[u8]) -> String {
        let mut text = String::new();
        // It checks the sum and the length.
        GzDecoder::new(bytes).read_to_string(&mut text).expect("gzip");
        text
    }

    #[test]
    fn a_long_text_is_compressed() {
        let row = "<tr role=\"row\"><td role=\"cell\">Zoë</td></tr>".repeat(2_000);
        let parts = Parts::of([row.as_str(), "</table>", row.as_str()]);
        let sent = parts.join("a-nonce");
        assert!(sent.len() < row.len() / 50, "{}", sent.len());
        assert_eq!(unpacked(&sent), format!("{row}a-nonce</table>a-nonce{row}"));
    }

    proptest! {
        #[test]
        fn what_is_joined_is_unpacked_to_the_same(
            texts in prop::collection::vec(prop_oneof!["[a-c]{0,400}", "\\PC{0,200}", Just(String::new())], 0..8),
            between in "[A-Za-z0-9_-]{0,30}",
        ) {
            let parts = Parts::of(texts.iter().map(String::as_str));
            prop_assert_eq!(unpacked(&parts.join(&between)), texts.join(&between));
            // Again, with something else.
            prop_assert_eq!(unpacked(&parts.join("x")), texts.join("x"));
        }
    }
}
