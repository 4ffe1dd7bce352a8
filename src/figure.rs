//! A figure of the report: an exact number with the digits it was given in.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::lenient_number;

/// The greatest number of decimals an amount may carry (万元 to the 分).
pub const AMOUNT_DECIMALS: u8 = 6;

/// The digits of the longest figure: as many as Excel keeps exactly.
const DIGITS: usize = 15;

/// What a figure counts; it fixes the smallest unit and the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 件数: a whole number, not negative, below 10¹².
    Count,
    /// 本年增/减: a whole number of either sign, below 10¹² in size.
    Change,
    /// 金额: 万元 (or, for 信息处理费, 元) with up to six decimals, not negative, below 10¹¹, of fifteen digits at most.
    Amount,
}

impl Kind {
    /// How many smallest units make one: 1 for counts, 10⁶ for amounts.
    const fn scale(self) -> i128 {
        match self {
            Self::Count | Self::Change => 1,
            Self::Amount => 1_000_000,
        }
    }

    /// The first size, in whole ones, that is too large.
    pub const fn limit(self) -> i128 {
        match self {
            Self::Count | Self::Change => 1_000_000_000_000,
            Self::Amount => 100_000_000_000,
        }
    }

    /// What a cell of this kind takes, in words for staff.
    pub const fn takes(self) -> &'static str {
        match self {
            Self::Count => "不小于0的整数",
            Self::Change => "整数，减少的写负数，如-8",
            Self::Amount => "不小于0的金额，单位万元，最多六位小数",
        }
    }

    /// The units that may have been written behind a figure of this kind without changing it.
    pub const fn units(self) -> &'static [&'static str] {
        match self {
            Self::Count | Self::Change => lenient_number::COUNTED,
            Self::Amount => lenient_number::IN_TEN_THOUSANDS,
        }
    }

    /// Whether figures of this kind are written with decimals.
    pub const fn is_amount(self) -> bool {
        matches!(self, Self::Amount)
    }
}

/// An exact figure; equal to another when the values are, whatever the digits given.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// In the smallest unit of the kind. Sums of any number of reports fit.
    units: i128,
    kind: Kind,
    /// Decimals given (amounts only): `14722.49` has two, and prints with two.
    decimals: u8,
}

/// Why a written number is not a figure of its kind; the first reason that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misread {
    /// Not a plain decimal number, or not a whole one where it must be (F05).
    NotANumber,
    /// Below zero where no figure can be (F06).
    Negative,
    /// Not below the limit of its kind (F12).
    TooLarge,
    /// More than six decimals, or more than fifteen digits (F12).
    TooPrecise,
}

impl Figure {
    /// Nought of a kind.
    pub const fn zero(kind: Kind) -> Self {
        Self { units: 0, kind, decimals: 0 }
    }

    /// A whole number of things.
    pub const fn count(number: u32) -> Self {
        Self { units: number as i128, kind: Kind::Count, decimals: 0 }
    }

    /// How many there are of something.
    pub fn number_of(items: usize) -> Self {
        Self::count(u32::try_from(items).unwrap_or(u32::MAX))
    }

    /// A whole number of no great size, as nearly every count is.
    pub fn small(self) -> Option<u32> {
        if self.kind.is_amount() { None } else { u32::try_from(self.units).ok() }
    }

    /// Whether it is a whole number of so many.
    pub const fn is_multiple_of(self, of: i128) -> bool {
        self.units % (of * self.kind.scale()) == 0
    }

    /// An amount in 万元 as one in 元.
    #[must_use]
    pub const fn in_yuan(self) -> Self {
        Self {
            units: self.in_units_of(Kind::Amount) * 10_000,
            kind: Kind::Amount,
            decimals: self.decimals.saturating_sub(4),
        }
    }

    /// How many hundredths it is of another, to so many decimals: cut off, and rounded, a half
    /// away from zero. None of zero.
    pub fn share_of(self, whole: Self, decimals: u8) -> Option<[Self; 2]> {
        let (part, whole) = (self.in_units_of(Kind::Amount), whole.in_units_of(Kind::Amount));
        let decimals = decimals.min(AMOUNT_DECIMALS);
        let scale = 10_i128.pow(decimals.into());
        if whole <= 0 {
            return None;
        }
        let sign = part.signum();
        let finest = Kind::Amount.scale() / scale;
        let share = |units: i128| Self { units: units * finest, kind: Kind::Amount, decimals };
        let exact = part.abs() * 100 * scale;
        Some([share(sign * (exact / whole)), share(sign * ((2 * exact + whole) / (2 * whole)))])
    }

