//! A report that somebody edited, read back beside the form it was made of: what the form alone knows stays, and a
//! sentence that is still the form's quotes its figures again.

use std::collections::HashMap;

use crate::check::Checked;
use crate::fields::{self, FIELDS, Field, Takes};
use crate::form::{Answer, Form};
use crate::prose::{fill, quotes};

/// What no report prints.
const KNOWN_TO_THE_FORM: [&str; 3] = ["", "agency", "layout"];

/// A form that was read from a report, with what the form that the report was made of knows and no report prints, and
/// with its quotes of figures: what a leader changed in the document is taken over, and nothing else is lost.
///
/// ```
/// use nianbao::{Format, Input, Options, Output, build, check, read, take_back};
/// let form = "year = 2024\nagency.name = '某县人民政府'\nnarrative.overview = '收到{{applications.received.total}}件。'\n\
///             [applications]\nreceived = [3, 0, 0, 0, 0, 0]";
/// let own = check(read(Input { name: "f.toml", bytes: form.as_bytes() })?, None);
/// let report = build(&own, Output::Report(Format::Text), Options { draft: true, ..Options::default() })?;
/// let edited = String::from_utf8(report.bytes).unwrap().replace("收到3件。", "主动公开。收到3件。");
/// let edited = take_back(read(Input { name: "f.txt", bytes: edited.as_bytes() })?, &own);
/// assert!(edited.to_toml().contains("主动公开。收到{{applications.received.total}}件。"));
/// # Ok::<(), nianbao::Refused>(())
/// ```
pub fn take_back(mut edited: Form, own: &Checked) -> Form {
    quote_again(&mut edited, own);
    let is_known = |field: &&&Field| KNOWN_TO_THE_FORM.contains(&field.table) && ***field != fields::YEAR;
    for field in FIELDS.iter().filter(is_known).filter(|field| !edited.has(field)).collect::<Vec<_>>() {
        if let Some(answer) = own.form.answer(field).filter(|answer| **answer != Answer::Unreadable) {
            edited.write(field, answer.clone());
        }
    }
    edited.explained.extend(own.form.explained.iter().cloned());
    edited
}

/// Puts `{{…}}` back where a sentence reads as the form's own does once its figures stand in it.
fn quote_again(form: &mut Form, own: &Checked) {
    for field in FIELDS.iter().filter(|field| field.takes == Takes::Text) {
        let (Some(text), Some(before)) = (form.text(field), own.form.text(field)) else { continue };
        let quoting: HashMap<String, &str> = sentences(before)
            .filter(|sentence| !quotes(sentence).is_empty())
            .map(|sentence| (as_printed(&fill(sentence, |name| own.figures.named(name))), sentence.trim()))
            .collect();
        if quoting.is_empty() {
            continue;
        }
        let again = sentences(text).map(|sentence| match quoting.get(&as_printed(sentence)) {
            Some(own) => format!("{own}{}", if sentence.ends_with('\n') { "\n" } else { "" }),
            None => sentence.to_owned(),
        });
        let again = again.collect::<String>();
        form.write(field, Answer::Text(again));
    }
}

/// The sentences of a text, each with the sign or the line end that closes it.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['。', '；', '\n'])
}

/// A sentence as it is printed: without the marks of bold and the blanks at its ends.
fn as_printed(sentence: &str) -> String {
    sentence.replace("**", "").trim().to_owned()
}
