//! What the files bring, matched to the roster (U01–U05, U09); then the units against each other (U06–U08).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::fingerprint::similar_texts;
use super::sums::sums;
use super::{Inclusion, Names, Outcome, Rollup, Submission, own_form};
use crate::agency;
use crate::fields::{self, Field};
use crate::finding::Finding;
use crate::roster::{Identity, Roster, Whose};
use crate::rule::{self, Rule, Severity};
use crate::standard::Edition;
use crate::subject::Subject;
use crate::year::Year;

/// How many files of one unit are named.
const MOST_NAMED: usize = 5;
/// For how many files of unknown agencies a similar name is searched.
const MOST_SOUGHT: usize = 50;

/// What came of a file.
#[derive(Debug)]
pub enum UnitFile {
    /// A form, or a report read into one.
    Form(Box<Submission>),
    /// Nothing that can be counted.
    Unread(Unread),
}

/// A file that could not be read.
#[derive(Debug)]
pub struct Unread {
    /// The file, as it is named in messages.
    pub file: String,
    /// Its path below the folder that was given: its names may tell whose it is.
    pub inside: String,
    /// Why, without a full stop.
    pub why: String,
    /// An error, or a warning where it may be no report at all.
    pub severity: Severity,
}

impl Unread {
    /// Whose it is: its name may tell; that of a unit with others below it tells nothing, since it stands in the names
    /// of many.
    fn unit(&self, roster: &Roster, names: &Names) -> Option<usize> {
        names.in_path(&self.inside, roster)
    }

    /// The message about it (U05), with the unit that its name tells.
    fn finding(&self, unit: Option<&str>) -> Finding {
        let Self { file, why, severity, .. } = self;
        let whose = unit.filter(|unit| !file.contains(*unit));
        let whose = whose.map(|unit| format!("（看文件名是{unit}的）")).unwrap_or_default();
        let message = match severity {
            Severity::Error => format!("{file}{whose}读不出来，没有计入合计：{why}。"),
            _ => format!("{file}{whose}：{why}。"),
        };
        let file = Some(file.clone()).filter(|file| !file.is_empty());
        Finding { severity: *severity, file, ..Finding::new(&rule::U05, Subject::File, None, message) }
    }
}

/// The forms do not agree on a year, and none was asked for.
#[derive(Debug)]
pub struct Undecided {
    /// The years there are; none where no form has a readable one.
    pub years: Vec<Year>,
    /// What is wrong with the files that could not be read.
    pub raised: Vec<Finding>,
}

impl fmt::Display for Undecided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.years.is_empty() {
            return f.write_str("没有一份读得出报告年度的填报表或报告");
        }
        let years: Vec<String> = self.years.iter().map(Year::to_string).collect();
        write!(f, "各填报表的年度不一致（{}）", years.join("、"))
    }
}

impl Rollup {
    /// Matches what the files bring to the roster and adds it up. The order of the files plays no part.
    pub fn of(roster: Roster, names: &Names, files: Vec<UnitFile>, year: Option<Year>) -> Result<Self, Undecided> {
        let (mut forms, mut unread) = (Vec::new(), Vec::new());
        for file in files {
            match file {
                UnitFile::Form(form) => forms.push(*form),
                UnitFile::Unread(file) => unread.push(file),
            }
        }
        let years: BTreeSet<Year> = forms.iter().filter_map(|form| form.year).collect();
        let agreed = if years.len() == 1 { years.first().copied() } else { None };
        let decided = year.or(agreed).and_then(|year| Some((year, Edition::of_year(year)?)));
        unread.sort_by(|one, other| one.file.cmp(&other.file));
        let unread = unread.iter().map(|file| {
            let unit = file.unit(&roster, names);
            (unit, file.finding(unit.map(|unit| roster.units[unit].name.as_str())))
        });
        let Some((year, edition)) = decided else {
            let raised = unread.map(|(_, finding)| finding).collect();
            return Err(Undecided { years: years.into_iter().collect(), raised });
        };
        let raised: Vec<(Option<usize>, Finding)> = unread.collect();
        // What cannot be read is refused, but not what may be no report at all.
        let refused = raised.iter().filter(|(_, finding)| finding.is_error()).filter_map(|(unit, _)| *unit).collect();
        let mut matching = Matching { roster: &roster, names, year, edition, raised, refused };
        let units = matching.outcomes(forms);
        let raised = matching.raised;
        let mut rollup = Self {
            roster,
            year,
            edition,
            units,
            between_units: Vec::new(),
            similar: Vec::new(),
            mentions: Vec::new(),
            sums: Vec::new(),
        };
        for (unit, finding) in raised {
            rollup.raise(unit, finding);
        }
        rollup.sums = sums(&rollup);
        rollup.compare();
        let key = |finding: &Finding| (finding.rule.code, finding.file.clone());
        rollup.units.iter_mut().for_each(|outcome| outcome.raised.sort_by_key(key));
        rollup.between_units.sort_by_key(key);
        Ok(rollup)
    }

