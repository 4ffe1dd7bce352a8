//! P02–P05, P07 and P11: what the narrative says of figures, held against the tables.

use super::passage::Passage;
use crate::figure::Figure;
use crate::finding::Finding;
use crate::form::Form;
use crate::form::fields::{self, Field};
use crate::place::Place;
use crate::prose::{Level, is_blank, numbered};
use crate::rule::{self, Rule, Severity};
use crate::source::Source;
use crate::standard::{Edition, Sign};
use crate::tally::Figures;
use crate::told::{Claim, Numeral, Reading, Says, Setting, read, years, years_of_report};

/// The texts in which figures of the year are told.
const TEXTS: [&Field; 3] = [&fields::OVERVIEW, &fields::PROBLEMS, &fields::OTHERS];

/// No report says more of its figures.
const MOST: usize = 2000;

/// The texts in which the title and the period of the report are told.
const WITH_PERIOD: [&Field; 5] =
    [&fields::TITLE_NAME, &fields::PREFACE, &fields::OVERVIEW, &fields::PROBLEMS, &fields::OTHERS];

/// Every statement that the tables contradict.
pub(super) fn check(form: &Form, source: &Source, figures: &Figures) -> Vec<Finding> {
    let told: Vec<Finding> =
        statements(form, source, figures).into_iter().filter_map(|statement| statement.finding).collect();
    // A year that was told with a figure is not told again.
    let is_told =
        |finding: &Finding| told.iter().any(|told| told.rule.code == rule::P05.code && told.span == finding.span);
    let of_report: Vec<Finding> =
        years_of_report_told(form, source).into_iter().filter(|finding| !is_told(finding)).collect();
    told.into_iter().chain(of_report).collect()
}

/// Years of title and 统计期限 that are not the report's (P05).
fn years_of_report_told(form: &Form, source: &Source) -> Vec<Finding> {
    let own = form.year();
    let mut findings = Vec::new();
    for passage in WITH_PERIOD.iter().filter_map(|field| Passage::of(form, source, field)) {
        let is_title = *passage.field == fields::TITLE_NAME;
        let found = if is_title { years(passage.text) } else { years_of_report(passage.text) };
        let Some((year, span)) = found.into_iter().find(|(year, _)| *year != own && own > 0) else { continue };
        let label = passage.field.label;
        let quote = sentence(passage.text, &span);
        let message = format!("{label}“{quote}”写的是{year}年，报告年度是{own}年。请核对年份。");
        let finding = Finding::new(&rule::P05, crate::form::place_of(passage.field), passage.locate(&span), message);
        findings.push(Finding { quote, ..finding });
    }
    findings
}

/// The clauses around a year, as far as its sentence goes, not too long.
fn sentence(text: &str, span: &std::ops::Range<usize>) -> String {
    let ends = ['。', '\n', '，', '；'];
    let from = text[..span.start].rfind(ends).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let to = text[span.end..].find(ends).map_or(text.len(), |at| span.end + at);
    text[from..to].trim().to_owned()
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
pub fn statements(form: &Form, source: &Source, figures: &Figures) -> Vec<Statement> {
    let agency = form.text(&fields::NAME).unwrap_or_default();
    let setting = Setting { edition: form.edition, year: form.year(), agency };
    let figure = |name: &str| form.edition.place(name).and_then(|place| figures.get(place));
    let mut found: Vec<Statement> = Vec::new();
    for passage in TEXTS.iter().filter_map(|field| Passage::of(form, source, field)) {
        for claim in read(passage.text, setting, figure) {
            let held = Held { passage: &passage, claim: &claim, figures, edition: form.edition, year: form.year() };
            let Some(statement) = held.statement() else { continue };
            // One sentence about a unit, or of another year, is asked about once.
            if found.len() == MOST {
                return found;
            }
            let is_told = found.last().is_some_and(|last| is_same(last, &statement));
            if !is_told {
                found.push(statement);
            }
        }
    }
    found
}

/// Whether two statements have findings that say the same of one sentence.
fn is_same(last: &Statement, statement: &Statement) -> bool {
    let (Some(one), Some(other)) = (&last.finding, &statement.finding) else { return false };
    let is_weighed_alike = (one.rule.code, one.severity) == (other.rule.code, other.severity);
    is_weighed_alike && (one.severity == Severity::Note || one.rule.code == rule::P05.code) && one.place == other.place
}

/// A claim held against the figures.
struct Held<'a> {
    passage: &'a Passage<'a>,
    claim: &'a Claim,
    figures: &'a Figures,
    edition: &'static Edition,
    year: u16,
}

