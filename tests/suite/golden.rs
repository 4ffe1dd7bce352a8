//! Golden files, and walks over many folders that tell of every one that is wrong, with what differs.
//!
//! `NIANBAO_BLESS=1 cargo test` writes the golden files anew; read them before committing. `CASE=b01 cargo test` walks
//! those folders alone whose name contains it.

use std::any::Any;
use std::cell::RefCell;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind, set_hook, take_hook};
use std::path::{Path, PathBuf};
use std::sync::Once;

use similar::TextDiff;
use unicode_width::UnicodeWidthStr as _;

use crate::official::root;

/// The folders below one that `CASE` asks for; all where it asks for none.
pub fn chosen(below: &str) -> Vec<PathBuf> {
    let asked = std::env::var("CASE").unwrap_or_default();
    folders(below).into_iter().filter(|folder| name_of(folder).contains(&asked)).collect()
}

/// Every folder below one, by name.
pub fn folders(below: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(below)).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

pub fn name_of(folder: &Path) -> &str {
    folder.file_name().unwrap().to_str().unwrap()
}

/// Tries every one and fails once, with the name of each that is wrong and what it said.
pub fn each<T>(things: impl IntoIterator<Item = T>, name: impl Fn(&T) -> String, mut attempt: impl FnMut(T)) {
    let wrong: Vec<String> = things
        .into_iter()
        .filter_map(|thing| {
            let name = name(&thing);
            let said = quietly(AssertUnwindSafe(|| attempt(thing))).err()?;
            Some(format!("── {name}\n{said}\n"))
        })
        .collect();
    if !wrong.is_empty() {
        fail(format!("{} wrong:\n\n{}", wrong.len(), wrong.join("\n")));
    }
}

/// The same over folders.
pub fn each_folder(folders: impl IntoIterator<Item = PathBuf>, attempt: impl FnMut(PathBuf)) {
    let below_root = |folder: &PathBuf| folder.strip_prefix(root()).unwrap().display().to_string();
    each(folders, below_root, attempt);
}

/// Fails with what is wrong and no stack, which would tell nothing more.
fn fail(said: String) -> ! {
    if GATHERED.with_borrow(Option::is_none) {
        eprintln!("{said}");
    }
    resume_unwind(Box::new(said))
}

/// How a golden file is renewed.
const RENEWED: &str = "if this is as it should be: NIANBAO_BLESS=1 cargo test";

thread_local! {
    /// Where the panic stood that is being gathered, if one is.
    static GATHERED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What a panic says and where, instead of a report of its own for each.
fn quietly(attempt: AssertUnwindSafe<impl FnOnce()>) -> Result<(), String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            let is_gathered = GATHERED.with_borrow_mut(|place| {
                place.as_mut().map(|place| *place = panic.location().map(ToString::to_string).unwrap_or_default())
            });
            if is_gathered.is_none() {
                usual(panic);
            }
        }));
    });
    let around = GATHERED.replace(Some(String::new()));
    let done = catch_unwind(attempt);
    let place = GATHERED.replace(around).unwrap_or_default();
    let at = if place.is_empty() { place } else { format!("\n  at {place}") };
    done.map_err(|said| format!("{}{at}", message(said.as_ref())))
}

fn message(said: &(dyn Any + Send)) -> &str {
    said.downcast_ref::<String>().map(String::as_str).or(said.downcast_ref::<&str>().copied()).unwrap_or_default()
}

/// A file is what it was; or, asked to be renewed, what it is now.
pub fn assert_golden(path: &Path, found: &str) {
    if std::env::var_os("NIANBAO_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, found).unwrap();
        return;
    }
    let golden = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    if golden != found {
        fail(difference(path, &golden, found) + RENEWED);
    }
}

/// The same for several files: all that differ are told.
pub fn assert_all_golden<T: AsRef<str>>(files: impl IntoIterator<Item = (PathBuf, T)>) {
    each(files, |(path, _)| name_of(path).to_owned(), |(path, found)| assert_golden(&path, found.as_ref()));
}

/// What an earlier version said is said today. It is not renewed: where a rule has come since, it is put in by hand.
pub fn assert_unchanged(path: &Path, found: &str) {
    let then = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    if then != found {
        fail(difference(path, &then, found));
    }
}

