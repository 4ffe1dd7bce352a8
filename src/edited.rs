//! A report that somebody edited, read back beside the form it was made of: what differs from what the form prints is
//! taken over, all else stays as the form has it.

use std::collections::HashMap;

use crate::check::Checked;
use crate::fields::{self, FIELDS, Field, Takes};
use crate::form::{Answer, Form};
use crate::import::import;
use crate::prose::{fill, quotes};
use crate::report::{Wanted, compose};
use crate::source::Source;
use crate::write::Format;

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
pub fn take_back(edited: Form, own: &Checked) -> Form {
    let Some(printed) = printed(own).filter(|printed| printed.edition.version == edited.edition.version) else {
        return edited;
    };
    let mut form = own.form.clone();
    form.source = Source::new(&edited.source.name, String::new());
    for field in FIELDS.iter().filter(|field| field.table != fields::REPEATED) {
        take_field(&mut form, field, [printed.answer(field), edited.answer(field)], own);
    }
    for place in form.edition.places().filter(|place| edited.typed(*place) != printed.typed(*place)) {
        match edited.typed(place) {
            Some(typed) => form.fill(place, &typed, None),
            None => form.empty_at(place),
        }
    }
    form.problems = edited.problems;
    form.comments = edited.comments;
    // What the form gives itself was not told by a name.
    [&fields::LEVEL, &fields::KIND]
        .into_iter()
        .filter(|field| own.form.has(field))
        .for_each(|field| form.comments.forget(field));
    form
}

/// The form as its own report says it, read back.
fn printed(own: &Checked) -> Option<Form> {
    let wanted = Wanted { draft: own.has_errors(), ..Wanted::default() };
    let report = compose(own, wanted).ok()?;
    let bytes = Format::Docx.writer()?.write(&report).ok()?;
    Some(import(&bytes).ok()?.form)
}

/// Takes over what a field of the fixed part was changed to; what reads as it was printed stays as the form has it.
fn take_field(form: &mut Form, field: &'static Field, [was, now]: [Option<&Answer>; 2], own: &Checked) {
    match (was, now) {
        (Some(Answer::Text(was)), Some(Answer::Text(now))) if as_printed(was) == as_printed(now) => {}
        (was, now) if was == now => {}
        (_, Some(Answer::Text(now))) if field.takes == Takes::Text => {
            form.write(field, Answer::Text(quoting_again(now, field, own)));
        }
        (_, Some(now)) => form.write(field, now.clone()),
        (_, None) => form.forget(field),
    }
}

/// A text with `{{…}}` wherever a sentence reads as the form's own does once its figures stand in it.
fn quoting_again(text: &str, field: &Field, own: &Checked) -> String {
    let quoting: HashMap<String, &str> = sentences(own.form.text(field).unwrap_or_default())
        .filter(|sentence| !quotes(sentence).is_empty())
        .map(|sentence| (as_printed(&fill(sentence, |name| own.figures.named(name))), sentence.trim()))
        .collect();
    let again = sentences(text).map(|sentence| match quoting.get(&as_printed(sentence)) {
        Some(own) => format!("{own}{}", if sentence.ends_with('\n') { "\n" } else { "" }),
        None => sentence.to_owned(),
    });
    again.collect()
}

/// The sentences of a text, each with the sign or the line end that closes it.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['。', '；', '\n'])
}

/// A text as it is printed: without the marks of bold and the blanks around its lines.
fn as_printed(text: &str) -> String {
    text.replace("**", "").lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
}
