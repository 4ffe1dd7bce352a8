//! What a double click on the program opens: the few things one can do from there, by a number and Enter, with the
//! files of its folder.

use std::io::{Write as _, stdin, stdout};
use std::path::{Path, PathBuf};
use std::{env, fs};

use clap::Parser as _;

use super::folder::is_hidden;
use super::forms::read;
use super::{Cli, Outcome, drop, usage};
use crate::intake::{is_filled_in, is_named_as_form};
use crate::lenient_number::half_width;

/// Shows a text and gives the line that is typed then; none where no more can come.
type Ask<'a> = dyn FnMut(&str) -> Option<String> + 'a;

/// What a person wants done.
#[derive(Debug, PartialEq, Eq)]
enum Wish {
    /// A command, as it would be typed.
    Command(Vec<String>),
    /// What is done with files dropped on the program.
    Drop(Vec<PathBuf>),
    /// To leave.
    Leave,
}

/// A line of the menu: what it is called, what it does, and what it asks; it may be thought better of.
struct Offer {
    name: &'static str,
    does: &'static str,
    ask: fn(&Files, &mut Ask) -> Option<Wish>,
}

const OFFERS: [Offer; 4] = [
    Offer { name: "新建", does: "一份填报表：空白的，或由上年的表带入", ask: new },
    Offer { name: "核对", does: "填报表填得对不对，错在哪一格", ask: check },
    Offer { name: "生成", does: "核对后生成Word、Excel、文本和网页；有错误则不生成", ask: build },
    Offer { name: "读入", does: "发布过的报告，读成填报表再核对", ask: import },
];

/// The endings of workbooks, which may be the one to fill in.
const WORKBOOKS: &[&str] = &["xlsx", "xls", "ods"];
/// The endings of what is read in; a text is as likely a note as a report.
const REPORTS: &[&str] = &["xlsx", "xls", "docx", "pdf", "html", "htm"];
/// The most files shown before anything is chosen.
const SHOWN: usize = 6;

/// What there is to work on in a folder.
#[derive(Default)]
struct Files {
    folder: PathBuf,
    forms: Vec<String>,
    reports: Vec<String>,
}

/// Offers, asks and does, until the person leaves.
pub(super) fn run() -> Outcome {
    // Windows starts a program in whatever folder; people look for it and its files in the one where it lies.
    let home = env::current_exe().ok().and_then(|program| program.parent().map(Path::to_owned));
    if let Some(home) = home.filter(|_| cfg!(windows)) {
        if home.starts_with(env::temp_dir()) {
            say("※ 程序像是在压缩包里直接打开的：写出的文件会丢失。请先把压缩包全部解压，再打开程序。\n\n");
        }
        _ = env::set_current_dir(home);
    }
    say(&format!("nianbao {}　填一张表，生成规范的《政府信息公开工作年度报告》\n", env!("CARGO_PKG_VERSION")));
    let mut outcome = Outcome::Clean;
    loop {
        outcome = match wish(&Files::of(&env::current_dir().unwrap_or_default()), &mut ask) {
            None => continue,
            Some(Wish::Leave) => return outcome,
            Some(Wish::Drop(files)) => drop::build(&files),
            Some(Wish::Command(words)) => {
                let words = ["nianbao".to_owned()].into_iter().chain(words);
                Cli::try_parse_from(words).map_or_else(|error| usage(&error), |cli| cli.command.run())
            }
        };
        if ask("\n按回车键（Enter）继续……").is_none() {
            return outcome;
        }
    }
}

fn say(text: &str) {
    let mut stdout = stdout().lock();
    _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
}

fn ask(question: &str) -> Option<String> {
    say(question);
    let mut line = String::new();
    match stdin().read_line(&mut line) {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(line.trim().to_owned()),
    }
}

/// What is wanted; none where it was thought better of.
fn wish(files: &Files, ask: &mut Ask) -> Option<Wish> {
    let offers = OFFERS.iter().zip(1..).map(|(offer, number)| format!("  {number}  {}  {}\n", offer.name, offer.does));
    let menu = format!(
        "\n{}\n{}  0  退出\n\n输入数字，按回车键（Enter）。也可以把文件拖进这个窗口，再按回车键：",
        files.listed(),
        offers.collect::<String>()
    );
    let Some(typed) = ask(&menu) else { return Some(Wish::Leave) };
    // What is dropped on a console is typed there, in quotes where it has blanks.
    let dropped = Path::new(typed.trim_start_matches('&').trim().trim_matches(['"', '\'']));
    match number(&typed) {
        Some(0) => Some(Wish::Leave),
        Some(chosen) if OFFERS.len() >= chosen => (OFFERS[chosen - 1].ask)(files, ask),
        _ if dropped.is_file() => Some(Wish::Drop(vec![dropped.to_owned()])),
        _ if typed.is_empty() => None,
        _ => {
            say(&format!("没有“{typed}”这一项，也没有这个文件。\n"));
            None
        }
    }
}

