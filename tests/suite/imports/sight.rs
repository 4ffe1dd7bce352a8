//! What is read is what is seen: random reports as DOCX, HTML and XLSX, with characters struck out and hidden, runs cut
//! in pieces, fields within cells, lines broken within numbers. A figure is read as it is seen, or not at all.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use nianbao::internals::finding::Finding;
use proptest::collection::vec;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{configured, imported, typed, value};
use crate::official::{Table, tables};
use crate::sample::{Sample, samples};

/// A part of what stands in a cell.
#[derive(Debug, Clone)]
enum Part {
    Shown(String),
    Struck(String),
    Hidden(String),
    /// In a field of a form, or a content control.
    Field(String),
    Break,
}

/// What may be read of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    /// The figure.
    Figure,
    /// The figure, or nothing: its digits stand on two lines.
    FigureOrNothing,
    /// Nothing: no figure is seen, or two.
    Nothing,
}

/// A figure as a cell shows it, by a choice.
fn parts(digits: &str, choice: u8) -> (Vec<Part>, Due) {
    let shown = |text: &str| Part::Shown(text.to_owned());
    let (head, tail) = digits.split_at(digits.len() / 2);
    let other = format!("7{}", choice % 7);
    match choice {
        0..20 if !head.is_empty() => (vec![shown(head), shown(tail)], Due::Figure),
        20..30 => (vec![Part::Struck(other), shown(digits)], Due::Figure),
        30..36 => (vec![shown(digits), Part::Struck(other)], Due::Figure),
        36..46 => (vec![Part::Hidden(other), shown(digits)], Due::Figure),
        46..50 if !head.is_empty() => (vec![shown(head), Part::Hidden(other), shown(tail)], Due::Figure),
        50..60 => (vec![Part::Field(digits.to_owned())], Due::Figure),
        60..64 if !head.is_empty() && !digits.contains('.') => {
            (vec![shown(head), Part::Break, shown(tail)], Due::FigureOrNothing)
        }
        64..67 => (vec![shown(&other), Part::Break, shown(digits)], Due::Nothing),
        67..70 => (vec![shown(&format!("{other} {digits}"))], Due::Nothing),
        70..74 => (vec![Part::Struck(digits.to_owned())], Due::Nothing),
        74..78 => (vec![Part::Hidden(digits.to_owned())], Due::Nothing),
        _ => (vec![shown(digits)], Due::Figure),
    }
}

/// A table with what each cell shows.
type Shown = BTreeMap<(usize, usize), ((usize, usize), Vec<Part>)>;

/// The tables of a sample as they are shown, and what is due of each figure.
fn shown(sample: &Sample, choices: &[u8]) -> (Vec<Shown>, BTreeMap<String, (String, Due)>) {
    let (mut due, mut number) = (BTreeMap::new(), 0);
    let mut of = |table: Table| -> Shown {
        let cells = table.filled(&sample.given).into_iter();
        let cell = |(at, (height, width, text)): ((usize, usize), (usize, usize, String))| {
            let Some(name) = table.cells[&at].2.strip_prefix('=') else {
                return (at, ((height, width), vec![Part::Shown(text)]));
            };
            number += 1;
            let (parts, is_due) = parts(&text, choices[number % choices.len()]);
            due.insert(format!("{}.{name}", table.key), (text, is_due));
            (at, ((height, width), parts))
        };
        cells.map(cell).collect()
    };
    let tables = tables(sample.version).into_iter().map(&mut of).collect();
    (tables, due)
}

/// A report of paragraphs and tables, in the words of a format.
fn report(tables: &[Shown], version: u16, paragraph: fn(&str) -> String, table: fn(&Shown) -> String) -> String {
    let year = if version == 2019 { 2019 } else { 2022 };
    let title = format!("某县人民政府{year}年政府信息公开工作年度报告");
    let heads = [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ];
    let mut text = paragraph(&title);
    for (at, head) in heads.iter().enumerate() {
        text += &paragraph(head);
        text += &match at {
            1..=3 => table(&tables[at - 1]),
            _ => paragraph("已经办结的都按期答复。"),
        };
    }
    text
}

