//! 单位名录: the units of a roll-up, a tree of any depth in the order of the roster.

use std::collections::HashMap;

use crate::agency;
use crate::fields::{self, Field, KINDS, LEVELS};
use crate::finding::Finding;
use crate::invisible::is_invisible;
use crate::lenient_number::half_width;
use crate::origin::Origin;
use crate::rule;
use crate::source::{Source, Span};
use crate::subject::Subject;
use crate::suggest::{distance, nearest};
use crate::toml_text::{self, Entry, Named, Node, SyntaxError, Value};

/// The table a unit is written in: `[[unit]]`.
const UNIT: &str = "unit";

/// For how many units with an unknown parent a similar name is searched.
const MOST_SOUGHT: usize = 50;

/// Shorter names, in characters, stand in too many others.
const SHORTEST_PART: usize = 3;

/// How many units of a circle are listed.
const MOST_LISTED: usize = 6;

/// A unit of the roster.
#[derive(Debug)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// 行政层级, where the roster or the name tells it.
    pub level: Option<&'static str>,
    /// 政府 or 部门, likewise.
    pub kind: Option<&'static str>,
    /// The unit its figures go to; of the root none.
    pub parent: Option<usize>,
    /// The units whose figures come to it, in the order of the roster.
    pub children: Vec<usize>,
}

impl Unit {
    /// Whether it reports for itself: a unit with others below it is their sum.
    pub const fn is_leaf(&self) -> bool {
        self.children.is_empty()
    }

    /// Its name and the others it goes by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// 单位名录: units by their place in it, each with one above it but the root.
#[derive(Debug)]
pub struct Roster {
    /// The name of its file, without the folders it lies in.
    pub file: String,
    /// In the order of the roster.
    pub units: Vec<Unit>,
    /// The unit that all others come to.
    pub root: usize,
    /// Every unit after the one above it.
    downwards: Vec<usize>,
    /// The first unit, and the one after the last, that the units below each would fill without a gap, if they do.
    blocks: Vec<Option<(usize, usize)>>,
    by_name: HashMap<String, usize>,
}

/// Reads a roster; otherwise what is wrong with it: how it is written (family F), or what it says (U10).
pub fn read(source: &Source) -> Result<Roster, Vec<Finding>> {
    let tree = toml_text::read(source, &[UNIT], &named);
    let mut reader = Reader { findings: tree.syntax_errors.into_iter().map(finding).collect(), units: Vec::new() };
    let has = |key: &str| tree.entries.iter().any(|entry| entry.key == key);
    if has(fields::NAME.table) && !has(UNIT) {
        let message = "这是填报表，不是单位名录。名录里每个单位写一段[[unit]]。";
        return Err(vec![Finding::new(&rule::U10, Subject::typed(UNIT, ""), None, message)]);
    }
    for entry in &tree.entries {
        reader.read(entry);
    }
    if reader.units.is_empty() && reader.findings.is_empty() {
        let message = "名录里没有单位。每个单位写一段：[[unit]]占一行，下面写name、level、kind、parent。";
        reader.findings.push(Finding::new(&rule::U10, Subject::typed(UNIT, ""), None, message));
    }
    let Reader { mut findings, units } = reader;
    let by_name = names(source, &units, &mut findings);
    let parents = parents(&units, &by_name, &mut findings);
    if findings.iter().any(Finding::is_error) {
        findings.sort_by_key(|finding| finding.span().map(|span| span.start));
        return Err(findings);
    }
    let span = |unit: &Written| unit.parent.as_ref().map_or_else(|| unit.span.clone(), |(_, span)| span.clone());
    let spans: Vec<Span> = units.iter().map(span).collect();
    let mut units: Vec<Unit> = units.into_iter().zip(&parents).map(|(written, parent)| written.unit(*parent)).collect();
    for (at, parent) in parents.iter().enumerate() {
        if let Some(parent) = parent {
            units[*parent].children.push(at);
        }
    }
    let roots: Vec<usize> = (0..units.len()).filter(|at| parents[*at].is_none()).collect();
    let downwards = downwards(&units, &roots);
    let problem = match roots.as_slice() {
        _ if downwards.len() < units.len() => circle(&units, &spans, &downwards),
        [_] => None,
        roots => Some(many_roots(&units, &spans, roots)),
    };
    if let Some(problem) = problem {
        return Err(vec![problem]);
    }
    let blocks = blocks(&units, &downwards);
    let file = source.name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    Ok(Roster { file, root: downwards.first().copied().unwrap_or_default(), units, downwards, blocks, by_name })
}

impl Roster {
    /// The unit that goes by a name, whatever the blanks and the width of its signs.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(&plain(name)).copied()
    }