    /// Whether it has digits below a step.
    pub fn is_finer_than(self, step: Self) -> bool {
        let step = step.in_units_of(Kind::Amount);
        step > 0 && self.in_units_of(Kind::Amount) % step != 0
    }

    /// Whether it is more than so many times another, either way, and more than so much apart.
    pub fn is_far_from(self, other: Self, times: i128, apart: u32) -> bool {
        let (a, b) = (self.in_units_of(Kind::Amount).abs(), other.in_units_of(Kind::Amount).abs());
        a.max(b) > times * a.min(b) && self.minus(other).abs() > Self::count(apart)
    }

    /// Reads a plain decimal number: an optional sign, digits, and for amounts a point and more digits.
    pub fn read(text: &str, kind: Kind) -> Result<Self, Misread> {
        let (negative, digits) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if kind.is_amount() && !fraction.is_empty() => (whole, fraction),
            Some(_) => return Err(Misread::NotANumber),
            None => (digits, ""),
        };
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return Err(Misread::NotANumber);
        }
        if negative && kind != Kind::Change && digits.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
            return Err(Misread::Negative);
        }
        let whole = whole.trim_start_matches('0');
        // 39 digits overflow; the limit is 12, so anything longer is simply too large.
        let whole: i128 = match whole.len() {
            0 => 0,
            1..=18 => whole.parse().map_err(|_| Misread::NotANumber)?,
            _ => return Err(Misread::TooLarge),
        };
        if whole >= kind.limit() {
            return Err(Misread::TooLarge);
        }
        let decimals = u8::try_from(fraction.len()).map_err(|_| Misread::TooPrecise)?;
        if decimals > AMOUNT_DECIMALS || (decimals > 0 && digits_of(whole) + fraction.len() > DIGITS) {
            return Err(Misread::TooPrecise);
        }
        let mut units = whole;
        if kind.is_amount() {
            let padded = format!("{fraction:0<6}");
            units = units * kind.scale() + padded.parse::<i128>().map_err(|_| Misread::NotANumber)?;
        }
        Ok(Self { units: if negative { -units } else { units }, kind, decimals })
    }

    /// What the figure counts.
    pub const fn kind(self) -> Kind {
        self.kind
    }

    /// Decimals printed.
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// Whether the figure is zero.
    pub const fn is_zero(self) -> bool {
        self.units == 0
    }

    /// Whether the figure is below zero.
    pub const fn is_negative(self) -> bool {
        self.units < 0
    }

    /// The size without the sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self { units: self.units.abs(), ..self }
    }

    /// The sum; it carries the longer decimals.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        self.combine(other, 1)
    }

    /// The difference; it carries the longer decimals.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        self.combine(other, -1)
    }

    const fn combine(self, other: Self, sign: i128) -> Self {
        // A sum is of the finer kind, so that a count added to an amount cannot lose a digit.
        let kind = if self.kind.is_amount() { self.kind } else { other.kind };
        let decimals = if self.decimals > other.decimals { self.decimals } else { other.decimals };
        Self { units: self.in_units_of(kind) + sign * other.in_units_of(kind), kind, decimals }
    }

    const fn in_units_of(self, kind: Kind) -> i128 {
        self.units * (kind.scale() / self.kind.scale())
    }
}

fn digits_of(whole: i128) -> usize {
    if whole == 0 { 0 } else { whole.to_string().len() }
}

/// A figure, or that it is not known, in eight bytes: a row of a thousand such rows. Its kind is that of its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packed(i64);

/// Room for the decimals of a packed figure.
const DECIMALS_ROOM: i128 = 8;

impl Packed {
    /// A figure that is not known.
    pub const UNKNOWN: Self = Self(i64::MIN);

    /// Packs what was read: [`Figure::read`] lets nothing through that would not fit.
    pub fn of(figure: Figure) -> Self {
        let packed = figure.units * DECIMALS_ROOM + i128::from(figure.decimals.min(AMOUNT_DECIMALS));
        i64::try_from(packed).map_or(Self::UNKNOWN, Self)
    }

    /// The figure of a kind, if it is known.
    pub fn figure(self, kind: Kind) -> Option<Figure> {
        let packed = i128::from(self.0);
        let decimals = u8::try_from(packed.rem_euclid(DECIMALS_ROOM)).unwrap_or_default();
        (self != Self::UNKNOWN).then(|| Figure { units: packed.div_euclid(DECIMALS_ROOM), kind, decimals })
    }
}

