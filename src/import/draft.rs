//! 草稿: a file that says it is not final is read like any other, and that it says so is told (U14).

use super::content::{Content, StripContent};
use super::diagnostics::Diagnostics;
use crate::finding::shortened;
use crate::rule;
use crate::rule::Severity;
use crate::subject::Subject;

/// What a file that is not final calls itself.
const NOT_FINAL: [&str; 10] =
    ["草稿", "初稿", "征求意见稿", "送审稿", "报审稿", "讨论稿", "审议稿", "修改稿", "代拟稿", "样稿"];
/// So many lines may stand above the text.
const LINES_ABOVE: usize = 6;
/// Characters of the longest line that is a mark or a title.
const LONGEST: usize = 60;
/// The heading of the list of problems in a draft of this program.
const PROBLEMS: &str = "待改的问题";
/// So many of the problems are repeated.
const MOST: usize = 3;

/// How a file shows that it is a draft.
pub(super) struct Draft {
    /// The words of the mark.
    mark: String,
    /// The problems that this program noted in it.
    problems: Vec<String>,
}

/// Takes what marks a draft out of a file; none of a file that is final.
pub(super) fn recognise(content: &mut Content) -> Option<Draft> {
    let mark = mark(content)?;
    let mut problems: Vec<String> =
        content.margins.comments.iter().filter_map(|comment| problem(comment)).map(str::to_owned).collect();
    let mut is_listed = false;
    content.strips.retain(|strip| {
        let StripContent::Text(text) = &strip.content else { return true };
        is_listed |= bare(text).trim_end_matches('：') == PROBLEMS;
        let listed = problem(text).filter(|_| is_listed);
        problems.extend(listed.map(str::to_owned));
        !(is_notice(text) || (is_listed && (listed.is_some() || bare(text).starts_with(PROBLEMS))))
    });
    for strip in &mut content.strips {
        let StripContent::Row(cells) = &mut strip.content else { continue };
        for cell in cells {
            let figure = without_numbers(cell);
            if figure.len() < cell.len() {
                *cell = cell.showing(figure.to_owned());
            }
        }
    }
    Some(Draft { mark, problems })
}

impl Draft {
    /// Says that it is a draft, and what it notes itself.
    pub(super) fn report(&self, diagnostics: &mut Diagnostics) {
        let shown: Vec<&str> = self.problems.iter().take(MOST).map(String::as_str).collect();
        let more = if self.problems.len() > MOST { format!("等{}处", self.problems.len()) } else { String::new() };
        let noted = match shown.as_slice() {
            [] => String::new(),
            _ => format!("；稿上注明：{}{more}", shown.join("；")),
        };
        let what = format!("这是一份草稿（标着“{}”），不是定稿{}", self.mark, noted.trim_end_matches('。'));
        diagnostics.report(&rule::U14, Subject::File, None, &what, "请改用定稿；汇总时照样相加，标为待更正。");
    }
}

/// The words by which a file says that it is not final: in a header or watermark, in its title, above its text.
fn mark(content: &Content) -> Option<String> {
    let names_it = |text: &&str| NOT_FINAL.iter().any(|word| text.contains(word));
    let margin = content.margins.lines.iter().map(String::as_str).find(names_it);
    let title = content.title.as_deref().filter(|title| ends_as_draft(title));
    let lines = content.strips.iter().filter_map(|strip| match &strip.content {
        StripContent::Text(text) => Some(text.trim()),
        StripContent::Row(_) | StripContent::Picture => None,
    });
    let above = lines.take(LINES_ABOVE).find(|line| is_notice(line) || ends_as_draft(line));
    let marked = margin.or(above).or(title)?;
    Some(shortened(marked.trim_matches(['【', '】']), LONGEST))
}

/// Whether a line says so and nothing else: `【草稿，有1处错误未改，不得作为正式报告】`.
fn is_notice(line: &str) -> bool {
    let line = bare(line);
    NOT_FINAL
        .iter()
        .any(|word| line.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(['，', ',', '：'])))
        && line.chars().count() <= LONGEST
}

/// Whether a title ends so: `……年度报告（征求意见稿）`.
fn ends_as_draft(title: &str) -> bool {
    let title = title.trim();
    let inner = title.strip_suffix(['）', ')', '】']).unwrap_or_default();
    let is_end = |word: &str| inner.strip_suffix(word).is_some_and(|rest| rest.ends_with(['（', '(', '【']));
    title.chars().count() <= LONGEST && NOT_FINAL.iter().any(|word| is_end(word))
}

fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || "【】（）()[]〔〕".contains(c))
}

/// A problem as this program notes it: `1. 错误 S01｜……`.
fn problem(text: &str) -> Option<&str> {
    let text = text.trim().trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_start();
    let rest = Severity::ALL.iter().find_map(|severity| text.strip_prefix(severity.word()))?;
    let (code, _) = rest.trim_start().split_once('｜')?;
    (code.len() == 3 && rule::Rule::named(code).is_some()).then_some(text)
}

/// A figure without the numbers of problems behind it: `143［1］`.
fn without_numbers(cell: &str) -> &str {
    let rest = cell.trim_end_matches(|c: char| c.is_ascii_digit() || "［］[]".contains(c));
    let numbers = &cell[rest.len()..];
    match numbers.find(['［', '[']) {
        Some(at) if numbers[at..].contains('［') => &cell[..rest.len() + at],
        _ => cell,
    }
}
