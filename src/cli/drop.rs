//! `nianbao FORM`: what a file dropped on the program gets.

use std::env;
use std::ffi::OsString;
use std::io::{IsTerminal as _, stdin, stdout};
use std::path::{Path, PathBuf};

use super::build::Build;
use super::{Outcome, complain};

/// The files the program was called with, if it was called with nothing else. A word that is neither a file nor named
/// like one is a command, known or not.
pub(super) fn dropped() -> Option<Vec<PathBuf>> {
    let args: Vec<OsString> = env::args_os().skip(1).collect();
    let is_file = |arg: &OsString| {
        let path = Path::new(arg);
        let is_option = arg.to_string_lossy().starts_with('-');
        !is_option && (path.is_file() || path.extension().is_some_and(|ending| ending == "toml"))
    };
    (!args.is_empty() && args.iter().all(is_file)).then(|| args.into_iter().map(PathBuf::from).collect())
}

/// Checks the forms and builds their reports.
pub(super) fn build(forms: Vec<PathBuf>) -> Outcome {
    Build::of(forms).run()
}

/// Keeps the window open that Windows opened for the program alone.
pub(super) fn wait_for_key() {
    if cfg!(windows) && stdin().is_terminal() && stdout().is_terminal() {
        complain("\n按回车键（Enter）关闭窗口……");
        _ = stdin().read_line(&mut String::new());
    }
}