fn html(tables: &[Shown], version: u16) -> Vec<u8> {
    let table = |shown: &Shown| {
        let mut text = "<table>".to_owned();
        let mut last = None;
        for ((row, _), ((height, width), parts)) in shown {
            text += if last.replace(row) == Some(row) { "" } else { "<tr>" };
            _ = write!(text, "<td rowspan={height} colspan={width}>");
            for (at, part) in parts.iter().enumerate() {
                text += &match part {
                    Part::Shown(words) => format!("<span>{words}</span>"),
                    Part::Struck(words) if at % 2 == 0 => format!("<del>{words}</del>"),
                    Part::Struck(words) => format!("<b class=\"was\">{words}</b>"),
                    Part::Hidden(words) if at % 2 == 0 => format!("<i style=\"Display: none\">{words}</i>"),
                    Part::Hidden(words) => format!("<i class=\"gone\"><b>{words}</b></i>"),
                    Part::Field(words) => format!("<input value=\"{words}\">"),
                    Part::Break => "<br>".to_owned(),
                };
            }
        }
        text + "</table>"
    };
    let body = report(tables, version, |words| format!("<p>{words}</p>\n"), table);
    let style = ".was{text-decoration:line-through} td .gone{visibility:hidden}";
    format!("<html><head><meta charset=\"utf-8\"><style>{style}</style></head><body>{body}</body></html>").into_bytes()
}

/// The size of a cell, and what it shows.
type Placed<'a> = ((usize, usize), Option<&'a [Part]>);

/// The cells of each row with their sizes; no parts where one goes on from above.
fn rows(shown: &Shown) -> Vec<Vec<Placed<'_>>> {
    let bottom = shown.iter().map(|((top, _), ((height, _), _))| top + height).max().unwrap();
    let of = |row: usize| {
        let mut cells: Vec<_> =
            shown.iter().filter(|((top, _), ((height, _), _))| (*top..top + height).contains(&row)).collect();
        cells.sort_by_key(|((_, column), _)| *column);
        cells.into_iter().map(|((top, _), (size, parts))| (*size, (*top == row).then_some(parts.as_slice()))).collect()
    };
    (0..bottom).map(of).collect()
}

fn docx(tables: &[Shown], version: u16) -> Vec<u8> {
    fn run(properties: &str, words: &str) -> String {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
    }
    let table = |shown: &Shown| {
        let mut text = "<w:tbl>".to_owned();
        for cells in rows(shown) {
            text += "<w:tr>";
            for ((height, width), parts) in cells {
                let merge = match parts {
                    Some(_) if height > 1 => "<w:vMerge w:val=\"restart\"/>",
                    Some(_) => "",
                    None => "<w:vMerge/>",
                };
                _ = write!(text, "<w:tc><w:tcPr><w:gridSpan w:val=\"{width}\"/>{merge}</w:tcPr><w:p>");
                for (at, part) in parts.into_iter().flatten().enumerate() {
                    text += &match part {
                        Part::Shown(words) => run("", words),
                        Part::Struck(words) if at % 2 == 0 => run("<w:strike/>", words),
                        Part::Struck(words) => run("<w:rStyle w:val=\"Was\"/>", words),
                        Part::Hidden(words) if at % 2 == 0 => run("<w:vanish/>", words),
                        Part::Hidden(words) => run("<w:rStyle w:val=\"Gone\"/>", words),
                        Part::Field(words) => {
                            format!(
                                "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
                                run("", words)
                            )
                        }
                        Part::Break => "<w:r><w:br/></w:r>".to_owned(),
                    };
                }
                text += "</w:p></w:tc>";
            }
            text += "</w:tr>";
        }
        text + "</w:tbl>"
    };
    let body = report(tables, version, |words| format!("<w:p>{}</w:p>", run("", words)), table);
    let styles = "<w:styles><w:style w:type=\"character\" w:styleId=\"Was\"><w:rPr><w:dstrike/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"Gone\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    package(&[
        ("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>")),
        ("word/styles.xml", styles),
    ])
}

