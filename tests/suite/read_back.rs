//! The outputs read back: tables as cells, by libraries that did not write them.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use scraper::{ElementRef, Html, Selector};
use unicode_width::UnicodeWidthChar as _;

use crate::official::Cells;
use crate::xml::{Element, Node, tree};

/// Rows above the grid on a sheet.
pub const SHEET_TOP: usize = 2;

/// The tables of a DOCX. Fails where widths do not add up to the grid or a merge continues nothing.
pub fn docx(package: &[u8]) -> Vec<Cells> {
    tree(package, "word/document.xml").all("w:tbl").into_iter().map(of_document).collect()
}

fn of_document(table: &Element) -> Cells {
    let number = |element: &Element, name: &str| element.attribute(name).unwrap().parse::<usize>().unwrap();
    let grid: Vec<usize> = table.all("w:gridCol").into_iter().map(|column| number(column, "w:w")).collect();
    let mut cells = Cells::new();
    for (row, line) in table.children().filter(|child| child.name == "w:tr").enumerate() {
        let mut column = 0;
        for cell in line.children().filter(|child| child.name == "w:tc") {
            let said = |name: &str| cell.child("w:tcPr").and_then(|properties| properties.child(name));
            let span = said("w:gridSpan").map_or(1, |span| number(span, "w:val"));
            let width = number(said("w:tcW").unwrap(), "w:w");
            assert_eq!(width, grid[column..column + span].iter().sum::<usize>(), "width at {row},{column}");
            if said("w:vMerge").is_some_and(|merge| merge.attribute("w:val") != Some("restart")) {
                let above = cells.iter_mut().find(|(at, c)| at.1 == column && at.0 + c.0 == row && c.1 == span);
                above.expect("a merge continues a cell above").1.0 += 1;
            } else {
                cells.insert((row, column), (1, span, cell.all("w:t").into_iter().map(Element::text).collect()));
            }
            column += span;
        }
        assert_eq!(column, grid.len(), "row {row} fills the grid");
    }
    cells
}

/// The tables of an XLSX, its first three sheets.
pub fn xlsx(package: &[u8]) -> Vec<(String, Cells, Cells)> {
    sheets(package).into_iter().take(3).collect()
}

/// The sheets of an XLSX with the results kept in the file, and its formulas.
pub fn sheets(package: &[u8]) -> Vec<(String, Cells, Cells)> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(package.to_vec())).unwrap();
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).unwrap();
        let formulas = workbook.worksheet_formula(&name).unwrap();
        let merges: Vec<_> = workbook.merge_cells_by_sheet_name(&name).unwrap();
        let (mut cells, mut live) = (Cells::new(), Cells::new());
        let covered =
            |row: u32, column: u32| merges.iter().any(|m| m.contains(row, column) && m.start != (row, column));
        for row in SHEET_TOP..range.height() {
            for column in 0..range.width() {
                let at = (u32::try_from(row).unwrap(), u32::try_from(column).unwrap());
                if covered(at.0, at.1) {
                    continue;
                }
                let text = match range.get_value(at).unwrap() {
                    Data::Empty => String::new(),
                    Data::Float(number) => number.to_string(),
                    Data::Int(number) => number.to_string(),
                    Data::String(text) => text.clone(),
                    other => panic!("{other:?} at {at:?} of {name}"),
                };
                let merge = merges.iter().find(|m| m.start == at);
                let (height, width) =
                    merge.map_or((1, 1), |m| ((m.end.0 - m.start.0 + 1) as usize, (m.end.1 - m.start.1 + 1) as usize));
                cells.insert((row - SHEET_TOP, column), (height, width, text));
                if let Some(formula) = formulas.get_value(at).filter(|formula| !formula.is_empty()) {
                    live.insert((row - SHEET_TOP, column), (1, 1, formula.clone()));
                }
            }
        }
        sheets.push((name, cells, live));
    }
    sheets
}

/// The tables of an HTML page. Fails where cells overlap, leave a gap, or stand under headings that are not there.
pub fn html(page: &str) -> Vec<Cells> {
    let document = Html::parse_document(page);
    let (table, row) = (Selector::parse("table").unwrap(), Selector::parse("tr").unwrap());
    let cell = Selector::parse("th,td").unwrap();
    let of_table = |table: ElementRef<'_>| {
        let (mut cells, mut taken) = (Cells::new(), BTreeSet::new());
        for (at, row) in table.select(&row).enumerate() {
            let mut column = 0;
            for cell in row.select(&cell) {
                let span = |name: &str| cell.attr(name).map_or(1, |span| span.parse::<usize>().unwrap());
                let (height, width) = (span("rowspan"), span("colspan"));
                while taken.contains(&(at, column)) {
                    column += 1;
                }
                for covered in (at..at + height).flat_map(|y| (column..column + width).map(move |x| (y, x))) {
                    assert!(taken.insert(covered), "{covered:?} is covered twice");
                }
                cells.insert((at, column), (height, width, cell.text().collect::<String>()));
                for id in cell.attr("headers").into_iter().flat_map(str::split_whitespace) {
                    let heading = Selector::parse(&format!("th#{id}")).unwrap();
                    assert_eq!(table.select(&heading).count(), 1, "{id}");
                }
            }
        }
        let (rows, columns) =
            (taken.iter().map(|at| at.0).max().unwrap() + 1, taken.iter().map(|at| at.1).max().unwrap() + 1);
        assert_eq!(taken.len(), rows * columns, "cells tile the table");
        cells
    };
    document.select(&table).map(of_table).collect()
}

