//! `fix`: typing mistakes corrected where only one reading is possible, and nothing else touched.
//!
//! For each statement with a finding, the ways it may have been meant are written out and read in its place. The one
//! that is right, if it is the only one, stands; comments, order and blank lines stay as they are.

use std::collections::HashSet;
use std::ops::Range;

use super::number::plain;
use super::read::{labelled, read, table_names};
use crate::date::Date;
use crate::fields::{self, Field, REPEATED, Takes, field};
use crate::figure::Kind;
use crate::finding::Finding;
use crate::invisible::visible;
use crate::lenient_number::{self, half_width};
use crate::rule::{self, Rule};
use crate::source::Source;
use crate::standard::{Edition, Matrix};
use crate::toml_text::{Statement, quoted, set_right, statements, with_hash};

/// How many statements are tried before a text is left as it is, for a part of it set right would not be all of it; of
/// a long text as many as it takes to read it so many bytes.
const MOST: usize = 1000;
const MOST_READ: usize = 100_000_000;

/// Rules of which a finding may have one certain remedy.
const FIXABLE: [&Rule; 5] = [&rule::F01, &rule::F03, &rule::F05, &rule::F09, &rule::F15];

/// The text of a form with all set right that is certain. Once is enough: the same again changes nothing more.
pub fn repair(text: &str) -> String {
    let most = MOST.min(MOST_READ / text.len().max(1));
    repaired(text.to_owned(), most).unwrap_or_else(|_| text.to_owned())
}

/// More statements had to be tried than may be.
struct TooMany;

/// The text set right with no more than so many tries. What was not certain is tried again when something else has been
/// set right, until nothing changes.
fn repaired(mut text: String, mut left: usize) -> Result<String, TooMany> {
    loop {
        let (mut tried, mut is_better) = (HashSet::new(), false);
        while let Some(better) = step(&text, &mut tried, &mut left)? {
            (text, is_better) = (better, true);
        }
        if !is_better {
            return Ok(text);
        }
    }
}

/// The text with one more statement set right; none if there is no such statement left.
fn step(text: &str, tried: &mut HashSet<String>, left: &mut usize) -> Result<Option<String>, TooMany> {
    let form = read(Source::new("", text.to_owned()));
    let findings = form.problems;
    let fixable = findings.iter().filter(|finding| FIXABLE.contains(&finding.rule));
    let spans: Vec<usize> = fixable.filter_map(|finding| Some(finding.span()?.start)).collect();
    if spans.is_empty() {
        return Ok(None);
    }
    let all = statements(text, &table_names());
    for start in spans {
        let Some(statement) = all.iter().find(|one| (one.range.start..=one.range.end).contains(&start)) else {
            continue;
        };
        let header = statement.under.map_or("", |at| all[at].key(text));
        let line = text[..statement.range.start].matches('\n').count();
        if !tried.insert(format!("{line} {header}\n{}", &text[statement.range.clone()])) {
            continue;
        }
        *left = left.checked_sub(1).ok_or(TooMany)?;
        let faulty = FaultyStatement { text, statement, header, edition: form.edition, findings: &findings };
        if let Some(better) = faulty.corrected() {
            return Ok(Some(better));
        }
    }
    Ok(None)
}

/// A statement with a finding, in its form.
struct FaultyStatement<'a> {
    text: &'a str,
    statement: &'a Statement,
    header: &'a str,
    edition: &'static Edition,
    findings: &'a [Finding],
}

