//! The examples: each real report, printed and read back figure by figure, and its text as a golden file.

use std::collections::BTreeMap;
use std::fs;

use crate::reading::examine;
use nianbao::internals::finding::{Palette, print_all};
use nianbao::internals::report::{Wanted, compose};
use nianbao::internals::source::Source;
use nianbao::internals::write::{WRITERS, Writer, usual_writers};

use crate::golden::{assert_all_golden, assert_golden, chosen, each_folder, laid_out, name_of};
use crate::official::{Cells, example_folders, given, root, tables, year_and_version};
use crate::read_back;

/// What is found in each example stands beside it; the form's head says why it is so.
#[test]
fn findings_are_golden() {
    each_folder(chosen("examples"), |folder| {
        let form = fs::read_to_string(folder.join("form.toml")).unwrap();
        let source = Source::new("form.toml", form);
        assert_golden(
            &folder.join("findings.txt"),
            &print_all(&examine(&source).findings, &source, &Palette::default(), 100),
        );
    });
}

/// The bytes of each format, in its usual style: docx, xlsx, txt, html.
pub fn print(form: &str) -> Vec<Vec<u8>> {
    let source = Source::new("form.toml", form.to_owned());
    let examined = examine(&source);
    assert!(!examined.has_errors(), "{:#?}", examined.findings);
    let report = compose(&examined, Wanted::default()).unwrap();
    usual_writers().map(|writer| writer.write(&report).unwrap()).collect()
}

/// The writer of a style that is not the usual one.
pub fn styled(style: &str) -> &'static Writer {
    WRITERS.iter().find(|writer| writer.style() == Some(style)).unwrap()
}

/// A report in one more format, as text.
pub fn printed(form: &str, writer: &Writer) -> String {
    let source = Source::new("form.toml", form.to_owned());
    let report = compose(&examine(&source), Wanted::default()).unwrap();
    String::from_utf8(writer.write(&report).unwrap()).unwrap()
}

/// What is written in a table, by place.
fn texts(cells: &Cells) -> BTreeMap<(usize, usize), &str> {
    cells.iter().filter(|(_, cell)| !cell.2.is_empty()).map(|(at, cell)| (*at, cell.2.as_str())).collect()
}

fn as_cells(fields: &[Vec<String>]) -> BTreeMap<(usize, usize), &str> {
    let rows = fields.iter().enumerate();
    let cells =
        rows.flat_map(|(row, line)| line.iter().enumerate().map(move |(column, text)| ((row, column), text.as_str())));
    cells.filter(|(_, text)| !text.is_empty()).collect()
}

/// Numbers in the one way of writing that a sheet leaves.
fn as_values(mut cells: Cells) -> Cells {
    for cell in cells.values_mut() {
        if let Ok(number) = cell.2.parse::<f64>() {
            cell.2 = number.to_string();
        }
    }
    cells
}

/// Every cell of every table in every output is the official label or the figure that follows from the form.
pub fn assert_all_outputs_carry(form: &str) {
    let (_, version) = year_and_version(form);
    let figures = given(form, version);
    let files = print(form);
    let [docx, xlsx, text, html] = files.as_slice() else { panic!("{} formats", files.len()) };
    let (docx, xlsx) = (read_back::docx(docx), read_back::xlsx(xlsx));
    let text = read_back::text(std::str::from_utf8(text).unwrap());
    let html = read_back::html(std::str::from_utf8(html).unwrap());
    let fragment = read_back::html(&printed(form, styled("fragment")));
    let tabbed = read_back::tabbed(&printed(form, styled("tsv")));
    assert_eq!([docx.len(), xlsx.len(), text.len(), html.len(), tabbed.len()], [3; 5]);
    for (at, table) in tables(version).iter().enumerate() {
        let expected = table.filled(&figures);
        assert_eq!(docx[at], expected, "docx {}", table.key);
        assert_eq!(text[at], expected, "txt {}", table.key);
        assert_eq!(html[at], expected, "html {}", table.key);
        assert_eq!(fragment[at], expected, "html fragment {}", table.key);
        assert_eq!(as_cells(&tabbed[at]), texts(&expected), "tabbed txt {}", table.key);
        let (_, cells, formulas) = &xlsx[at];
        assert_eq!(*cells, as_values(expected), "xlsx {}", table.key);
        let live: Vec<_> = formulas.iter().map(|(at, cell)| (*at, cell.2.clone())).collect();
        let expected: Vec<_> = table.formulas.iter().map(|(at, formula)| (*at, on_sheet(formula))).collect();
        assert_eq!(live, expected, "xlsx formulas {}", table.key);
    }
}

