//! 报告年度: the year whose figures a report gives.

use std::fmt;
use std::num::NonZeroU16;

use serde::Serialize;

use crate::date::Date;

/// A year. It is never zero: a year that is not known is `None`.
///
/// ```compile_fail
/// const UNKNOWN: nianbao::Year = nianbao::Year::of::<0>();
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Year(NonZeroU16);

impl Year {
    /// The year of a number; none of zero.
    pub const fn new(number: u16) -> Option<Self> {
        match NonZeroU16::new(number) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }

    /// The year that a number typed stands for.
    pub fn read(number: i128) -> Option<Self> {
        Self::new(u16::try_from(number).ok()?)
    }

    /// A year known when the program is built; zero does not compile.
    pub const fn of<const NUMBER: u16>() -> Self {
        const { assert!(NUMBER > 0) }
        // Adding to one keeps it from being zero.
        Self(NonZeroU16::MIN.saturating_add(NUMBER - 1))
    }

    /// Its number: 2023.
    pub const fn number(self) -> u16 {
        self.0.get()
    }

    /// The year after it.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Whether a day is not after its last.
    pub const fn has_not_ended(self, today: Date) -> bool {
        today.year <= self.number()
    }

    /// The year before it; of the first none.
    pub const fn before(self) -> Option<Self> {
        Self::new(self.number() - 1)
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