impl FaultyStatement<'_> {
    /// The whole text with the statement as it was meant, if that is certain.
    fn corrected(&self) -> Option<String> {
        if self.goes_on() {
            return None;
        }
        match with_hash(self.text, self.statement).or_else(|| set_right(self.text, self.statement)) {
            Some(right) => self.with_right_signs(&right),
            None => self.only_meaning(),
        }
    }

    /// Whether the next line ends a text that this one begins: what was meant is both, which nobody but its author knows.
    fn goes_on(&self) -> bool {
        let rest = &self.text[self.statement.range.end..];
        let next = rest.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
        let own = self.text[self.statement.value.clone()].trim();
        let opens = own.starts_with(['"', '“']) && !own.chars().skip(1).any(|c| matches!(c, '"' | '”'));
        opens && next.ends_with(['"', '”']) && !next.contains('=') && !next.starts_with(['[', '#', '"', '“'])
    }

    /// The text with the statement in right signs, if that makes nothing worse elsewhere. Behind the signs something
    /// else may be wrong in the same statement, which then shows.
    fn with_right_signs(&self, right: &str) -> Option<String> {
        let start = self.statement.range.start;
        let elsewhere = |findings: &[Finding], length: usize| {
            let place = start..=start + length;
            let is_here = |finding: &&Finding| finding.span().is_some_and(|span| place.contains(&span.start));
            findings.iter().filter(|finding| !is_here(finding)).count()
        };
        let (text, after) = self.reading(right)?;
        (elsewhere(&after, right.len()) <= elsewhere(self.findings, self.statement.range.len())).then_some(text)
    }

    /// The text with the statement as it may have been meant, if only one meaning leaves fewer findings.
    fn only_meaning(&self) -> Option<String> {
        let meanings = if self.statement.is_header { self.headers() } else { self.pairs() };
        let own = &self.text[self.statement.range.clone()];
        let readings = meanings.iter().filter(|meaning| *meaning != own).filter_map(|meaning| self.reading(meaning));
        let mut fewer = readings.filter(|(_, after)| after.len() < self.findings.len());
        match (fewer.next(), fewer.next()) {
            (Some((text, _)), None) => Some(text),
            _ => None,
        }
    }

    /// The text with a statement in place of this one, and its findings; none if one is about the statement itself and
    /// says that it cannot be read.
    fn reading(&self, meaning: &str) -> Option<(String, Vec<Finding>)> {
        let Range { start, end } = self.statement.range;
        let text = [&self.text[..start], meaning, &self.text[end..]].concat();
        let findings = read(Source::new("", text.clone())).problems;
        let place = start..=start + meaning.len();
        let is_here = |finding: &Finding| finding.span().is_some_and(|span| place.contains(&span.start));
        let is_unread = |finding: &Finding| [&rule::F01, &rule::F09, &rule::F11].contains(&finding.rule);
        (!findings.iter().any(|finding| is_here(finding) && is_unread(finding))).then_some((text, findings))
    }

    /// A header with its brackets complete, if nothing but brackets and a comment stand there.
    fn headers(&self) -> Vec<String> {
        let (own, key) = (&self.text[self.statement.range.clone()], self.statement.key(self.text));
        let comment = own.find('#').unwrap_or(own.len());
        let rest: String = own[..comment].replacen(key, "", 1);
        let is_only_brackets = rest.chars().all(|c| c.is_whitespace() || "[](),.;:".contains(c));
        let header = if key == REPEATED { format!("[[{key}]]") } else { format!("[{key}]") };
        if is_only_brackets { vec![format!("{header}{}{}", gap(&own[comment..]), &own[comment..])] } else { Vec::new() }
    }

    /// What a key with its value may have been meant to be.
    fn pairs(&self) -> Vec<String> {
        let typed = &self.text[self.statement.value.clone()];
        if self.statement.name.is_empty() || typed.contains('\n') {
            return Vec::new();
        }
        let indent = &self.text[self.statement.range.start..self.statement.name.start];
        let between = match self.statement.sign {
            Some('=') => self.text[self.statement.name.end..self.statement.value.start].to_owned(),
            _ => " = ".to_owned(),
        };
        let (lead, code, tail) = parts(typed);
        let lead = if between.ends_with(' ') { "" } else { lead };
        let mut found = Vec::new();
        for key in self.keys() {
            for value in self.values(&key, code) {
                found.push(format!("{indent}{key}{between}{lead}{value}{tail}"));
            }
        }
        found.sort();
        found.dedup();
        found
    }

    /// The key as typed, or the known one that differs only in its letters' width and size, or bears that label.
    fn keys(&self) -> Vec<String> {
        let typed = self.statement.key(self.text);
        if self.is_known(typed) {
            return vec![typed.to_owned()];
        }
        let narrow = typed.chars().filter(|c| !c.is_whitespace()).map(half_width).collect::<String>().to_lowercase();
        let labelled = labelled(self.header, typed, self.edition).map(str::to_owned);
        Some(narrow).filter(|key| self.is_known(key)).or(labelled).into_iter().collect()
    }

    fn is_known(&self, key: &str) -> bool {
        field(self.header, key).is_some() || self.row(key).is_some()
    }

    /// The block of a row that can be filled in.
    fn row(&self, key: &str) -> Option<&'static Matrix> {
        let matrix = self.edition.matrix_of(self.header, key)?;
        matrix.row(key).filter(|line| !line.is_group()).map(|_| matrix)
    }

    /// What a value may have been meant to be, as it would be typed.
    fn values(&self, key: &str, code: &str) -> Vec<String> {
        let mut found = vec![code.to_owned()];
        match (self.row(key), field(self.header, key)) {
            (Some(matrix), _) => found.extend(figures(matrix, code)),
            (None, Some(field)) => found.extend(answer(field, code)),
            (None, None) => {}
        }
        found
    }
}