    /// The only unit among those still open that a name may be meant for: it begins alike and has one sign wrong, or
    /// one name holds the other.
    pub fn meant(&self, name: &str, is_open: impl Fn(usize) -> bool) -> Option<&Unit> {
        let name = plain(name);
        let is_meant = |unit: &Unit| unit.names().any(|own| is_alike(&name, &plain(own)));
        let mut meant = (0..self.units.len()).filter(|at| is_open(*at) && is_meant(&self.units[*at]));
        let only = meant.next()?;
        meant.next().is_none().then(|| &self.units[only])
    }

    /// The units that report for themselves.
    pub fn leaves(&self) -> impl Iterator<Item = usize> {
        (0..self.units.len()).filter(|at| self.units[*at].is_leaf())
    }

    /// The units with others below them.
    pub fn nodes(&self) -> impl Iterator<Item = usize> {
        (0..self.units.len()).filter(|at| !self.units[*at].is_leaf())
    }

    /// Every unit after those below it.
    pub fn upwards(&self) -> impl Iterator<Item = usize> {
        self.downwards.iter().rev().copied()
    }

    /// The units above one, from the nearest.
    pub fn above(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.units[at].parent, |above| self.units[*above].parent)
    }

    /// The units below one, if they follow it without a gap: the first, and the one after the last.
    pub fn block(&self, at: usize) -> Option<(usize, usize)> {
        self.blocks[at]
    }
}

/// What the roster says of a unit.
struct Written {
    name: String,
    aliases: Vec<String>,
    level: Option<&'static str>,
    kind: Option<&'static str>,
    parent: Option<(String, Span)>,
    span: Span,
}

impl Written {
    fn unit(self, parent: Option<usize>) -> Unit {
        let Self { name, aliases, level, kind, .. } = self;
        let (level, kind) = (level.or_else(|| agency::level(&name)), kind.or_else(|| agency::kind(&name)));
        Unit { name, aliases, level, kind, parent, children: Vec::new() }
    }
}

/// The keys of a unit, and what each is called.
const KEYS: [(&str, &str); 5] =
    [("name", "单位名称"), ("aliases", "别称"), ("level", "行政层级"), ("kind", "机关类别"), ("parent", "上级单位")];

/// The name of a key of a unit in messages about its writing.
fn named(_: &str, key: &str) -> Option<Named> {
    let (_, label) = KEYS.iter().find(|(known, _)| *known == key)?;
    Some(Named { label: (*label).to_owned(), is_figure: false })
}

struct Reader {
    findings: Vec<Finding>,
    units: Vec<Written>,
}

impl Reader {
    fn report(&mut self, rule: &'static rule::Rule, subject: Subject, span: &Span, message: String) {
        self.findings.push(Finding::new(rule, subject, Origin::Text(span.clone()), message));
    }

