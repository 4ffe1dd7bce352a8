//! The workbook in which a form is filled in: a cover with its questions, the official tables with running totals,
//! 校核, and the texts. Every cell that is filled in has a name, by which it is found again.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, DocProperties, ExcelDateTime, FormatAlign, Workbook, Worksheet,
    XlsxError,
};

use super::addresses::{Address, Addresses, column};
use super::explanations;
use super::formats::{LINE, Styles, lines};
use super::grid::{set_lines, set_widths, write_across};
use super::relations::{self, Checks};
use super::same_bytes;
use super::stated_totals;
use super::table::{Purpose, Sheet};
use super::validation::{limited, prompting};
use super::value::write_value;
use crate::report::{Fonts, Group, Inquiry, Question, Questionnaire, Room, Value};
use crate::write::colours;

/// The sheet of the questions.
const COVER: &str = "封面";
/// The sheet of the texts.
const TEXTS: &str = "文字";
/// Columns of the cover, in half-width characters: what is asked, the answer, what to write.
const WIDTHS: [u32; 3] = [22, 44, 44];
/// Columns of the texts, in half-width characters: all of them are one. A single column would be printed no smaller
/// than it is.
const TEXT_WIDTHS: [u32; 4] = [25; 4];
/// The width of a text.
const TEXT_WIDTH: u32 = 100;
/// The last column of a text.
const TEXT_EDGE: u16 = 3;
/// The rows for a text of which nothing is written yet, and mostly nothing will be.
const LEAST_ROWS: u32 = 5;
/// The rows more than what is written takes.
const MORE_ROWS: u32 = 16;
/// The height of a row, in points, that Excel does not exceed.
const HIGHEST: u32 = 409;
/// The most characters a cell holds.
const LONGEST_TEXT: u32 = 32_767;

pub(in crate::write) fn workbook(questionnaire: &Questionnaire) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(questionnaire.year.number(), 12, 31)?;
    let properties = DocProperties::new().set_title(&questionnaire.title).set_author(&questionnaire.agency);
    workbook.set_properties(&properties.set_creation_datetime(&created));
    let styles = Styles::new(&Fonts::default().table, &questionnaire.title);
    let exhibits = || questionnaire.tables.iter().map(|table| &table.exhibit);
    let addresses = Addresses::of(exhibits());
    let mut named = write_cover(workbook.add_worksheet(), questionnaire, &styles)?;
    for table in &questionnaire.tables {
        named.extend(write_table(workbook.add_worksheet(), table, &styles, &addresses)?);
    }
    let checks = Checks { relations: &questionnaire.relations, exhibits: exhibits().collect(), is_filling: true };
    relations::write(workbook.add_worksheet(), &checks, &styles, &addresses)?;
    named.extend(write_texts(workbook.add_worksheet(), questionnaire, &styles)?);
    named.extend(addresses.all().map(|(place, address)| (place.to_string(), address)));
    let mut targets: Vec<(String, String)> =
        named.into_iter().map(|(name, address)| (name, address.absolute())).collect();
    targets.extend(explanations::write(workbook.add_worksheet(), &questionnaire.explanations, &styles)?);
    for (name, target) in targets {
        workbook.define_name(name, &format!("={target}"))?;
    }
    same_bytes::save(&mut workbook)
}

/// An official table, with what to mind above it and the office's own counts below.
fn write_table(
    sheet: &mut Worksheet,
    inquiry: &Inquiry,
    styles: &Styles,
    addresses: &Addresses,
) -> Result<Vec<(String, Address<'static>)>, XlsxError> {
    sheet.set_name(inquiry.exhibit.sheet)?;
    let table = Sheet::new(&inquiry.exhibit, Purpose::Filling(inquiry), styles, addresses);
    table.write_grid(sheet)?;
    let last_column = column(inquiry.exhibit.widths.len() - 1);
    let guide = if inquiry.guide.is_empty() { "只填黄色的格，没有的填0" } else { inquiry.guide };
    write_across(sheet, 1, last_column, guide, &styles.text().set_text_wrap())?;
    set_lines(sheet, 1, lines(guide, table.width()))?;
    let named = stated_totals::write(sheet, inquiry, styles, addresses, table.width())?;
    table.finish(sheet, stated_totals::rows(inquiry))?;
    Ok(named)
}

/// The cover: how to fill the workbook in, then question by question.
fn write_cover(
    sheet: &mut Worksheet,
    questionnaire: &Questionnaire,
    styles: &Styles,
) -> Result<Vec<(String, Address<'static>)>, XlsxError> {
    sheet.set_name(COVER)?;
    set_widths(sheet, WIDTHS)?;
    let width = WIDTHS.iter().sum();
    styles.head(sheet, COVER, 2, width)?;
    let guidance = styles.text().set_align(FormatAlign::Left).set_text_wrap();
    let mut row = 1;
    for text in &questionnaire.guidance {
        write_across(sheet, row, 2, text, &guidance)?;
        set_lines(sheet, row, lines(text, width))?;
        row += 1;
    }
    let mut named = Vec::new();
    for Group { title, questions } in &questionnaire.groups {
        write_band(sheet, styles, row + 1, 2, title)?;
        row += 2;
        for question in questions {
            named.push(write_question(sheet, styles, row, question)?);
            row += 1;
        }
    }
    styles.finish(sheet, (row - 1, 2), 1)?;
    Ok(named)
}

fn write_band(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    last_column: u16,
    title: &str,
) -> Result<(), XlsxError> {
    let band = styles.cell().set_align(FormatAlign::Left).set_bold().set_background_color(Color::RGB(colours::BAND));
    write_across(sheet, row, last_column, title, &band)?;
    sheet.set_row_height(row, LINE * lines(title, TEXT_WIDTH) + 5)?;
    Ok(())
}

