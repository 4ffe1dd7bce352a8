//! `nianbao rollup`: the units' forms and reports added up into the government's.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::folder::{Folder, bar, read_all, read_file};
use super::forms::previous_of;
use super::last_year::{LastYear, roster};
use super::saving::native_line_ends;
use super::today::Today;
use super::{Outcome, new_roster, print_stderr, print_stdout, refuse, year};
use crate::finding::{Finding, PRINTED, Palette, print_all};
use crate::form::print;
use crate::io_error;
use crate::json::RolledUp;
use crate::rollup::matching::Undecided;
use crate::rollup::{Names, Rollup as Sum, UnitFile, summed};
use crate::rule::Severity;
use crate::save::{File, Kept, save, withdraw, withdraw_file};
use crate::source::Source;
use crate::standard::Edition;
use crate::write::{SLIP_FORMATS, WriteError, long_table, slip};
use crate::year::Year;

/// The form and the workbook of the sum, its long table, and the folder of what goes back to the units.
const FORM: &str = "汇总.toml";
const WORKBOOK: &str = "汇总.xlsx";
const LONG_TABLE: &str = "汇总.csv";
const SLIPS: &str = "退回修改单";
/// How the names of the form and the workbook begin where they are kept aside.
const KEPT_PREFIX: &str = "汇总（";

#[derive(Args)]
pub(super) struct Rollup {
    /// 各单位的填报表和报告所在的文件夹，里面的文件夹也读；可以写几个
    #[arg(required = true, value_name = "文件夹", help_heading = "参数")]
    folders: Vec<PathBuf>,
    /// 单位名录（toml或xlsx）：要汇总哪些单位，谁归谁
    #[arg(long, value_name = "单位名录", required_unless_present = "new_roster", help_heading = "选项")]
    roster: Option<PathBuf>,
    /// 汇总结果写到这个文件夹；没有就新建
    #[arg(short, long, value_name = "文件夹", required_unless_present = "new_roster", help_heading = "选项")]
    output: Option<PathBuf>,
    /// 汇总哪一年；各单位的年度都相同的，可以不写
    #[arg(long, value_name = "年份", help_heading = "选项")]
    year: Option<String>,
    /// 上年的填报表和报告所在的文件夹：逐个单位与上年比较
    #[arg(long, value_name = "文件夹", help_heading = "选项")]
    previous: Option<PathBuf>,
    /// 另写一张长表（汇总.csv）：一行一个数，供数据库、统计软件用
    #[arg(long, help_heading = "选项")]
    csv: bool,
    /// 结果写成JSON（标准输出），供其他程序使用
    #[arg(long, help_heading = "选项")]
    json: bool,
    /// 不汇总：由文件夹里的报表列出一份单位名录（按文件名写toml或xlsx），再补上级；已有的不覆盖
    #[arg(long, value_name = "单位名录", help_heading = "选项",
        conflicts_with_all = ["roster", "output", "year", "previous", "csv", "json"])]
    new_roster: Option<PathBuf>,
    #[command(flatten)]
    today: Today,
}

impl Rollup {
    pub(super) fn run(&self) -> Outcome {
        for folder in self.folders.iter().chain(&self.previous) {
            if let Err(error) = fs::metadata(folder) {
                print_stderr(&format!("读不了{}：{}。", folder.display(), io_error::reason(&error)));
                return Outcome::Failed;
            }
        }
        match (&self.new_roster, &self.roster, &self.output) {
            (Some(path), ..) => new_roster::write(path, &self.folders),
            (None, Some(roster), Some(output)) => Adding { args: self, roster, output }.run(),
            // Without one of them the arguments are refused.
            _ => Outcome::Failed,
        }
    }

    /// The year asked for, if any; a year without an edition is refused.
    fn wanted_year(&self) -> Result<Option<Year>, Outcome> {
        let Some(typed) = &self.year else { return Ok(None) };
        match year(typed).filter(|year| Edition::of_year(*year).is_some()) {
            Some(year) => Ok(Some(year)),
            None => {
                let (first, last) = Edition::years();
                Err(refuse(&format!("--year应是{first}到{last}的年份，不能是“{typed}”。"), "rollup"))
            }
        }
    }
}

/// A roll-up that is asked for.
struct Adding<'a> {
    args: &'a Rollup,
    roster: &'a Path,
    output: &'a Path,
}

