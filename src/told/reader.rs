//! From tokens to claims: each number, each 没有, each 全部办结 with what it is said of.

use std::ops::Range;

use super::clause::{chain, following, group, has, is_topic};
use super::numeral::{Numeral, Unit};
use super::plain::Plain;
use super::readings::{Reading, Subject, carried_in, carried_out, handled};
use super::scope::{Scope, scope};
use super::tokens::{Kind, Token, tokens};
use super::words::{Meaning, Words};
use super::{Claim, Says};
use crate::figure::Figure;
use crate::prose::fill;
use crate::standard::{Edition, Heading, Matrix};

/// Whose text it is.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The edition of the report.
    pub edition: &'static Edition,
    /// Its year.
    pub year: u16,
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
    let mut claims = reader.claims;
    for claim in &mut claims {
        let printed = fill(text.get(claim.span.clone()).unwrap_or_default(), &figure);
        claim.quote = printed.lines().map(str::trim).collect::<String>();
    }
    claims
}

/// Of which year something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Time {
    #[default]
    Own,
    /// Another, if it is named.
    Other(Option<u16>),
    /// What is to come.
    Plan,
}

/// What holds to the end of a paragraph.
#[derive(Default)]
struct Paragraph {
    /// Whether it is about applications for information just now.
    about_applications: bool,
    /// The rows last named, of the tables whose columns are said alone: 维持, 废止.
    rows: Vec<(&'static Matrix, &'static Heading)>,
}

/// What holds to the end of a sentence.
#[derive(Default)]
struct Sentence {
    time: Time,
    has_own_year: bool,
    /// The unit it is said of.
    unit: Option<String>,
    /// Rows of the applications that it has named.
    rows: Vec<&'static Heading>,
    /// What the last number was said of.
    last: Vec<Subject>,
    /// What the numbers to come are said of, one each: 分别.
    queue: Vec<Subject>,
    /// What the clause before ended in, without a number.
    pending: Vec<Token>,
    /// Whether it speaks of what is carried over.
    carries: bool,
    /// Where it begins, in bytes of the plain text.
    start: usize,
}

struct Reader<'a> {
    plain: &'a Plain,
    setting: Setting<'a>,
    claims: Vec<Claim>,
    paragraph: Paragraph,
}