impl PartialEq for Figure {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Figure {}

impl PartialOrd for Figure {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Figure {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.in_units_of(Kind::Amount).cmp(&other.in_units_of(Kind::Amount))
    }
}

impl fmt::Display for Figure {
    /// Plain digits with the decimals given: `143`, `-113`, `901.25`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        let scale = self.kind.scale();
        let text = format!("{sign}{}", self.units.abs() / scale);
        if self.decimals == 0 {
            return f.pad(&text);
        }
        let fraction = format!("{:06}", self.units.abs() % scale);
        let shown = usize::from(self.decimals.min(AMOUNT_DECIMALS));
        f.pad(&format!("{text}.{}", &fraction[..shown]))
    }
}

impl Serialize for Figure {
    /// Counts are JSON numbers, amounts strings with the digits given.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.kind().is_amount() {
            return serializer.collect_str(self);
        }
        match self.to_string().parse::<i64>() {
            Ok(number) => serializer.serialize_i64(number),
            Err(_) => serializer.collect_str(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_the_digits_given() {
        for text in
            ["0", "0.0", "901.25", "59237.2449", "14722.490", "99999999999.9999", "3827.150364", "999999999.999999"]
        {
            assert_eq!(Figure::read(text, Kind::Amount).unwrap().to_string(), text);
        }
    }

    #[test]
    fn packed_figures_come_back_as_they_were() {
        for (text, kind) in [
            ("0", Kind::Count),
            ("999999999999", Kind::Count),
            ("-113", Kind::Change),
            ("-999999999999", Kind::Change),
            ("99999999999.9999", Kind::Amount),
            ("901.25", Kind::Amount),
        ] {
            let packed = Packed::of(Figure::read(text, kind).unwrap());
            assert_eq!(packed.figure(kind).unwrap().to_string(), text);
        }
        assert_eq!(Packed::UNKNOWN.figure(Kind::Count), None);
    }

    #[test]
    fn equality_is_by_value() {
        let read = |s| Figure::read(s, Kind::Amount).unwrap();
        assert_eq!(read("1.5"), read("1.5000"));
        assert_ne!(read("1.5"), read("1.5001"));
        assert_eq!(read("3"), Figure::read("3", Kind::Count).unwrap());
        let change = |s| Figure::read(s, Kind::Change).unwrap();
        assert!(change("-3") < change("2") && change("-3") < change("-2"));
        assert_ne!(change("-1"), Figure::zero(Kind::Amount));
    }

    #[test]
    fn a_sum_prints_its_longest_decimals() {
        let read = |s| Figure::read(s, Kind::Amount).unwrap();
        assert_eq!(read("1.5").plus(read("2.0625")).to_string(), "3.5625");
        assert_eq!(read("1").minus(read("0.5")).to_string(), "0.5");
    }

    #[test]
    fn reasons_come_in_their_order() {
        use Misread::*;
        for (text, kind, reason) in [
            ("", Kind::Count, NotANumber),
            ("-", Kind::Count, NotANumber),
            ("1e3", Kind::Count, NotANumber),
            ("54408.0", Kind::Count, NotANumber),
            ("5.", Kind::Amount, NotANumber),
            (".5", Kind::Amount, NotANumber),
            ("0x1F", Kind::Count, NotANumber),
            ("inf", Kind::Amount, NotANumber),
            ("１", Kind::Count, NotANumber),
            ("-1", Kind::Count, Negative),
            ("-0.01", Kind::Amount, Negative),
            ("-99999999999999", Kind::Count, Negative),
            ("1000000000000", Kind::Count, TooLarge),
            ("-1000000000000", Kind::Change, TooLarge),
            ("1234567890123456789012345678901234567890", Kind::Count, TooLarge),
            ("100000000000", Kind::Amount, TooLarge),
            ("0.0000001", Kind::Amount, TooPrecise),
        ] {
            assert_eq!(Figure::read(text, kind), Err(reason), "{text}");
        }
        assert!(Figure::read("999999999999", Kind::Count).is_ok());
        assert_eq!(Figure::read("-0", Kind::Count).unwrap().to_string(), "0");
        assert_eq!(Figure::read("-113", Kind::Change).unwrap().to_string(), "-113");
        assert_eq!(Figure::read("+1", Kind::Change).unwrap().to_string(), "1");
    }
}