/// A number as it is typed, also with the wide digits of a Chinese keyboard.
fn number(typed: &str) -> Option<usize> {
    typed.chars().map(half_width).collect::<String>().parse().ok()
}

/// One of several, by its number; none where it was thought better of.
fn choose(question: &str, choices: &[String], ask: &mut Ask) -> Option<usize> {
    let lines = choices.iter().zip(1..).map(|(choice, number)| format!("  {number}  {choice}\n"));
    let text = format!("\n{question}\n{}  0  返回\n\n输入数字，按回车键：", lines.collect::<String>());
    loop {
        match number(&ask(&text)?) {
            Some(0) => return None,
            Some(chosen) if choices.len() >= chosen => return Some(chosen - 1),
            _ => say(&format!("请输入0到{}之间的数字。\n", choices.len())),
        }
    }
}

/// Some of the files, all where that is wanted; of a single one nothing has to be asked.
fn some(question: &str, files: &[String], none: &str, ask: &mut Ask) -> Option<Vec<String>> {
    match files {
        [] => {
            ask(&format!("\n{none}\n按回车键返回……"));
            None
        }
        [only] => Some(vec![only.clone()]),
        _ => {
            let choices = [files, &["以上全部".to_owned()]].concat();
            let chosen = choose(question, &choices, ask)?;
            Some(files.get(chosen).map_or_else(|| files.to_vec(), |file| vec![file.clone()]))
        }
    }
}

const NO_FORM: &str = "这个文件夹里还没有填报表（toml或填报工作簿）。先新建一份，或把发布过的报告放进来读入。";
const NO_REPORT: &str = "这个文件夹里没有可以读入的文件（xlsx、xls、docx、pdf、html）。把它放进来，或拖进这个窗口。";

fn check(files: &Files, ask: &mut Ask) -> Option<Wish> {
    let forms = some("核对哪一份？", &files.forms, NO_FORM, ask)?;
    Some(Wish::Command(["check".to_owned()].into_iter().chain(forms).collect()))
}

fn build(files: &Files, ask: &mut Ask) -> Option<Wish> {
    let forms = some("生成哪一份？", &files.forms, NO_FORM, ask)?;
    Some(Wish::Drop(forms.into_iter().map(PathBuf::from).collect()))
}

fn import(files: &Files, ask: &mut Ask) -> Option<Wish> {
    let reports = some("读入哪一份？", &files.reports, NO_REPORT, ask)?;
    Some(Wish::Drop(reports.into_iter().map(PathBuf::from).collect()))
}

fn new(files: &Files, ask: &mut Ask) -> Option<Wish> {
    let blank = "空白的".to_owned();
    let named = |form: &String| format!("由上年的表带入：{form}");
    let choices: Vec<String> = [blank].into_iter().chain(files.forms.iter().map(named)).collect();
    let from = if choices.len() > 1 { choose("新建什么样的？", &choices, ask)? } else { 0 };
    let mut words = vec!["new".to_owned()];
    if let Some(last) = from.checked_sub(1).and_then(|last| files.forms.get(last)) {
        words.push(format!("--from={last}"));
    } else {
        let year = ask("\n哪一年的数据（2027年1月编写的报告，填2026）？输入年份，按回车键：")?;
        let agency = ask("\n机关全称，与公章一致（如：某县某镇人民政府）：")?;
        words.push(format!("--year={year}"));
        words.extend((!agency.is_empty()).then(|| format!("--agency={agency}")));
    }
    let formats = ["在WPS表格、Excel里填（工作簿）", "在记事本里填（文本）"].map(str::to_owned);
    let format = choose("在哪里填？", &formats, ask)?;
    words.push(format!("--format={}", ["xlsx", "toml"][format]));
    Some(Wish::Command(words))
}

/// Whether a workbook is the one to fill in, and no published report.
fn is_filled(path: &Path) -> bool {
    read(path).is_ok_and(|bytes| is_filled_in(&path.display().to_string(), &bytes))
}

impl Files {
    fn of(folder: &Path) -> Self {
        let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
        let files = entries.filter(|entry| !is_hidden(&entry.file_name()) && entry.path().is_file());
        let mut names: Vec<String> = files.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        let mut found = Self { folder: folder.to_owned(), ..Self::default() };
        for name in names {
            let is_of = |endings: &[&str]| {
                Path::new(&name)
                    .extension()
                    .is_some_and(|ending| endings.iter().any(|own| ending.eq_ignore_ascii_case(own)))
            };
            // A name that begins like an option is told by its folder from one.
            let safe = if name.starts_with('-') { format!("./{name}") } else { name.clone() };
            if is_named_as_form(&name) || (is_of(WORKBOOKS) && is_filled(&folder.join(&name))) {
                found.forms.push(safe);
            } else if is_of(REPORTS) {
                found.reports.push(safe);
            }
        }
        found
    }