    fn read(&mut self, entry: &Entry) {
        match &entry.node.value {
            Value::List(items) if entry.key == UNIT => items.iter().for_each(|item| self.read_unit(item)),
            Value::Table(_) if entry.key == UNIT => {
                let message = "“[unit]”应写作[[unit]]，两层方括号，每个单位一段。".to_owned();
                self.report(&rule::F05, Subject::typed(UNIT, ""), &entry.key_span, message);
            }
            // What a mistake has touched has its finding.
            Value::Unknown => {}
            _ => {
                let message = format!(
                    "单位名录里没有“{}”这一项。名录里只有[[unit]]，每段写name、aliases、level、kind、parent。",
                    entry.key
                );
                self.report(&rule::F03, Subject::typed("", &entry.key), &entry.key_span, message);
            }
        }
    }

    fn read_unit(&mut self, item: &Node) {
        let Value::Table(entries) = &item.value else { return };
        let mut written = Written {
            name: String::new(),
            aliases: Vec::new(),
            level: None,
            kind: None,
            parent: None,
            span: item.span.clone(),
        };
        for entry in entries {
            match entry.key.as_str() {
                "name" => {
                    written.name = self.text(entry).unwrap_or_default();
                    written.span = entry.node.span.clone();
                }
                "aliases" => written.aliases = self.texts(entry),
                "level" => written.level = self.choice(entry, &fields::LEVEL, LEVELS),
                "kind" => written.kind = self.choice(entry, &fields::KIND, KINDS),
                "parent" => {
                    let parent = self.text(entry).filter(|parent| !parent.is_empty());
                    written.parent = parent.map(|parent| (parent, entry.node.span.clone()));
                }
                unknown => {
                    let meant = nearest(unknown, KEYS.iter().map(|(key, _)| *key));
                    let hint = meant.map_or("。".to_owned(), |key| format!("，是不是“{key}”？"));
                    let message = format!("[[unit]]里没有“{unknown}”这一项{hint}");
                    self.report(&rule::F03, key(unknown), &entry.key_span, message);
                }
            }
        }
        if written.name.is_empty() {
            let name = entries.iter().find(|entry| entry.key == "name").map(|entry| &entry.node.value);
            // One that is there and cannot be read has its finding.
            if name.is_none_or(|name| {
                matches!(name, Value::Text(text) if text.trim().is_empty()) || matches!(name, Value::Empty)
            }) {
                let message = "这个单位没有写名称（name）。请填全称，与它的填报表一致。".to_owned();
                self.report(&rule::F04, key("name"), &written.span, message);
            }
            return;
        }
        self.units.push(written);
    }

    fn text(&mut self, entry: &Entry) -> Option<String> {
        match &entry.node.value {
            Value::Text(text) => self.printable(entry, text.trim()),
            Value::Unknown | Value::Empty => None,
            _ => {
                let message = format!("{}是文字，两边要加英文引号：{} = \"…\"。", label_of(&entry.key), entry.key);
                self.report(&rule::F05, key(&entry.key), &entry.node.span, message);
                None
            }
        }
    }

    /// A name that a sheet and the name of a file can bear.
    fn printable(&mut self, entry: &Entry, text: &str) -> Option<String> {
        let odd = text.chars().find(|c| c.is_control() || is_invisible(*c) || matches!(c, '\u{FFFE}' | '\u{FFFF}'));
        let length = text.chars().count();
        let message = match odd {
            Some(c) => {
                format!("{}里有看不见的控制字符（U+{:04X}）。请删去后重新键入。", label_of(&entry.key), u32::from(c))
            }
            None if length > agency::LONGEST_NAME => {
                format!("{}有{length}个字，太长（最多{}个字）。", label_of(&entry.key), agency::LONGEST_NAME)
            }
            None => return Some(text.to_owned()),
        };
        self.report(&rule::F15, key(&entry.key), &entry.node.span, message);
        None
    }

