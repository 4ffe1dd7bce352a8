//! From tokens to claims: each number, each 没有, each 全部办结 with what it is said of.

use std::ops::Range;

use super::clause::{group, has, is_and, is_carried_out, is_opaque, is_topic, is_weak, is_word, start_of_change};
use super::interpretations::{Reading, Subject};
use super::lexicon::{Meaning, Words};
use super::normalize::Plain;
use super::numeral::{Numeral, Unit};
use super::scope::{Scope, scope};
use super::tokenize::{Kind, Token, tokens};
use super::{Claim, Says};
use crate::figure::Figure;
use crate::prose::fill;
use crate::standard::{Edition, Line, Matrix};
use crate::year::Year;

/// Whose text it is.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The edition of the report.
    pub edition: &'static Edition,
    /// Its year.
    pub year: Option<Year>,
    /// The agency.
    pub agency: &'a str,
}

/// Everything a text says of the figures of the tables; `figure` gives what a `{{name}}` is replaced by.
pub fn read(text: &str, setting: Setting<'_>, figure: impl Fn(&str) -> Option<Figure>) -> Vec<Claim> {
    let Some(words) = Words::of(setting.edition) else { return Vec::new() };
    let plain = Plain::of(text, &figure);
    let found = tokens(&plain.text, words);
    let mut reader = Reader { plain: &plain, setting, claims: Vec::new(), paragraph: Paragraph::default() };
    for paragraph in found.split(|token| matches!(token.kind, Kind::Paragraph)) {
        reader.paragraph = Paragraph::default();
        for sentence in paragraph.split(|token| matches!(token.kind, Kind::Stop)) {
            reader.sentence(sentence);
        }
    }
    reader.claims
}

/// A part of a text as it will be printed, on one line, with the figures it quotes.
pub fn printed(text: &str, part: &Range<usize>, figure: impl Fn(&str) -> Option<Figure>) -> String {
    let filled = fill(text.get(part.clone()).unwrap_or_default(), figure);
    filled.lines().map(str::trim).collect::<String>().replace("**", "").replace(|c: char| c.is_control(), " ")
}

/// The numbers of a text, whatever they are said of.
pub fn numbers(text: &str, edition: &'static Edition) -> Vec<Numeral> {
    let Some(words) = Words::of(edition) else { return Vec::new() };
    let plain = Plain::of(text, |_| None);
    let number = |token: Token| match token.kind {
        Kind::Number(numeral) => Some(numeral),
        _ => None,
    };
    tokens(&plain.text, words).into_iter().filter_map(number).collect()
}

/// Of which year something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Time {
    #[default]
    Own,
    /// Another, if it is named.
    Other(Option<Year>),
    /// A part of the report's own year.
    Part,
    /// What is to come.
    Plan,
}

/// What holds to the end of a paragraph.
#[derive(Default)]
pub(super) struct Paragraph {
    /// Whether it is about applications for information just now.
    pub(super) about_applications: bool,
    /// The rows last named, of the tables whose columns are named alone: 维持, 废止.
    pub(super) rows: Vec<(&'static Matrix, &'static Line)>,
}

/// What holds to the end of a sentence.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a thing that a sentence may say, by itself")]
pub(super) struct Sentence {
    pub(super) time: Time,
    pub(super) has_own_year: bool,
    /// The unit it is said of.
    pub(super) unit: Option<String>,
    /// Rows of the applications that it has named.
    pub(super) rows: Vec<&'static Line>,
    /// What the last number was said of, and the number.
    pub(super) last: Vec<Subject>,
    pub(super) last_number: Option<Figure>,
    /// Rows of 表二 that it has named.
    pub(super) decisions: Option<(&'static Matrix, &'static Line)>,
    /// The time outside of each bracket that is open; none where the bracket says which year 本年度 is.
    pub(super) outside: Vec<Option<Time>>,
    /// What the numbers to come are said of, one each: 分别.
    pub(super) queue: Vec<Subject>,
    /// What the clause before ended in, without a number.
    pub(super) pending: Vec<Token>,
    /// What came in, if it has named that.
    pub(super) flow: Option<Subject>,
    /// Whether it divides applications whose number is not known: 35件中.
    pub(super) is_part: bool,
    /// Whether it counts documents by how they are disclosed: 主动公开287件、依申请公开194件.
    pub(super) is_of_documents: bool,
    /// Whether reviews are counted before those that are about information: 213件，其中政府信息公开类12件.
    pub(super) divides_cases: bool,
    /// Whether it is about problems of another year.
    pub(super) is_of_problems: bool,
    /// How many brackets are open that divide what is not known.
    pub(super) muted: usize,
    /// Whether it is about what is carried over.
    pub(super) carries: bool,
    /// Where it begins, in bytes of the plain text.
    pub(super) start: usize,
}

