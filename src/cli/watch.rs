//! `check --watch`: a form is checked again whenever it is saved.

use std::io::{self, IsTerminal as _, Write as _, stdout};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use super::forms::{bytes, opened, read};
use super::preview::preview;
use super::{Outcome, write_stdout};

/// How often the form is read. Its bytes are compared, not its date: that works on every drive, and whether a
/// program writes over the file or puts another in its place.
const EVERY: Duration = Duration::from_millis(400);

/// How many findings stand below the table.
const MOST: usize = 5;

/// Checks a form now and after every change, until the program is ended.
pub(super) fn watch(path: &Path) -> Outcome {
    let Some(mut seen) = bytes(path) else { return Outcome::Failed };
    loop {
        // Nobody reads on.
        if show(path, &seen).is_err() {
            return Outcome::Clean;
        }
        seen = next(path, &seen);
    }
}

/// The file's bytes once they are others; while it is being saved it may be missing or empty.
fn next(path: &Path, seen: &[u8]) -> Vec<u8> {
    loop {
        sleep(EVERY);
        match read(path) {
            Ok(new) if new != seen && !new.is_empty() => return new,
            _ => {}
        }
    }
}

fn show(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if stdout().is_terminal() {
        // A new page: what was wrong before may be right by now.
        _ = write!(anstream::stdout(), "\x1b[2J\x1b[H");
    }
    let form = opened(path, bytes);
    write_stdout(&preview(&form.checked))?;
    form.print_first(MOST);
    let (sign, verdict) = if form.checked.has_errors() { ('×', "有错误") } else { ('√', "没有错误") };
    let name = &form.checked.form.source.name;
    write_stdout(&format!("{sign} {name}：{verdict}。保存后自动重新核对；按Ctrl+C结束。\n\n"))
}