/// A question of the cover: what is asked, the cell for the answer, what to write there.
fn write_question(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    question: &Question,
) -> Result<(String, Address<'static>), XlsxError> {
    let here = Address::new(COVER, row, 1);
    let left = styles.cell().set_align(FormatAlign::Left);
    sheet.write_string_with_format(row, 0, question.label, &left)?;
    sheet.write_string_with_format(row, 2, &question.hint, &left.clone().set_font_size(9))?;
    let answer = match question.room {
        Room::Date => left.set_num_format("yyyy\"年\"m\"月\"d\"日\""),
        // What is a text stays one: a postcode keeps its leading zero.
        Room::Line | Room::Text | Room::Choice(_) => left.set_num_format("@"),
        Room::Fixed | Room::Number(_) => left,
    };
    let answer = if question.room == Room::Fixed { answer } else { Styles::open(answer) };
    write_value(sheet, here, question.value.as_ref(), &answer)?;
    if let Some(validation) = accepted(question)? {
        sheet.add_data_validation(row, 1, row, 1, &validation)?;
    }
    let typed = match &question.value {
        Some(Value::Text(text)) => lines(text, WIDTHS[1]),
        _ => 1,
    };
    sheet.set_row_height(row, (LINE * typed.max(lines(&question.hint, WIDTHS[2])) + 5).min(HIGHEST))?;
    Ok((question.name.clone(), here))
}

/// The texts: each under its heading in one high cell, last year's below.
fn write_texts(
    sheet: &mut Worksheet,
    questionnaire: &Questionnaire,
    styles: &Styles,
) -> Result<Vec<(String, Address<'static>)>, XlsxError> {
    sheet.set_name(TEXTS)?;
    set_widths(sheet, TEXT_WIDTHS)?;
    styles.head(sheet, TEXTS, TEXT_EDGE, TEXT_WIDTH)?;
    let (mut named, mut row) = (Vec::new(), 2);
    for question in &questionnaire.texts {
        write_band(sheet, styles, row, TEXT_EDGE, &heading(question))?;
        named.push((question.name.clone(), Address::new(TEXTS, row + 1, 0)));
        row = write_text(sheet, styles, row + 1, question)?;
        row = write_earlier(sheet, styles, row, question)? + 1;
    }
    styles.finish(sheet, (row - 2, TEXT_EDGE), 1)?;
    Ok(named)
}

fn heading(question: &Question) -> String {
    let hint = if question.hint.is_empty() { String::new() } else { format!("（{}）", question.hint) };
    format!("{}{hint}", question.label)
}

/// One text, with room for as much again; returns the row after it.
fn write_text(sheet: &mut Worksheet, styles: &Styles, row: u32, question: &Question) -> Result<u32, XlsxError> {
    let format = styles.cell().set_align(FormatAlign::Left).set_align(FormatAlign::Top);
    let format = Styles::open(format);
    let needed: u32 = match &question.value {
        Some(Value::Text(text)) => text.lines().map(|line| lines(line, TEXT_WIDTH)).sum(),
        _ => 0,
    };
    let rows = if needed == 0 { LEAST_ROWS } else { needed + needed.max(MORE_ROWS) };
    let last = row + rows - 1;
    for row in row..=last {
        sheet.set_row_height(row, LINE)?;
    }
    sheet.merge_range(row, 0, last, TEXT_EDGE, "", &format)?;
    write_value(sheet, Address::new(TEXTS, row, 0), question.value.as_ref(), &format)?;
    if let Some(validation) = accepted(question)? {
        sheet.add_data_validation(row, 0, row, 0, &validation)?;
    }
    Ok(last + 1)
}

/// What last year's form says, a paragraph a row; returns the row after it.
fn write_earlier(sheet: &mut Worksheet, styles: &Styles, row: u32, question: &Question) -> Result<u32, XlsxError> {
    let format = styles.text().set_align(FormatAlign::Left).set_text_wrap().set_font_color(Color::Gray);
    let mut row = row;
    let paragraphs = question.earlier.iter().flat_map(|text| text.lines()).map(str::trim);
    for paragraph in paragraphs.filter(|paragraph| !paragraph.is_empty()) {
        let paragraph = format!("上年｜{paragraph}");
        write_across(sheet, row, TEXT_EDGE, &paragraph, &format)?;
        sheet.set_row_height(row, (LINE * lines(&paragraph, TEXT_WIDTH) + 3).min(HIGHEST))?;
        row += 1;
    }
    Ok(row)
}

/// What the cell of a question takes, with the prompt beside it.
fn accepted(question: &Question) -> Result<Option<DataValidation>, XlsxError> {
    let hint = if question.hint.is_empty() { question.label } else { &question.hint };
    let validation = match question.room {
        Room::Fixed => return Ok(None),
        Room::Line => prompting(DataValidation::new(), hint)?,
        Room::Text => {
            let rule = DataValidationRule::LessThanOrEqualTo(LONGEST_TEXT);
            let prompt = format!("一段一行，换段按 Alt+Enter，段首不用空格。一格最多{LONGEST_TEXT}个字。");
            prompting(DataValidation::new().allow_text_length(rule), &prompt)?
        }
        Room::Choice(words) => {
            prompting(DataValidation::new().allow_list_strings(words)?, &format!("从下拉列表里选：{hint}"))?
        }
        Room::Date => {
            let first = DataValidationRule::GreaterThanOrEqualTo(ExcelDateTime::from_ymd(2000, 1, 1)?);
            prompting(DataValidation::new().allow_date(first), hint)?
        }
        Room::Number(kind) => limited(kind, hint)?,
    };
    Ok(Some(validation))
}