    fn texts(&mut self, entry: &Entry) -> Vec<String> {
        let Value::List(items) = &entry.node.value else {
            if !matches!(entry.node.value, Value::Unknown | Value::Empty) {
                let message = "别称应写成列表：aliases = [\"别称\", \"旧称\"]。".to_owned();
                self.report(&rule::F05, key(&entry.key), &entry.node.span, message);
            }
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(text) => {
                    texts.extend(self.printable(entry, text.trim()).filter(|text| !text.is_empty()));
                }
                Value::Unknown => {}
                _ => {
                    let message = "别称的每一项都应是英文引号里的文字。".to_owned();
                    self.report(&rule::F05, key(&entry.key), &item.span, message);
                }
            }
        }
        texts
    }

    fn choice(&mut self, entry: &Entry, field: &Field, words: &'static [&'static str]) -> Option<&'static str> {
        let text = self.text(entry)?;
        let found = words.iter().find(|word| **word == text).copied();
        if found.is_none() && !text.is_empty() {
            let meant = nearest(&text, words.iter().copied()).map(|word| format!("，是不是“{word}”？"));
            let hint = meant.unwrap_or_else(|| "。".to_owned());
            let message = format!("{}填“{text}”，只能是{}中的一个{hint}", field.label, words.join("、"));
            self.report(&rule::F13, key(&entry.key), &entry.node.span, message);
        }
        found
    }
}

/// A key of a unit.
fn key(key: &str) -> Subject {
    Subject::typed(UNIT, key)
}

/// A syntax error as a finding at its key.
fn finding(error: SyntaxError) -> Finding {
    let SyntaxError { rule, table, key, span, message } = error;
    Finding::new(rule, Subject::typed(&table, &key), Origin::Text(span), message)
}

fn label_of(key: &str) -> &str {
    KEYS.iter().find(|(known, _)| *known == key).map_or(key, |(_, label)| label)
}

/// The units by all their names; one name for two units is an error.
fn names(source: &Source, units: &[Written], findings: &mut Vec<Finding>) -> HashMap<String, usize> {
    let mut by_name: HashMap<String, usize> = HashMap::new();
    for (at, unit) in units.iter().enumerate() {
        for name in std::iter::once(&unit.name).chain(&unit.aliases) {
            let Some(first) = by_name.insert(plain(name), at).filter(|first| *first != at) else { continue };
            let (line, _) = source.position(units[first].span.start);
            let message = if unit.name == units[first].name {
                format!("“{name}”在名录里写了两次（第{line}行已有）。一个单位只写一次；不同的单位，名称要能分清。")
            } else {
                format!(
                    "“{name}”既是“{}”的名称或别称，也是“{}”的（第{line}行），分不清是哪个单位。请改掉一处。",
                    unit.name, units[first].name
                )
            };
            findings.push(Finding::new(&rule::U10, key("name"), Origin::Text(unit.span.clone()), message));
        }
    }
    by_name
}

/// The parent of each unit; a name that no unit has is an error.
fn parents(units: &[Written], by_name: &HashMap<String, usize>, findings: &mut Vec<Finding>) -> Vec<Option<usize>> {
    let mut parents = Vec::with_capacity(units.len());
    let mut sought = 0;
    for unit in units {
        let parent = unit.parent.as_ref().and_then(|(name, span)| {
            let found = by_name.get(&plain(name)).copied();
            if found.is_none() {
                sought += 1;
                let others = units.iter().filter(|other| sought <= MOST_SOUGHT && other.name != unit.name);
                let mut meant = others.filter(|other| is_alike(&plain(name), &plain(&other.name)));
                let hint = match (meant.next(), meant.next()) {
                    (Some(meant), None) => format!("是不是“{}”？", meant.name),
                    _ => "请照抄上级单位的name。".to_owned(),
                };
                let message = format!("“{}”的上级单位“{name}”不在名录里。{hint}", unit.name);
                findings.push(Finding::new(&rule::U10, key("parent"), Origin::Text(span.clone()), message));
            }
            found
        });
        parents.push(parent);
    }
    parents
}