/// A value's blanks before it, itself, and what stands behind it: blanks and a comment.
fn parts(typed: &str) -> (&str, &str, &str) {
    let start = typed.len() - typed.trim_start().len();
    let rest = &typed[start..];
    // A sign of number within a text is part of it; there the value is left as it is.
    let is_quoted = rest.starts_with(['"', '\'', '[']) && rest.trim_end().ends_with(['"', '\'', ']']);
    // A comment has a blank before it; a sign of number that touches what stands before may be part of it.
    let comment = rest.match_indices('#').map(|(at, _)| at).find(|at| rest[..*at].ends_with(char::is_whitespace));
    let end = if is_quoted { rest.len() } else { comment.unwrap_or(rest.len()) };
    let code = rest[..end].trim_end();
    (&typed[..start], code, &rest[code.len()..])
}

fn gap(comment: &str) -> &'static str {
    if comment.is_empty() { "" } else { "   " }
}

/// A text without a quote on either side.
fn unquoted(code: &str) -> &str {
    let code = code.trim();
    let code = code.strip_prefix(['"', '\'', '“', '”']).unwrap_or(code);
    code.strip_suffix(['"', '\'', '“', '”']).unwrap_or(code).trim()
}

/// The figures of a row: a single one for all of it, or as many as it has columns.
fn figures(matrix: &'static Matrix, code: &str) -> Vec<String> {
    let columns = || matrix.given_columns().chain(matrix.total_column());
    let kind = columns().next().map_or(Kind::Count, |column| column.kind);
    let digits = |item: &str, kind: Kind| {
        let item = unquoted(item);
        whole(item).or_else(|| plain(item, kind, kind.units()))
    };
    let typed = own_signs(code);
    let stem = typed.trim_end_matches([',', ';', '.']);
    let single = if stem.starts_with('[') || stem.ends_with(']') { None } else { digits(stem, kind) };
    let inner = stem.trim_matches(['[', ']']).trim().trim_end_matches(',');
    // A whole row in quotes is a row.
    let whole = inner.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|row| !row.contains(['"', ',']));
    let items = items(whole.unwrap_or(inner));
    // Three digits behind each comma may be one number with thousands commas.
    let is_group = |item: &&str| item.len() == 3 && item.bytes().all(|b| b.is_ascii_digit());
    let is_doubtful = !stem.starts_with('[') && items.len() > 1 && items[1..].iter().any(is_group);
    let listed: Option<Vec<String>> =
        items.iter().zip(columns()).map(|(item, column)| digits(item, column.kind)).collect();
    let is_list = items.len() > 1 && !is_doubtful && items.len() <= columns().count();
    let list = listed.filter(|_| is_list).or_else(|| pasted(matrix, &items).filter(|_| !is_doubtful));
    single.into_iter().chain(list.map(|items| format!("[{}]", items.join(", ")))).collect()
}

/// The counts of a whole row between which blanks, tabs or full stops stand, as pasting from a sheet leaves them: just
/// as many as the row has columns. Three digits behind a blank may be part of one number.
fn pasted(matrix: &'static Matrix, items: &[&str]) -> Option<Vec<String>> {
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '.' | '。' | ';' | '|');
    let parts = |item: &&str| item.split(is_gap).filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let counts: Vec<String> = items.iter().flat_map(parts).collect();
    let is_blank = |item: &&str| item.trim().is_empty();
    let may_be_grouped = counts[1.min(counts.len())..].iter().any(|count| count.len() == 3)
        && !items.iter().all(|item| item.trim().chars().all(|c| c == '\t' || !is_gap(c)));
    let given = matrix.given_columns().count();
    // Beside commas one figure more may be a comma too many.
    let has_total = matrix.total_column().is_some() && items.len() == 1;
    let is_row = given > 2
        && (counts.len() == given || (has_total && counts.len() == given + 1))
        && matrix.given_columns().all(|column| column.kind == Kind::Count);
    let are_digits = counts.iter().all(|count| count.bytes().all(|b| b.is_ascii_digit()));
    (is_row && are_digits && counts.len() > items.len() && !may_be_grouped && !items.iter().any(is_blank))
        .then_some(counts)
}