    /// Adds a finding to its unit, or to those between units.
    fn raise(&mut self, unit: Option<usize>, finding: Finding) {
        unit.map_or(&mut self.between_units, |unit| &mut self.units[unit].raised).push(finding);
    }

    /// The units against each other.
    fn compare(&mut self) {
        for (at, finding) in own_form::check(self) {
            self.raise(Some(at), finding);
        }
        self.similar = similar_texts(self.counted().map(|(at, form)| (at, &form.fingerprint)));
        self.mentions = self
            .counted()
            .flat_map(|(at, form)| form.mentions.iter().map(move |other| (at, *other)))
            .filter(|(at, other)| at != other && !self.is_related(*at, *other))
            .collect();
        let name = |at: usize| &self.roster.units[at].name;
        let finding = |at: usize, rule, message| {
            let file = self.units[at].submission.as_ref().map(|form| form.file.clone());
            (at, Finding { file, ..Finding::new(rule, Subject::Part(fields::OVERVIEW.table), None, message) })
        };
        let similar = self.similar.iter().map(|pair| {
            let message = format!(
                "{}的文字约{}%与{}相同（不算数字、标点和标准措辞）。请按本单位的情况改写。",
                name(pair.unit),
                pair.share,
                name(pair.other)
            );
            finding(pair.unit, &rule::U07, message)
        });
        let mentions = self.mentions.iter().map(|(at, other)| {
            let message = format!(
                "{}的文字里写了“{}”。请看看是不是照抄时漏改的；确实讲的是那个单位的，不用改。",
                name(*at),
                name(*other)
            );
            finding(*at, &rule::U08, message)
        });
        let raised: Vec<(usize, Finding)> = similar.chain(mentions).collect();
        for (at, finding) in raised {
            self.raise(Some(at), finding);
        }
    }

    /// Whether one of two units stands above the other.
    fn is_related(&self, one: usize, other: usize) -> bool {
        self.roster.above(one).any(|above| above == other) || self.roster.above(other).any(|above| above == one)
    }
}

struct Matching<'a> {
    roster: &'a Roster,
    names: &'a Names,
    year: Year,
    edition: &'static Edition,
    raised: Vec<(Option<usize>, Finding)>,
    /// Units of which something is there that is not counted.
    refused: BTreeSet<usize>,
}

