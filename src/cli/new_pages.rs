//! `nianbao new --format html`: the form in a page to be filled in; of a roster one for each unit, with last year's figures.

use std::path::{Path, PathBuf};

use super::beginning::{edition_of, rename};
use super::folder::{read_all, unchecked};
use super::forms::bytes;
use super::last_year::{LastYear, roster};
use super::saving::write_each;
use super::{Outcome, print_stderr, print_stdout, refuse};
use crate::agency::as_file_name;
use crate::carry_forward::carry;
use crate::check::check;
use crate::fields;
use crate::form::{Answer, Form};
use crate::page::hand_out;
use crate::refused::Refused;
use crate::roster::{Roster, Unit};
use crate::standard::{EDITIONS, Edition};
use crate::year::Year;

/// How many units, or sentences about them, are printed.
const MOST_NAMED: usize = 20;

/// Where the page is to be found.
pub(super) const WHERE: &str =
    "填报网页（nianbao.html）与程序一起发布，在同一个下载包里；也可以由源代码生成：dist/build page";

/// The page as it is built, to be filled.
pub(super) struct Blank(String);

impl Blank {
    /// Reads it; prints why if it cannot be.
    pub(super) fn open(path: &Path) -> Option<Self> {
        let page = String::from_utf8(bytes(path)?).unwrap_or_default();
        let blank = Self(page.strip_prefix('\u{FEFF}').unwrap_or(&page).to_owned());
        match blank.with(&Form::empty(EDITIONS[0], None)) {
            Ok(_) => Some(blank),
            Err(refused) => {
                print_stderr(&format!("不能用{}：{refused}。{WHERE}。", path.display()));
                None
            }
        }
    }

    /// The page with a form in it, and last year's form where that came along.
    pub(super) fn with(&self, form: &Form) -> Result<Vec<u8>, Refused> {
        let mut own = form.clone();
        if own.last.is_some() {
            // It stands beside, and in no other file.
            own.forget(&fields::PREVIOUS);
        }
        hand_out(&self.0, &own, own.last.as_deref()).map(String::into_bytes)
    }
}

/// Pages for the units of a roster, as they are asked for.
pub(super) struct Pages<'a> {
    pub(super) page: &'a Path,
    pub(super) roster: &'a Path,
    pub(super) previous: Option<&'a Path>,
    pub(super) output: &'a Path,
    pub(super) year: Option<&'a str>,
    pub(super) zero: bool,
    pub(super) force: bool,
}

/// A unit's form, ready to be sent.
struct Prepared<'a> {
    unit: &'a Unit,
    form: Form,
    /// What could not be taken over.
    missed: Vec<String>,
}

