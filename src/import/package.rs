//! The package of a workbook: how large it may be, packed and unpacked, before anything reads it.

use std::io::{self, Cursor, Read as _};

use zip::ZipArchive;

use super::Refusal;

/// The most bytes of a workbook that is filled in by hand.
const LARGEST: usize = 64 << 20;
/// The most bytes of all its parts, unpacked.
const LARGEST_UNPACKED: u64 = 256 << 20;
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
        let size = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|_| Refusal::NotAWorkbook)?;
        left = left.checked_sub(size).ok_or(Refusal::TooLarge)?;
    }
    Ok(())
}
