//! A random report in each layout that published reports have, with random variants of its labels and figures.

use std::fmt::Write as _;

use nianbao::internals::fields;
use proptest::collection::vec;
use proptest::prelude::*;

use super::{assert_carries, assert_is_a_form, codes, configured, imported};
use crate::official::{Cells, Table, tables};
use crate::sample::{Sample, samples};

/// A choice for every cell, one after the other.
struct Whims {
    choices: Vec<u8>,
    at: usize,
}

impl Whims {
    fn next(&mut self, below: u8) -> u8 {
        self.at += 1;
        self.choices[self.at % self.choices.len()] % below
    }
}

/// Labels that offices print otherwise, and how.
const VARIANTS: &[(&str, &str)] = &[
    ("行政规范性文件", "规范性文件"),
    ("现行有效件数", "现行有效件"),
    ("行政事业性收费", "行政事业型收费"),
    ("2.其他法律行政法规禁止公开", "2.其他法律法规禁止公开"),
    ("2.其他法律行政法规禁止公开", "2.法律行政止公开"),
    ("（六）其他处理", "（六）其他"),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开"),
    ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.申请人无正当理由逾期不补正"),
];

/// A label as somebody typed it.
fn label(text: &str, whims: &mut Whims) -> String {
    let text = match VARIANTS.iter().find(|(official, _)| *official == text) {
        Some((_, variant)) if whims.next(3) == 0 => (*variant).to_owned(),
        _ => text.to_owned(),
    };
    let text = match whims.next(5) {
        0 => text.replace('（', "(").replace('）', ")"),
        1 => text.replacen('.', "、", 1),
        2 => text.replacen('.', "．", 1),
        3 => text.replacen('.', ". ", 1).replace(['“', '”'], "\""),
        _ => text,
    };
    if text.starts_with("第二十条") && whims.next(2) == 0 { text.replacen("第（", " 第（", 1) } else { text }
}

/// A figure as somebody typed it.
fn figure(name: &str, digits: &str, whims: &mut Whims) -> String {
    let is_amount = name.ends_with(".amount");
    let grouped = |digits: &str| {
        let (whole, rest) = digits.split_once('.').map_or((digits, String::new()), |(w, f)| (w, format!(".{f}")));
        let mut text = String::new();
        for (at, c) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                text.push(',');
            }
            text.push(c);
        }
        text + &rest
    };
    match (whims.next(12), digits.strip_prefix('-')) {
        (0, None) if is_amount => format!("{digits}万元"),
        (0, None) => format!("{digits}件"),
        (1, None) => format!("{digits}　"),
        (2, None) => digits
            .chars()
            .map(|c| if c.is_ascii_digit() { char::from_u32(u32::from(c) - 0x30 + 0xFF10).unwrap() } else { c })
            .collect(),
        (3, None) if name.ends_with(".change") => format!("增 {digits}"),
        (4, None) if name.ends_with(".change") => format!("+{digits}"),
        (3 | 4, Some(size)) => format!("减 {size}"),
        (5, None) => grouped(digits),
        (6, None) if digits == "0" => "/".to_owned(),
        (7, None) if digits == "0" => "—".to_owned(),
        _ => digits.to_owned(),
    }
}

/// The tables of a sample, every cell as somebody typed it.
fn as_typed(sample: &Sample, whims: &mut Whims) -> Vec<(Table, Cells)> {
    let of = |table: Table| {
        let names = table.cells.clone();
        let mut cells = table.filled(&sample.given);
        for (at, (.., text)) in &mut cells {
            *text = match names[at].2.strip_prefix('=') {
                Some(name) => figure(name, text, whims),
                None => label(text, whims),
            };
        }
        (table, cells)
    };
    tables(sample.version).into_iter().map(of).collect()
}

/// A grid row's cells; where something covers, what stands there.
fn row(cells: &Cells, row: usize, columns: usize, covered: Option<&str>) -> Vec<String> {
    let mut found = Vec::new();
    for column in 0..columns {
        match cells.get(&(row, column)) {
            Some((.., text)) => found.push(text.clone()),
            None => found.extend(covered.map(str::to_owned)),
        }
    }
    found
}

fn size(cells: &Cells) -> (usize, usize) {
    let rows = cells.iter().map(|((row, _), (height, ..))| row + height).max().unwrap();
    (rows, cells.iter().map(|((_, column), (_, width, _))| column + width).max().unwrap())
}

type Layout = fn(&Table, &Cells, &mut Whims) -> String;

/// A cell a line with a tab before it, rows apart by a blank line, as a web page copied into an editor.
fn cells_by_line(_: &Table, cells: &Cells, whims: &mut Whims) -> String {
    let (rows, columns) = size(cells);
    let mut text = String::new();
    for at in 0..rows {
        for cell in row(cells, at, columns, None) {
            // A narrow cell breaks its label.
            let cell = if cell.starts_with("结果") && whims.next(4) == 0 {
                format!("{}\n{}", &cell[..6], &cell[6..])
            } else {
                cell
            };
            _ = writeln!(text, "\t{cell}");
        }
        text.push('\n');
    }
    text
}

