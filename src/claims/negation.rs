//! 没有, 均已办结: that there is none of something, or nothing left.

use super::Assertion;
use super::clause::{group, has, is_column, is_opaque, is_topic, is_weak_row, is_word, strong_row};
use super::extract::{Reader, Sentence, Time};
use super::interpretations::{Reading, Subject, carried_in, carried_out};
use super::lexicon::Meaning;
use super::numeral::Unit;
use super::tokenize::{Kind, Token};
use crate::standard::{Line, Matrix};

/// Between 没有 and 行政复议 may stand why: 因政府信息公开引发的. In characters.
const LONGEST_CAUSE: usize = 24;

/// In what stands between, words that limit what is denied.
const LIMITS: &[&str] = &["未", "违", "不当", "超期", "逾期"];

/// Words of what was due, which is not all.
const DUE_WORDS: &[&str] = &["到期", "应于", "届满", "期满", "应办结", "应当在"];

/// What may stand after the thing of which there is none.
const TAILS: &[&str] = &[
    "案件",
    "案",
    "申请",
    "情况",
    "情形",
    "现象",
    "事项",
    "事件",
    "的",
    "了",
    "发生",
    "等",
    "件",
    "决定",
    "处理决定",
    "程序",
    "数",
    "信访",
    "投诉",
    "举报",
    "提交",
    "提起",
    "被",
    "继续办理",
    "办理",
    "继续",
    "、",
    "和",
    "及",
    "或",
    "者",
    "以",
    "与",
    "收到",
    "接到",
    "产生",
    "出现",
    "引发",
    "引起",
    "受理",
    "作出",
    "实施",
    "行为",
    "措施",
    "业务",
    "：",
    "过",
    "事由",
    "诉求",
    "公开",
];

/// Whether nothing is said after the thing that would change what is denied.
fn is_tail(rest: &str) -> bool {
    let mut rest = rest;
    while let Some(shorter) = TAILS.iter().filter_map(|tail| rest.strip_prefix(tail)).min_by_key(|rest| rest.len()) {
        rest = shorter;
    }
    rest.is_empty()
}

impl Reader<'_> {
    /// 没有、未、无: that there is none of something, said before it or after.
    pub(super) fn nothing(&mut self, clause: &[Token], at: usize, sentence: &Sentence) {
        if matches!(sentence.time, Time::Plan | Time::Other(Some(_))) {
            return;
        }
        let (before, after) = (&clause[..at], &clause[at + 1..]);
        // 17个乡镇均未收到 is not said of all.
        if self.counts_somebody(before) {
            return;
        }
        if after.iter().any(|token| matches!(token.kind, Kind::Number(_))) {
            return;
        }
        let is_topical = |token: &Token| is_topic(token) && !is_weak_row(token);
        let named = match after.iter().position(is_topical) {
            Some(first) => {
                let last = after.iter().rposition(is_topical).unwrap_or(first);
                let is_near = after[..first].iter().all(|token| !is_opaque(token) && !is_stranger(token));
                let is_one = after[first..=last].iter().all(|token| !is_opaque(token) && !is_stranger(token));
                let is_review = after[first..=last].iter().any(is_review_case);
                let gap = after[0].span.start..after[first].span.start;
                let gap = self.text(gap);
                let is_limited = LIMITS.iter().any(|word| gap.contains(word));
                let is_fit =
                    is_near && !gap.contains('被') || is_review && !is_limited && gap.chars().count() <= LONGEST_CAUSE;
                let rest = self.rest(after, last);
                if is_fit && is_one && is_tail(rest) { &after[..=last] } else { &[] }
            }
            None => {
                let own = group(before);
                let rest =
                    after.first().map_or("", |first| self.text(first.span.start..after[after.len() - 1].span.end));
                if own.iter().any(is_topical) && is_tail(rest) { own } else { &[] }
            }
        };
        let all: Vec<Token> = before.iter().chain(named).cloned().collect();
        let context = if named.is_empty() { return } else { &all };
        for of in self.denied(named, context, sentence, before) {
            self.claim_of(clause, at, Assertion::Nothing, vec![of], sentence);
        }
    }

    /// Whether some of those it is about are counted: 17个乡镇, 3家部门.
    fn counts_somebody(&self, before: &[Token]) -> bool {
        let is_digit = |c: char| c.is_ascii_digit();
        before.iter().any(|token| match token.kind {
            Kind::Number(_) => true,
            Kind::Opaque => self.text(token.span.clone()).contains(is_digit),
            _ => false,
        })
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
            let unit = if first.0.columns.iter().all(|c| c.kind.is_amount()) { Unit::Money } else { Unit::Counted };
            let of = |(matrix, row): &(&'static Matrix, &'static Line)| {
                Subject::Row { matrix, row, column: None }.readings(edition, unit)
            };
            return rows.iter().map(of).collect();
        }
        // 无收费 may be of anything; an amount that is denied is named with its row.
        let is_amount =
            |token: &&Token| matches!(token.kind, Kind::Word(Meaning::Column(_, column)) if column.kind.is_amount());
        if rows.is_empty() && columns.iter().any(is_amount) {
            return Vec::new();
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
    pub(super) fn all_done(&mut self, clause: &[Token], sentence: &Sentence) {
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
        let whole = self.text(clause[0].span.start..clause[clause.len() - 1].span.end);
        let is_due = DUE_WORDS.iter().any(|word| whole.contains(word));
        let is_attribute = ["的", "率", "期限", "时限", "质量"].iter().any(|next| rest.starts_with(next));
        if is_about && !is_denied && !is_counted && !is_only_in_time && !is_attribute && !is_due {
            self.claim_of(clause, done, Assertion::AllDone, vec![vec![carried_out(self.setting.edition)]], sentence);
        }
    }
}

/// A word that makes of what is denied something else.
fn is_stranger(token: &Token) -> bool {
    is_word(token, |m| matches!(m, Meaning::Publish | Meaning::Plan | Meaning::OnTime | Meaning::All | Meaning::Kind))
}

/// Whether it is a review or a lawsuit, of which there may be none for reasons that the text gives first.
fn is_review_case(token: &Token) -> bool {
    is_word(token, |m| matches!(m, Meaning::Row(matrix, _) | Meaning::Column(matrix, _) if matrix.counts_outcomes()))
}
