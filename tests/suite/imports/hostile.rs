//! Files made to take all memory or all time: each is read or refused, and none ends a run of many.

use std::io::{Cursor, Write as _};

use nianbao::internals::import::{Refusal, import};

use super::{imported, typed};

/// A record of an old workbook: its type, its length, its content.
fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), content].concat()
}

/// An old workbook of one sheet with table two, which declares a size.
pub fn old_workbook(declared: [u32; 2], padding: usize) -> Vec<u8> {
    let wide = |text: &str| {
        let codes: Vec<u16> = text.encode_utf16().collect();
        let count = u16::try_from(codes.len()).unwrap().to_le_bytes();
        [&count[..], &[1], &codes.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat()
    };
    let at = |row: u16, column: u16| [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
    let label = |row, column, text: &str| record(0x0204, &[at(row, column), wide(text)].concat());
    let number = |row, column, value: f64| record(0x0203, &[at(row, column), value.to_le_bytes().to_vec()].concat());
    let begin = |kind: u16| record(0x0809, &[&[0, 6], &kind.to_le_bytes()[..], &[0; 12]].concat());
    let listed = |at: usize| {
        let at = u32::try_from(at).unwrap().to_le_bytes();
        record(0x0085, &[&at[..], &[0, 0, 1, 1], &[0x68, 0x88]].concat())
    };
    let end = record(0x000A, &[]);
    let start = begin(5).len() + listed(0).len() + end.len();
    let [first, last] = declared.map(u32::to_le_bytes);
    let mut sheet = [begin(0x10), record(0x0200, &[&first[..], &last, &[0, 0, 4, 0, 0, 0]].concat())].concat();
    for (row, name) in (0..).zip(["规章", "行政规范性文件"]) {
        sheet.extend(label(row, 0, name));
        (1..4).for_each(|column| sheet.extend(number(row, column, f64::from(column))));
    }
    // A record that is no cell, so that the workbook is as long as real ones are.
    sheet.extend(record(0x1FFF, &vec![0; padding]));
    let records = [begin(5), listed(start), end.clone(), sheet, end].concat();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&records).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A sheet that says it has four thousand million rows, or that it ends before it begins, is read by its cells.
#[test]
fn the_size_that_an_old_workbook_declares_is_not_believed() {
    let plain = typed(&imported(&old_workbook([0, 2], 0)).form);
    assert!(plain.contains(&("disclosure.normative_documents.in_force".to_owned(), "3".to_owned())), "{plain:?}");
    assert_eq!(typed(&imported(&old_workbook([0, u32::MAX], 9000)).form), plain, "one of a usual length");
    for declared in [[0, u32::MAX], [u32::MAX, 2], [7, 3], [0, 0], [1 << 31, u32::MAX]] {
        assert_eq!(typed(&imported(&old_workbook(declared, 0)).form), plain, "{declared:?}");
    }
}

/// Whichever byte of it is wrong, an old workbook is read or refused.
#[test]
fn an_old_workbook_with_a_wrong_byte_is_read_or_refused() {
    let whole = old_workbook([0, 2], 0);
    for at in (0..whole.len()).step_by(5) {
        let mut wrong = whole.clone();
        wrong[at] = if at % 2 == 0 { !whole[at] } else { whole[at] ^ 0x80 };
        _ = import(&wrong);
    }
}

fn refusal(bytes: &[u8]) -> Refusal {
    import(bytes).map(|imported| imported.findings).unwrap_err()
}

/// A PDF of one page on which a form is drawn that draws another twice, and so on: 2 to the so many forms in all.
pub fn forms_in_forms(levels: usize) -> Vec<u8> {
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>";
    let stream = |more: &str, content: &str| format!("<<{more}/Length {}>>stream\n{content}\nendstream", content.len());
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
        page.to_owned(),
        stream("", "/X Do /X Do"),
    ];
    for level in 0..levels {
        let next = format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {} 0 R>>>>", level + 6);
        objects.push(stream(&next, "/X Do /X Do"));
    }
    objects.push(stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "0 0 m 9 9 l S"));
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let (table, count) = (file.len(), objects.len() + 1);
    file += &format!("xref\n0 {count}\n0000000000 65535 f \n");
    for place in &places {
        file += &format!("{place:010} 00000 n \n");
    }
    file += &format!("trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF");
    file.into_bytes()
}

#[test]
fn forms_of_a_pdf_that_draw_each_other_are_counted() {
    assert_eq!(refusal(&forms_in_forms(3)), Refusal::Picture);
    assert_eq!(refusal(&forms_in_forms(30)), Refusal::TooComplex);
}

/// More lines, rows or attributes than a report has are too much, in every format; fewer are read.
#[test]
fn what_takes_too_many_steps_is_too_complex() {
    const TABLE: &str = "规章\t0\t0\t0\n行政规范性文件\t3\t6\t14\n";
    let lines = |count: usize| format!("{TABLE}{}", "全年收到3件。\n".repeat(count));
    assert!(import(lines(2000).as_bytes()).is_ok());
    assert_eq!(refusal(lines(60_000).as_bytes()), Refusal::TooComplex);
    let rows = format!("<table>{}</table>", "<tr><td>规章<td>0".repeat(60_000));
    assert_eq!(refusal(rows.as_bytes()), Refusal::TooComplex);
    let attributes: String = (0..10_000).map(|at| format!(" a{at}=1")).collect();
    assert_eq!(refusal(format!("<html><p{attributes}>某").as_bytes()), Refusal::TooComplex);
}
