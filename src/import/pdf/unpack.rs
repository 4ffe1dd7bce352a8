//! Takes streams out of their filters, never further than a limit.

use std::io::Read as _;

use flate2::read::{DeflateDecoder, ZlibDecoder};

use super::value::Dict;

/// A stream of one report has no more filters than this.
const MOST_FILTERS: usize = 4;

/// The bytes of a stream behind its filters, with the parameters of each; nothing where a filter is for pictures, or is
/// not known, or there would be more than `most` bytes.
pub(super) fn unpack(packed: &[u8], filters: &[(Vec<u8>, Dict)], most: usize) -> Option<Vec<u8>> {
    if filters.len() > MOST_FILTERS {
        return None;
    }
    let mut bytes = packed.to_vec();
    for (filter, parameters) in filters {
        bytes = match filter.as_slice() {
            b"FlateDecode" | b"Fl" => unpredicted(inflate(&bytes, most), parameters)?,
            b"LZWDecode" | b"LZW" => {
                unpredicted(lzw(&bytes, parameters.get("EarlyChange").number() != Some(0.0), most), parameters)?
            }
            b"ASCII85Decode" | b"A85" => ascii85(&bytes),
            b"ASCIIHexDecode" | b"AHx" => hexadecimal(&bytes),
            b"RunLengthDecode" | b"RL" => run_length(&bytes, most),
            b"Crypt" => bytes,
            _ => return None,
        };
        if bytes.len() > most {
            return None;
        }
    }
    Some(bytes)
}

/// What can be inflated; of a damaged stream, what comes before the damage.
fn inflate(packed: &[u8], most: usize) -> Vec<u8> {
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let _ = ZlibDecoder::new(packed).take(limit).read_to_end(&mut bytes);
    if bytes.is_empty() {
        // Some writers leave a wrong head.
        let _ = DeflateDecoder::new(packed.get(2..).unwrap_or_default()).take(limit).read_to_end(&mut bytes);
    }
    bytes
}

/// Codes 0 to 255 are bytes, 256 begins anew, 257 ends.
fn lzw(packed: &[u8], is_early: bool, most: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::new();
    // What each code from 258 on stands for, as a stretch of what came out.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let (mut held, mut bits) = (0_u32, 0_u32);
    let mut input = packed.iter();
    while out.len() <= most {
        let size = table.len() + 258 + usize::from(is_early);
        let width = [(2048, 12), (1024, 11), (512, 10)]
            .into_iter()
            .find(|(from, _)| size >= *from)
            .map_or(9, |(_, width)| width);
        while bits < width {
            let Some(byte) = input.next() else { return out };
            held = (held & 0x00ff_ffff) << 8 | u32::from(*byte);
            bits += 8;
        }
        bits -= width;
        let code = usize::try_from(held >> bits & ((1 << width) - 1)).unwrap_or(257);
        let from = out.len();
        match code {
            256 => {
                table.clear();
                last = None;
                continue;
            }
            257 => return out,
            _ => {}
        }
        // The entry made by this code and the one before: that one with the first byte of this.
        if let Some((start, length)) = last
            && table.len() < 4096 - 258
        {
            table.push((start, length + 1));
        }
        match (u8::try_from(code), code.checked_sub(258).and_then(|at| table.get(at)).copied()) {
            (Ok(byte), _) => out.push(byte),
            (_, Some((start, length))) => (start..start + length).for_each(|at| out.extend(out.get(at).copied())),
            _ => return out,
        }
        last = Some((from, out.len() - from));
    }
    out
}

fn ascii85(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut group: Vec<u8> = Vec::with_capacity(5);
    let flush = |group: &mut Vec<u8>, out: &mut Vec<u8>| {
        let length = group.len();
        group.resize(5, 84);
        let number = group.iter().fold(0_u32, |sum, digit| sum.wrapping_mul(85).wrapping_add(u32::from(*digit)));
        out.extend(number.to_be_bytes().iter().take(length.saturating_sub(1)));
        group.clear();
    };
    for byte in text {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => {
                group.push(byte - b'!');
                if group.len() == 5 {
                    flush(&mut group, &mut out);
                }
            }
            _ => {}
        }
    }
    if !group.is_empty() {
        flush(&mut group, &mut out);
    }
    out
}