/// The lines that differ, long ones broken.
fn difference(path: &Path, golden: &str, found: &str) -> String {
    let path = path.strip_prefix(root()).unwrap_or(path).display().to_string();
    let (golden, found) = (laid_out(golden), laid_out(found));
    let diff = TextDiff::from_lines(&golden, &found);
    diff.unified_diff().context_radius(2).header(&path, "what is found now").to_string()
}

/// The columns of a line that a person can take in.
const WIDE: usize = 120;

/// A text whose long lines are broken, so that a person sees what differs: paragraphs at the ends of sentences, tags at
/// their attributes, pages between elements, formulas at what they add. A line that goes on begins with `⤷`. Lines of
/// drawn tables stay as they are.
pub fn laid_out(text: &str) -> String {
    text.split('\n').map(broken).collect::<Vec<_>>().join("\n")
}

fn broken(line: &str) -> String {
    if line.width() <= WIDE || line.starts_with(['|', '+']) {
        return line.to_owned();
    }
    let depth = line.len() - line.trim_start().len();
    pieces(line).join(&format!("\n{}⤷", " ".repeat(depth + 2)))
}

fn pieces(line: &str) -> Vec<&str> {
    let ends_sentence = |c: char| "。；！？".contains(c);
    let (mut pieces, mut start, mut before) = (Vec::new(), 0, [' '; 2]);
    for (at, next) in line.char_indices() {
        let is_break = match before {
            [_, '>'] => next == '<',
            [_, ')'] => next == '+',
            [_, '"'] => next == ' ',
            [end, '”' | '）'] => ends_sentence(end) && !ends_sentence(next),
            [_, last] => ends_sentence(last) && !"”）".contains(next),
        };
        if is_break {
            pieces.push(&line[start..at]);
            start = at;
        }
        before = [before[1], next];
    }
    pieces.push(&line[start..]);
    pieces
}

#[test]
fn long_lines_break_where_a_person_would_break_them() {
    let more = "长".repeat(60);
    let long = |text: &str| laid_out(&format!("  {text}{more}\n")).replace(&more, "");
    assert_eq!(long("一句。“又一句。”第三句"), "  一句。\n    ⤷“又一句。”\n    ⤷第三句\n");
    assert_eq!(long("w:a b=\"1\" c=\"2\""), "  w:a b=\"1\"\n    ⤷ c=\"2\"\n");
    assert_eq!(long("=ROWS(A1)+COUNT(B1:C2)"), "  =ROWS(A1)\n    ⤷+COUNT(B1:C2)\n");
    assert_eq!(laid_out("一句。又一句。\n"), "一句。又一句。\n", "a short line stays whole");
    let drawn = format!("| {} |\n", "一句。".repeat(40));
    assert_eq!(laid_out(&drawn), drawn);
}

#[test]
fn every_one_that_is_wrong_is_told_and_the_rest_is_tried() {
    let mut tried = Vec::new();
    let said = quietly(AssertUnwindSafe(|| {
        each(
            1..=4,
            |at| format!("number {at}"),
            |at| {
                tried.push(at);
                assert!(at % 2 == 1, "{at} is even");
            },
        );
    }));
    let said = said.unwrap_err();
    assert_eq!(tried, [1, 2, 3, 4]);
    assert!(said.starts_with("2 wrong:\n\n── number 2\n2 is even\n  at tests/suite/golden.rs:"), "{said}");
    assert!(said.contains("── number 4\n4 is even\n"), "{said}");
}

#[test]
fn what_differs_is_told_line_by_line() {
    let said = difference(&root().join("tests/golden/some.txt"), "一\n二\n三\n", "一\n两\n三\n");
    assert!(said.starts_with("--- tests/golden/some.txt\n"), "{said}");
    assert!(said.ends_with("\n 一\n-二\n+两\n 三\n"), "{said}");
}

/// A word that no folder contains would run nothing, and everything would seem well.
#[test]
fn a_case_that_is_asked_for_is_there() {
    let walked = ["tests/cases", "tests/import", "tests/fixtures/0.1.0/forms", "examples"];
    assert!(walked.iter().any(|below| !chosen(below).is_empty()), "CASE names no folder of {walked:?}");
}
