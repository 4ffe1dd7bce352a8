//! P02–P05, P07 and P11: what the narrative says of figures, held against the tables.

use super::passage::Passage;
use crate::claims::{Assertion, Claim, Numeral, Reading, Setting, printed, read, years_of_report, years_of_title};
use crate::fields::{self, Field, SECTIONS};
use crate::figure::Figure;
use crate::finding::Finding;
use crate::form::Form;
use crate::prose::{Level, is_blank, numbered};
use crate::rule::{self, Rule, Severity};
use crate::standard::Edition;
use crate::standard::Place;
use crate::subject::Subject;
use crate::tally::Figures;
use crate::year::Year;

/// More findings than these are not given: nobody would read them.
const MOST: usize = 500;

/// What a text says is held against the tables in no more steps than these; each takes up to the length of the text.
const MOST_STEPS: usize = 1_000_000_000;

/// A sentence does not say more than this; what is beyond is not looked at for what it divides.
const MOST_OF_SENTENCE: usize = 60;

/// The texts that state the title and the period of the report.
const WITH_PERIOD: [&Field; 5] =
    [&fields::TITLE_NAME, &fields::PREFACE, &fields::OVERVIEW, &fields::PROBLEMS, &fields::OTHERS];

/// Every statement that the tables contradict.
pub(super) fn check(form: &Form, figures: &Figures) -> Vec<Finding> {
    let told: Vec<Finding> = held(form, figures, false).into_iter().filter_map(|statement| statement.finding).collect();
    // A year that has a finding with a figure gets no second one.
    let is_reported =
        |finding: &Finding| told.iter().any(|told| told.rule.code == rule::P05.code && is_beside(told, finding));
    let of_report: Vec<Finding> =
        check_years_of_report(form).into_iter().filter(|finding| !is_reported(finding)).collect();
    told.into_iter().chain(of_report).collect()
}

/// Whether two findings stand close together in the form.
fn is_beside(one: &Finding, other: &Finding) -> bool {
    let (Subject::Passage(field, one), Subject::Passage(of, other)) = (&one.subject, &other.subject) else {
        return false;
    };
    field == of && one.start.abs_diff(other.start) < SENTENCE
}

/// The length of a sentence, in bytes.
const SENTENCE: usize = 150;

/// Years of title and 统计期限 that are not the report's (P05).
fn check_years_of_report(form: &Form) -> Vec<Finding> {
    let Some(own) = form.year() else { return Vec::new() };
    let mut findings = Vec::new();
    for passage in WITH_PERIOD.iter().filter_map(|field| Passage::of(form, field)) {
        let is_title = *passage.field == fields::TITLE_NAME;
        let found = if is_title { years_of_title(passage.text) } else { years_of_report(passage.text, own) };
        let Some((year, span)) = found.into_iter().find(|(year, _)| *year != own) else { continue };
        let label = passage.field.label;
        let quote = passage.clause_around(&span);
        let message = format!("{label}“{quote}”写的是{year}年，报告年度是{own}年。请核对年份。");
        let finding = Finding::new(&rule::P05, passage.subject(span.clone()), passage.locate(&span), message);
        findings.push(Finding { quote, ..finding });
    }
    findings
}

/// A statement of the narrative that was held against the tables.
#[derive(Debug)]
pub struct Statement {
    /// The words, as they will be printed.
    pub quote: String,
    /// What the tables have, in words.
    pub tables: String,
    /// What is wrong with it, if anything.
    pub finding: Option<Finding>,
}

/// Every statement of the narrative that can be held against the tables, in reading order.
pub fn statements(form: &Form, figures: &Figures) -> Vec<Statement> {
    held(form, figures, true)
}