/// A cell a line and nothing else.
fn plain_lines(_: &Table, cells: &Cells, _: &mut Whims) -> String {
    let (rows, columns) = size(cells);
    (0..rows).flat_map(|at| row(cells, at, columns, None)).map(|cell| cell + "\n").collect()
}

/// Tab separated; what a merged cell covers is an empty field.
fn tabs_with_gaps(_: &Table, cells: &Cells, _: &mut Whims) -> String {
    let (rows, columns) = size(cells);
    (0..rows).map(|at| row(cells, at, columns, Some("")).join("\t") + "\n").collect()
}

/// Tab separated; what a merged cell covers is not there.
fn tabs(_: &Table, cells: &Cells, _: &mut Whims) -> String {
    let (rows, columns) = size(cells);
    (0..rows).map(|at| row(cells, at, columns, None).join("\t") + "\n").collect()
}

/// One Markdown table.
fn pipes(_: &Table, cells: &Cells, _: &mut Whims) -> String {
    let (rows, columns) = size(cells);
    let line = |at: usize| format!("| {} |\n", row(cells, at, columns, Some("")).join(" | "));
    let rule = format!("|{}\n", " --- |".repeat(columns));
    (0..rows).map(|at| if at == 0 { line(at) + &rule } else { line(at) }).collect()
}