fn hexadecimal(text: &[u8]) -> Vec<u8> {
    let digits = text.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits.filter_map(|digit| u8::try_from(digit).ok()).collect();
    digits.chunks(2).map(|pair| pair.first().map_or(0, |high| high << 4) | pair.get(1).copied().unwrap_or(0)).collect()
}

fn run_length(packed: &[u8], most: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = packed;
    while let Some((length, behind)) = rest.split_first() {
        match usize::from(*length) {
            128 => break,
            length @ 0..128 => {
                let (run, behind) = behind.split_at(behind.len().min(length + 1));
                out.extend_from_slice(run);
                rest = behind;
            }
            length => {
                let Some((byte, behind)) = behind.split_first() else { break };
                out.resize(out.len() + 257 - length, *byte);
                rest = behind;
            }
        }
        if out.len() > most {
            break;
        }
    }
    out
}

/// Undoes what was subtracted before packing.
fn unpredicted(bytes: Vec<u8>, parameters: &Dict) -> Option<Vec<u8>> {
    let number = |key: &str, usual: usize| parameters.get(key).count().unwrap_or(usual);
    let predictor = number("Predictor", 1);
    if predictor < 2 {
        return Some(bytes);
    }
    let bits = number("Colors", 1).checked_mul(number("BitsPerComponent", 8))?;
    let row = bits.checked_mul(number("Columns", 1))?.div_ceil(8);
    let step = bits.div_ceil(8).max(1);
    // Predictor 2 is for pictures.
    if row == 0 || row > bytes.len() || predictor == 2 {
        return None;
    }
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0_u8; row];
    for line in bytes.chunks(row + 1) {
        let Some((kind, line)) = line.split_first() else { break };
        let mut current = vec![0_u8; row];
        for (at, byte) in line.iter().enumerate() {
            let before = |line: &[u8]| at.checked_sub(step).and_then(|at| line.get(at)).copied().unwrap_or(0);
            let (left, up, corner) = (before(&current), above.get(at).copied().unwrap_or(0), before(&above));
            let guess = match kind {
                1 => left,
                2 => up,
                3 => left.midpoint(up),
                4 => paeth(left, up, corner),
                _ => 0,
            };
            if let Some(place) = current.get_mut(at) {
                *place = byte.wrapping_add(guess);
            }
        }
        out.extend(current.iter().take(line.len()));
        above = current;
    }
    Some(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let estimate = a + b - c;
    let (to_left, to_up, to_corner) = ((estimate - a).abs(), (estimate - b).abs(), (estimate - c).abs());
    if to_left <= to_up && to_left <= to_corner {
        left
    } else if to_up <= to_corner {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(packed: &[u8], filter: &str) -> Option<Vec<u8>> {
        unpack(packed, &[(filter.as_bytes().to_vec(), Dict::default())], 1000)
    }

    #[test]
    fn filters_are_undone() {
        let lzw = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(plain(&lzw, "LZWDecode").unwrap(), [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
        assert_eq!(plain(b"87cURD_*#4DfTZ)~>", "A85").unwrap(), b"Hello, World");
        assert_eq!(plain(b"48 65 6c6C 6f>", "ASCIIHexDecode").unwrap(), b"Hello");
        assert_eq!(plain(&[1, b'H', b'e', 255, b'l', 0, b'o', 128], "RunLengthDecode").unwrap(), b"Hello");
        let zlib = [0x78, 0x9c, 0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x7, 0x0, 0x5, 0x8c, 0x1, 0xf5];
        assert_eq!(plain(&zlib, "FlateDecode").unwrap(), b"Hello");
        assert_eq!(plain(&[], "DCTDecode"), None);
    }

    #[test]
    fn no_more_comes_out_than_is_allowed() {
        assert_eq!(plain(&[129, 0].repeat(100), "RunLengthDecode"), None);
    }
}