fn xlsx(tables: &[Shown], version: u16) -> Vec<u8> {
    fn name(row: usize, column: usize) -> String {
        format!("{}{row}", char::from(b'A' + u8::try_from(column).unwrap()))
    }
    let (mut text, mut merges, mut number) = (String::new(), String::new(), 0);
    let paragraph = |words: &str, number: &mut usize, text: &mut String| {
        *number += 1;
        _ = write!(text, "<row r=\"{number}\"><c r=\"A{number}\" t=\"inlineStr\"><is><t>{words}</t></is></c></row>");
    };
    let year = if version == 2019 { 2019 } else { 2022 };
    paragraph(&format!("某县人民政府{year}年政府信息公开工作年度报告"), &mut number, &mut text);
    for shown in tables {
        let first = number + 1;
        let last = shown.iter().map(|((row, _), ((height, _), _))| row + height).max().unwrap();
        for row in 0..last {
            number += 1;
            _ = write!(text, "<row r=\"{number}\">");
            for ((_, column), ((height, width), parts)) in shown.iter().filter(|((top, _), _)| *top == row) {
                let at = name(number, *column);
                _ = write!(text, "<c r=\"{at}\" t=\"inlineStr\"><is>");
                for part in parts {
                    let (mark, words) = match part {
                        Part::Shown(words) | Part::Field(words) => ("", words.as_str()),
                        Part::Struck(words) | Part::Hidden(words) => ("<rPr><strike/></rPr>", words.as_str()),
                        Part::Break => ("", "\n"),
                    };
                    _ = write!(text, "<r>{mark}<t xml:space=\"preserve\">{words}</t></r>");
                }
                text += "</is></c>";
                if height * width > 1 {
                    let end = name(first + row + height - 1, column + width - 1);
                    _ = write!(merges, "<mergeCell ref=\"{at}:{end}\"/>");
                }
            }
            text += "</row>";
        }
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let sheet = format!(
        "<worksheet xmlns=\"{main}\"><sheetData>{text}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    );
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let lead = |kind: &str, target: &str| {
        let of_packages = "http://schemas.openxmlformats.org/package/2006/relationships";
        let lead = format!("<Relationship Id=\"rId1\" Type=\"{relations}/{kind}\" Target=\"{target}\"/>");
        format!("<Relationships xmlns=\"{of_packages}\">{lead}</Relationships>")
    };
    let sheets = "<sheets><sheet name=\"年报\" sheetId=\"1\" r:id=\"rId1\"/></sheets>";
    package(&[
        ("_rels/.rels", &lead("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", &format!("<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\">{sheets}</workbook>")),
        ("xl/_rels/workbook.xml.rels", &lead("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        package.start_file(*name, SimpleFileOptions::default()).unwrap();
        package.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>").unwrap();
        package.write_all(text.as_bytes()).unwrap();
    }
    package.finish().unwrap().into_inner()
}

proptest! {
    #![proptest_config(configured(6))]

    /// Every figure that is read is the one that is seen, and every cell that shows one figure plainly is read.
    #[test]
    fn what_is_read_is_what_is_seen(sample in samples(), choices in vec(any::<u8>(), 400)) {
        let (tables, due) = shown(&sample, &choices);
        for (format, write) in [("html", html as fn(&[Shown], u16) -> Vec<u8>), ("docx", docx), ("xlsx", xlsx)] {
            let imported = imported(&write(&tables, sample.version));
            let read: BTreeMap<String, String> = typed(&imported.form).into_iter().collect();
            let told = || imported.findings.iter().map(Finding::message).collect::<Vec<_>>().join("\n");
            for (name, (digits, due)) in &due {
                let read = read.get(name).map(|digits| value(digits));
                let is_right = match due {
                    Due::Figure => read == Some(value(digits)),
                    Due::FigureOrNothing => read.is_none() || read == Some(value(digits)),
                    Due::Nothing => read.is_none(),
                };
                prop_assert!(is_right, "{}: {} shows {} ({:?}), read {:?}\n{}", format, name, digits, due, read, told());
            }
        }
    }
}
