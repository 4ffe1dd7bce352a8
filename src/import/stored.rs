//! What a cell of a workbook holds, in words.

use calamine::DataRef;

use crate::date::Date;
use crate::radicals;

/// Days of the calendar that a cell may count from its beginning: up to the end of 9999.
const LAST_DAY: f64 = 2_958_465.0;

/// What a cell holds, in words: of a number the shortest digits that are exactly it; of text all of it, with lines that
/// end as they do in a form.
pub(super) fn words(cell: &DataRef) -> Option<String> {
    let words = match cell {
        DataRef::Empty => return None,
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string().to_uppercase(),
        DataRef::DateTime(day) => {
            let number = day.as_f64();
            // The time of a day is none of it.
            let is_day = day.is_datetime() && (1.0..=LAST_DAY).contains(&number);
            let date = is_day.then(|| day.to_ymd_hms_milli()).and_then(|(y, m, d, ..)| Date::new(y, m, d));
            date.map_or_else(|| number.to_string(), |date| date.to_string())
        }
        DataRef::Error(error) => error.to_string(),
    };
    let words = words.replace("\r\n", "\n").replace('\r', "\n");
    Some(radicals::folded(&words).into_owned()).filter(|words| !words.is_empty())
}

/// What a cell shows, in words: a number with the fifteen digits that Excel gives it, for what a calculation leaves
/// beyond them is none of it.
pub(super) fn words_shown(cell: &DataRef) -> Option<String> {
    match cell {
        DataRef::Float(number) => Some(shown(*number)),
        _ => words(cell),
    }
}

/// A number with its fifteen first digits.
fn shown(number: f64) -> String {
    format!("{number:.14e}").parse().unwrap_or(number).to_string()
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn numbers_have_the_digits_that_excel_shows() {
        assert_eq!(shown(46.507_800_000_000_01), "46.5078");
        assert_eq!(shown(99_999_999_999.999_9), "99999999999.9999");
        assert_eq!(shown(-113.0), "-113");
    }
}
