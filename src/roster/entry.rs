//! A unit as a roster says it, and the judging of what is said: the same of TOML and of a sheet.

use super::columns::{self, Column};
use super::{UNIT, Unit};
use crate::agency;
use crate::credit_code;
use crate::date::Date;
use crate::fields::{self, Field, KINDS, LEVELS, SYNONYMS};
use crate::finding::Finding;
use crate::invisible::is_invisible;
use crate::origin::Origin;
use crate::rule::{self, Rule};
use crate::subject::Subject;
use crate::suggest::nearest;

/// What a roster says of a unit, and where.
#[derive(Debug)]
pub struct Entry {
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    level: Option<&'static str>,
    kind: Option<&'static str>,
    pub(super) parent: Option<(String, Origin)>,
    pub(super) code: Option<String>,
    deadline: Option<Date>,
    return_by: Option<Date>,
    contact: Option<String>,
    phone: Option<String>,
    /// Where it stands, and its name once that is read.
    pub(super) origin: Origin,
}

/// What stands under a key of a unit.
#[derive(Debug)]
pub enum Said {
    /// One text.
    Text(String),
    /// Several.
    Texts(Vec<String>),
}

impl Entry {
    /// A unit of which nothing is said yet.
    pub const fn at(origin: Origin) -> Self {
        Self {
            name: String::new(),
            aliases: Vec::new(),
            level: None,
            kind: None,
            parent: None,
            code: None,
            deadline: None,
            return_by: None,
            contact: None,
            phone: None,
            origin,
        }
    }

    /// Whether its name has been read.
    pub const fn has_name(&self) -> bool {
        !self.name.is_empty()
    }

    /// The names it is known by.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.aliases)
    }

    /// Takes what is said under a column; what is wrong with it becomes a finding.
    pub fn take(&mut self, column: &'static Column, said: Said, origin: &Origin, findings: &mut Vec<Finding>) {
        let mut judge = Judge { column, origin, findings };
        let texts = match said {
            Said::Text(text) => vec![text],
            Said::Texts(texts) => texts,
        };
        let texts: Vec<String> = texts.iter().filter_map(|text| judge.printable(text.trim())).collect();
        let text = texts.first().cloned().filter(|text| !text.is_empty());
        match column.key {
            "aliases" => self.aliases = texts.into_iter().filter(|text| !text.is_empty()).collect(),
            "name" => {
                self.name = text.unwrap_or_default();
                self.origin = origin.clone();
            }
            "level" => self.level = text.and_then(|text| judge.choice(&fields::LEVEL, &text, LEVELS)),
            "kind" => self.kind = text.and_then(|text| judge.choice(&fields::KIND, &text, KINDS)),
            "parent" => self.parent = text.map(|text| (text, origin.clone())),
            "code" => self.code = text.and_then(|text| judge.code(&text)),
            "deadline" => self.deadline = text.and_then(|text| judge.date(&text)),
            "return_by" => self.return_by = text.and_then(|text| judge.date(&text)),
            "contact" => self.contact = text,
            "phone" => self.phone = text,
            _ => {}
        }
    }

    /// The unit it is, with the one above it.
    pub(super) fn unit(self, parent: Option<usize>) -> Unit {
        let Self { name, aliases, level, kind, code, deadline, return_by, contact, phone, .. } = self;
        let (level, kind) = (level.or_else(|| agency::level(&name)), kind.or_else(|| agency::kind(&name)));
        let children = Vec::new();
        Unit { name, aliases, level, kind, parent, children, code, deadline, return_by, contact, phone }
    }
}

/// A key of a unit.
pub(super) fn subject(key: &str) -> Subject {
    Subject::typed(UNIT, key)
}

/// The finding on a unit without a name.
pub fn nameless(origin: Origin) -> Finding {
    let message = "这个单位没有写名称（name）。请填全称，与它的填报表一致。";
    Finding::new(&rule::F04, subject(columns::NAME.key), origin, message)
}

/// What stands under a column, to be judged.
struct Judge<'a> {
    column: &'static Column,
    origin: &'a Origin,
    findings: &'a mut Vec<Finding>,
}

impl Judge<'_> {
    fn report(&mut self, rule: &'static Rule, message: String) {
        self.findings.push(Finding::new(rule, subject(self.column.key), self.origin.clone(), message));
    }

    /// A text that a sheet and the name of a file can bear.
    fn printable(&mut self, text: &str) -> Option<String> {
        let label = self.column.label;
        let odd = text.chars().find(|c| c.is_control() || is_invisible(*c) || matches!(c, '\u{FFFE}' | '\u{FFFF}'));
        let length = text.chars().count();
        let message = match odd {
            Some(c) => {
                format!("{label}里有看不见的控制字符（U+{:04X}）。请删去后重新键入。", u32::from(c))
            }
            None if length > agency::LONGEST_NAME => {
                format!("{label}有{length}个字，太长（最多{}个字）。", agency::LONGEST_NAME)
            }
            None => return Some(text.to_owned()),
        };
        self.report(&rule::F15, message);
        None
    }

    fn choice(&mut self, field: &Field, text: &str, words: &'static [&'static str]) -> Option<&'static str> {
        let found = words.iter().find(|word| **word == text).copied();
        if found.is_none() {
            let synonym = SYNONYMS.iter().find(|(other, meant)| *other == text && words.contains(meant));
            let meant = synonym.map(|(_, meant)| *meant).or_else(|| nearest(text, words.iter().copied()));
            let hint = meant.map_or_else(|| "。".to_owned(), |word| format!("，是不是“{word}”？"));
            self.report(&rule::F13, format!("{}填“{text}”，只能是{}中的一个{hint}", field.label, words.join("、")));
        }
        found
    }

    fn code(&mut self, text: &str) -> Option<String> {
        let fault = match credit_code::read(text) {
            Ok(code) => return Some(code),
            Err(fault) => fault,
        };
        let is_cut = matches!(self.origin, Origin::Cell { .. }) && matches!(fault, credit_code::Fault::Length(_));
        let advice = if is_cut {
            "Excel里先把这一列设成文本再填，位数才不会丢。"
        } else {
            "请照登记证书抄。"
        };
        self.report(&rule::F05, format!("{}{fault}。{advice}", self.column.label));
        None
    }

    fn date(&mut self, text: &str) -> Option<Date> {
        let date = Date::read(text);
        if date.is_none() {
            let label = self.column.label;
            self.report(&rule::F05, format!("{label}应写作2027-01-20，须是真有的日子，现填“{text}”。"));
        }
        date
    }
}
