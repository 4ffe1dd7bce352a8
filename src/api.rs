//! The public interface of the library: bytes in, values out.

use crate::carry_forward::carry;
use crate::check::{Checked, Previous};
use crate::fields;
use crate::finding::Finding;
use crate::form::{Answer, Form, print, repair};
use crate::import::{self, Imported, Unlisted};
use crate::intake;
use crate::refused::Refused;
use crate::report::{Comparison, Questionnaire, Report, Wanted, compose, record};
use crate::rollup::{Names, Rollup, Submission, UnitFile};
use crate::roster::Roster;
use crate::source::Source;
use crate::standard::Edition;
use crate::write::{self, Format, WriteError};
use crate::year::Year;

/// A file that is read: its name, as messages show it, and its bytes.
///
/// ```
/// let input = nianbao::Input { name: "青石镇-2024.toml", bytes: b"year = 2024" };
/// assert_eq!(nianbao::read(input).unwrap().year(), nianbao::Year::new(2024));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The name of the file.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// A file that is made: its name, with `/` between folders, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The name of the file.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What is made of a form that was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// The report.
    Report(Format),
    /// 核对情况表, in any format but sheets.
    Record(Format),
    /// The workbook in which the form is filled in.
    Workbook,
    /// The form itself, as TOML.
    Form,
}

/// Reads a form, whatever it was filled in: TOML, the workbook, a published report (Word, Excel, a web page, text, a
/// PDF with text), told apart by what is in it. What was read with doubt, or is missing, is noted in the form.
///
/// ```
/// let report = "青石镇人民政府2024年政府信息公开工作年度报告\n没有表";
/// let refused = nianbao::read(nianbao::Input { name: "报告.txt", bytes: report.as_bytes() }).unwrap_err();
/// assert!(refused.to_string().contains("没有找到年度报告的任何一张表"));
/// ```
///
/// # Errors
///
/// A file that holds no form and no report, or cannot be read.
pub fn read(input: Input<'_>) -> Result<Form, Refused> {
    let read = intake::read(input.name, input.bytes);
    read.map(Imported::judged).map_err(|refusal| Refused::because(refusal.to_string()))
}

/// A blank form of a year and an agency; with last year's form, what it carries forward: agency and contacts,
/// 结转下年度 as 上年结转, the rest beside it for comparison.
///
/// ```
/// use nianbao::{Year, blank};
/// let form = blank(Year::of::<2026>(), "青石镇人民政府", None)?;
/// assert!(form.to_toml().contains("received"));
/// # Ok::<(), nianbao::Refused>(())
/// ```
///
/// # Errors
///
/// A year that has no official format.
pub fn blank(year: Year, agency: &str, last: Option<&Form>) -> Result<Form, Refused> {
    let edition = Edition::of_year(year).ok_or_else(|| Refused::because(format!("{year}年没有统一的年度报告格式")))?;
    let mut form = Form::empty(edition, Some(year));
    if let Some(last) = last {
        let missed = carry(&mut form, &check(last.clone(), None));
        form.comments.head.extend(missed);
    }
    if !agency.trim().is_empty() {
        form.write(&fields::NAME, Answer::Text(agency.trim().to_owned()));
    }
    form.prepare();
    Ok(form)
}

/// Works out every figure that follows and checks the form, beside last year's if that is there.
///
/// ```
/// use nianbao::{Input, Severity, check, read};
/// let checked = check(read(Input { name: "f.toml", bytes: b"year = 2024\n[applications]\nreceived = [1, 2]" })?, None);
/// assert!(checked.findings.iter().any(|finding| finding.rule.code == "F07"));
/// assert_eq!(checked.findings[0].severity, Severity::Error);
/// # Ok::<(), nianbao::Refused>(())
/// ```
pub fn check(form: Form, last: Option<&Form>) -> Checked {
    crate::check::check(form, last.map(|last| Previous::Read(Box::new(last.clone()))))
}

/// Makes a file of a form that was checked.
///
/// # Errors
///
/// A form with errors makes no report but a draft; one without a readable year makes none at all.
pub fn build(checked: &Checked, output: Output, wanted: Wanted) -> Result<File, Refused> {
    let (format, is_record) = match output {
        Output::Report(format) => (format, false),
        Output::Record(format) => (format, true),
        Output::Workbook => return workbook(&checked.form),
        Output::Form => {
            return Ok(File { name: checked.form.file_stem() + ".toml", bytes: checked.form.to_toml().into_bytes() });
        }
    };
    let writer = format.writer().ok_or_else(|| Refused::because("没有这种格式"))?;
    if is_record {
        let document = record(checked).map_err(|refusal| Refused::because(refusal.to_string()))?;
        let name = format!("{}.{}", document.title.concat(), writer.extension());
        return made(name, writer.write_document(&document));
    }
    let report: Report = compose(checked, wanted).map_err(|refusal| Refused::because(refusal.to_string()))?;
    made(format!("{}.{}", report.file_stem(), writer.extension()), writer.write(&report))
}