/// A text as it is read, with what holds so far.
pub(super) struct Reader<'a> {
    plain: &'a Plain,
    pub(super) setting: Setting<'a>,
    claims: Vec<Claim>,
    pub(super) paragraph: Paragraph,
}

impl Reader<'_> {
    fn sentence(&mut self, found: &[Token]) {
        let Some(first) = found.first() else { return };
        let own = self.setting.year;
        let names_own = |(at, token): (usize, &Token)| match token.kind {
            Kind::Year(year) => Some(year) == own,
            // 本年度（2022年） is another year.
            Kind::Word(Meaning::This) => !matches!(found.get(at + 1).map(|next| &next.kind), Some(Kind::Open)),
            _ => false,
        };
        let text = self.text(first.span.start..found[found.len() - 1].span.end);
        let mut sentence = Sentence {
            has_own_year: found.iter().enumerate().any(names_own),
            carries: has(found, |m| matches!(m, Meaning::Carried | Meaning::Open) || is_carried_out(m)),
            start: first.span.start,
            divides_cases: text.split_once("其中").is_some_and(|(_, part)| part.contains("信息公开")),
            is_of_problems: PROBLEMS.iter().any(|word| text.contains(word)),
            ..Sentence::default()
        };
        let clauses = found.split(|token| matches!(token.kind, Kind::Comma));
        for clause in clauses.filter(|clause| clause.len() <= LONGEST_CLAUSE) {
            self.clause(clause, &mut sentence);
        }
    }

    fn clause(&mut self, clause: &[Token], sentence: &mut Sentence) {
        let before = sentence.time;
        let lasting = match scope(&self.plain.text, clause, self.setting.agency) {
            Some(Scope::Whole) => {
                sentence.unit = None;
                None
            }
            Some(Scope::Unit { name, is_first: false }) => sentence.unit.replace(name),
            Some(Scope::Unit { name, is_first: true }) => {
                sentence.unit = Some(name);
                sentence.unit.clone()
            }
            None => sentence.unit.clone(),
        };
        let mut from = 0;
        for at in 0..clause.len() {
            self.turn(clause, at, sentence);
            match &clause[at].kind {
                Kind::Word(Meaning::Negation) => self.nothing(clause, at, sentence),
                Kind::Number(numeral) => {
                    from = self.number(clause, from..at, numeral, sentence);
                }
                _ => {}
            }
        }
        self.all_done(clause, sentence);
        sentence.pending = if clause[from..].iter().any(is_topic) { clause[from..].to_vec() } else { Vec::new() };
        if has(clause, |meaning| matches!(meaning, Meaning::Compare | Meaning::Beside)) {
            sentence.time = before;
        }
        sentence.unit = lasting;
    }

    /// What a word changes for what comes after it.
    fn turn(&mut self, clause: &[Token], at: usize, sentence: &mut Sentence) {
        match clause[at].kind {
            Kind::Year(year) => sentence.time = self.time_of_year(clause, at, year, sentence),
            Kind::Open => open(&clause[..at], sentence),
            Kind::Close => {
                sentence.time = sentence.outside.pop().flatten().unwrap_or(sentence.time);
                sentence.muted = sentence.muted.saturating_sub(1);
            }
            Kind::Word(Meaning::This) if sentence.time != Time::Plan => sentence.time = Time::Own,
            Kind::Word(Meaning::Other) if !is_carried(clause.get(at + 1)) => sentence.time = Time::Other(None),
            Kind::Word(Meaning::Since) if !self.names_own_year(&clause[..at]) => sentence.time = Time::Other(None),
            Kind::Word(Meaning::Plan) => sentence.time = Time::Plan,
            Kind::Word(Meaning::PartOfYear) if sentence.time == Time::Own => sentence.time = Time::Part,
            Kind::Word(Meaning::WholeYear) if sentence.time == Time::Part => sentence.time = Time::Own,
            Kind::Word(Meaning::Court(row)) => self.name_court(row),
            Kind::Word(Meaning::Row(matrix, row)) => {
                self.name_row(clause, at, matrix, row);
                if matrix.total_column().is_none() {
                    self.paragraph.about_applications = false;
                    sentence.decisions = Some((matrix, row));
                }
            }
            Kind::Word(Meaning::Application { is_full: true }) => self.paragraph.about_applications = true,
            _ => {}
        }
    }

    /// The year of what follows, after a year is named.
    fn time_of_year(&self, clause: &[Token], at: usize, year: Year, sentence: &Sentence) -> Time {
        let (before, own) = (&clause[..at], self.setting.year);
        if Some(year) == own {
            // 自2019年到2023年底 is more than a year.
            let earlier = before.iter().rev().find(|token| matches!(token.kind, Kind::Year(_)));
            let is_to = |from: usize| RANGES.contains(&self.text(from..clause[at].span.start));
            let is_range =
                has(before, |m| matches!(m, Meaning::From)) || earlier.is_some_and(|earlier| is_to(earlier.span.end));
            return if is_range && sentence.time != Time::Own { Time::Other(None) } else { Time::Own };
        }
        // 2022年结转, 结转2024年 are of this year.
        if is_carried(clause.get(at + 1)) || before.iter().rev().take(2).any(|token| is_carried(Some(token))) {
            return sentence.time;
        }
        if own.is_none_or(|own| year > own) {
            let is_date = sentence.time == Time::Own && !has(clause, |m| matches!(m, Meaning::Plan));
            return if is_date { Time::Other(None) } else { Time::Plan };
        }
        // 清理2012年前的文件 is of no year.
        let is_named = !self.rest(clause, at).starts_with(['前', '以', '底']) && !sentence.is_of_problems;
        Time::Other(Some(year).filter(|_| is_named))
    }

    fn names_own_year(&self, tokens: &[Token]) -> bool {
        tokens.iter().any(|token| match token.kind {
            Kind::Year(year) => Some(year) == self.setting.year,
            _ => is_word(token, |m| matches!(m, Meaning::This)),
        })
    }

    /// The office that decides cases shows which are meant, unless they have been named themselves.
    fn name_court(&mut self, row: &str) {
        let matrices = self.setting.edition.matrices();
        let Some((own, court)) = matrices.iter().find_map(|m| Some((m, m.row(row)?))) else { return };
        let of_court: Vec<_> = own.rows.parts(court).collect();
        let is_named = self
            .paragraph
            .rows
            .iter()
            .any(|(_, row)| std::ptr::eq(*row, court) || of_court.iter().any(|part| std::ptr::eq(*part, *row)));
        if !is_named {
            self.paragraph.rows.retain(|(matrix, _)| !std::ptr::eq(*matrix, own));
            self.paragraph.rows.push((own, court));
        }
    }

    /// Remembers a row that was named; beside one it is linked to, or in its place.
    fn name_row(&mut self, clause: &[Token], at: usize, matrix: &'static Matrix, row: &'static Line) {
        if matrix.carries_over() {
            self.paragraph.about_applications |= !is_weak(row);
            return;
        }
        // Linked is what stands right after 和 or 、 and another row.
        let is_row = |token: &Token| is_word(token, |m| matches!(m, Meaning::Row(..)));
        let linked = clause[..at].split_last().filter(|(last, _)| is_and(last)).map(|(_, before)| before);
        let is_linked = linked.is_some_and(|before| {
            before.iter().rev().find(|token| !is_word(token, |m| matches!(m, Meaning::Filler))).is_some_and(is_row)
        });
        self.paragraph
            .rows
            .retain(|(other, named)| !std::ptr::eq(*other, matrix) || is_linked && !std::ptr::eq(*named, row));
        self.paragraph.rows.push((matrix, row));
    }

    /// Reads a number with the words before it; returns where the words begin that the next one may be said of, mostly
    /// after it.
    fn number(&mut self, clause: &[Token], before: Range<usize>, numeral: &Numeral, sentence: &mut Sentence) -> usize {
        let (at, done) = (before.end, before.end + 1);
        let context = &clause[before.clone()];
        if start_of_change(context).is_some() {
            // The year of 由上年的11件 is that of the 11 alone.
            if !context.iter().any(|token| matches!(token.kind, Kind::Year(_))) {
                sentence.time = Time::Own;
            }
            return before.start;
        }
        let after = &clause[at + 1..];
        let is_change = has(context, |m| matches!(m, Meaning::Delta | Meaning::Compare));
        if numeral.unit == Unit::Percent {
            self.share(context, numeral, is_change, sentence, clause, at);
            return done;
        }
        if is_change || is_of_other_time(after, sentence.time) {
            sentence.last.clear();
            return done;
        }
        if is_denied(context) {
            return done;
        }
        let (subjects, used) = self.subjects(context, after, numeral, sentence);
        if subjects.is_empty() {
            self.number_of_others(context, after, numeral, sentence);
            return done;
        }
        let divides_unknown = sentence.is_part || sentence.is_of_documents;
        if !(divides_unknown && subjects.iter().all(is_of_applications)) {
            self.number_of(subjects, clause, context, at, numeral, sentence);
        }
        done + used
    }

    /// A number and what it is said of: a claim, if it is exact.
    fn number_of(
        &mut self,
        subjects: Vec<Subject>,
        clause: &[Token],
        context: &[Token],
        at: usize,
        numeral: &Numeral,
        sentence: &mut Sentence,
    ) {
        self.remember(&subjects, sentence);
        if let [flow @ (Subject::Received | Subject::Applications)] = subjects.as_slice() {
            sentence.flow = Some(flow.clone());
        }
        let is_about = has(group(context), |m| matches!(m, Meaning::About));
        if numeral.is_exact && !is_about {
            let is_each = has(group(context), |m| matches!(m, Meaning::Each));
            let says =
                if is_each && subjects.len() > 1 { Says::Each(numeral.clone()) } else { Says::Number(numeral.clone()) };
            self.claim(clause, at, says, &subjects, numeral.unit, sentence);
        }
        sentence.last = subjects;
        sentence.last_number = Some(numeral.value);
    }

    /// A number of something that no table counts: what it changes for the numbers after it.
    fn number_of_others(&mut self, context: &[Token], after: &[Token], numeral: &Numeral, sentence: &mut Sentence) {
        let is_part = has(context, |m| matches!(m, Meaning::Kind | Meaning::Part | Meaning::About));
        if numeral.unit == Unit::Counted && !is_part && numeral.is_exact && context.iter().any(is_opaque) {
            self.paragraph.about_applications = false;
        }
        let is_class = context.last().is_some_and(|before| is_word(before, |m| matches!(m, Meaning::Publish)));
        sentence.is_of_documents |= is_class;
        let is_next_part = after.first().is_some_and(|next| is_word(next, |m| matches!(m, Meaning::Part)));
        sentence.is_part |= is_next_part && numeral.unit == Unit::Counted && context.is_empty();
        sentence.last.clear();
        sentence.last_number = None;
    }

    fn remember(&mut self, subjects: &[Subject], sentence: &mut Sentence) {
        for subject in subjects {
            match subject {
                Subject::Row { matrix, row, .. } if matrix.carries_over() => {
                    self.paragraph.about_applications = true;
                    if !sentence.rows.iter().any(|named| std::ptr::eq(*named, *row)) {
                        sentence.rows.push(row);
                    }
                }
                Subject::Row { .. } => {}
                _ => self.paragraph.about_applications = true,
            }
        }
    }

    fn claim(
        &mut self,
        clause: &[Token],
        at: usize,
        says: Says,
        subjects: &[Subject],
        unit: Unit,
        sentence: &Sentence,
    ) {
        let of = subjects.iter().map(|subject| subject.readings(self.setting.edition, unit)).collect();
        self.claim_of(clause, at, says, of, sentence);
    }

    pub(super) fn claim_of(
        &mut self,
        clause: &[Token],
        at: usize,
        says: Says,
        of: Vec<Vec<Reading>>,
        sentence: &Sentence,
    ) {
        let of: Vec<Vec<Reading>> = of.into_iter().filter(|readings| readings.iter().any(|r| !r.is_empty())).collect();
        if of.is_empty() || sentence.muted > 0 {
            return;
        }
        let year = match sentence.time {
            Time::Other(year) => year,
            Time::Own | Time::Part | Time::Plan => None,
        };
        self.claims.push(Claim {
            span: self.plain.original(&self.quoted(clause, at, sentence)),
            says,
            of,
            year,
            sentence: sentence.start,
            has_own_year: sentence.has_own_year,
            unit: sentence.unit.clone(),
        });
    }

    /// The words to be quoted with a token: from the number before it to the next one, or the ends of the clause; more
    /// where that says too little.
    fn quoted(&self, clause: &[Token], at: usize, sentence: &Sentence) -> Range<usize> {
        let is_number = |token: &Token| matches!(token.kind, Kind::Number(_));
        let from =
            clause[..at].iter().rposition(is_number).map_or(clause[0].span.start, |before| clause[before].span.end);
        let is_last = !clause[at + 1..].iter().any(is_number);
        let to = if is_last { clause[clause.len() - 1].span.end } else { clause[at].span.end };
        let mut start = from;
        while self.text(start..to).chars().count() < SHORTEST && start > sentence.start {
            let earlier = self.text(sentence.start..start).trim_end_matches(['，', '；', '、']);
            let cut = earlier.rfind(['，', '；', '。']).map_or(0, |cut| cut + '，'.len_utf8());
            start = sentence.start + cut.min(earlier.len());
            if cut == 0 {
                start = sentence.start;
            }
        }
        let skipped =
            self.text(start..to).len() - self.text(start..to).trim_start_matches(['、', '，', '；', '和']).len();
        start + skipped..to
    }

    /// What stands after a token in its clause.
    pub(super) fn rest(&self, clause: &[Token], at: usize) -> &str {
        self.text(clause[at].span.end..clause[clause.len() - 1].span.end)
    }

    pub(super) fn text(&self, span: Range<usize>) -> &str {
        self.plain.text.get(span).unwrap_or_default()
    }
}