impl Adding<'_> {
    fn run(&self) -> Outcome {
        let wanted = match self.args.wanted_year() {
            Ok(year) => year,
            Err(outcome) => return outcome,
        };
        let Some(roster) = roster(self.roster, "没有汇总") else { return Outcome::Failed };
        let names = Names::of(&roster);
        let last = self.args.previous.as_ref().map(|folder| LastYear::read(folder, &roster));
        let folder = Folder::of(&self.args.folders, &self.left_out());
        let read = read_all(&folder.files, "读入、核对", |file| {
            read_file(file, &self.args.folders, &roster, &names, |form| {
                let of_unit = last.as_ref().and_then(|last| last.of(form, file, &roster));
                of_unit.or_else(|| previous_of(file, form))
            })
        });
        let passed_over = folder.passed_over + read.iter().filter(|file| file.is_none()).count();
        let mut files: Vec<UnitFile> = read.into_iter().flatten().collect();
        files.extend(folder.unread.into_iter().map(UnitFile::Unread));
        let expected = roster.leaves().count();
        match Sum::of(roster, &names, files, wanted) {
            Ok(sum) => self.finish(&sum, passed_over),
            Err(undecided) => self.undecided(&undecided, expected),
        }
    }

    /// What lies below the folders and is no unit's: the roster, last year's files, and what is written itself.
    fn left_out(&self) -> Vec<PathBuf> {
        let own = [FORM, WORKBOOK, LONG_TABLE, SLIPS].map(|name| self.output.join(name));
        // What somebody edited, and was kept aside when it was written again.
        let aside = fs::read_dir(self.output).into_iter().flatten().flatten();
        let aside = aside
            .filter(|entry| entry.file_name().to_string_lossy().starts_with(KEPT_PREFIX))
            .map(|entry| entry.path());
        let others = [self.roster, self.output].map(Path::to_owned).into_iter();
        own.into_iter().chain(aside).chain(others).chain(self.args.previous.clone()).collect()
    }

    /// No year to add up.
    fn undecided(&self, undecided: &Undecided, expected: usize) -> Outcome {
        let Undecided { years, raised } = undecided;
        if !years.is_empty() {
            return refuse(&format!("{undecided}，请用 --year 指明汇总哪一年。"), "rollup");
        }
        if self.args.json {
            return json(&RolledUp::undecided(raised, expected)).max(Outcome::Errors);
        }
        print_raised(raised.iter());
        let stays = self.what_stays();
        print_stderr(&format!("× {undecided}，没有汇总，没有写文件{stays}。"));
        Outcome::Errors
    }

    /// Writes the sum and prints what came of it.
    fn finish(&self, sum: &Sum, passed_over: usize) -> Outcome {
        if sum.total().is_none_or(|total| total.received == 0) {
            return self.nothing_received(sum);
        }
        let (files, kept) = match self.write(sum) {
            Ok(written) => written,
            Err(reason) => {
                print_stderr(&reason);
                return Outcome::Failed;
            }
        };
        self.withdraw_earlier(&files);
        self.print_incomparable(sum);
        if self.args.today.date().is_some_and(|today| sum.year.has_not_ended(today)) {
            print_stderr(&format!("※ {}年还没有过完，各单位的数年终以后还会变。", sum.year));
        }
        let printed = if self.args.json {
            json(&RolledUp::of(sum))
        } else {
            print_raised(sum.raised().map(|(_, finding)| finding));
            print_returned(sum);
            print_stdout(&self.summary(sum, &files, &kept, passed_over))
        };
        let outcome = if sum.has_errors() { Outcome::Errors } else { Outcome::Clean };
        outcome.max(printed)
    }

    /// No unit has sent anything that can be added up.
    fn nothing_received(&self, sum: &Sum) -> Outcome {
        if self.args.json {
            return json(&RolledUp::of(sum)).max(Outcome::Errors);
        }
        print_raised(sum.raised().map(|(_, finding)| finding));
        print_stderr(&format!("× {}：没有可以相加的数，没有写文件{}。", sum.summary_line(), self.what_stays()));
        Outcome::Errors
    }

    /// Writes all files or none: which, and those kept aside because somebody had edited them; or why none.
    fn write(&self, sum: &Sum) -> Result<(Vec<File>, Vec<Kept>), String> {
        let reason = |path: &Path, reason: &str| format!("写不了{}：{reason}。", path.display());
        let files = self.files(sum).map_err(|error| reason(&self.output.join(WORKBOOK), &error.reason))?;
        match save(&files) {
            Ok(kept) => Ok((files, kept)),
            Err(unsaved) => Err(reason(&unsaved.path, &io_error::reason(&unsaved.error))),
        }
    }

    /// Removes what an earlier run sent back and is not sent back this time, and a long table that is not asked for this
    /// time: it would hold the figures of then.
    fn withdraw_earlier(&self, files: &[File]) {
        for slip in withdraw(&self.output.join(SLIPS), files) {
            print_stderr(&format!("※ {}有人改过（或正被打开），没有删去；这次汇总没有退回这个单位。", slip.display()));
        }
        if !self.args.csv && !withdraw_file(&self.output.join(LONG_TABLE)) {
            print_stderr(&format!(
                "※ {}是以前汇总的，有人改过（或正被打开），没有删去。",
                self.output.join(LONG_TABLE).display()
            ));
        }
    }

    /// A clause that says so where the files of an earlier run are still there.
    fn what_stays(&self) -> &'static str {
        let is_there = [FORM, WORKBOOK].iter().any(|name| self.output.join(name).exists());
        if is_there { "；文件夹里是以前汇总的结果" } else { "" }
    }

    /// Prints how many units have no form of the year before in the folder that was given for it.
    fn print_incomparable(&self, sum: &Sum) {
        let single = sum.counted().filter(|(_, form)| form.last.is_none()).count();
        if let Some(folder) = self.args.previous.as_ref().filter(|_| single > 0) {
            let last = sum.year.number() - 1;
            print_stderr(&format!("※ {}里没有{single}家的{last}年度的表，没有与上年比较。", folder.display()));
        }
    }

    /// All that is to be written.
    fn files(&self, sum: &Sum) -> Result<Vec<File>, WriteError> {
        let form = native_line_ends(&print(&summed(sum), None));
        let mut files = vec![File { path: self.output.join(FORM), bytes: form.into_bytes() }];
        let working = bar(1, "写汇总表");
        files.push(File { path: self.output.join(WORKBOOK), bytes: crate::write::rollup(sum)? });
        working.finish_and_clear();
        if self.args.csv {
            files.push(File { path: self.output.join(LONG_TABLE), bytes: long_table(sum) });
        }
        files.extend(self.slips(sum)?);
        Ok(files)
    }

    /// The 退回修改单 of each unit whose form goes back, in two formats.
    fn slips(&self, sum: &Sum) -> Result<Vec<File>, WriteError> {
        let returned = sum.returned();
        let working = bar(returned.len(), "写退回修改单");
        let slips: Result<Vec<Vec<File>>, WriteError> = returned
            .par_iter()
            .map(|(at, name)| {
                let files = slip(sum, *at).into_iter().map(|(ending, bytes)| {
                    Ok(File { path: self.output.join(SLIPS).join(format!("{name}.{ending}")), bytes: bytes? })
                });
                working.inc(1);
                files.collect()
            })
            .collect();
        working.finish_and_clear();
        Ok(slips?.into_iter().flatten().collect())
    }

    /// What was written, and how many units it holds.
    fn summary(&self, sum: &Sum, files: &[File], kept: &[Kept], passed_over: usize) -> String {
        let sign = if sum.has_errors() { '※' } else { '√' };
        let root = &sum.roster.units[sum.roster.root].name;
        let mut lines = vec![format!("{sign} {root}{}年汇总：{}。", sum.year, sum.summary_line())];
        let sums = 2 + usize::from(self.args.csv);
        lines.extend(files.iter().take(sums).map(|file| format!("  已写出 {}", file.path.display())));
        let slips = (files.len() - sums) / SLIP_FORMATS.len();
        if slips > 0 {
            lines.push(format!("  退回修改单{slips}份，在 {}", self.output.join(SLIPS).display()));
        }
        let count = |severity| {
            let forms = sum.units.iter().filter_map(|unit| unit.submission.as_ref());
            forms.map(|form| form.count(severity)).sum::<usize>()
        };
        let (warnings, notes) = (count(Severity::Warning), count(Severity::Note));
        if warnings + notes > 0 {
            lines.push(format!("  各单位的表还有警告{warnings}处、提示{notes}处，见汇总表的“审核结果”。"));
        }
        if passed_over > 0 {
            lines.push(format!("  另有{passed_over}个文件不是填报表、报告的格式，没有读。"));
        }
        let aside = |kept: &Kept| format!("※ 原来的文件有人改过，没有覆盖，改名留存为：{}", kept.aside.display());
        lines.extend(kept.iter().map(aside));
        lines.push(format!("  下一步写文字部分，再核对：nianbao check {}", self.output.join(FORM).display()));
        lines.join("\n") + "\n"
    }
}

