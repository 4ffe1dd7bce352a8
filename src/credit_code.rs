//! 统一社会信用代码: the number by which a legal body is known, with its check sign (GB 32100—2015).

use std::fmt;

use crate::lenient_number::half_width;

/// The signs of a code, each worth its place: digits and capitals without I, O, S, V and Z.
const SIGNS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// How many signs a code has; the last one checks the others.
const LENGTH: usize = 18;
/// The check is worked out in this base, which is how many signs there are.
const BASE: usize = 31;
/// The weight of a sign is this many times that of the one before.
const STEP: usize = 3;

/// Why a text is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It has so many signs.
    Length(usize),
    /// This sign is not used.
    Sign(char),
    /// The last sign does not fit the others: one was copied wrongly.
    Check,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length(length) => write!(f, "应是{LENGTH}位，现填{length}位"),
            Self::Sign(sign) => write!(f, "里不会有“{sign}”，只有数字和大写字母，不用I、O、S、V、Z"),
            Self::Check => f.write_str("的校验码不对，有一位抄错了"),
        }
    }
}

/// A code, its letters capital and half-width, without the blanks it may be written with.
pub(crate) fn read(text: &str) -> Result<String, Fault> {
    let code: Vec<char> =
        text.chars().filter(|c| !c.is_whitespace()).map(|c| half_width(c).to_ascii_uppercase()).collect();
    if code.len() != LENGTH {
        return Err(Fault::Length(code.len()));
    }
    let worth = |sign: &char| SIGNS.chars().position(|own| own == *sign).ok_or(Fault::Sign(*sign));
    let worths: Vec<usize> = code.iter().map(worth).collect::<Result<_, _>>()?;
    let (sum, _) = worths[..LENGTH - 1]
        .iter()
        .fold((0, 1), |(sum, weight), worth| ((sum + worth * weight) % BASE, weight * STEP % BASE));
    if (sum + worths[LENGTH - 1]).is_multiple_of(BASE) { Ok(code.into_iter().collect()) } else { Err(Fault::Check) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_eighteen_signs_of_which_the_last_checks_the_others() {
        // The example of GB 32100—2015, annex; and as people type it.
        assert_eq!(read("91350100M000100Y43").as_deref(), Ok("91350100M000100Y43"));
        assert_eq!(read(" 91350100m0001 00Ｙ43").as_deref(), Ok("91350100M000100Y43"));
        assert_eq!(read("91350100M000100Y34"), Err(Fault::Check));
        assert_eq!(read("91350100M000100Y4"), Err(Fault::Length(17)));
        assert_eq!(read("91350100MO00100Y43"), Err(Fault::Sign('O')));
    }
}
