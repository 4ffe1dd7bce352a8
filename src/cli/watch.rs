//! `check --watch`: a form is checked again whenever it, or last year's, is saved.

use std::io::{self, IsTerminal as _, Write as _, stdout};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use super::forms::{Opened, bytes, opened, read};
use super::preview::preview;
use super::today::Today;
use super::{Outcome, write_stdout};

/// How often the form is read. Its bytes are compared, not its date: that works on every drive, and whether a
/// program writes over the file or puts another in its place.
const EVERY: Duration = Duration::from_millis(400);

/// How many findings stand below the table.
const MOST: usize = 5;

/// What was read when the form was last checked.
struct Seen {
    form: Vec<u8>,
    /// Last year's; none where the form names none, or it cannot be read.
    previous: Option<Vec<u8>>,
}

/// Checks a form now and after every change, until the program is ended.
pub(super) fn watch(path: &Path, today: &Today) -> Outcome {
    let Some(mut form) = bytes(path) else { return Outcome::Failed };
    loop {
        let opened = opened(path, &form).on(today);
        // Nobody reads on.
        if show(&opened).is_err() {
            return Outcome::Clean;
        }
        let previous = opened.previous();
        let seen = Seen { form, previous: previous.as_deref().and_then(|path| read(path).ok()) };
        form = next(path, previous.as_deref(), seen);
    }
}

/// The form's bytes once they, or last year's, are others; while a file is being saved it may be missing or empty.
fn next(path: &Path, previous: Option<&Path>, seen: Seen) -> Vec<u8> {
    loop {
        sleep(EVERY);
        let last = previous.and_then(|path| read(path).ok());
        let is_other = last.as_ref().is_some_and(|last| !last.is_empty()) && last != seen.previous;
        match read(path) {
            Ok(new) if new != seen.form && !new.is_empty() => return new,
            Ok(_) | Err(_) if is_other => return seen.form,
            _ => {}
        }
    }
}

fn show(form: &Opened) -> io::Result<()> {
    if stdout().is_terminal() {
        // A new page: what was wrong before may be right by now.
        _ = write!(anstream::stdout(), "\x1b[2J\x1b[H");
    }
    write_stdout(&preview(&form.checked))?;
    form.print_first(MOST);
    let sign = if form.checked.has_errors() { '×' } else { '√' };
    let (name, verdict) = (&form.checked.form.source.name, form.checked.verdict());
    write_stdout(&format!("{sign} {name}：{verdict}。保存后自动重新核对；按Ctrl+C结束。\n\n"))
}
