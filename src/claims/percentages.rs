//! Shares of a hundred: of results, of applicants.

use super::Assertion;
use super::clause::{chain, group, has, is_opaque, is_topic, is_weak, is_word, strong_row};
use super::extract::{Reader, Sentence, Time};
use super::interpretations::{Reading, Subject, carried_out, handled};
use super::lexicon::Meaning;
use super::numeral::{Numeral, Unit};
use super::tokenize::{Kind, Token};
use crate::figure::Figure;

impl Reader<'_> {
    /// A share, of results or applicants.
    pub(super) fn share(
        &mut self,
        context: &[Token],
        numeral: &Numeral,
        is_change: bool,
        sentence: &Sentence,
        clause: &[Token],
        at: usize,
    ) {
        if has(context, |m| matches!(m, Meaning::Respectively))
            || is_change
            || !numeral.is_exact
            || sentence.time != Time::Own
        {
            return;
        }
        if has(group(context), |m| matches!(m, Meaning::DoneRate)) {
            let is_whole = numeral.value == Figure::count(100);
            let is_bare = group(context).len() == context.len() && !has(context, |m| matches!(m, Meaning::OnTime));
            if is_whole && is_bare && self.paragraph.about_applications && !sentence.carries {
                self.claim_of(clause, at, Assertion::AllDone, vec![vec![carried_out(self.setting.edition)]], sentence);
            }
            return;
        }
        let share = context.iter().rposition(|token| is_word(token, |m| matches!(m, Meaning::Share)));
        let is_bracket = context.iter().all(|token| matches!(token.kind, Kind::Open)) && !context.is_empty();
        if (share.is_none() && !is_bracket) || has(group(context), |m| matches!(m, Meaning::About)) {
            return;
        }
        let (named, base) = context.split_at(share.unwrap_or(context.len()));
        let subjects = self.with_share(named, sentence);
        if subjects.is_empty() {
            return;
        }
        let bases = self.bases(base, &subjects);
        // A share said after its number is of that number.
        let part = sentence.last_number.filter(|_| !named.iter().any(is_topic));
        let is_each = has(context, |m| matches!(m, Meaning::Each));
        let of: Vec<Vec<Reading>> =
            subjects.iter().map(|subject| subject.readings(self.setting.edition, Unit::Counted)).collect();
        if is_each {
            for of in of {
                self.claim_of(
                    clause,
                    at,
                    Assertion::Share { share: numeral.clone(), of: bases.clone(), part },
                    vec![of],
                    sentence,
                );
            }
        } else {
            self.claim_of(clause, at, Assertion::Share { share: numeral.clone(), of: bases, part }, of, sentence);
        }
    }

    /// The results or applicants that have a share: those named, or those of the number before.
    fn with_share(&self, named: &[Token], sentence: &Sentence) -> Vec<Subject> {
        let subjects = if named.iter().any(is_topic) {
            self.of_group(named, group(named), &[], sentence)
        } else if named.iter().any(is_opaque) {
            Vec::new()
        } else {
            sentence.last.clone()
        };
        let is_result = |subject: &Subject| match subject {
            Subject::Row { matrix, row, .. } => matrix.carries_over() && !row.is_derived(),
            Subject::Column { .. } => true,
            _ => false,
        };
        if subjects.iter().all(is_result) { subjects } else { Vec::new() }
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
}
