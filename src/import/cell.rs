//! What a cell of a workbook holds, in words.

use calamine::DataRef;

use crate::date::Date;

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
            let is_day = day.is_datetime() && number.fract() == 0.0 && (1.0..=LAST_DAY).contains(&number);
            let date = is_day.then(|| day.to_ymd_hms_milli()).and_then(|(y, m, d, ..)| Date::new(y, m, d));
            date.map_or_else(|| number.to_string(), |date| date.to_string())
        }
        DataRef::Error(error) => error.to_string(),
    };
    Some(words.replace("\r\n", "\n").replace('\r', "\n")).filter(|words| !words.is_empty())
}