/// Every unit that hangs below the roots, each after the one above it.
fn downwards(units: &[Unit], roots: &[usize]) -> Vec<usize> {
    let mut order = roots.to_vec();
    let mut at = 0;
    while let Some(unit) = order.get(at) {
        order.extend_from_slice(&units[*unit].children);
        at += 1;
    }
    order
}

/// A circle of units each above the next: there is one when not all hang below a root.
fn circle(units: &[Unit], spans: &[Span], reached: &[usize]) -> Option<Finding> {
    let mut is_reached = vec![false; units.len()];
    for at in reached {
        is_reached[*at] = true;
    }
    let mut at = is_reached.iter().position(|is_reached| !is_reached)?;
    let mut path = Vec::new();
    let mut met = vec![false; units.len()];
    while !met[at] {
        met[at] = true;
        path.push(at);
        at = units[at].parent?;
    }
    let start = path.iter().position(|other| *other == at)?;
    let name = |at: usize| units[at].name.as_str();
    let above = path[start + 1..].iter().chain([&at]);
    let pairs =
        path[start..].iter().zip(above).map(|(unit, above)| format!("“{}”的上级是“{}”", name(*unit), name(*above)));
    let mut listed: Vec<String> = pairs.take(MOST_LISTED).collect();
    if path.len() - start > MOST_LISTED {
        listed.push("……".to_owned());
    }
    let message = match path.len() - start {
        1 => format!("“{}”的上级写的是它自己。请改成它的上级单位；它是汇总单位的，删去parent。", name(at)),
        _ => format!("名录里的上级绕成了一圈：{}。请改正其中一个的parent。", listed.join("，")),
    };
    Some(Finding::new(&rule::U10, key("parent"), Origin::Text(spans[at].clone()), message))
}

fn many_roots(units: &[Unit], spans: &[Span], roots: &[usize]) -> Finding {
    let listed: Vec<String> = roots.iter().take(MOST_LISTED).map(|at| format!("“{}”", units[*at].name)).collect();
    let more = if roots.len() > MOST_LISTED { "等" } else { "" };
    let message = format!(
        "有{}个单位没有写上级（parent）：{}{more}。只有汇总单位不写parent，别的单位都要写；还没有汇总单位的，加一段[[unit]]写上它。",
        roots.len(),
        listed.join("、")
    );
    let second = roots.get(1).copied().unwrap_or_default();
    Finding::new(&rule::U10, key("parent"), Origin::Text(spans[second].clone()), message)
}

/// Of each unit the stretch of the roster that the units below it fill, if they follow it without a gap.
fn blocks(units: &[Unit], downwards: &[usize]) -> Vec<Option<(usize, usize)>> {
    let mut below: Vec<(usize, usize, usize)> = (0..units.len()).map(|at| (at, at, 1)).collect();
    for at in downwards.iter().rev() {
        let (first, last, count) = below[*at];
        if let Some(parent) = units[*at].parent {
            let (above_first, above_last, above_count) = below[parent];
            below[parent] = (above_first.min(first), above_last.max(last), above_count + count);
        }
    }
    let block = |(at, (first, last, count)): (usize, (usize, usize, usize))| {
        (first == at && last - first + 1 == count && count > 1).then_some((at + 1, last + 1))
    };
    below.into_iter().enumerate().map(block).collect()
}

/// Whether two names may be of one unit. Names that begin differently are of different units.
fn is_alike(one: &str, other: &str) -> bool {
    let (length, other_length) = (one.chars().count(), other.chars().count());
    let begins_alike = one.chars().take(2).eq(other.chars().take(2));
    let is_typing_mistake = begins_alike && length.abs_diff(other_length) <= 1 && distance(one, other) <= 1;
    let holds = length.min(other_length) >= SHORTEST_PART && (one.contains(other) || other.contains(one));
    is_typing_mistake || holds
}

/// A name to be compared: without blanks, its brackets and digits half-width.
fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).map(half_width).collect()
}