/// Between the years of a range.
const RANGES: &[&str] = &["至", "到", "－", "—", "-", "~", "～"];

/// Words of a sentence about problems of another year.
const PROBLEMS: &[&str] = &["问题", "整改", "指出", "反映的", "不足"];

/// What has more tokens without a comma is no sentence.
const LONGEST_CLAUSE: usize = 300;

/// A quote of fewer characters begins with the clause before.
const SHORTEST: usize = 12;

/// Whether a number is of another time than the report's year, or stands beside one of it: 上年同期.
fn is_of_other_time(after: &[Token], time: Time) -> bool {
    let is_beside = has(after, |m| matches!(m, Meaning::Beside)) && time != Time::Own;
    is_beside || matches!(time, Time::Plan | Time::Part | Time::Other(None))
}

fn is_of_applications(subject: &Subject) -> bool {
    match subject {
        Subject::Row { matrix, .. } => matrix.carries_over(),
        _ => true,
    }
}

/// Whether 没有 and the like stand before the words of a number.
fn is_denied(context: &[Token]) -> bool {
    let before_group = context.len().checked_sub(group(context).len() + 1).map(|at| &context[at]);
    before_group.is_some_and(|before| is_word(before, |m| matches!(m, Meaning::Negation)))
}

/// What a bracket opens: a time of its own, and what may divide a number that is not known.
fn open(before: &[Token], sentence: &mut Sentence) {
    let last = before.last();
    let is_of_year = last.is_some_and(|last| is_word(last, |m| matches!(m, Meaning::This)));
    sentence.outside.push(Some(sentence.time).filter(|_| !is_of_year));
    // （复议3件、诉讼1件） after 4件 of something unknown.
    let is_number = last.is_some_and(|last| matches!(last.kind, Kind::Number(_)));
    if sentence.muted > 0 || is_number && sentence.last.is_empty() {
        sentence.muted += 1;
    }
}

fn is_carried(token: Option<&Token>) -> bool {
    token.is_some_and(|token| is_word(token, |m| matches!(m, Meaning::Carried)))
}
