//! The streams of a PDF, measured unpacked before anything reads them: a small file may unpack to any size.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

/// What begins and ends a stream.
const BEGIN: &[u8] = b"stream";
const END: &[u8] = b"endstream";
/// The end of the names of filters.
const FILTER: &[u8] = b"Decode";
/// The filters that make much of little; two of them make anything of next to nothing.
const SQUEEZING: [&[u8]; 3] = [b"FlateDecode", b"LZWDecode", b"RunLengthDecode"];
/// The most bytes of a stream that is packed in several ways; unpacked it is a thousand times as long at the most.
const LONGEST_TWICE: usize = 1 << 15;
/// How far before its stream a dictionary is looked at.
const DICTIONARY: usize = 600;
/// The most bytes of a picture, and of a font, unpacked: as large as scanners and fonts make them.
const LARGEST_PICTURE: u64 = 128 << 20;
const LARGEST_FONT: u64 = 24 << 20;
/// The most bytes of any other stream: what is drawn on a page, tables of objects and of characters.
pub(super) const LARGEST: u64 = 4 << 20;
/// The most bytes of all streams that are no pictures.
const LARGEST_TOGETHER: u64 = 64 << 20;
/// Marks of fonts in the dictionaries of their streams.
const FONTS: [&[u8]; 4] = [b"/Length1", b"CIDFontType0C", b"Type1C", b"OpenType"];

/// Whether every stream, and all of them together, unpack to no more than a report needs. Pictures are never unpacked
/// by the reader; other packings than deflate hardly make anything smaller.
pub(super) fn are_small(bytes: &[u8]) -> bool {
    let (mut left, mut at) = (LARGEST_TOGETHER, 0);
    while let Some(begin) = find(&bytes[at..], BEGIN).map(|offset| at + offset) {
        at = begin + BEGIN.len();
        if bytes[..begin].ends_with(b"end") {
            continue;
        }
        let dictionary = &bytes[begin.saturating_sub(DICTIONARY)..begin];
        let dictionary = dictionary.rsplit(|b| *b == b'j').next().unwrap_or_default();
        let has = |mark: &[u8]| find(dictionary, mark).is_some();
        let is_picture = has(b"/Image");
        let most = match () {
            () if is_picture => LARGEST_PICTURE,
            () if FONTS.iter().any(|mark| has(mark)) => LARGEST_FONT,
            () => LARGEST,
        };
        let end = find(&bytes[at..], END).map_or(bytes.len(), |offset| at + offset);
        let packed = bytes[at..end].trim_ascii_start();
        // What is packed twice cannot be measured, so only short streams are accepted.
        let count = |name: &[u8]| dictionary.windows(name.len()).filter(|part| *part == name).count();
        let squeezed: usize = SQUEEZING.iter().map(|name| count(name)).sum();
        if squeezed > 1 || count(FILTER) > 1 && packed.len() > LONGEST_TWICE {
            return false;
        }
        let size = unpacked(packed, most + 1);
        let counted = if is_picture { 0 } else { size };
        match left.checked_sub(counted) {
            Some(rest) if size <= most => left = rest,
            _ => return false,
        }
        // The next stream begins behind this one: packed bytes that look like a beginning are none.
        at = end;
    }
    true
}

/// How many bytes a stream unpacks to, up to so many; 0 if it is not deflated.
fn unpacked(packed: &[u8], most: u64) -> u64 {
    let mut size = 0;
    let mut rest = ZlibDecoder::new(packed).take(most);
    let mut part = [0; 1 << 14];
    // Damage ends the reading; the size so far counts.
    while let Ok(read @ 1..) = rest.read(&mut part) {
        size += read as u64;
    }
    size
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn stream(dictionary: &str, size: usize) -> Vec<u8> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&vec![b' '; size]).unwrap();
        let packed = packed.finish().unwrap();
        [format!("7 0 obj\n<<{dictionary}>>\nstream\r\n").as_bytes(), &packed, b"\nendstream\nendobj\n"].concat()
    }

    #[test]
    fn streams_are_measured() {
        assert!(are_small(&stream("/Filter/FlateDecode", 1 << 20)));
        assert!(!are_small(&stream("/Filter/FlateDecode", 5 << 20)));
        assert!(are_small(&stream("/Subtype/Image/Filter/FlateDecode", 5 << 20)));
        assert!(are_small(&stream("/Length1 99/Filter/FlateDecode", 5 << 20)));
        let many: Vec<u8> = (0..20).flat_map(|_| stream("/Filter/FlateDecode", (4 << 20) - 1)).collect();
        assert!(!are_small(&many));
        let twice = |length: usize| {
            [b"<</Filter[/FlateDecode/ASCII85Decode]>>stream\n", vec![b'z'; length].as_slice()].concat()
        };
        assert!(are_small(&twice(1000)) && !are_small(&twice(40_000)));
        assert!(are_small(b"%PDF-1.4 stream") && are_small(b""));
    }
}