fn held(form: &Form, figures: &Figures, is_worded: bool) -> Vec<Statement> {
    let agency = form.text(&fields::NAME).unwrap_or_default();
    let setting = Setting { edition: form.edition, year: form.year(), agency };
    let figure = |name: &str| form.edition.place(name).and_then(|place| figures.get(place));
    let (mut found, mut wrong): (Vec<Statement>, usize) = (Vec::new(), 0);
    for passage in SECTIONS.iter().filter_map(|field| Passage::of(form, field)) {
        let mut claims = read(passage.text, setting, figure);
        claims.truncate((MOST_STEPS / passage.text.len().max(1)).max(MOST));
        for of_sentence in claims.chunk_by(|one, other| one.sentence == other.sentence) {
            let hold = |claim| Held { passage: &passage, claim, figures, edition: form.edition, year: form.year() };
            let before = found.len();
            for claim in of_sentence {
                let Some(statement) = hold(claim).statement(is_worded) else { continue };
                // A sentence that states the sum rightly elsewhere gives parts of it here: 教育收费1200万元.
                let is_part = statement.finding.is_some()
                    && matches!(claim.assertion, Assertion::Number(_))
                    && claim.year.is_none()
                    && of_sentence
                        .iter()
                        .take(MOST_OF_SENTENCE)
                        .any(|other| other.of == claim.of && hold(other).holds());
                // One sentence about a unit, or of another year, is asked about once; the same words, too.
                let is_reported = found[before..].last().is_some_and(|last| is_same(last, &statement));
                if !is_part && !is_reported {
                    wrong += usize::from(statement.finding.is_some());
                    found.push(statement);
                }
                if wrong == MOST {
                    return found;
                }
            }
        }
    }
    found
}

/// Whether two statements have findings that say the same of one sentence.
fn is_same(last: &Statement, statement: &Statement) -> bool {
    let (Some(one), Some(other)) = (&last.finding, &statement.finding) else { return false };
    let is_alike =
        (one.rule.code, one.severity, one.subject.field()) == (other.rule.code, other.severity, other.subject.field());
    is_alike && (one.severity == Severity::Note || one.rule.code == rule::P05.code || one.quote == other.quote)
}

/// A claim held against the figures.
struct Held<'a> {
    passage: &'a Passage<'a>,
    claim: &'a Claim,
    figures: &'a Figures,
    edition: &'static Edition,
    year: Option<Year>,
}