/// What is wrong between units: errors first.
fn print_raised<'a>(raised: impl Iterator<Item = &'a Finding>) {
    let mut findings: Vec<Finding> = raised.cloned().collect();
    findings.sort_by_key(|finding| finding.severity);
    let printed = print_all(&findings, &Source::new("", String::new()), &Palette::coloured(), PRINTED);
    if !printed.is_empty() {
        print_stderr(printed.trim_end());
    }
}

/// The units whose forms have errors, with how many.
fn print_returned(sum: &Sum) {
    let forms = sum.roster.units.iter().zip(&sum.units).filter_map(|(unit, outcome)| {
        let form = outcome.submission.as_ref().filter(|form| form.has_errors())?;
        Some((unit, form))
    });
    let forms: Vec<_> = forms.collect();
    for (unit, form) in forms.iter().take(PRINTED) {
        let count = form.findings.iter().filter(|finding| finding.is_error()).count();
        let inclusion =
            if unit.is_leaf() { "已计入合计，待更正" } else { "合计用下级相加的数，不用它的" };
        let what = if count > 0 { format!("错误{count}处") } else { "是草稿".to_owned() };
        print_stderr(&format!("× {}（{}）：{what}，{inclusion}。", unit.name, form.file));
    }
    if let Some(rest) = forms.len().checked_sub(PRINTED).filter(|rest| *rest > 0) {
        print_stderr(&format!("× 还有{rest}家的表有错误，没有列出，见汇总表的“审核结果”。"));
    }
}

fn json(object: &RolledUp<'_>) -> Outcome {
    match serde_json::to_string(object) {
        Ok(object) => print_stdout(&(object + "\n")),
        Err(error) => {
            print_stderr(&format!("写不出JSON：{error}。"));
            Outcome::Failed
        }
    }
}