/// A formula of the official file in addresses of the sheet.
fn on_sheet(formula: &str) -> String {
    let shift = |name: &str| {
        let (column, row) = name.split_at(1);
        format!("{column}{}", row.parse::<usize>().unwrap() + read_back::SHEET_TOP)
    };
    if let Some((first, last)) = formula.split_once(':') {
        return format!("SUM({}:{})", shift(first), shift(last));
    }
    let mut shifted = String::new();
    for term in formula.split_inclusive(['+', '-']) {
        let sign = term.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        shifted += &(shift(term.trim_end_matches(['+', '-'])) + sign);
    }
    shifted
}

#[test]
fn there_are_six() {
    let names: Vec<_> = example_folders().iter().map(|folder| name_of(folder).to_owned()).collect();
    assert_eq!(names, ["changle-2020", "fudian-2020", "hualong-2020", "jinhu-2023", "qinghe-2020", "xiuwu-2020"]);
}

#[test]
fn every_figure_stands_in_every_output() {
    each_folder(chosen("examples"), |folder| {
        assert_all_outputs_carry(&fs::read_to_string(folder.join("form.toml")).unwrap());
    });
}

#[test]
fn texts_are_golden() {
    each_folder(chosen("examples"), |folder| {
        let files = print(&fs::read_to_string(folder.join("form.toml")).unwrap());
        assert_golden(&folder.join("report.txt"), std::str::from_utf8(&files[2]).unwrap());
    });
}

/// A made-up report with everything a form can hold: its text, its page, the order of its DOCX, its sheets, and every
/// part of both packages but the cells, which are compared elsewhere. Long lines are broken.
#[test]
fn structures_are_golden() {
    let folder = root().join("tests/golden/full");
    let files = print(&fs::read_to_string(folder.join("form.toml")).unwrap());
    let [docx, xlsx, text, html] = files.as_slice() else { panic!("{} formats", files.len()) };
    let mut docx_parts = String::new();
    for name in ["styles.xml", "settings.xml", "fontTable.xml", "footer1.xml", "footer2.xml"] {
        docx_parts += &read_back::indented(&format!("word/{name}"), docx, "");
    }
    docx_parts += &read_back::indented("docProps/core.xml", docx, "");
    docx_parts += &read_back::indented("word/document.xml", docx, "w:tc");
    let mut sheets = String::new();
    for (name, cells, formulas) in read_back::sheets(xlsx) {
        sheets += &format!("[{name}]\n");
        for (at, (height, width, text)) in cells {
            let formula = formulas.get(&at).map(|f| format!("  ={}", f.2)).unwrap_or_default();
            sheets += &format!("{}  {text}{formula}\n", area(at, height, width));
        }
    }
    let mut xlsx_parts = String::new();
    for name in ["docProps/core.xml", "xl/workbook.xml", "xl/styles.xml"] {
        xlsx_parts += &read_back::indented(name, xlsx, "");
    }
    for sheet in 1..=5 {
        xlsx_parts += &read_back::indented(&format!("xl/worksheets/sheet{sheet}.xml"), xlsx, "sheetData");
    }
    let as_text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let files = [
        ("text.txt", as_text(text)),
        ("html.txt", as_text(html)),
        ("docx.txt", read_back::outline(docx)),
        ("docx.parts.txt", docx_parts),
        ("xlsx.txt", sheets),
        ("xlsx.parts.txt", xlsx_parts),
    ];
    assert_all_golden(files.map(|(name, found)| (folder.join(name), laid_out(&found))));
}

/// Cells as a sheet names them: `J6`, or `A3:C5` where they are merged.
fn area((row, column): (usize, usize), height: usize, width: usize) -> String {
    let name = |row: usize, column: usize| {
        let letter = char::from_u32('A' as u32 + u32::try_from(column).unwrap()).unwrap();
        format!("{letter}{}", row + read_back::SHEET_TOP + 1)
    };
    let first = name(row, column);
    if (height, width) == (1, 1) { first } else { format!("{first}:{}", name(row + height - 1, column + width - 1)) }
}
