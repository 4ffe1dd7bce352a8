//! `nianbao FORM`: what a file dropped on the program gets.

use std::env;
use std::ffi::OsString;
use std::io::stdin;
use std::path::{Path, PathBuf};

use clap::CommandFactory as _;

use super::build::Build;
use super::check::Check;
use super::forms::{expanded, read};
use super::import::beside;
use super::{Cli, Outcome, is_attended, print_stderr};
use crate::intake;

/// The endings of forms, workbooks and reports.
const ENDINGS: &[&str] = &["toml", "xlsx", "xls", "ods", "et", "docx", "pdf", "html", "htm", "txt"];

/// The files the program was called with, if it was called with nothing else. A word that is neither a file nor named
/// like one is a command, known or not.
pub(super) fn dropped() -> Option<Vec<PathBuf>> {
    let args: Vec<OsString> = env::args_os().skip(1).collect();
    // A file or folder may be called like a command.
    if args.first().is_some_and(|first| Cli::command().get_subcommands().any(|command| *first == *command.get_name())) {
        return None;
    }
    let is_file = |arg: &OsString| {
        let path = Path::new(arg);
        let is_option = arg.to_string_lossy().starts_with('-');
        let is_named_so =
            path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)));
        !is_option && (path.exists() || is_named_so)
    };
    (!args.is_empty() && args.iter().all(is_file)).then(|| args.into_iter().map(PathBuf::from).collect())
}

/// Checks the forms and workbooks and builds their reports. A published report is read into a form and checked: a
/// person has to check it before a report is built of it.
pub(super) fn build(files: &[PathBuf]) -> Outcome {
    let (mut forms, mut imported, mut outcome) = (Vec::new(), Vec::new(), Outcome::Clean);
    for file in expanded(files) {
        if is_form(&file) {
            forms.push(file);
            continue;
        }
        match beside(&file) {
            Ok(form) => imported.push(form),
            Err(worse) => outcome = outcome.max(worse),
        }
    }
    if !imported.is_empty() {
        outcome = outcome.max(Check::of(imported).run());
    }
    if forms.is_empty() { outcome } else { outcome.max(Build::of(forms).run()) }
}

/// Whether a file was filled in, or is called so: what is wrong with it is said as of a form.
fn is_form(file: &Path) -> bool {
    let name = file.display().to_string();
    let is_filled_in = || read(file).is_ok_and(|bytes| intake::is_filled_in(&name, &bytes));
    intake::is_named_as_form(&name) || is_filled_in()
}

/// Keeps the window open that Windows opened for the program alone.
pub(super) fn wait_for_key() {
    if cfg!(windows) && is_attended() {
        print_stderr("\n按回车键（Enter）关闭窗口……");
        _ = stdin().read_line(&mut String::new());
    }
}
