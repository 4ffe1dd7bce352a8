//! The package of a workbook: how large it may be, packed and unpacked, before anything reads it.

use std::io::{self, Cursor, Read as _};

use zip::ZipArchive;

use super::Refusal;

/// The most bytes of a workbook that is filled in by hand.
const LARGEST: usize = 64 << 20;
/// The most bytes of all its parts, unpacked.
const LARGEST_UNPACKED: u64 = 256 << 20;
/// How the part of the texts is called, in small letters.
const STRINGS: &str = "sharedstrings.xml";
/// The fewest bytes of one of them: `<si/>`.
const SHORTEST_STRING: usize = 5;
/// The most texts of a workbook that is filled in by hand.
const MOST_STRINGS: usize = 1_000_000;
/// How files of the old format begin, and new ones that are locked with a password.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

/// Refuses what no reader should be given. What the parts claim to be is not believed: they are unpacked.
pub(super) fn accept(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.len() > LARGEST {
        return Err(Refusal::TooLarge);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(Refusal::OldFormat);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::NotAWorkbook)?;
    let mut left = LARGEST_UNPACKED;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| Refusal::NotAWorkbook)?;
        // A name that cannot be read is none that the reader looks for.
        let is_counted = part.name().is_ok_and(|name| name.to_lowercase().ends_with(STRINGS));
        let (mut part, mut content) = (part.take(left + 1), Vec::new());
        let size = if is_counted {
            part.read_to_end(&mut content).map(|size| size as u64)
        } else {
            io::copy(&mut part, &mut io::sink())
        };
        left = left.checked_sub(size.map_err(|_| Refusal::NotAWorkbook)?).ok_or(Refusal::TooLarge)?;
        if overstates(&content) {
            return Err(Refusal::NotAWorkbook);
        }
    }
    Ok(())
}

/// Whether the part of the texts claims to hold more of them than it can. The reader of workbooks makes room for as many
/// as it says, and where there is no such room the program would end at once.
fn overstates(content: &[u8]) -> bool {
    let text = String::from_utf8_lossy(content);
    let most = (content.len() / SHORTEST_STRING).min(MOST_STRINGS);
    let count = |rest: &str| {
        let digits = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\''));
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        // More digits than a number holds are more than there can be.
        if end == 0 { 0 } else { digits[..end].parse().unwrap_or(usize::MAX) }
    };
    text.split("uniqueCount").skip(1).any(|rest| count(rest) > most)
}