impl Reader<'_> {
    fn sentence(&mut self, found: &[Token]) {
        let Some(first) = found.first() else { return };
        let own = self.setting.year;
        let names_own = |(at, token): (usize, &Token)| match token.kind {
            Kind::Year(year) => year == own,
            // 本年度（2022年） is another year.
            Kind::Word(Meaning::This) => !matches!(found.get(at + 1).map(|next| &next.kind), Some(Kind::Open)),
            _ => false,
        };
        let mut sentence = Sentence {
            has_own_year: found.iter().enumerate().any(names_own),
            carries: has(found, |meaning| matches!(meaning, Meaning::Carried) || is_carried_out(meaning)),
            start: first.span.start,
            ..Sentence::default()
        };
        for clause in found.split(|token| matches!(token.kind, Kind::Comma)) {
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
                    if self.number(clause, from..at, numeral, sentence) {
                        from = at + 1;
                    }
                }
                _ => {}
            }
        }
        self.all_done(clause, sentence);
        sentence.pending =
            if clause[from..].iter().any(is_topic) { clause[from..].to_vec() } else { Vec::new() };
        if has(clause, |meaning| matches!(meaning, Meaning::Compare | Meaning::Beside)) {
            sentence.time = before;
        }
        sentence.unit = lasting;
    }

    /// What a word changes for what comes after it.
    fn turn(&mut self, clause: &[Token], at: usize, sentence: &mut Sentence) {
        let is_before_carried = clause.get(at + 1).is_some_and(|next| is_word(next, |m| matches!(m, Meaning::Carried)));
        let is_after_carried =
            clause[..at].iter().rev().take(2).any(|token| is_word(token, |m| matches!(m, Meaning::Carried)));
        match clause[at].kind {
            Kind::Year(year) if year == self.setting.year => sentence.time = Time::Own,
            Kind::Year(_) if is_before_carried || is_after_carried => {}
            Kind::Year(year) if year > self.setting.year => {
                let is_date = matches!(sentence.time, Time::Own) && !has(clause, |m| matches!(m, Meaning::Plan));
                sentence.time = if is_date { Time::Other(None) } else { Time::Plan };
            }
            Kind::Year(year) => sentence.time = Time::Other(Some(year)),
            Kind::Word(Meaning::This) if sentence.time != Time::Plan => sentence.time = Time::Own,
            Kind::Word(Meaning::Other) if !is_before_carried => sentence.time = Time::Other(None),
            Kind::Word(Meaning::Since) if sentence.time != Time::Own => sentence.time = Time::Other(None),
            Kind::Word(Meaning::Plan) => sentence.time = Time::Plan,
            Kind::Word(Meaning::Court(row)) => {
                let found = self.setting.edition.matrices().iter().find_map(|m| Some((m, m.row(row)?.heading)));
                self.paragraph.rows.retain(|(matrix, _)| found.is_none_or(|(other, _)| !std::ptr::eq(*matrix, other)));
                self.paragraph.rows.extend(found);
            }
            Kind::Word(Meaning::Row(matrix, row)) => self.name_row(clause, at, matrix, row),
            Kind::Word(Meaning::Application { is_full: true }) => self.paragraph.about_applications = true,
            _ => {}
        }
    }

    /// Remembers a row that was named; beside one it is linked to, or in its place.
    fn name_row(&mut self, clause: &[Token], at: usize, matrix: &'static Matrix, row: &'static Heading) {
        if is_of_applications(matrix) {
            self.paragraph.about_applications |= !is_weak(row);
            return;
        }
        let is_linked = clause[..at].iter().rev().find(|token| is_topic(token) || is_and(token)).is_some_and(is_and);
        self.paragraph.rows.retain(|(other, named)| {
            !std::ptr::eq(*other, matrix) || is_linked && !std::ptr::eq(*named, row)
        });
        self.paragraph.rows.push((matrix, row));
    }

    /// A number; whether what was said before it is used up.
    fn number(&mut self, clause: &[Token], before: Range<usize>, numeral: &Numeral, sentence: &mut Sentence) -> bool {
        let at = before.end;
        let told = &clause[before];
        if is_start_of_change(told) {
            return false;
        }
        let after = &clause[at + 1..];
        let is_change = has(told, |m| matches!(m, Meaning::Delta | Meaning::Compare));
        let is_beside = has(after, |m| matches!(m, Meaning::Beside)) && !matches!(sentence.time, Time::Own);
        if numeral.unit == Unit::Percent {
            self.share(told, numeral, is_change, sentence, clause, at);
            return true;
        }
        if is_change || is_beside || matches!(sentence.time, Time::Plan | Time::Other(None)) {
            sentence.last.clear();
            return true;
        }
        let is_denied = group(told).first().is_some_and(|first| {
            let at = told.len() - group(told).len();
            at > 0 && is_word(&told[at - 1], |m| matches!(m, Meaning::Negation)) && first.span.start > 0
        });
        if is_denied {
            return true;
        }
        let subjects = self.subjects(told, after, numeral, sentence);
        if subjects.is_empty() {
            let is_part = has(told, |m| matches!(m, Meaning::Kind | Meaning::Part | Meaning::About));
            if numeral.unit == Unit::Counted && !is_part && numeral.is_exact && told.iter().any(is_opaque) {
                // Something else is counted now.
                self.paragraph.about_applications = false;
            }
            sentence.last.clear();
            return true;
        }
        self.remember(&subjects, sentence);
        let is_about = has(group(told), |m| matches!(m, Meaning::About));
        if numeral.is_exact && !is_about {
            let is_each = has(group(told), |m| matches!(m, Meaning::Each));
            let says = if is_each && subjects.len() > 1 { Says::Each(numeral.clone()) } else { Says::Number(numeral.clone()) };
            self.claim(clause, at, says, &subjects, numeral.unit, sentence);
        }
        sentence.last = subjects;
        true
    }

    fn remember(&mut self, subjects: &[Subject], sentence: &mut Sentence) {
        for subject in subjects {
            match subject {
                Subject::Row { matrix, row, .. } if is_of_applications(matrix) => {
                    self.paragraph.about_applications = true;
                    sentence.rows.push(row);
                }
                Subject::Row { .. } => {}
                _ => self.paragraph.about_applications = true,
            }
        }
    }

    /// What a number is said of; nothing where that cannot be told.
    fn subjects(&mut self, told: &[Token], after: &[Token], numeral: &Numeral, sentence: &mut Sentence) -> Vec<Subject> {
        let own = group(told);
        if !own.iter().any(is_topic) && !sentence.queue.is_empty() {
            return vec![sentence.queue.remove(0)];
        }
        sentence.queue.clear();
        if own.iter().any(|token| is_topic(token) || is_verb(token)) {
            let mut subjects = self.of_group(told, own, after, sentence);
            if subjects.len() > 1 && has(own, |m| matches!(m, Meaning::Respectively)) {
                sentence.queue = subjects.split_off(1);
            }
            return subjects;
        }
        if numeral.unit == Unit::None {
            return Vec::new();
        }
        let next = following(after);
        if !next.is_empty() {
            let both: Vec<Token> = told.iter().chain(next).cloned().collect();
            return self.of_group(&both, next, &[], sentence);
        }
        // 收到申请，共142件。
        if !told.is_empty() && own.len() == told.len() && !sentence.pending.is_empty() {
            let both: Vec<Token> = sentence.pending.iter().chain(told).cloned().collect();
            return self.of_group(&both, group(&both), after, sentence);
        }
        Vec::new()
    }

    /// What a group of words speaks of. `told` is all that stands before the number in its clause.
    fn of_group(&self, told: &[Token], own: &[Token], after: &[Token], sentence: &Sentence) -> Vec<Subject> {
        let rows = chain(own, |token| strong_row(token));
        let columns = chain(own, |token| match token.kind {
            Kind::Word(Meaning::Column(matrix, column)) => Some((matrix, column)),
            _ => None,
        });
        let is_published = has(told, |m| matches!(m, Meaning::Publish));
        let is_tabled = |matrix: &Matrix| !is_published || matrix.total_column().is_some();
        match (rows.last(), columns.last()) {
            (Some((matrix, _)), _) if !is_tabled(matrix) => Vec::new(),
            (Some((matrix, _)), Some((other, column))) if std::ptr::eq(*matrix, *other) => {
                let is_column_last = own.iter().rposition(is_column) > own.iter().rposition(|t| strong_row(t).is_some());
                if is_column_last && columns.len() > 1 {
                    let (_, row) = rows[rows.len() - 1];
                    return columns.iter().map(|(_, column)| Subject::Row { matrix, row, column: Some(column) }).collect();
                }
                rows.iter().map(|(matrix, row)| Subject::Row { matrix, row, column: Some(column) }).collect()
            }
            (Some(_), _) => rows.iter().map(|(matrix, row)| Subject::Row { matrix, row, column: None }).collect(),
            (None, Some((matrix, _))) => {
                let subjects = columns.iter().flat_map(|(matrix, column)| self.of_column(matrix, column, told, sentence));
                if is_tabled(matrix) { subjects.collect() } else { Vec::new() }
            }
            (None, None) => self.of_flow(told, own, after, sentence).into_iter().collect(),
        }
    }

    /// A column said alone: of the row named before it.
    fn of_column(
        &self,
        matrix: &'static Matrix,
        column: &'static Heading,
        told: &[Token],
        sentence: &Sentence,
    ) -> Vec<Subject> {
        if is_of_applications(matrix) {
            return vec![Subject::Column { matrix, column, rows: sentence.rows.clone() }];
        }
        let named: Vec<_> = chain(told, strong_row).into_iter().filter(|(other, _)| std::ptr::eq(*other, matrix)).collect();
        let named = if named.is_empty() {
            self.paragraph.rows.iter().copied().filter(|(other, _)| std::ptr::eq(*other, matrix)).collect()
        } else {
            named
        };
        named.into_iter().map(|(_, row)| Subject::Row { matrix, row, column: Some(column) }).collect()
    }

    /// Applications that came in, were dealt with, were carried over.
    fn of_flow(&self, told: &[Token], own: &[Token], after: &[Token], sentence: &Sentence) -> Option<Subject> {
        let noun = own.iter().chain(following(after)).find_map(|token| match token.kind {
            Kind::Word(Meaning::Application { is_full }) => Some(is_full),
            _ => None,
        });
        if has(own, |m| matches!(m, Meaning::Carried)) {
            return (noun.is_some() || self.paragraph.about_applications).then_some(Subject::Carried);
        }
        // Those that came in by one way, or about one thing, are a part that no table counts.
        if has(told, |m| matches!(m, Meaning::Kind)) {
            return None;
        }
        let weak = own.iter().find_map(|token| match token.kind {
            Kind::Word(Meaning::Row(matrix, row)) if is_weak(row) => Some((matrix, row)),
            _ => None,
        });
        let is_known = noun == Some(true) || self.paragraph.about_applications;
        if let Some((matrix, row)) = weak {
            let is_about = is_known || noun.is_some();
            return is_about.then_some(Subject::Row { matrix, row, column: None });
        }
        let is_received = has(told, |m| matches!(m, Meaning::Receive));
        let is_processed = has(told, |m| matches!(m, Meaning::Process));
        let is_part = has(told, |m| matches!(m, Meaning::Part)) && noun != Some(true) && !sentence.last.is_empty();
        let is_near = has(own, |m| matches!(m, Meaning::Receive | Meaning::Process));
        match noun {
            _ if is_part => None,
            Some(true) if is_received => Some(Subject::Received),
            Some(true) => Some(Subject::Applications),
            Some(false) if is_near && is_received => Some(Subject::Received),
            Some(false) if is_near && is_processed => Some(Subject::Applications),
            None if is_near && is_known && is_received => Some(Subject::Received),
            None if is_near && is_known && is_processed => Some(Subject::Applications),
            _ => None,
        }
    }

    /// A share, of results or applicants.
    fn share(
        &mut self,
        told: &[Token],
        numeral: &Numeral,
        is_change: bool,
        sentence: &Sentence,
        clause: &[Token],
        at: usize,
    ) {
        if is_change || !numeral.is_exact || sentence.time != Time::Own {
            return;
        }
        if has(group(told), |m| matches!(m, Meaning::DoneRate)) {
            let is_whole = numeral.value == Figure::count(100);
            let is_bare = group(told).len() == told.len() && !has(told, |m| matches!(m, Meaning::OnTime));
            if is_whole && is_bare && self.paragraph.about_applications && !sentence.carries {
                self.claim_of(clause, at, Says::AllDone, vec![vec![carried_out(self.setting.edition)]], sentence);
            }
            return;
        }
        let share = told.iter().rposition(|token| is_word(token, |m| matches!(m, Meaning::Share)));
        let is_bracket = told.iter().all(|token| matches!(token.kind, Kind::Open)) && !told.is_empty();
        if (share.is_none() && !is_bracket) || has(group(told), |m| matches!(m, Meaning::About)) {
            return;
        }
        let (named, base) = told.split_at(share.unwrap_or(told.len()));
        let subjects = if named.iter().any(is_topic) {
            self.of_group(named, group(named), &[], sentence)
        } else if named.iter().any(is_opaque) {
            Vec::new()
        } else {
            sentence.last.clone()
        };
        let results = |subject: &Subject| match subject {
            Subject::Row { matrix, row, .. } => is_of_applications(matrix) && !row.is_derived(),
            Subject::Column { .. } => true,
            _ => false,
        };
        if subjects.is_empty() || !subjects.iter().all(results) {
            return;
        }
        let bases = self.bases(base, &subjects);
        let is_each = has(told, |m| matches!(m, Meaning::Each));
        let of: Vec<Vec<Reading>> =
            subjects.iter().map(|subject| subject.readings(self.setting.edition, Unit::Counted)).collect();
        if is_each {
            for of in of {
                self.claim_of(clause, at, Says::Share(numeral.clone(), bases.clone()), vec![of], sentence);
            }
        } else {
            self.claim_of(clause, at, Says::Share(numeral.clone(), bases), of, sentence);
        }
    }

    /// What a share may be a share of: what is named, or all results, or all applicants.
    fn bases(&self, base: &[Token], subjects: &[Subject]) -> Vec<Reading> {
        let edition = self.setting.edition;
        if let Some((matrix, row)) = chain(base, strong_row).last() {
            return Subject::Row { matrix, row, column: None }.readings(edition, Unit::Counted);
        }
        let names_results = has(base, |m| matches!(m, Meaning::Row(_, row) if is_weak(row)));
        let names_received = has(base, |m| matches!(m, Meaning::Receive | Meaning::Application { .. }));
        let is_of_applicants = subjects.iter().any(|subject| matches!(subject, Subject::Column { .. }));
        if names_results {
            vec![handled(edition)]
        } else if names_received || is_of_applicants {
            Subject::Applications.readings(edition, Unit::Counted)
        } else {
            vec![handled(edition)]
        }
    }

    /// 没有、未、无: that there is none of something, said before it or after.
    fn nothing(&mut self, clause: &[Token], at: usize, sentence: &Sentence) {
        if matches!(sentence.time, Time::Plan | Time::Other(Some(_))) {
            return;
        }
        let (before, after) = (&clause[..at], &clause[at + 1..]);
        if after.iter().any(|token| matches!(token.kind, Kind::Number(_))) {
            return;
        }
        let is_topical = |token: &Token| is_topic(token) && !is_weak_row(token);
        let named = match after.iter().position(is_topical) {
            Some(first) => {
                let last = after.iter().rposition(is_topical).unwrap_or(first);
                let is_near = after[..first].iter().all(|token| !is_opaque(token) && !is_stranger(token));
                let is_review = after[first..=last].iter().any(|token| strong_row(token).is_some_and(|(m, _)| is_told_far(m)));
                let gap = after[0].span.start..after[first].span.start;
                let is_fit = is_near || is_review && self.plain.text[gap].chars().count() <= FAR;
                let rest = self.rest(after, last);
                if is_fit && is_tail(rest) { &after[..=last] } else { &[] }
            }
            None => {
                let own = group(before);
                let rest = after.first().map_or("", |first| self.text(first.span.start..after[after.len() - 1].span.end));
                if own.iter().any(is_topical) && is_tail(rest) { own } else { &[] }
            }
        };
        let all: Vec<Token> = before.iter().chain(named).cloned().collect();
        let context = if named.is_empty() { return } else { &all };
        for of in self.denied(named, context, sentence, before) {
            self.claim_of(clause, at, Says::Nothing, vec![of], sentence);
        }
    }

    /// What is denied, one by one.
    fn denied(&self, named: &[Token], context: &[Token], sentence: &Sentence, before: &[Token]) -> Vec<Vec<Reading>> {
        let edition = self.setting.edition;
        let readings = |subject: &Subject| subject.readings(edition, Unit::Counted);
        let is_last_year = has(before, |m| matches!(m, Meaning::Other));
        let rows: Vec<_> = named.iter().filter_map(strong_row).collect();
        let columns: Vec<_> = named.iter().filter(|token| is_column(token)).collect();
        if let [first, ..] = rows.as_slice()
            && columns.is_empty()
        {
            let unit = if first.0.columns.iter().all(|c| c.heading.kind.is_amount()) { Unit::Money } else { Unit::Counted };
            let of = |(matrix, row): &(&'static Matrix, &'static Heading)| {
                Subject::Row { matrix, row, column: None }.readings(edition, unit)
            };
            return rows.iter().map(of).collect();
        }
        if !columns.is_empty() {
            return self.of_group(context, named, &[], sentence).iter().map(readings).collect();
        }
        if has(named, |m| matches!(m, Meaning::Carried)) {
            return vec![if is_last_year { vec![carried_in(edition)] } else { readings(&Subject::Carried) }];
        }
        let is_received = has(named, |m| matches!(m, Meaning::Receive));
        let is_full = has(named, |m| matches!(m, Meaning::Application { is_full: true }));
        let is_application = is_full || is_received && has(named, |m| matches!(m, Meaning::Application { .. }));
        if is_application && !is_last_year { vec![readings(&Subject::Received)] } else { Vec::new() }
    }

    /// 均已办结: nothing is left.
    fn all_done(&mut self, clause: &[Token], sentence: &Sentence) {
        let is_about = self.paragraph.about_applications && sentence.time == Time::Own && !sentence.carries;
        let Some(all) = clause.iter().position(|token| is_word(token, |m| matches!(m, Meaning::All))) else { return };
        let Some(done) = clause.iter().rposition(is_weak_row).filter(|&done| done > all) else { return };
        let between = &clause[all..=done];
        let is_denied = has(&clause[..done], |m| matches!(m, Meaning::Negation | Meaning::Plan | Meaning::Kind));
        let is_counted = between.iter().any(|token| matches!(token.kind, Kind::Number(_)));
        let has_been = self.text(between[0].span.start..between[between.len() - 1].span.end).contains('已')
            || self.text(between[0].span.clone()).contains("全部");
        let is_only_in_time = has(between, |m| matches!(m, Meaning::OnTime)) && !has_been;
        let rest = self.rest(clause, done);
        let is_attribute = ["的", "率", "期限", "时限", "质量"].iter().any(|next| rest.starts_with(next));
        if is_about && !is_denied && !is_counted && !is_only_in_time && !is_attribute {
            self.claim_of(clause, done, Says::AllDone, vec![vec![carried_out(self.setting.edition)]], sentence);
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

    fn claim_of(&mut self, clause: &[Token], at: usize, says: Says, of: Vec<Vec<Reading>>, sentence: &Sentence) {
        let of: Vec<Vec<Reading>> = of.into_iter().filter(|readings| readings.iter().any(|r| !r.is_empty())).collect();
        if of.is_empty() {
            return;
        }
        let year = match sentence.time {
            Time::Other(year) => year,
            Time::Own | Time::Plan => None,
        };
        self.claims.push(Claim {
            span: self.plain.original(&self.quoted(clause, at, sentence)),
            quote: String::new(),
            says,
            of,
            year,
            has_own_year: sentence.has_own_year,
            unit: sentence.unit.clone(),
        });
    }

    /// The words to be quoted with a token: from the number before it to the next one, or the ends of the clause; more
    /// where that says too little.
    fn quoted(&self, clause: &[Token], at: usize, sentence: &Sentence) -> Range<usize> {
        let is_number = |token: &Token| matches!(token.kind, Kind::Number(_));
        let from = clause[..at].iter().rposition(is_number).map_or(clause[0].span.start, |before| clause[before].span.end);
        let to = match clause[at + 1..].iter().any(is_number) {
            true => clause[at].span.end,
            false => clause[clause.len() - 1].span.end,
        };
        let mut start = from;
        while self.text(start..to).chars().count() < SHORTEST && start > sentence.start {
            let earlier = self.text(sentence.start..start).trim_end_matches(['，', '；', '、']);
            let cut = earlier.rfind(['，', '；', '。']).map_or(0, |cut| cut + '，'.len_utf8());
            start = sentence.start + cut.min(earlier.len());
            if cut == 0 {
                start = sentence.start;
            }
        }
        let skipped = self.text(start..to).len() - self.text(start..to).trim_start_matches(['、', '，', '；', '和']).len();
        start + skipped..to
    }

    /// What stands after a token in its clause.
    fn rest(&self, clause: &[Token], at: usize) -> &str {
        self.text(clause[at].span.end..clause[clause.len() - 1].span.end)
    }

    fn text(&self, span: Range<usize>) -> &str {
        self.plain.text.get(span).unwrap_or_default()
    }
}

/// A quote of fewer characters begins with the clause before.
const SHORTEST: usize = 9;

/// Between 没有 and 行政复议 may stand why: 因政府信息公开引发的.
const FAR: usize = 24;

/// What may stand after the thing of which there is none.
const TAILS: &[&str] = &[
    "案件", "案", "申请", "情况", "情形", "现象", "事项", "事件", "的", "了", "发生", "等", "件", "决定", "处理决定", "程序", "数", "信访", "投诉",
    "举报", "提交", "提起", "被", "继续办理", "办理", "继续", "、", "和", "及", "或", "者", "以", "与", "收到", "接到", "产生", "出现", "引发", "引起",
    "受理", "作出", "实施", "行为", "措施", "业务", "：", "过", "事由", "诉求", "公开",
];

/// Whether nothing is said after the thing that would change what is denied.
fn is_tail(rest: &str) -> bool {
    let mut rest = rest;
    while let Some(shorter) = TAILS.iter().filter_map(|tail| rest.strip_prefix(tail)).min_by_key(|rest| rest.len()) {
        rest = shorter;
    }
    rest.is_empty()
}

fn is_word(token: &Token, is: impl Fn(&Meaning) -> bool) -> bool {
    matches!(&token.kind, Kind::Word(meaning) if is(meaning))
}

fn is_and(token: &Token) -> bool {
    is_word(token, |m| matches!(m, Meaning::And))
}

fn is_opaque(token: &Token) -> bool {
    matches!(token.kind, Kind::Opaque) || is_word(token, |m| matches!(m, Meaning::Unrelated))
}

/// A word that makes of what is denied something else.
fn is_stranger(token: &Token) -> bool {
    is_word(token, |m| matches!(m, Meaning::Publish | Meaning::Plan | Meaning::OnTime | Meaning::All))
}

fn is_verb(token: &Token) -> bool {
    is_word(token, |m| matches!(m, Meaning::Receive | Meaning::Process))
}

fn is_column(token: &Token) -> bool {
    is_word(token, |m| matches!(m, Meaning::Column(..)))
}

fn is_weak_row(token: &Token) -> bool {
    is_word(token, |m| matches!(m, Meaning::Row(_, row) if is_weak(row)))
}

/// A row whose words are common ones: 办结, 答复. They tell of applications only among others that do.
const fn is_weak(row: &Heading) -> bool {
    row.is_derived() && !row.is_difference()
}

fn strong_row(token: &Token) -> Option<(&'static Matrix, &'static Heading)> {
    match token.kind {
        Kind::Word(Meaning::Row(matrix, row)) if !is_weak(row) => Some((matrix, row)),
        _ => None,
    }
}

fn is_carried_out(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Row(_, row) if row.is_difference())
}

/// Whether it is the table of applications, in which something is carried over from year to year.
fn is_of_applications(matrix: &Matrix) -> bool {
    matrix.rows.iter().any(|row| row.heading.is_difference())
}

/// Whether there may be none of it for reasons that are told first: reviews and lawsuits.
fn is_told_far(matrix: &Matrix) -> bool {
    matrix.total_column().is_some() && !is_of_applications(matrix)
}

/// Whether a number is what a change begins at: 由11件降为9件.
fn is_start_of_change(told: &[Token]) -> bool {
    let mut before = told.iter().rev().skip_while(|token| {
        matches!(token.kind, Kind::Year(_)) || is_word(token, |m| matches!(m, Meaning::Other | Meaning::Filler))
    });
    before.next().is_some_and(|token| is_word(token, |m| matches!(m, Meaning::From)))
}
