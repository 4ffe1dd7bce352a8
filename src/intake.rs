//! 收表: a file of any kind into one form. Every face and command opens files here.

use crate::finding::Finding;
use crate::form::{self, Form, Medium, read_bytes};
use crate::import::{Imported, import};
use crate::page::{self, Carried, Text};
use crate::rule;
use crate::source::Source;
use crate::subject::Subject;

pub use crate::import::Refusal;

/// The endings of a form that is typed as text. Windows hides known endings: a form that was saved with two of them
/// looks right there.
const ENDINGS: [&str; 2] = [".toml", ".toml.txt"];

/// Whether a file is called like a form that is typed as text.
pub fn is_named_as_form(name: &str) -> bool {
    form_stem(name).is_some()
}

/// The name without the ending of a form, if it has one.
pub fn form_stem(name: &str) -> Option<&str> {
    ENDINGS.iter().rev().find_map(|ending| {
        let at = name.len().checked_sub(ending.len())?;
        let (stem, own) = name.split_at_checked(at)?;
        own.eq_ignore_ascii_case(ending).then_some(stem)
    })
}

/// Reads a file, told apart by what is in it: a form as text, a page that carries one, the workbook filled in, a
/// published report. What was read with doubt from one that is no text comes with it.
///
/// # Errors
///
/// A file that holds no form and no report, or cannot be read.
pub fn read(name: &str, bytes: &[u8]) -> Result<Imported, Refusal> {
    if page::is_page(bytes) {
        return page::form_of(bytes).map(|carried| of_page(name, carried)).map_err(Refusal::Page);
    }
    if let Ok(source) = Source::decode(name, bytes)
        && let Some(form) = typed(source)
    {
        return Ok(Imported { form, findings: Vec::new() });
    }
    let mut imported = import(bytes)?;
    imported.form.source = Source::new(name, String::new());
    Ok(imported)
}

/// The form that a page carries, with last year's where that came along.
fn of_page(name: &str, Carried { form, last }: Carried) -> Imported {
    // The same as if the text were a file of its own.
    let read = |name: &str, toml: String| {
        form::read(Source::decode(name, toml.as_bytes()).unwrap_or_else(|_| Source::new(name, toml)))
    };
    let mut form = read(name, form.toml);
    form.medium = Medium::Page;
    form.last = last.map(|Text { name, toml }| Box::new(read(&name, toml)));
    Imported { form, findings: Vec::new() }
}

/// The form of a text, if it is one. A page begins with a mark that no form has.
fn typed(source: Source) -> Option<Form> {
    let is_named = is_named_as_form(&source.name);
    if !is_named && source.text().trim_start().starts_with('<') {
        return None;
    }
    let form = form::read(source);
    (is_named || !form.is_nothing()).then_some(form)
}

/// What a file gives, form or report; of one that cannot be read a form of nothing that says why.
pub fn any(name: &str, bytes: &[u8]) -> Form {
    read(name, bytes).map_or_else(|refusal| unread(name, bytes, refusal), Imported::judged)
}

/// What a file gives that was filled in. A published report is none: of it the form says what to do first.
pub fn filled_in(name: &str, bytes: &[u8]) -> Form {
    let form = any(name, bytes);
    if form.medium != Medium::Report {
        return form;
    }
    let why =
        format!("这是发布过的报告，不是填报表。先读成填报表（nianbao import {name}），对原件核对，再用那份填报表。");
    nothing(name, why)
}

/// Whether a file was filled in, as text or as workbook.
pub fn is_filled_in(name: &str, bytes: &[u8]) -> bool {
    read(name, bytes).is_ok_and(|read| read.form.medium != Medium::Report)
}

/// A file that gave nothing: what a text lacks to be a form is said as of a form, anything else as of any file.
fn unread(name: &str, bytes: &[u8], refusal: Refusal) -> Form {
    match refusal {
        Refusal::NoTables if Source::decode(name, bytes).is_ok() => read_bytes(name, bytes),
        Refusal::Garbled(_) | Refusal::Nul(_) | Refusal::CutShort if is_named_as_form(name) => read_bytes(name, bytes),
        _ => nothing(name, format!("{refusal}。")),
    }
}

/// A form with nothing in it but why that is so (F01).
fn nothing(name: &str, why: String) -> Form {
    let mut form = read_bytes(name, b"");
    form.problems = vec![Finding::new(&rule::F01, Subject::File, None, why)];
    form
}