/// The signs of TOML for Chinese ones between figures, but for those within quotes. Only a comma may be one of
/// thousands: what else parts figures has a blank behind it, which a number has not.
fn own_signs(code: &str) -> String {
    let mut quote = None;
    let mut right = String::new();
    for c in code.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '、' | '；') => {
                right.push_str(", ");
                continue;
            }
            _ => {}
        }
        right.push(if quote.is_some() { c } else { half_width(c) });
    }
    right
}

/// What commas part, but for those within quotes.
fn items(list: &str) -> Vec<&str> {
    let mut quote = None;
    let is_end = |c: char| {
        match quote {
            Some(open) if c == open => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
        c == ',' && quote.is_none()
    };
    list.split(is_end).collect()
}

/// A number that is whole although it is written with decimals: `54408.0`.
fn whole(item: &str) -> Option<String> {
    let (whole, fraction) = item.split_once('.')?;
    let is_digits = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit()) && !fraction.is_empty();
    // Three zeros may be what a thousands comma was meant to part off.
    (is_digits && fraction.len() != 3 && fraction.bytes().all(|b| b == b'0')).then(|| whole.to_owned())
}

/// The answer of a key of the fixed part.
fn answer(field: &Field, code: &str) -> Option<String> {
    let typed = unquoted(code);
    match field.takes {
        Takes::Year | Takes::Version => Some(typed.trim_end_matches('年').trim().to_owned()),
        Takes::Count => plain(typed, Kind::Count, lenient_number::COUNTED),
        Takes::Amount => plain(typed, Kind::Amount, lenient_number::IN_YUAN),
        Takes::Date => Date::read(typed).map(Date::iso),
        Takes::Line | Takes::Font | Takes::Code | Takes::Choice(_) => {
            let seen = visible(typed);
            // No name has a blank in it.
            let seen = if *field == fields::NAME { seen.replace(char::is_whitespace, "") } else { seen };
            let typed = seen.trim();
            let is_doubtful = |c: char| "\"'“”‘’\\#[]".contains(c);
            let is_ended = !typed.ends_with(['，', '。', '、', '；', ',', ';']);
            let is_plain =
                !typed.is_empty() && is_ended && !typed.contains(is_doubtful) && !lenient_number::means_zero(typed);
            is_plain.then(|| quoted(typed))
        }
        Takes::Text | Takes::Lines | Takes::Numbers => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "year = 2020\n[agency]\nname = \"某县人民政府\"\nlevel = \"县级\"\nkind = \"政府\"\n[disclosure]\n\
                        procurement = [3, 4.5]\nfees = [2, -1]\n[reviews]\nreconsideration = [1, 0, 6, 0]\n";

    /// A line of the form as it was typed, and as it is set right.
    #[test]
    fn what_is_certain_is_set_right() {
        for (right, typed) in [
            ("year = 2020", "year ＝ 2020"),
            ("year = 2020", "year = \"2020年\""),
            ("year = 2020", "Year = 2020"),
            ("[agency]", "【agency】"),
            ("[agency]", "[agency"),
            ("[agency]   # 机关", "agency]   # 机关"),
            ("name = \"某县人民政府\"", "name = “某县人民政府”"),
            ("name = \"某县人民政府\"", "name = \"某县人民政府”"),
            ("name = \"某县人民政府\"   # 全称", "name = 某县人民政府   # 全称"),
            ("name = \"某县人民政府\"", "name ： “某县人民政府”"),
            ("level = \"县级\"", "level : \"县级\""),
            ("level = \"县级\"", "level = 县级"),
            ("procurement = [3, 4.5]", "procurement = [3，4.5]"),
            ("procurement = [3, 4.5]", "procurement = [３、４．５]"),
            ("procurement = [3, 4.5]", "procurement = （3，4。5）"),
            ("procurement = [3, 4.5]", "procurement = [\"3个\", \"4.5万元\"]"),
            ("procurement = [3, 4.5]", "procurement = [3个, 4.5万]"),
            ("procurement = [3, 4.5]", "procurement = 3, 4.5"),
            ("procurement = [3, 4.5]", "procurement = [3, 4.5"),
            ("procurement = [3, 0]  # 采购", "procurement = [3, \"/\"]  # 采购"),
            ("procurement = 0", "procurement = \"无\""),
            ("fees = [2, -1]", "fees = [2, \"减 1\"]"),
            ("fees = [2, -1]", "fees = [２， －１]"),
            ("fees = [2, 16]", "fees = [2, \"增 16\"]"),
            ("fees = [1234, -1]", "fees = [\"1,234\", -1]"),
            ("fees = [2, -1]", "\u{3000}fees = [2, -1]\u{3000}"),
            ("fees = [2, -1]", "fees = [2.0, -1]"),
            ("reconsideration = [1, 0, 6, 0]", "reconsideration = [1\t0\t6\t0]"),
            ("reconsideration = [1, 0, 6, 0]", "reconsideration = 1\t0\t6\t0"),
            ("reconsideration = [1, 0, 6, 0]", "reconsideration = [1 0  6 0]"),
            ("reconsideration = [1, 0, 6, 0]", "reconsideration = [1, 0 6, 0]"),
            ("reconsideration = [1, 0, 6, 0]", "reconsideration = [1.0.6.0]"),
            ("reconsideration = [1, 0, 6, 0]", "reconsideration = [1;0;6;0]"),
            ("reconsideration = [1, 0, 6, 0]", "reconsideration = \"1\t0\t6\t0\""),
            ("reconsideration = [1, 0, 6, 0]", "reconsideration = [1。0。 6。0]"),
            ("reconsideration = [1, 0, 600, 0, 601]", "reconsideration = [1\t0\t600\t0\t601]"),
            ("reconsideration = [1, 0, 6, 0]   # 行政复议的件数", "reconsideration = [1, 0, 6, 0]   行政复议的件数"),
            ("name = \"某县人民政府\" # 与公章一致的全称", "name = \"某县人民政府\" 与公章一致的全称"),
            ("name = \"某县人民政府\"", "name = \"某县\u{200B}人民\u{FEFF}政府\""),
        ] {
            let key = right.trim_start_matches('[').split([' ', ']']).next().unwrap();
            let line = |line: &&str| line.trim_start_matches('[').split([' ', ']']).next() == Some(key);
            let old = FORM.lines().find(line).unwrap();
            let (slipped, expected) = (FORM.replacen(old, typed, 1), FORM.replacen(old, right, 1));
            assert_eq!(repair(&slipped), expected, "{typed}");
            assert_eq!(repair(&expected), expected, "{right}");
        }
    }

    /// What is set right further down makes certain what was not before; what needs too many tries is left.
    #[test]
    fn once_is_enough() {
        let torn = "year = 2023\n[agency]\nname = \"某县人民政府\"\nlevel = \"县级\"\nkind = \"政unclear = 0\npetition = 0\n\
                    duplicate = 0\npublished_material = 0\nexcessive = 0\nreconfirmation = 0\nnot_corrected = 0\n\
                    fee_not_paid = 0\nother_handling = 0\n[[reviews]]\nreconsideration = [1, 0, 6, 0]\n\
                    litigation_direct = [2, 0, 10, 0]\nlitigation_after_review = [0, 0, 1, 0]\n[narrative]\n\
                    overview = '''\n督保障，组府\"\n[disclosure]\nregulations";
        let once = repair(torn);
        assert!(once.contains("kind = \"政unclear = 0\"\n") && once.contains("\n[reviews]\n"), "{once}");
        assert_eq!(repair(&once), once);
        let broken = "fees ＝ 2\n".repeat(MOST + 1);
        assert_eq!(repair(&broken), broken);
    }

    #[test]
    fn what_is_not_certain_is_left() {
        for typed in [
            "procurement = [1,234, 5]",
            "procurement = [3, \"约4.5\"]",
            "procurement = [\"3万\", 4.5]",
            "procurement = [3, \"45元\"]",
            "procurement = [3 4.5]",
            "procurement = [3, 4.5, ]]x",
            "procurement = [\"22（其中修订16件）\", 4.5]",
            "procurment = [3, 4.5]",
            "procurement = \"3、4.5\"",
            "procurement = [3, -4.5]",
            "procurement = 1,234",
            "procurement = 1，234",
            "procurement = [3, \"+-5\"]",
            "procurement = [1.000, 4.5]",
            "fees = [2, \"增-1\"]",
            "fees = [2, --1]",
            "fees = 2,345",
            "reconsideration = [1 0 6]",
            "reconsideration = [1 234 6 0]",
            "reconsideration = [1, , 6 0]",
            "reconsideration = [1,2 0 6 0]",
            "reconsideration = [1 0 6 0 7 8]",
            "reconsideration = [1, 0, 6, 0]   件",
            "name = \"某县\n人民政府\"",
            "name = 某县#1办公室",
            "name = “某县”人民政府",
            "name = 某县人民政府，",
        ] {
            let key = typed.split(' ').next().unwrap();
            let old = FORM.lines().find(|line| line.starts_with(key)).unwrap_or("procurement = [3, 4.5]");
            let slipped = FORM.replacen(old, typed, 1);
            assert_eq!(repair(&slipped), slipped, "{typed}");
        }
    }
}
