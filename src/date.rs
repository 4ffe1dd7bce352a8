//! A day, as dated documents write it.

use std::fmt;

use jiff::civil;

/// A calendar day that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year, four digits.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// The day, if there is one; of the years that a workbook can bear, 1900 to 9999.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        (year >= 1900).then_some(Self { year, month, day })
    }

    /// Reads `2024年1月23日`, `2024-1-23`, `2024.1.23` or `2024/1/23`.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut parts = text.strip_suffix('日').unwrap_or(text).split(['年', '月', '-', '.', '/']).map(str::trim);
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let is_number = |part: &str, most: usize| part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some()
            || year.len() != 4
            || !is_number(year, 4)
            || !is_number(month, 2)
            || !is_number(day, 2)
        {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// `2026-01-23`, as forms and files write it (ISO 8601).
    pub fn iso(self) -> String {
        let Self { year, month, day } = self;
        format!("{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for Date {
    /// `2026年1月23日`, without leading zeros (GB/T 9704—2012, 7.3.5.4).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年{}月{}日", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_staff_write_them() {
        for text in ["2024年1月3日", "2024-1-3", "2024-01-03", "2024.1.3", "2024/01/03", " 2024年01月03日 "] {
            assert_eq!(Date::read(text).unwrap().to_string(), "2024年1月3日", "{text}");
        }
        for text in [
            "2023-2-29",
            "2024-13-1",
            "24-1-3",
            "2024年1月",
            "",
            "2024-1-3-4",
            "2024-4-31",
            "0001-1-1",
            "2024-+1-2",
            "2024年1月2日日",
        ] {
            assert_eq!(Date::read(text), None, "{text}");
        }
        assert!(Date::read("2024-2-29").is_some() && Date::new(2100, 2, 29).is_none());
        assert!(Date::new(1899, 12, 31).is_none() && Date::new(10_000, 1, 1).is_none());
        assert!(Date::new(2024, 200, 1).is_none() && Date::new(2024, 0, 1).is_none());
    }
}