impl Held<'_> {
    /// The statement with what is wrong with it; none if the tables do not know the figures.
    fn statement(&self) -> Option<Statement> {
        let verdict = self.verdict()?;
        let finding = match self.claim.year {
            Some(year) => self.other_year(year, &verdict),
            None if verdict.holds => None,
            None => Some(self.differs(&verdict)),
        };
        Some(Statement { quote: self.claim.quote.clone(), tables: verdict.tables, finding })
    }

    /// What the tables say to the claim.
    fn verdict(&self) -> Option<Verdict> {
        let number = |numeral: &Numeral, of: Vec<Vec<Reading>>| {
            let sums = self.sums(&of)?;
            let holds = sums.iter().any(|(sum, _)| agrees(numeral, *sum));
            let (derived, tables) = sums.into_iter().next()?;
            Some(Verdict { holds, tables, said: Some(numeral.value), derived, of: self.first_place()? })
        };
        match &self.claim.says {
            Says::Number(numeral) => number(numeral, self.claim.of.clone()),
            Says::Each(numeral) => {
                let mut each = self.claim.of.iter().filter_map(|of| number(numeral, vec![of.clone()]));
                let first = each.next()?;
                Some(if first.holds { each.find(|verdict| !verdict.holds).unwrap_or(first) } else { first })
            }
            Says::Share { share, of, part } => self.share(share, of, *part),
            Says::Nothing | Says::AllDone => {
                let sums = self.sums(&self.claim.of)?;
                let holds = sums.iter().any(|(sum, _)| sum.is_zero());
                let (derived, tables) = sums.into_iter().next()?;
                Some(Verdict { holds, tables, said: None, derived, of: self.first_place()? })
            }
        }
    }

    /// A share, rounded or cut off at its last digit.
    fn share(&self, numeral: &Numeral, bases: &[Reading], part: Option<Figure>) -> Option<Verdict> {
        let mut sums = self.sums(&self.claim.of)?;
        if sums.iter().any(|(sum, _)| Some(*sum) == part) {
            sums.retain(|(sum, _)| Some(*sum) == part);
        }
        let bases = self.sums(&[bases.to_vec()])?;
        let decimals = numeral.value.decimals();
        let mut first = None;
        for (part, of_part) in &sums {
            for (base, of_base) in &bases {
                let Some([cut, rounded]) = part.share_of(*base, decimals) else { continue };
                let holds = [cut, rounded].contains(&numeral.value);
                let tables = format!("{of_part}，占{of_base}的{rounded}%");
                let verdict =
                    Verdict { holds, tables, said: Some(numeral.value), derived: rounded, of: self.first_place()? };
                if holds {
                    return Some(verdict);
                }
                first = first.or(Some(verdict));
            }
        }
        first
    }

    /// The sums that may be meant, each with its words; of several things together, their sums. The plainest is first.
    fn sums(&self, of: &[Vec<Reading>]) -> Option<Vec<(Figure, String)>> {
        let each: Vec<Vec<(Figure, String)>> = of
            .iter()
            .map(|readings| readings.iter().filter_map(|reading| self.sum(reading)).collect::<Vec<_>>())
            .collect();
        match each.as_slice() {
            [one] => Some(one.clone()).filter(|sums| !sums.is_empty()),
            several => {
                // Together they are told by their plainest sums.
                let firsts = several.iter().map(|sums| sums.first().cloned()).collect::<Option<Vec<_>>>()?;
                let said: Vec<&str> = firsts.iter().map(|(_, said)| said.as_str()).collect();
                let sum = firsts.iter().map(|(sum, _)| *sum).reduce(Figure::plus)?;
                Some(vec![(sum, format!("{}，合计{sum}", said.join("、")))])
            }
        }
    }

    /// A sum and its words: 表三“一、本年新收”总计142; none while a figure of it is not known.
    fn sum(&self, reading: &Reading) -> Option<(Figure, String)> {
        let mut sum: Option<Figure> = None;
        let mut said: Vec<String> = Vec::new();
        for (sign, place) in reading {
            let figure = self.figures.get(*place)?;
            let before = sum.unwrap_or(Figure::zero(figure.kind()));
            sum = Some(if *sign == Sign::Plus { before.plus(figure) } else { before.minus(figure) });
            let joined = if said.is_empty() {
                ""
            } else if *sign == Sign::Plus {
                "＋"
            } else {
                "－"
            };
            said.push(format!("{joined}{}{figure}", self.edition.say(*place)));
        }
        let sum = sum?;
        let equals = if said.len() > 1 { format!("＝{sum}") } else { String::new() };
        Some((sum, said.concat() + &equals))
    }

    fn first_place(&self) -> Option<Place> {
        self.claim.of.first()?.first()?.first().map(|(_, place)| *place)
    }

    /// The finding of a claim that does not hold.
    fn differs(&self, verdict: &Verdict) -> Finding {
        let rule = self.rule(verdict.of);
        let difference = match (&self.claim.says, verdict.said) {
            (Says::Number(_) | Says::Each(_), Some(said)) => {
                format!(
                    "，文字{}{}",
                    if said > verdict.derived { "多" } else { "少" },
                    said.minus(verdict.derived).abs()
                )
            }
            _ => String::new(),
        };
        let advice = match (&self.claim.unit, verdict.said) {
            (Some(unit), Some(_)) => format!("本句只指{unit}的，不用改；如指整个机关，改为{}。", verdict.derived),
            (Some(unit), None) => format!("本句只指{unit}的，不用改；如指整个机关，请改文字或核对表格。"),
            (None, _) => "请核对，改正文字或表格；属实的请写明说明。".to_owned(),
        };
        let message =
            format!("{}“{}”，{}{difference}。{advice}", self.place_in_text(), self.claim.quote, verdict.tables);
        let severity = if self.claim.unit.is_some() { Severity::Note } else { rule.severity };
        let compared = Some((verdict.said.unwrap_or(Figure::zero(verdict.derived.kind())), verdict.derived));
        Finding { severity, compared, ..self.finding(rule, message) }
    }

    /// The rule by what is told: applications and their flow, results and applicants, reviews, table two.
    fn rule(&self, place: Place) -> &'static Rule {
        if matches!(self.claim.says, Says::Nothing | Says::AllDone) {
            return &rule::P07;
        }
        let Some(matrix) = self.edition.matrix_of(place.table, place.row) else { return &rule::P02 };
        let has_balance = matrix.rows.iter().any(|row| row.heading.is_difference());
        if !has_balance {
            return if matrix.total_column().is_some() { &rule::P04 } else { &rule::P11 };
        }
        let row = matrix.row(place.row).map(|row| row.heading);
        // The rows of the balance are those its formula names, and itself.
        let flows = matrix.rows.iter().find(|row| row.heading.is_difference());
        let is_flow = flows.is_some_and(|flow| {
            flow.heading.key == place.row || flow.terms.iter().any(|(_, term)| Some(term.key) == row.map(|row| row.key))
        });
        let is_total = matrix.total_column().is_some_and(|total| total.key == place.column);
        let is_share = matches!(self.claim.says, Says::Share { .. });
        if is_flow && is_total && !is_share { &rule::P02 } else { &rule::P03 }
    }

    /// A figure told of another year (P05): the report's own, if it names no other; the words of a comparison, of last
    /// year's problems are left alone.
    fn other_year(&self, year: u16, verdict: &Verdict) -> Option<Finding> {
        let is_of_problems = *self.passage.field == fields::PROBLEMS;
        let is_compared = self.claim.has_own_year;
        if is_of_problems || is_compared || verdict.said.is_none() {
            return None;
        }
        let message = format!(
            "{}“{}”说的是{year}年，报告年度是{}年。请核对年份；确实要提{year}年的，写明是与上年比较。",
            self.place_in_text(),
            self.claim.quote,
            self.year
        );
        Some(self.finding(&rule::P05, message))
    }

    fn finding(&self, rule: &'static Rule, message: String) -> Finding {
        let place = crate::form::place_of(self.passage.field);
        let span = self.passage.locate(&self.claim.span);
        Finding { quote: self.claim.quote.clone(), ..Finding::new(rule, place, span, message) }
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

/// What the tables say to a claim.
struct Verdict {
    holds: bool,
    /// What they have, in words.
    tables: String,
    /// What the text says, where it says a number.
    said: Option<Figure>,
    /// What follows from the tables.
    derived: Figure,
    /// The first place it is about.
    of: Place,
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