impl Matching<'_> {
    fn raise(&mut self, rule: &'static Rule, unit: Option<usize>, file: &str, message: String) -> &mut Finding {
        let subject = if rule.code == rule::U04.code { Subject::Field(&fields::YEAR) } else { Subject::File };
        let file = Some(file.to_owned()).filter(|file| !file.is_empty());
        let at = self.raised.len();
        self.raised.push((unit, Finding { file, ..Finding::new(rule, subject, None, message) }));
        &mut self.raised[at].1
    }

    /// What comes of each unit.
    fn outcomes(&mut self, forms: Vec<Submission>) -> Vec<Outcome> {
        let mut by_unit: BTreeMap<usize, Vec<Submission>> = BTreeMap::new();
        let mut unmatched = Vec::new();
        for form in forms {
            match self.roster.whose(&form.identity()) {
                Whose::Of(unit) => by_unit.entry(unit).or_default().push(form),
                Whose::Either(units) => self.same_name(&form, &units),
                Whose::Torn(by_code, by_name) => self.torn(&form, by_code, by_name),
                Whose::Nobody => unmatched.push(form),
            }
        }
        let mut outcomes = Vec::with_capacity(self.roster.units.len());
        for (at, unit) in self.roster.units.iter().enumerate() {
            let submission = by_unit.remove(&at).and_then(|forms| self.one_of(at, forms));
            let inclusion = match &submission {
                _ if !unit.is_leaf() => Inclusion::Node,
                Some(_) => Inclusion::Counted,
                None if self.refused.contains(&at) => Inclusion::Refused,
                None => Inclusion::Missing,
            };
            if inclusion == Inclusion::Missing {
                let message = format!(
                    "没有收到{}的报表，没有计入合计。请催报；已经报来的，看看机关名称是否与单位名录一致，文件是否放在别的文件夹里。",
                    unit.name
                );
                self.raise(&rule::U01, Some(at), "", message);
            }
            outcomes.push(Outcome { inclusion, submission, raised: Vec::new() });
        }
        unmatched.sort_by(|one, other| one.file.cmp(&other.file));
        for (at, form) in unmatched.iter().enumerate() {
            let is_open = |unit: usize| at < MOST_SOUGHT && outcomes[unit].inclusion == Inclusion::Missing;
            if let Some(unit) = self.stray(form, is_open) {
                // Something of it is there: it is not missing.
                outcomes[unit].inclusion = Inclusion::Refused;
                self.raised.retain(|(own, finding)| *own != Some(unit) || finding.rule.code != rule::U01.code);
            }
        }
        outcomes
    }

    /// A form that may be of several units, which bear its name (U02).
    fn same_name(&mut self, form: &Submission, units: &[usize]) {
        let Submission { file, agency, .. } = form;
        let name = |unit: &usize| self.roster.units[*unit].name.as_str();
        let listed: Vec<&str> = units.iter().take(MOST_NAMED).map(name).collect();
        let more = if units.len() > MOST_NAMED { "等" } else { "" };
        let (first, above) = (listed.first().copied().unwrap_or_default(), self.roster.above(units[0]).next());
        let folder = above.map_or("", |above| agency::area(&self.roster.units[above].name));
        let message = format!(
            "{file}的机关“{agency}”在名录上有{}个（{}{more}），分不清是哪一个，没有计入合计。三个办法选一个：文件放进以上级命名的文件夹（如“{folder}”）；机关名称写全，上级写在前面（如“{first}”）；报表和名录里都填统一社会信用代码。",
            units.len(),
            listed.join("、"),
        );
        self.raise(&rule::U02, None, file, message);
    }

    /// A form of which the code is one unit's and the name another's (U02).
    fn torn(&mut self, form: &Submission, by_code: usize, by_name: usize) {
        let Submission { file, agency, .. } = form;
        let message = format!(
            "{file}的机关名称是“{agency}”，统一社会信用代码却是“{}”的，不知道是哪个单位的，没有计入合计。请改正名称或代码。",
            self.roster.units[by_code].name
        );
        self.raise(&rule::U02, None, file, message);
        self.refused.extend([by_code, by_name]);
    }

    /// A form whose agency is not on the roster (U02); it may be meant for a unit that is still open. The unit whose
    /// it is, if only its file tells it.
    fn stray(&mut self, form: &Submission, is_open: impl Fn(usize) -> bool) -> Option<usize> {
        let Submission { file, agency, .. } = form;
        let by_file = self.names.in_path(file.rsplit(['/', '\\']).next().unwrap_or_default(), self.roster);
        if agency.is_empty() {
            let by_file = by_file.filter(|unit| is_open(*unit));
            self.nameless(form, by_file);
            return by_file;
        }
        let by_file = by_file.filter(|unit| is_open(*unit)).map(|unit| &self.roster.units[unit]);
        let hint = self.roster.meant(agency, is_open).or(by_file).map_or_else(
            || {
                "名录上有它、只是名称不同的，在名录里给那个单位加别称；漏了的，在名录里补上；不归本次汇总的，移走文件。"
                    .to_owned()
            },
            |unit| format!("是不是“{}”？是的，改报表里的机关名称，或在名录里给它加别称“{agency}”。", unit.name),
        );
        let message = format!("{file}的机关“{agency}”不在单位名录上，没有计入合计。{hint}");
        self.raise(&rule::U02, None, file, message);
        None
    }

    /// A form that names no agency (U02); its file may tell the unit.
    fn nameless(&mut self, form: &Submission, by_file: Option<usize>) {
        let (file, cause) = (&form.file, cause(form, &fields::NAME));
        let whose = match by_file {
            Some(unit) => format!("看文件名是{}的", self.roster.units[unit].name),
            None => "不知道是哪个单位的".to_owned(),
        };
        let message = format!("{file}里读不出机关名称，{whose}，没有计入合计{cause}。请填机关名称，与单位名录一致。");
        self.raise(&rule::U02, by_file, file, message);
    }

    /// The form of a unit that is counted, if one can be.
    fn one_of(&mut self, unit: usize, mut forms: Vec<Submission>) -> Option<Submission> {
        let gaps = |form: &Submission| form.given.iter().filter(|(_, figure)| figure.is_none()).count();
        // A form before what was read from reports; of these the one that came through best, as a document with its
        // text before a workbook of the tables alone.
        forms.sort_by_cached_key(|form| {
            (form.rank > 0, !form.has_text, form.count(Severity::Error), gaps(form), form.rank, form.file.clone())
        });
        let (right, wrong): (Vec<_>, Vec<_>) = forms
            .into_iter()
            .partition(|form| form.year == Some(self.year) && form.given.edition().version == self.edition.version);
        for form in &wrong {
            self.other_year(unit, form, !right.is_empty());
        }
        let (first, rest) = right.split_first()?;
        self.compare(unit, first, rest).then(|| right.into_iter().next()).flatten()
    }

    /// A form of another year or edition (U04); beside one of the right year no more than a warning.
    fn other_year(&mut self, unit: usize, form: &Submission, is_beside: bool) {
        let (name, year, file) = (&self.roster.units[unit].name, self.year, &form.file);
        let message = match form.year {
            Some(own) if is_beside && own != year => {
                format!("{name}的表（{file}）是{own}年度的，没有计入合计；{year}年度的已经另外报来。请移走这一份。")
            }
            None => {
                let cause = cause(form, &fields::YEAR);
                format!("{name}的表（{file}）读不出报告年度，没有计入合计{cause}。请把报告年度改成{year}。")
            }
            Some(own) if own == year => format!(
                "{name}的表（{file}）用的是{}版格式，{year}年度应用{}版，没有计入合计。请用{year}年度的空白表重填。",
                form.given.edition().version,
                self.edition.version
            ),
            Some(own) => {
                format!("{name}的表（{file}）是{own}年度的，本次汇总{year}年度，没有计入合计。请报{year}年度的。")
            }
        };
        let finding = self.raise(&rule::U04, Some(unit), file, message);
        if is_beside {
            finding.severity = Severity::Warning;
        } else {
            self.refused.insert(unit);
        }
    }

    /// Several forms of a unit (U03): whether one of them can be counted. What was read from a report that says the
    /// same as the form is no second one.
    fn compare(&mut self, unit: usize, first: &Submission, rest: &[Submission]) -> bool {
        self.compare_agency(unit, first);
        let name = &self.roster.units[unit].name;
        let other = rest.iter().find_map(|other| Some((other, first.given.first_difference(&other.given)?)));
        if let Some((other, (place, one, two))) = other {
            let others = rest.iter().filter(|form| form.file != other.file);
            let files: Vec<&str> = [first, other].into_iter().chain(others).map(|form| form.file.as_str()).collect();
            let more = if files.len() > MOST_NAMED { "等" } else { "" };
            let message = format!(
                "{name}报了{}份，数不同，都没有计入合计：{}{more}。如{}，第一份是{one}，第二份是{two}。请留下对的一份，移走其余的。",
                files.len(),
                files.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join("、"),
                place.full_name(),
            );
            let finding = self.raise(&rule::U03, Some(unit), &first.file, message);
            (finding.subject, finding.figures) = (place.into(), vec![one, two]);
            self.refused.insert(unit);
            return false;
        }
        let twice: Vec<&Submission> = rest.iter().filter(|form| form.rank == 0).collect();
        if !twice.is_empty() {
            let files: Vec<&str> = twice.iter().take(MOST_NAMED).map(|form| form.file.as_str()).collect();
            let more = if twice.len() > MOST_NAMED { "等" } else { "" };
            let message = format!(
                "{name}报了{}份，数都相同，计入合计的是{}；另有{}{more}，请移走。",
                twice.len() + 1,
                first.file,
                files.join("、")
            );
            self.raise(&rule::U03, Some(unit), &first.file, message).severity = Severity::Warning;
        }
        true
    }

    /// Level, kind and code against the roster (U09).
    fn compare_agency(&mut self, at: usize, form: &Submission) {
        let unit = &self.roster.units[at];
        let own = [
            (&fields::LEVEL, &form.level, unit.level),
            (&fields::KIND, &form.kind, unit.kind),
            (&fields::CODE, &form.code, unit.code.as_deref()),
        ];
        let of_name = Identity { code: None, ..form.identity() };
        if form.code.is_some() && self.roster.whose(&of_name) == Whose::Nobody {
            let message = format!(
                "{}的表（{}）机关名称填的是“{}”，按统一社会信用代码归入。请改正填报表或名录。",
                unit.name, form.file, form.agency
            );
            self.raise(&rule::U09, Some(at), &form.file, message).subject = Subject::Field(&fields::NAME);
        }
        for (field, filled, listed) in own {
            let (Some(filled), Some(listed)) = (filled, listed) else { continue };
            if filled != listed {
                let message = format!(
                    "{}的{}填的是“{filled}”，单位名录上是“{listed}”。请改正填报表或名录。",
                    unit.name, field.label
                );
                self.raise(&rule::U09, Some(at), &form.file, message).subject = Subject::Field(field);
            }
        }
    }
}

/// Why something of a form could not be read: the error at its key, or the first about how the form is written.
fn cause(form: &Submission, field: &Field) -> String {
    let errors = || form.findings.iter().filter(|finding| finding.is_error());
    let written = [rule::F01.code, rule::F09.code, rule::F11.code];
    let is_about = |finding: &&Finding| finding.subject.is_of(field) && finding.rule.code != rule::F04.code;
    let first = errors().find(is_about).or_else(|| errors().find(|finding| written.contains(&finding.rule.code)));
    let Some(finding) = first else { return String::new() };
    let line = finding.position.map(|(line, _)| format!("第{line}行：")).unwrap_or_default();
    format!("（{line}{}）", finding.message().trim_end_matches('。'))
}