impl Held<'_> {
    /// The statement with what is wrong with it, in words if they are wanted; none if the tables do not know the
    /// figures.
    fn statement(&self, is_worded: bool) -> Option<Statement> {
        let verdict = self.verdict()?;
        let finding = match self.claim.year {
            // The tables have no figures for other years.
            Some(year) => Some(self.other_year(year, &verdict)?),
            None if verdict.holds => None,
            None => Some(self.differs(&verdict)),
        };
        let (quote, tables) = if is_worded { (self.quote(), self.words(&verdict)) } else { Default::default() };
        Some(Statement { quote, tables, finding })
    }

    /// Whether it says a number, and the right one.
    fn holds(&self) -> bool {
        matches!(self.claim.assertion, Assertion::Number(_))
            && self.claim.year.is_none()
            && self.verdict().is_some_and(|verdict| verdict.holds)
    }

    /// The words of the claim, as they will be printed.
    fn quote(&self) -> String {
        let figure = |name: &str| self.edition.place(name).and_then(|place| self.figures.get(place));
        printed(self.passage.text, &self.claim.span, figure)
    }

    /// The claim held against the tables.
    fn verdict(&self) -> Option<Verdict<'_>> {
        match &self.claim.assertion {
            Assertion::Number(numeral) => self.number(numeral, &self.claim.of),
            Assertion::Each(numeral) => {
                let mut each = self.claim.of.iter().filter_map(|of| self.number(numeral, std::slice::from_ref(of)));
                let first = each.next()?;
                Some(if first.holds { each.find(|verdict| !verdict.holds).unwrap_or(first) } else { first })
            }
            Assertion::Share { share, of, part } => self.share(share, of, *part),
            Assertion::Nothing | Assertion::AllDone => {
                let sums = self.sums(&self.claim.of)?;
                let holds = sums.iter().any(|sum| sum.value.is_zero());
                let first = sums.into_iter().next()?;
                Some(Verdict { holds, claimed: None, derived: first.value, sum: first, base: None })
            }
        }
    }

    fn number<'s>(&self, numeral: &Numeral, of: &'s [Vec<Reading>]) -> Option<Verdict<'s>> {
        let sums = self.sums(of)?;
        let holds = sums.iter().any(|sum| agrees(numeral, sum.value));
        let first = sums.into_iter().next()?;
        Some(Verdict { holds, claimed: Some(numeral.value), derived: first.value, sum: first, base: None })
    }

    /// A share, rounded or cut off at its last digit.
    fn share<'s>(&'s self, numeral: &Numeral, bases: &'s [Reading], part: Option<Figure>) -> Option<Verdict<'s>> {
        let mut sums = self.sums(&self.claim.of)?;
        if sums.iter().any(|sum| Some(sum.value) == part) {
            sums.retain(|sum| Some(sum.value) == part);
        }
        let bases: Vec<Sum> = bases.iter().filter_map(|base| self.sum(base)).collect();
        let decimals = numeral.value.decimals();
        let mut first = None;
        for sum in &sums {
            for base in &bases {
                let Some([cut, rounded]) = sum.value.share_of(base.value, decimals) else { continue };
                let holds = [cut, rounded].contains(&numeral.value);
                let (sum, base) = (sum.clone(), Some(base.clone()));
                let verdict = Verdict { holds, claimed: Some(numeral.value), derived: rounded, sum, base };
                if holds {
                    return Some(verdict);
                }
                first = first.or(Some(verdict));
            }
        }
        first
    }

    /// The sums that may be meant, the plainest first; of several things together, the sum of their plainest.
    fn sums<'s>(&self, of: &'s [Vec<Reading>]) -> Option<Vec<Sum<'s>>> {
        if let [one] = of {
            let sums: Vec<Sum> = one.iter().filter_map(|reading| self.sum(reading)).collect();
            return Some(sums).filter(|sums| !sums.is_empty());
        }
        let first = |readings: &'s Vec<Reading>| readings.iter().find_map(|reading| self.sum(reading));
        let all = of.iter().map(first).collect::<Option<Vec<_>>>()?;
        let together = |one: Sum<'s>, other: Sum<'s>| Sum {
            value: one.value.plus(other.value),
            parts: [one.parts, other.parts].concat(),
        };
        all.into_iter().reduce(together).map(|sum| vec![sum])
    }

    /// A sum; none while a figure of it is not known.
    fn sum<'s>(&self, reading: &'s Reading) -> Option<Sum<'s>> {
        let value = reading.value(|place| self.figures.get(*place))?;
        Some(Sum { value, parts: vec![reading] })
    }

    /// What the tables have, in words: 表三“一、本年新收”总计142.
    fn words(&self, verdict: &Verdict<'_>) -> String {
        let sum = self.words_of(&verdict.sum);
        match &verdict.base {
            Some(base) => format!("{sum}，占{}的{}%", self.words_of(base), verdict.derived),
            None => sum,
        }
    }

    fn words_of(&self, sum: &Sum<'_>) -> String {
        let figure = |place: Place| self.figures.get(place).map(|figure| figure.to_string()).unwrap_or_default();
        let of_reading = |reading: &Reading| reading.worded(|place| format!("{}{}", place.full_name(), figure(*place)));
        match sum.parts.as_slice() {
            [one] if one.len() > 1 => format!("{}＝{}", of_reading(one), sum.value),
            [one] => of_reading(one),
            several => {
                let parts: Vec<String> = several.iter().map(|reading| of_reading(reading)).collect();
                format!("{}，合计{}", parts.join("、"), sum.value)
            }
        }
    }

    /// The finding of a claim that does not hold.
    fn differs(&self, verdict: &Verdict<'_>) -> Finding {
        let rule = verdict.of().map_or(&rule::P02, |place| self.rule(place));
        let tables = self.words(verdict);
        let difference = match (&self.claim.assertion, verdict.claimed) {
            (Assertion::Number(_) | Assertion::Each(_), Some(claimed)) => {
                format!(
                    "，文字{}{}",
                    if claimed > verdict.derived { "多" } else { "少" },
                    claimed.minus(verdict.derived).abs()
                )
            }
            _ => String::new(),
        };
        let advice = match (&self.claim.unit, verdict.claimed) {
            (Some(unit), Some(_)) => format!("本句只指{unit}的，不用改；如指整个机关，改为{}。", verdict.derived),
            (Some(unit), None) => format!("本句只指{unit}的，不用改；如指整个机关，请改文字或核对表格。"),
            (None, _) => "请核对，改正文字或表格；属实的请写明说明。".to_owned(),
        };
        let message = format!("{}“{}”，{}{difference}。{advice}", self.place_in_text(), self.quote(), tables);
        let severity = if self.claim.unit.is_some() { Severity::Note } else { rule.severity };
        let compared = Some((verdict.claimed.unwrap_or(Figure::zero(verdict.derived.kind())), verdict.derived));
        Finding { severity, compared, ..self.finding(rule, message) }
    }

    /// The rule by what the claim is about: applications and their flow, results and applicants, reviews, table two.
    fn rule(&self, place: Place) -> &'static Rule {
        if matches!(self.claim.assertion, Assertion::Nothing | Assertion::AllDone) {
            return &rule::P07;
        }
        let (matrix, row) = (place.matrix(), place.row());
        if !matrix.carries_over() {
            return if matrix.total_column().is_some() { &rule::P04 } else { &rule::P11 };
        }
        // The rows of the balance are those its formula names, and itself.
        let flows = matrix.rows.iter().find(|row| row.is_difference());
        let is_flow = flows
            .is_some_and(|flow| flow.key == row.key || matrix.rows.terms(flow).any(|(_, term)| term.key == row.key));
        let is_total = place.column().is_derived();
        let is_share = matches!(self.claim.assertion, Assertion::Share { .. });
        if is_flow && is_total && !is_share { &rule::P02 } else { &rule::P03 }
    }

    /// A figure stated for another year (P05): the report's own, if it names no other; the words of a comparison, of
    /// last year's problems are left alone.
    fn other_year(&self, year: Year, verdict: &Verdict<'_>) -> Option<Finding> {
        let own = self.year?;
        let is_of_problems = *self.passage.field == fields::PROBLEMS;
        let is_compared = self.claim.has_own_year;
        if is_of_problems || is_compared || verdict.claimed.is_none() {
            return None;
        }
        let message = format!(
            "{}“{}”说的是{year}年，报告年度是{}年。请核对年份；确实要提{year}年的，写明是与上年比较。",
            self.place_in_text(),
            self.quote(),
            own
        );
        Some(self.finding(&rule::P05, message))
    }

    fn finding(&self, rule: &'static Rule, message: String) -> Finding {
        let (subject, origin) = (self.passage.subject(self.claim.span.clone()), self.passage.locate(&self.claim.span));
        Finding { quote: self.quote(), ..Finding::new(rule, subject, origin, message) }
    }

    /// Where in the text it stands: 总体情况（二）.
    fn place_in_text(&self) -> String {
        let before = self.passage.text.get(..self.claim.span.end).unwrap_or_default();
        let part = before.lines().rev().find_map(|line| {
            let line = line.trim_matches(is_blank);
            let (level, length) = numbered(line)?;
            (level == Level::Two).then(|| line[..length].to_owned())
        });
        let label = self.passage.field.label;
        let title = label.split_once('、').map_or(label, |(_, title)| title);
        format!("{title}{}", part.unwrap_or_default())
    }
}

/// A sum that may be meant, and the readings it adds up.
#[derive(Clone)]
struct Sum<'a> {
    value: Figure,
    parts: Vec<&'a Reading>,
}

/// A claim held against the tables.
struct Verdict<'a> {
    holds: bool,
    /// The number that the text states, if it states one.
    claimed: Option<Figure>,
    /// What follows from the tables.
    derived: Figure,
    /// The sum it was held against.
    sum: Sum<'a>,
    /// Of a share, what it is a share of.
    base: Option<Sum<'a>>,
}

impl Verdict<'_> {
    /// The first place it is about.
    fn of(&self) -> Option<Place> {
        self.sum.parts.first()?.first().map(|(_, place)| *place)
    }
}

/// Whether a number is a figure, as exactly as it is written.
fn agrees(numeral: &Numeral, figure: Figure) -> bool {
    if numeral.value == figure {
        return true;
    }
    // A number to fewer digits than the table has is rounded, or cut off.
    let apart = numeral.value.minus(figure).abs();
    numeral.rounded_to.is_some_and(|step| apart < step && figure.is_finer_than(step))
}