    /// The folder and what lies in it, as far as it fits.
    fn listed(&self) -> String {
        let mut lines = vec![format!("文件夹：{}", self.folder.display())];
        for (what, files) in [("填报表", &self.forms), ("可以读入的", &self.reports)] {
            let more = if files.len() > SHOWN { format!("等{}份", files.len()) } else { String::new() };
            let shown = files.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("、");
            lines.push(if files.is_empty() { format!("{what}：没有") } else { format!("{what}：{shown}{more}") });
        }
        lines.join("\n") + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of the lines that a person types, and what was shown.
    fn talk(files: &Files, typed: &[&str]) -> (Option<Wish>, String) {
        let (mut lines, mut shown) = (typed.iter(), String::new());
        let wish = wish(files, &mut |question| {
            shown += question;
            lines.next().map(|line| (*line).to_owned())
        });
        (wish, shown)
    }

    fn command(words: &[&str]) -> Wish {
        Wish::Command(words.iter().map(|word| (*word).to_owned()).collect())
    }

    fn dropped(files: &[&str]) -> Wish {
        Wish::Drop(files.iter().map(PathBuf::from).collect())
    }

    fn files(forms: &[&str], reports: &[&str]) -> Files {
        let [forms, reports] = [forms, reports].map(|names| names.iter().map(|name| (*name).to_owned()).collect());
        Files { folder: PathBuf::from("年报"), forms, reports }
    }

    #[test]
    fn each_number_is_something_to_do() {
        let two = files(&["甲.toml", "乙.toml"], &["甲.xlsx"]);
        assert_eq!(talk(&two, &["2", "1"]).0.unwrap(), command(&["check", "甲.toml"]));
        assert_eq!(talk(&two, &["２", "３"]).0.unwrap(), command(&["check", "甲.toml", "乙.toml"]));
        assert_eq!(talk(&two, &["3", "9", "x", "2"]).0.unwrap(), dropped(&["乙.toml"]));
        assert_eq!(talk(&two, &["4"]).0.unwrap(), dropped(&["甲.xlsx"]), "of one file nothing is asked");
        assert_eq!(talk(&two, &["1", "2", "1"]).0.unwrap(), command(&["new", "--from=甲.toml", "--format=xlsx"]));
        let new = command(&["new", "--year=2026", "--agency=某镇", "--format=toml"]);
        assert_eq!(talk(&files(&[], &[]), &["1", "2026", "某镇", "2"]).0.unwrap(), new);
        assert_eq!(talk(&two, &["0"]).0, Some(Wish::Leave));
    }

    #[test]
    fn one_may_think_better_of_it() {
        let two = files(&["甲.toml", "乙.toml"], &[]);
        for typed in [&["2", "0"][..], &["1", "0"], &["4", ""], &[""], &["9"], &["没有.toml"]] {
            assert_eq!(talk(&two, typed).0, None, "{typed:?}");
        }
        // Whoever closes the window, or a pipe, has left.
        assert_eq!(talk(&two, &[]).0, Some(Wish::Leave));
        assert_eq!(talk(&two, &["2"]).0, None);
    }

    #[test]
    fn the_files_of_the_folder_are_shown() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["甲.toml", "-乙.TOML", "丙.docx", "~$丙.docx", ".丁.toml", "2026.schema.json", "先看我.txt"]
        {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let book = crate::report::Questionnaire::new(&crate::form::Form::empty(
            crate::standard::EDITIONS[1],
            crate::year::Year::new(2026),
        ));
        fs::write(folder.path().join("册.xlsx"), crate::write::questionnaire(&book).unwrap()).unwrap();
        fs::write(folder.path().join("表.xlsx"), "").unwrap();
        fs::create_dir(folder.path().join("夹.toml")).unwrap();
        let found = Files::of(folder.path());
        assert_eq!(
            (found.forms.join(" "), found.reports.join(" ")),
            ("./-乙.TOML 册.xlsx 甲.toml".into(), "丙.docx 表.xlsx".into())
        );
        let (_, shown) = talk(&found, &["0"]);
        assert!(shown.contains("填报表：./-乙.TOML、册.xlsx、甲.toml\n可以读入的：丙.docx、表.xlsx\n"), "{shown}");
        assert!(shown.contains("  1  新建") && shown.contains("  4  读入") && shown.contains("  0  退出"), "{shown}");
        let path = folder.path().join("甲.toml");
        let quoted = format!("\"{}\"", path.display());
        assert_eq!(talk(&found, &[&quoted]).0, Some(Wish::Drop(vec![path])));
    }
}
