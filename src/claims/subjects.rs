//! What a number is said of.

use super::clause::{
    chain, following, group, has, is_carried_out, is_column, is_opaque, is_topic, is_verb, is_weak, is_word, strong_row,
};
use super::extract::{Reader, Sentence};
use super::interpretations::Subject;
use super::lexicon::Meaning;
use super::numeral::{Numeral, Unit};
use super::tokenize::{Kind, Token};
use crate::standard::{Edition, Line, Matrix};

impl Reader<'_> {
    /// What a number is said of, and how many tokens after it say so; nothing where that is not certain.
    pub(super) fn subjects(
        &mut self,
        context: &[Token],
        after: &[Token],
        numeral: &Numeral,
        sentence: &mut Sentence,
    ) -> (Vec<Subject>, usize) {
        let own = group(context);
        if !own.iter().any(is_topic) && !sentence.queue.is_empty() {
            return (vec![sentence.queue.remove(0)], 0);
        }
        sentence.queue.clear();
        let next = if numeral.unit == Unit::None { &[] } else { following(after) };
        let with_next = || -> Vec<Token> { context.iter().chain(next).cloned().collect() };
        if own.iter().any(|token| is_topic(token) || is_verb(token)) {
            // 诉讼案件有7件维持, where the next number is not said of 维持.
            let is_followed = matches!(after.get(next.len()).map(|token| &token.kind), Some(Kind::Number(_)));
            if next.iter().any(is_column) && !next.iter().any(|t| strong_row(t).is_some()) && !is_followed {
                let both = with_next();
                let subjects = self.of_group(&both, &both[context.len() - own.len()..], &[], sentence);
                if subjects.iter().all(|subject| matches!(subject, Subject::Row { column: Some(_), .. })) {
                    return (subjects, next.len());
                }
            }
            let mut subjects = self.of_group(context, own, after, sentence);
            if subjects.len() > 1 && has(own, |m| matches!(m, Meaning::Respectively)) {
                sentence.queue = subjects.split_off(1);
            }
            return (subjects, 0);
        }
        if next.iter().any(is_topic) {
            return (self.of_group(&with_next(), next, &[], sentence), next.len());
        }
        // 尚有2件因征求意见结转下年度办理。
        let carried = after.iter().position(|token| is_word(token, is_carried_out));
        if let Some(carried) = carried.filter(|&at| !after[..at].iter().any(|t| matches!(t.kind, Kind::Number(_)))) {
            let found = chain(&after[..=carried], strong_row);
            return (found.into_iter().map(|(matrix, row)| Subject::Row { matrix, row, column: None }).collect(), 0);
        }
        // 县政府收到53件，部门收到89件，合计142件。
        if let Some(flow) = sentence.flow.clone().filter(|_| has(own, |m| matches!(m, Meaning::Together))) {
            return (vec![flow], 0);
        }
        // 收到申请，共142件。
        if !context.is_empty()
            && own.len() == context.len()
            && !sentence.pending.is_empty()
            && numeral.unit != Unit::None
        {
            let both: Vec<Token> = sentence.pending.iter().chain(context).cloned().collect();
            return (self.of_group(&both, group(&both), after, sentence), 0);
        }
        (Vec::new(), 0)
    }

    /// What a group of words is about. `context` is all that stands before the number in its clause.
    pub(super) fn of_group(
        &self,
        context: &[Token],
        own: &[Token],
        after: &[Token],
        sentence: &Sentence,
    ) -> Vec<Subject> {
        let rows = chain(own, strong_row);
        let columns = chain(own, |token| match token.kind {
            Kind::Word(Meaning::Column(matrix, column)) => Some((matrix, column)),
            _ => None,
        });
        // 转发规范性文件9件, 撤销行政许可2件: what is done to them, and another count.
        let first = own.iter().position(|token| strong_row(token).is_some() || is_column(token));
        let from = context.len() - own.len().min(context.len()) + first.unwrap_or(0);
        let before = context[..from.min(context.len())].last();
        let is_sort = before.is_some_and(|before| is_word(before, |m| matches!(m, Meaning::Sort)));
        let is_unlike = is_sort || before.is_some_and(is_opaque);
        let is_published = has(context, |m| matches!(m, Meaning::Publish)) || is_sort;
        let is_tabled = |matrix: &Matrix| !is_published || matrix.total_column().is_some();
        match (rows.last(), columns.last()) {
            (Some((matrix, _)), _) if !is_tabled(matrix) => Vec::new(),
            (Some((matrix, _)), Some((other, column))) if has_column(matrix, other, column) => {
                let column = matrix.column(column.key).map_or(*column, |line| line);
                let is_column_last =
                    own.iter().rposition(is_column) > own.iter().rposition(|t| strong_row(t).is_some());
                if is_column_last && columns.len() > 1 {
                    let (_, row) = rows[rows.len() - 1];
                    return columns
                        .iter()
                        .map(|(_, column)| Subject::Row { matrix, row, column: Some(column) })
                        .collect();
                }
                rows.iter().map(|(matrix, row)| Subject::Row { matrix, row, column: Some(column) }).collect()
            }
            (Some((matrix, _)), _) if is_of_others(context, matrix) => Vec::new(),
            (Some((matrix, _)), _)
                if matrix.counts_outcomes()
                    && sentence.divides_cases
                    && !has(context, |m| matches!(m, Meaning::Part)) =>
            {
                Vec::new()
            }
            // Of a row with several columns, the verb would have to be one of theirs.
            (Some((matrix, _)), _) if is_unlike && has_choice(matrix) => Vec::new(),
            (Some(_), _) => rows.iter().map(|(matrix, row)| Subject::Row { matrix, row, column: None }).collect(),
            (None, Some((matrix, _))) if is_unlike && matrix.total_column().is_none() => Vec::new(),
            (None, Some((matrix, _))) => {
                let subjects =
                    columns.iter().flat_map(|(matrix, column)| self.of_column(matrix, column, context, sentence));
                if is_tabled(matrix) { subjects.collect() } else { Vec::new() }
            }
            (None, None) => self.of_flow(context, own, after, sentence).into_iter().collect(),
        }
    }

    /// A column said alone: of the row named before it.
    fn of_column(
        &self,
        matrix: &'static Matrix,
        column: &'static Line,
        context: &[Token],
        sentence: &Sentence,
    ) -> Vec<Subject> {
        if matrix.carries_over() {
            return vec![Subject::Column { matrix, column, rows: sentence.rows.clone() }];
        }
        // 金额 is of what its own sentence has named.
        let is_far =
            column.kind.is_amount() && sentence.decisions.is_none_or(|(other, _)| !has_column(other, matrix, column));
        if is_far {
            return Vec::new();
        }
        let fits = |(other, _): &(&'static Matrix, &'static Line)| has_column(other, matrix, column);
        let named: Vec<_> = chain(context, strong_row).into_iter().filter(fits).collect();
        let named = if named.is_empty() { self.paragraph.rows.iter().copied().filter(fits).collect() } else { named };
        let of = |(matrix, row): (&'static Matrix, &'static Line)| {
            let column = matrix.column(column.key);
            Subject::Row { matrix, row, column }
        };
        // Of several blocks that have the column, the one last named is meant.
        let last = named.last().map(|(matrix, _)| *matrix);
        named.into_iter().filter(|(matrix, _)| last.is_some_and(|last| std::ptr::eq(last, *matrix))).map(of).collect()
    }

    /// Applications that came in, were dealt with, were carried over.
    fn of_flow(&self, context: &[Token], own: &[Token], after: &[Token], sentence: &Sentence) -> Option<Subject> {
        let noun = own.iter().chain(following(after)).find_map(|token| match token.kind {
            Kind::Word(Meaning::Application { is_full }) => Some(is_full),
            _ => None,
        });
        if has(own, |m| matches!(m, Meaning::Open)) {
            let (matrix, row) = carried_out_row(self.setting.edition)?;
            let is_about = noun.is_some() || self.paragraph.about_applications;
            return is_about.then_some(Subject::Row { matrix, row, column: None });
        }
        if has(own, |m| matches!(m, Meaning::Carried)) {
            return (noun.is_some() || self.paragraph.about_applications).then_some(Subject::Carried);
        }
        // Those that came in by one way, or about one thing, are a part that no table counts.
        if has(context, |m| matches!(m, Meaning::Kind)) {
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
        let is_received = has(context, |m| matches!(m, Meaning::Receive));
        let is_processed = has(context, |m| matches!(m, Meaning::Process));
        let is_part = has(context, |m| matches!(m, Meaning::Part)) && noun != Some(true) && !sentence.last.is_empty();
        let is_near = has(own, |m| matches!(m, Meaning::Receive | Meaning::Process));
        // 逾期不补正而终止处理的17件: the words before say what is processed.
        let is_of_another =
            noun.is_none() && context[..context.len() - own.len().min(context.len())].iter().any(is_topic);
        if is_of_another {
            return None;
        }
        // 按信访处理的1件: 处理 alone, said of something else.
        if noun.is_none() && is_processed && !is_received && context.iter().any(is_opaque) {
            return None;
        }
        // 行政许可方面，办理46件。
        if noun.is_none() && is_near && is_processed && !self.paragraph.about_applications {
            return sentence.decisions.map(|(matrix, row)| Subject::Row { matrix, row, column: None });
        }
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
}

/// Whether a block has a column that was named by a word of another; 项目 and 决定 are columns of several.
fn has_column(matrix: &Matrix, other: &Matrix, column: &Line) -> bool {
    std::ptr::eq(matrix, other)
        || matrix.column(column.key).is_some_and(|own| own.keywords.iter().any(|word| column.keywords.contains(word)))
}

/// Whether it is whoever decides cases that took them in: others' cases.
fn is_of_others(context: &[Token], matrix: &Matrix) -> bool {
    matrix.counts_outcomes()
        && has(context, |m| matches!(m, Meaning::Court(_)))
        && has(context, |m| matches!(m, Meaning::Receive | Meaning::Process))
}

/// Whether its rows have several columns and no total, so that a row alone says little.
fn has_choice(matrix: &Matrix) -> bool {
    matrix.total_column().is_none() && matrix.given_columns().count() > 1
}

/// The row of what is carried on into the next year.
fn carried_out_row(edition: &'static Edition) -> Option<(&'static Matrix, &'static Line)> {
    let mut rows = edition.matrices().iter().flat_map(|matrix| matrix.rows.iter().map(move |row| (matrix, row)));
    rows.find(|(_, row)| row.is_difference())
}