impl Pages<'_> {
    pub(super) fn run(&self) -> Outcome {
        let Some(blank) = Blank::open(self.page) else { return Outcome::Failed };
        let Some(roster) = roster(self.roster, "没有写网页") else { return Outcome::Failed };
        let last = self.previous.map(|folder| LastYear::read(folder, &roster));
        let year = match self.wanted_year(last.as_ref()) {
            Ok(year) => year,
            Err(sentence) => return refuse(&sentence, "new"),
        };
        let units = self.prepared(&roster, last.as_ref(), year);
        let name = |unit: &Prepared<'_>| self.output.join(format!("{}-{}.html", as_file_name(&unit.unit.name), year.1));
        let paths: Vec<PathBuf> = units.iter().map(name).collect();
        match write_each(&paths, |at| blank.with(&units[at].form).unwrap_or_default(), self.force) {
            Outcome::Clean => self.print_written(&units, &roster, last.as_ref(), year.1),
            failed => failed,
        }
    }

    /// The year asked for, or the one after that of last year's forms.
    fn wanted_year(&self, last: Option<&LastYear>) -> Result<(&'static Edition, Year), String> {
        let years = last.map(LastYear::years).unwrap_or_default();
        let after = years.first().filter(|_| years.len() == 1).map(|year| year.next());
        let typed = match (self.year, after) {
            (Some(typed), _) => typed.to_owned(),
            (None, Some(after)) => after.to_string(),
            (None, None) => return Err("没有写报告年度，如 --year 2026。".to_owned()),
        };
        edition_of(&typed)
    }

    /// The forms of the units that report for themselves.
    fn prepared<'a>(
        &self,
        roster: &'a Roster,
        last: Option<&LastYear>,
        (edition, year): (&'static Edition, Year),
    ) -> Vec<Prepared<'a>> {
        let file = |unit| last.zip(year.before()).and_then(|(last, before)| last.of_unit(unit, before));
        let files: Vec<PathBuf> =
            roster.leaves().map(|unit| file(unit).map(Path::to_owned).unwrap_or_default()).collect();
        let read = read_all(&files, "带入上年的", |file| unchecked(file, Some(roster)));
        let one = |(unit, last)| {
            let unit = &roster.units[unit];
            let mut form = Form::empty(edition, Some(year));
            let missed = describe(&mut form, unit, last);
            if self.zero {
                form.fill_zeros();
            }
            Prepared { unit, form, missed }
        };
        roster.leaves().zip(read).map(one).collect()
    }

    fn print_written(&self, units: &[Prepared<'_>], roster: &Roster, last: Option<&LastYear>, year: Year) -> Outcome {
        for sentence in sentences(units) {
            print_stderr(&sentence);
        }
        let mut lines = vec![format!("√ 已写出{}份填报网页，在 {}", units.len(), self.output.display())];
        if let Some(last) = last {
            lines.extend(self.of_last_year(units, last, year));
        }
        let nodes = roster.nodes().count();
        lines.push(format!("  名录上有下级的{nodes}个单位由汇总得出，没有写网页。"));
        lines.push("  发给各单位：用浏览器打开，填好后按页面上的“另存为网页”存下，交回来。".to_owned());
        lines.push(format!("  收齐以后汇总：nianbao rollup 文件夹 --roster {} -o 汇总", self.roster.display()));
        print_stdout(&(lines.join("\n") + "\n"))
    }

    /// How many units have last year's figures in their pages, and which have not.
    fn of_last_year(&self, units: &[Prepared<'_>], last: &LastYear, year: Year) -> Vec<String> {
        let Some(before) = year.before() else { return Vec::new() };
        let without: Vec<&str> =
            units.iter().filter(|unit| unit.form.last.is_none()).map(|unit| unit.unit.name.as_str()).collect();
        let mut lines = Vec::new();
        if without.len() < units.len() {
            lines.push(format!("  其中{}份带有{before}年度的数供对照。", units.len() - without.len()));
        }
        if !without.is_empty() {
            let more = if without.len() > MOST_NAMED { "等" } else { "" };
            let named: Vec<&str> = without.iter().take(MOST_NAMED).copied().collect();
            let folder = self.previous.unwrap_or(Path::new("")).display();
            let years: Vec<String> = last.years().iter().map(|year| format!("{year}年度")).collect();
            let others = if without.len() == units.len() && !years.is_empty() {
                format!("（里面是{}的）", years.join("、"))
            } else {
                String::new()
            };
            lines.push(format!(
                "※ {folder}里没有{before}年度的表{others}的{}家，上年结转请它们照上年的报告自己填：{}{more}。",
                without.len(),
                named.join("、")
            ));
        }
        lines
    }
}

/// Fills in what is known of a unit: from last year's form, from the roster, from its name. What could not be taken over
/// comes back.
fn describe(form: &mut Form, unit: &Unit, last: Option<Form>) -> Vec<String> {
    let mut missed = Vec::new();
    if let Some(last) = last {
        missed = carry(form, &check(last.clone(), None));
        form.comments.head.extend(missed.iter().cloned());
        form.last = Some(Box::new(last));
    }
    // The roster puts the area in front of names that several units bear.
    let is_own = form.text(&fields::NAME).is_some_and(|name| unit.name.ends_with(name));
    if !is_own {
        rename(form, &unit.name);
    }
    let known = [(&fields::LEVEL, unit.level), (&fields::KIND, unit.kind)];
    let words = known.into_iter().filter_map(|(field, word)| Some((field, Answer::Choice(word?))));
    let code = unit.code.clone().map(|code| (&fields::CODE, Answer::Text(code)));
    for (field, answer) in words.chain(code) {
        if !form.has(field) {
            form.write(field, answer);
        }
    }
    form.prepare();
    missed
}

/// What could not be taken over, unit by unit.
fn sentences(units: &[Prepared<'_>]) -> Vec<String> {
    let of = |unit: &Prepared<'_>| {
        let name = unit.unit.name.clone();
        unit.missed.clone().into_iter().map(move |sentence| format!("※ {name}：{sentence}"))
    };
    let all: Vec<String> = units.iter().flat_map(of).collect();
    let rest = all.len().saturating_sub(MOST_NAMED);
    let more = (rest > 0).then(|| format!("※ 还有{rest}条这样的说明没有列出。"));
    all.into_iter().take(MOST_NAMED).chain(more).collect()
}