/// Small Markdown tables, one for each group of rows, each with its own heads.
fn pipes_by_group(table: &Table, cells: &Cells, _: &mut Whims) -> String {
    let (rows, columns) = size(cells);
    let names = &table.cells;
    let is_figure = |at: &(usize, usize)| names.get(at).is_some_and(|cell| cell.2.starts_with('='));
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = String::new();
    if table.key == "reviews" {
        // Kinds side by side, five figures each.
        let titles = [(0, 0), (1, 5), (1, 10)].map(|at| cells[&at].2.clone());
        let heads: Vec<String> = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"].map(str::to_owned).to_vec();
        let figures: Vec<String> = row(cells, rows - 1, columns, None);
        for (title, figures) in titles.iter().zip(figures.chunks(5)) {
            text += &format!("\n{title}\n\n{}|{}\n{}", line(heads.clone()), "---|".repeat(5), line(figures.to_vec()));
        }
        return text;
    }
    let heads: Vec<String> = if table.key == "applications" {
        ["项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
            .map(str::to_owned)
            .to_vec()
    } else {
        Vec::new()
    };
    for at in 0..rows {
        let begins = cells.get(&(at, 0)).is_some() || table.key == "applications" && cells.get(&(at, 1)).is_some();
        let has_figures = (0..columns).any(|column| is_figure(&(at, column)));
        let labels: Vec<String> = (0..columns)
            .filter(|column| !is_figure(&(at, *column)))
            .filter_map(|column| Some(cells.get(&(at, column))?.2.clone()))
            .collect();
        if !has_figures && table.key == "applications" {
            continue;
        }
        let figures: Vec<String> = (0..columns)
            .filter(|column| is_figure(&(at, *column)))
            .map(|column| cells[&(at, column)].2.clone())
            .collect();
        if begins && !heads.is_empty() {
            if let [group, _, ..] = labels.as_slice() {
                text += &format!("\n**{}**\n", labels.get(labels.len() - 2).unwrap_or(group));
            }
            text += &format!("\n{}|{}\n", line(heads.clone()), "---|".repeat(heads.len()));
        }
        let labels = if heads.is_empty() { labels } else { labels.last().cloned().into_iter().collect() };
        text += &line(labels.into_iter().chain(figures).collect());
    }
    text
}

/// Words set apart by blanks, long labels broken before their figures, marks of pages between, as text drawn from a PDF.
fn drawn(_: &Table, cells: &Cells, whims: &mut Whims) -> String {
    let (rows, columns) = size(cells);
    let mut text = String::new();
    for at in 0..rows {
        let mut line: Vec<String> = row(cells, at, columns, None)
            .into_iter()
            .map(|cell| cell.replace("增 ", "增").replace("减 ", "减"))
            .collect();
        let label = line.iter().position(|cell| {
            cell.chars().count() > 14 && cell.starts_with(|c: char| c.is_ascii_digit() || c == '（' || c == '(')
        });
        if let Some(at) = label
            && whims.next(2) == 0
            && line.len() > at + 5
        {
            let cut = line[at].char_indices().nth(12).unwrap().0;
            let rest = line[at].split_off(cut);
            if whims.next(2) == 0 {
                text += &format!("      {}\n", line[..=at].join("   "));
                text += &format!("      {rest}    {}\n", line[at + 1..].join("    "));
            } else {
                text +=
                    &format!("      {}    {}\n      {rest}\n", line[..=at].join("   "), line[at + 1..].join("    "));
            }
            continue;
        }
        for cell in &mut line {
            *cell = cell.trim().to_owned();
        }
        text += &format!("   {}\n", line.join("     "));
        if whims.next(9) == 0 {
            text += ["\n        - 3 -\n\u{c}", "\n— 4 —\n\n", "第 2 页\n"][usize::from(whims.next(3))];
        }
    }
    text
}

/// An HTML table.
fn html(_: &Table, cells: &Cells, whims: &mut Whims) -> String {
    let mut text = "<table border=1 cellspacing=0>".to_owned();
    let mut last = None;
    for ((row, _), (height, width, cell)) in cells {
        if last != Some(row) {
            text += "<tr>";
            last = Some(row);
        }
        let cell = match whims.next(4) {
            0 => format!("<p><span>{cell}</span>&nbsp;</p>"),
            1 if cell.starts_with("结果") => format!("{}<br>{}", &cell[..6], &cell[6..]),
            _ => cell.clone(),
        };
        text += &format!("<td rowspan=\"{height}\" colspan={width}>\n{cell}</td>");
    }
    text + "</table>"
}

const LAYOUTS: [(&str, Layout); 8] = [
    ("cells by line", cells_by_line),
    ("plain lines", plain_lines),
    ("tabs with gaps", tabs_with_gaps),
    ("tabs", tabs),
    ("pipes", pipes),
    ("pipes by group", pipes_by_group),
    ("drawn", drawn),
    ("html", html),
];

const HEADINGS: [&[&str]; 6] = [
    &["一、总体情况", "一、 总体情况", "## 一、总体情况", "一、工作总体情况"],
    &["二、主动公开政府信息情况", "二、主动公开情况", "## 二、主动公开政府信息情况"],
    &["三、收到和处理政府信息公开申请情况", "三、依申请公开情况", "三、收到和处理政府信息公开申请的情况"],
    &[
        "四、政府信息公开行政复议、行政诉讼情况",
        "四、行政复议、行政诉讼情况",
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    ],
    &["五、存在的主要问题及改进情况", "五、存在的主要问题及整改情况", "五、下一步改进措施"],
    &["六、其他需要报告的事项", "六、其他事项", "六、其它需要报告的事项"],
];

fn report(sample: &Sample, layout: (&str, Layout), whims: &mut Whims) -> String {
    let year = if sample.version == 2019 { 2019 } else { 2022 };
    let title = match whims.next(3) {
        0 => format!("某县人民政府{year}年政府信息公开工作年度报告\n"),
        1 => format!("某县人民政府\n\n{year} 年政府信息公开工作年度报告\n"),
        _ => format!("# 某县人民政府 {year} 年度政府信息公开工作年度报告\n"),
    };
    let mut heading = |section: usize| {
        let known = HEADINGS[section];
        known[usize::from(whims.next(u8::try_from(known.len()).unwrap()))].to_owned()
    };
    let headings: Vec<String> = (0..6).map(&mut heading).collect();
    let tables: Vec<String> =
        as_typed(sample, whims).iter().map(|(table, cells)| (layout.1)(table, cells, whims)).collect();
    let text = format!(
        "{title}\n本报告依据条例编制。\n\n{}\n\n全年收到申请若干件，均已答复。\n\n{}\n\n{}\n\n{}\n\n{}\n\n{}\n\n{}\n\n{}\n\n一是渠道不多。\n\n{}\n\n无其他事项。\n",
        headings[0], headings[1], tables[0], headings[2], tables[1], headings[3], tables[2], headings[4], headings[5]
    );
    if layout.0 != "html" {
        return text;
    }
    let body: String = text
        .lines()
        .map(|line| {
            if line.starts_with('<') || line.ends_with("</td>") || line.contains("<td") {
                line.to_owned()
            } else {
                format!("<p>　　{line}</p>\n")
            }
        })
        .collect();
    format!(
        "<html><head><meta charset=\"utf-8\"><script>var a = '<table>';</script></head><body><div>首页</div>{body}</body></html>"
    )
}

proptest! {
    #![proptest_config(configured(96))]

    /// However a report is laid out, and whatever variants its labels have, the same figures come of it.
    #[test]
    fn layouts_do_not_matter(sample in samples(), layout in 0..LAYOUTS.len(), choices in vec(any::<u8>(), 997)) {
        let mut whims = Whims { choices, at: 0 };
        let (name, _) = LAYOUTS[layout];
        let text = report(&sample, LAYOUTS[layout], &mut whims);
        let read = std::panic::catch_unwind(|| {
            let read = imported(text.as_bytes());
            assert_carries(&read.form, &sample);
            assert_eq!(read.form.text(&fields::NAME), Some("某县人民政府"));
            assert_eq!(read.form.text(&fields::PREFACE), Some("本报告依据条例编制。"));
            assert_eq!(read.form.text(&fields::OVERVIEW), Some("全年收到申请若干件，均已答复。"));
            assert_eq!(read.form.text(&fields::PROBLEMS), Some("一是渠道不多。"));
            assert_eq!(read.form.text(&fields::OTHERS), Some("无其他事项。"));
            let doubts: Vec<&str> = codes(&read).into_iter().filter(|code| !["I05", "I07"].contains(code)).collect();
            assert!(doubts.is_empty(), "{:#?}", read.findings);
            assert_is_a_form(&read.form);
        });
        prop_assert!(read.is_ok(), "{name}\n{text}");
    }
}