fn workbook(form: &Form) -> Result<File, Refused> {
    made(form.file_stem() + ".xlsx", write::questionnaire(&Questionnaire::new(form)))
}

fn made(name: String, bytes: Result<Vec<u8>, WriteError>) -> Result<File, Refused> {
    bytes.map(|bytes| File { name, bytes }).map_err(|error| Refused::because(format!("程序出错（{error}）")))
}

/// The form with all set right that is certain, and what is still wrong with it. A file that is not text stays as it
/// is.
///
/// ```
/// use nianbao::{Input, fix, read};
/// let (fixed, _) = fix(&read(Input { name: "f.toml", bytes: "year ＝ 2024".as_bytes() })?);
/// assert_eq!(fixed.to_toml(), "year = 2024");
/// # Ok::<(), nianbao::Refused>(())
/// ```
pub fn fix(form: &Form) -> (Form, Vec<Finding>) {
    let fixed = if form.source.text().is_empty() {
        form.clone()
    } else {
        crate::form::read(Source::new(&form.source.name, repair(form.source.text())))
    };
    let problems = fixed.problems.clone();
    (fixed, problems)
}

/// This year's figures beside last year's; none if the two are not of neighbouring years.
pub fn compare(last: &Checked, this: &Checked) -> Option<Comparison> {
    let is_year_before = this.form.year().and_then(Year::before) == last.form.year();
    Comparison::beside(this, &last.form, &last.figures).filter(|_| is_year_before)
}

/// Begins a roll-up of the units of a roster, TOML or a workbook with a row a unit; `year` where their forms do not agree on one.
///
/// ```
/// use nianbao::{Input, rollup};
/// let roster = "[[unit]]\nname = \"某县人民政府\"\n[[unit]]\nname = \"某县教育局\"\nparent = \"某县人民政府\"\n";
/// let mut units = rollup(Input { name: "名录.toml", bytes: roster.as_bytes() }, None)?;
/// units.add(nianbao::read(Input { name: "教育局.toml", bytes: "year = 2024\n[agency]\nname = '某县教育局'".as_bytes() })?);
/// assert_eq!(units.finish()?.files()?[0].name, "汇总.toml");
/// # Ok::<(), nianbao::Refused>(())
/// ```
///
/// # Errors
///
/// A roster that cannot be read, with all that is wrong with it.
pub fn rollup(roster: Input<'_>, year: Option<Year>) -> Result<Units, Refused> {
    let roster = import::roster(roster.name, roster.bytes).map_err(|Unlisted { findings, .. }| {
        Refused::because(findings.iter().map(Finding::sentence).collect::<Vec<_>>().join("\n"))
    })?;
    let names = Names::of(&roster);
    Ok(Units { roster, names, files: Vec::new(), year })
}

/// The forms of the units of a roll-up, as they come in.
#[derive(Debug)]
pub struct Units {
    roster: Roster,
    names: Names,
    files: Vec<UnitFile>,
    year: Option<Year>,
}

impl Units {
    /// Adds the form of a unit; their order plays no part.
    pub fn add(&mut self, form: Form) {
        let (file, rank) = (form.source.name.clone(), u8::from(form.source.text().is_empty()));
        let submission = Submission::of(&file, rank, check(form, None), Vec::new(), &self.names);
        self.files.push(UnitFile::Form(Box::new(submission)));
    }

    /// Adds all up.
    ///
    /// # Errors
    ///
    /// The forms do not agree on a year, and none was asked for.
    pub fn finish(self) -> Result<Rollup, Refused> {
        Rollup::of(self.roster, &self.names, self.files, self.year)
            .map_err(|undecided| Refused::because(undecided.to_string()))
    }
}

impl Rollup {
    /// The files of a roll-up: the sum as a form, the workbook for superiors, a 退回修改单 for every unit with errors.
    ///
    /// # Errors
    ///
    /// A file that could not be made.
    pub fn files(&self) -> Result<Vec<File>, Refused> {
        let sum = File { name: "汇总.toml".to_owned(), bytes: crate::rollup::summed(self).to_toml().into_bytes() };
        let mut files = vec![sum, made("汇总.xlsx".to_owned(), write::rollup(self))?];
        for (at, name) in self.returned() {
            for (ending, bytes) in write::slip(self, at) {
                files.push(made(format!("退回修改单/{name}.{ending}"), bytes)?);
            }
        }
        Ok(files)
    }
}

impl Rollup {
    /// The roll-up as a long table, 汇总.csv: a line a figure, for databases and statistics programs.
    pub fn long_table(&self) -> File {
        File { name: "汇总.csv".to_owned(), bytes: write::long_table(self) }
    }
}

impl Form {
    /// The form as TOML: the text it was read from, or printed.
    pub fn to_toml(&self) -> String {
        if self.source.text().is_empty() { print(self, None) } else { self.source.text().to_owned() }
    }
}