/// The tables of a text whose cells are separated by tabs: every field with its place, the empty ones too.
pub fn tabbed(report: &str) -> Vec<Vec<Vec<String>>> {
    let lines: Vec<&str> = report.lines().collect();
    let tables = lines.split(|line| !line.contains('\t')).filter(|block| !block.is_empty());
    let fields = |line: &&str| line.split('\t').map(str::to_owned).collect();
    tables.map(|block| block.iter().map(fields).collect()).collect()
}

/// The tables of a text report, from the rules drawn around their cells.
pub fn text(report: &str) -> Vec<Cells> {
    let is_drawn = |line: &&str| line.starts_with(['+', '|']);
    let lines: Vec<&str> = report.lines().collect();
    lines.split(|line| !is_drawn(line)).filter(|block| !block.is_empty()).map(drawn).collect()
}

/// One drawn table. A Han character takes two columns.
fn drawn(lines: &[&str]) -> Cells {
    let canvas: Vec<Vec<Option<char>>> = lines.iter().map(|line| spread(line)).collect();
    assert!(canvas.iter().all(|row| row.len() == canvas[0].len()), "every line is as long as the first");
    let is_rule = |row: &[Option<char>], at: usize| matches!(row[at], Some('-' | '+'));
    // Rules and lines of text alternate.
    let rows: Vec<usize> = (1..canvas.len()).step_by(2).collect();
    let mut edges: Vec<usize> = Vec::new();
    for rule in (0..canvas.len()).step_by(2) {
        edges.extend((0..canvas[rule].len()).filter(|&x| matches!(canvas[rule][x], Some('+' | '|'))));
    }
    edges.sort_unstable();
    edges.dedup();
    let mut cells = Cells::new();
    for (row, &y) in rows.iter().enumerate() {
        let bars: Vec<usize> = edges.iter().copied().filter(|&x| canvas[y][x] == Some('|')).collect();
        for pair in bars.windows(2) {
            let (left, right) = (pair[0], pair[1]);
            let column = edges.iter().position(|&x| x == left).unwrap();
            let width = edges.iter().position(|&x| x == right).unwrap() - column;
            let content: String = canvas[y][left + 1..right].iter().flatten().collect();
            if is_rule(&canvas[y - 1], left + 1) {
                cells.insert((row, column), (1, width, content.trim().to_owned()));
            } else {
                assert!(content.trim().is_empty(), "a cell says its text once: {content}");
                let above = cells.iter_mut().find(|(at, c)| at.1 == column && at.0 + c.0 == row && c.1 == width);
                above.expect("a cell runs on from above").1.0 += 1;
            }
        }
    }
    cells
}

fn spread(line: &str) -> Vec<Option<char>> {
    let mut columns = Vec::new();
    for c in line.chars() {
        columns.push(Some(c));
        columns.extend(std::iter::repeat_n(None, c.width().unwrap() - 1));
    }
    columns
}

/// A DOCX as a person would tell it: a line a paragraph with its style, `▤` for a table.
pub fn outline(package: &[u8]) -> String {
    let document = tree(package, "word/document.xml");
    let mut outline = String::new();
    for block in document.child("w:body").unwrap().children() {
        if let Some(caption) = block.all("w:tblCaption").first() {
            outline += &format!("▤ {}\n", caption.attribute("w:val").unwrap());
        } else if block.name == "w:p" {
            let style = block.all("w:pStyle").first().and_then(|style| style.attribute("w:val")).unwrap_or_default();
            let flags = if block.all("w:pageBreakBefore").is_empty() { "" } else { " 另起页" };
            outline += &format!("{style}{flags}｜{}\n", told(block));
        }
    }
    outline
}

/// The text of a paragraph, with `**` before what is bold.
fn told(element: &Element) -> String {
    let told_of = |child: &Element| match child.name.as_str() {
        "w:b" => "**".to_owned(),
        "w:t" => child.text(),
        _ => told(child),
    };
    element.children().map(told_of).collect()
}

/// A part of a package, an element a line; of elements named `without` only that they are there, of cells not even that.
pub fn indented(name: &str, package: &[u8], without: &str) -> String {
    let mut lines = format!("── {name}\n");
    indent(&tree(package, name), 0, without, &mut lines);
    lines
}

fn indent(element: &Element, depth: usize, without: &str, lines: &mut String) {
    let is_hidden = element.name == without;
    if is_hidden && without == "w:tc" {
        return;
    }
    *lines += &format!("{}{}\n", "  ".repeat(depth), element.tag());
    for node in element.content.iter().filter(|_| !is_hidden) {
        match node {
            Node::Element(child) => indent(child, depth + 1, without, lines),
            Node::Text(text) => *lines += &format!("{}“{text}”\n", "  ".repeat(depth + 1)),
        }
    }
}
