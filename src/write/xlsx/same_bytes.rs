//! The same form, the same bytes on every system: a ZIP package names the kind of system it was made on.

use rust_xlsxwriter::{Workbook, XlsxError};

/// The end record of a package without a comment, and where in it the list of its parts is told of.
const END: usize = 22;
const END_MARK: &[u8] = b"PK\x05\x06";
const LIST_AT: usize = 16;
/// The fixed part of an entry of that list; the lengths of its name, its extra field and its comment.
const ENTRY: usize = 46;
const ENTRY_MARK: &[u8] = b"PK\x01\x02";
const LENGTHS: [usize; 3] = [28, 30, 32];
/// Which byte of an entry names the system, and what it says everywhere: Unix, as in the documents.
const MADE_ON: usize = 5;
const UNIX: u8 = 3;

/// The bytes of a workbook.
pub(super) fn save(workbook: &mut Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut package = workbook.save_to_buffer()?;
    name_one_system(&mut package);
    Ok(package)
}

/// Names the same system in each entry, as far as they can be followed.
fn name_one_system(package: &mut [u8]) {
    let end = package.len().saturating_sub(END);
    let Some(mut at) = package[end..].strip_prefix(END_MARK).and_then(|_| number(package, end + LIST_AT, 4)) else {
        return;
    };
    while package.get(at..).is_some_and(|rest| rest.len() > ENTRY && rest.starts_with(ENTRY_MARK)) {
        package[at + MADE_ON] = UNIX;
        at += LENGTHS.iter().filter_map(|length| number(package, at + length, 2)).sum::<usize>() + ENTRY;
    }
}

/// A number of so many bytes, the least first.
fn number(package: &[u8], at: usize, bytes: usize) -> Option<usize> {
    let bytes = package.get(at..at + bytes)?.iter().rev();
    Some(bytes.fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::write::SimpleFileOptions;
    use zip::{System, ZipWriter};

    use super::*;

    fn package(system: System) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a.xml", "b/乙.xml", "c.xml"] {
            zip.start_file(name, SimpleFileOptions::default().system(system)).unwrap();
            zip.write_all(b"PK\x01\x02").unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn packages_of_windows_and_unix_become_the_same() {
        let (mut windows, unix) = (package(System::Dos), package(System::Unix));
        assert_eq!(windows.iter().zip(&unix).filter(|(one, other)| one != other).count(), 3);
        name_one_system(&mut windows);
        assert_eq!(windows, unix);
    }

    #[test]
    fn what_is_no_package_stays_as_it_is() {
        for bytes in [&b""[..], b"PK\x05\x06", &[0; 100]] {
            let mut same = bytes.to_vec();
            name_one_system(&mut same);
            assert_eq!(same, bytes);
        }
    }
}
