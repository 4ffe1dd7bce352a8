//! The filled workbook: its cells found by their names, wherever a spreadsheet program has put them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};

use super::sheet_marks::{self, SheetMarks};
use super::stored::words;
use super::{Imported, Refusal};
use crate::fields::{self, FIELDS, Field};
use crate::finding::Finding;
use crate::form::Form;
use crate::origin::Origin;
use crate::report::{Questionnaire, name_of, name_of_count};
use crate::rule::{self, Rule};
use crate::standard::Place;
use crate::standard::{Edition, Line};
use crate::subject::Subject;
use crate::year::Year;

/// A cell: its sheet, row and column, from 0. Of two, that on the sheet further to the left is the first.
type Address = (usize, u32, u32);

/// A workbook of so many bytes.
type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads it; none if the workbook was not made by this program.
pub(super) fn read(bytes: &[u8]) -> Result<Option<Imported>, Refusal> {
    let mut workbook: Workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let named = named(&workbook);
    if !named.contains_key(&name_of(&fields::YEAR)) {
        return Ok(None);
    }
    let (held, left_out) = held(&mut workbook, &sheet_marks::read(bytes)?)?;
    let calculated = calculated(&mut workbook)?;
    let cells = Cells { sheets: workbook.sheet_names(), named, held, left_out, calculated };
    let (edition, year) = cells.edition().ok_or(Refusal::NoEdition)?;
    let mut form = Form::empty(edition, Some(year));
    let mut findings = cells.missing_or_copied(&Questionnaire::new(&form).cells());
    let typed_over = cells.typed_over(edition);
    findings.extend(cells.uncalculated(edition));
    findings.extend(cells.told_left_out(edition));
    findings.extend(cells.partly_typed_over(edition));
    findings.extend((!typed_over.is_empty()).then(|| {
        let count = typed_over.len();
        of_workbook(
            &rule::I13,
            format!("工作簿里有{count}格总计、结转的公式被改成了数：作为填报的数读入，由程序核对，不采用。"),
        )
    }));
    form.comments.head.extend(findings.iter().map(Finding::message));
    let is_heading = |field: &Field| [&fields::YEAR, &fields::EDITION].contains(&field);
    for field in FIELDS.iter().filter(|field| !is_heading(field)) {
        let name = name_of(field);
        if let Some(words) = cells.words(&name) {
            form.write_words(field, words, cells.origin(&name));
        }
    }
    for place in edition.places() {
        let name = if place.formula().is_empty() { place.to_string() } else { name_of_count(place) };
        if let Some(words) = cells.words(&name) {
            form.fill(place, words, cells.origin(&name));
        }
    }
    for place in typed_over {
        let name = place.to_string();
        if let (None, Some(words)) = (form.typed(place), cells.words(&name)) {
            form.fill(place, words, cells.origin(&name));
        }
    }
    Ok(Some(Imported { form, findings, is_filled: true }))
}

/// A finding about the workbook as a whole.
fn of_workbook(rule: &'static Rule, message: String) -> Finding {
    Finding::new(rule, Subject::File, None, message)
}

/// The cells of a workbook.
struct Cells {
    /// The names of its sheets.
    sheets: Vec<String>,
    /// Where the cell of a name stands; a sheet that was copied has a second one.
    named: HashMap<String, Vec<Address>>,
    /// What cells hold that are not blank, in words.
    held: HashMap<Address, String>,
    /// What cells hold that is struck out or hidden, beside what is seen, in words.
    left_out: HashMap<Address, String>,
    /// Cells that hold a formula.
    calculated: HashSet<Address>,
}

impl Cells {
    /// What the cell of a name holds; nothing if it is blank.
    fn words(&self, name: &str) -> Option<&str> {
        self.held.get(self.named.get(name)?.first()?).map(String::as_str)
    }

    /// Where the cell of a name stands.
    fn origin(&self, name: &str) -> Option<Origin> {
        let (sheet, row, column) = self.named.get(name)?.first()?;
        Some(Origin::Cell { sheet: self.sheets.get(*sheet)?.clone(), row: row + 1, column: column + 1 })
    }

    /// The finding on cells to be filled in that hold a formula whose result is not in the file.
    fn uncalculated(&self, edition: &'static Edition) -> Option<Finding> {
        let asked = edition.places().filter(|place| place.formula().is_empty()).map(|place| place.to_string());
        let cells = asked.filter_map(|name| self.named.get(&name)?.first().copied());
        let blank = cells.filter(|cell| self.calculated.contains(cell) && !self.held.contains_key(cell)).count();
        (blank > 0).then(|| {
            let message =
                format!("工作簿里有{blank}格填的是公式，文件里没有算出的数，按未填处理。请在WPS里打开，保存后再读入。");
            of_workbook(&rule::I04, message)
        })
    }

    /// The findings on cells to be filled in where something is struck out or hidden.
    fn told_left_out(&self, edition: &'static Edition) -> Vec<Finding> {
        let fields = FIELDS.iter().map(|field| (name_of(field), Subject::Field(field), field.label.to_owned()));
        let places = edition.places().filter(|place| place.formula().is_empty());
        let places = places.map(|place| (place.to_string(), Subject::Cell(place), place.full_name()));
        let told = |(name, subject, label): (String, Subject, String)| {
            let words = self.left_out.get(self.named.get(&name)?.first()?)?;
            let message = format!("{label}的{words}。划掉的、隐藏的不算，请核对。");
            Some(Finding::new(&rule::I14, subject, self.origin(&name), message))
        };
        fields.chain(places).filter_map(told).collect()
    }

    /// The findings on derived rows of which only some cells hold a number for the formula: a row is stated whole or
    /// not at all.
    fn partly_typed_over(&self, edition: &'static Edition) -> Vec<Finding> {
        let mut findings = Vec::new();
        for matrix in edition.matrices() {
            for line in matrix.form_rows().filter(|line| !line.is_given()) {
                let is_typed = |column: &&Line| self.is_typed_over(matrix.place(line, column));
                let given = matrix.given_columns().filter(is_typed).count();
                let typed = given + matrix.total_column().filter(|column| is_typed(column)).iter().count();
                if typed > 0 && given < matrix.given_columns().count() {
                    let name = format!("{}“{}”", matrix.table.name, line.full_name());
                    let message =
                        format!("{name}有{typed}格公式被改成了数，没有整行改，未读入。要核对的，填在表下的台账数里。");
                    findings.push(of_workbook(&rule::I13, message));
                }
            }
        }
        findings
    }

    /// Whether a number stands where a formula was.
    fn is_typed_over(&self, place: Place) -> bool {
        let cell = self.named.get(&place.to_string()).and_then(|cells| cells.first());
        cell.is_some_and(|cell| self.held.contains_key(cell) && !self.calculated.contains(cell))
    }

    /// The places of sums whose formula a number stands for now: totals of rows, and whole rows.
    fn typed_over(&self, edition: &'static Edition) -> Vec<Place> {
        let mut found = Vec::new();
        for matrix in edition.matrices() {
            for row in matrix.form_rows() {
                let columns = matrix.given_columns().chain(matrix.total_column());
                let sums = columns.map(|column| matrix.place(row, column)).filter(|place| !place.formula().is_empty());
                let typed: Vec<Place> = sums.filter(|place| self.is_typed_over(*place)).collect();
                // A derived row is stated whole or not at all.
                let given = matrix.given_columns().map(|column| matrix.place(row, column));
                let is_whole = row.is_given() || given.into_iter().all(|place| typed.contains(&place));
                found.extend(typed.into_iter().filter(|_| is_whole));
            }
        }
        found
    }

    /// The edition and year on the cover.
    fn edition(&self) -> Option<(&'static Edition, Year)> {
        let number = |field| self.words(&name_of(field)).and_then(|words| words.trim().parse::<u16>().ok());
        let year = Year::new(number(&fields::YEAR)?)?;
        let usual = Edition::of_year(year)?;
        let edition = match self.words(&name_of(&fields::EDITION)) {
            Some(_) => Edition::of_version(number(&fields::EDITION)?),
            None => Some(usual),
        };
        edition.map(|edition| (edition, year))
    }

    /// The findings on cells that are gone, and on names that stand for several cells with different contents.
    /// `asked` are the names of a blank workbook, with the part of it each belongs to.
    fn missing_or_copied(&self, asked: &[(String, String)]) -> Vec<Finding> {
        let (mut missing, mut twofold) = (BTreeMap::<&str, usize>::new(), 0);
        for (name, part) in asked {
            match self.named.get(name).map(Vec::as_slice) {
                None | Some([]) => *missing.entry(part.as_str()).or_default() += 1,
                Some([first, others @ ..]) => {
                    let differs = others.iter().any(|cell| self.held.get(cell) != self.held.get(first));
                    twofold += usize::from(differs);
                }
            }
        }
        let missing_of = |(part, number)| {
            let message = format!("工作簿里找不到{part}的{number}格（删过行、列或表？），没有读入，按未填处理。");
            of_workbook(&rule::I02, message)
        };
        let copied = (twofold > 0).then(|| {
            let message = format!(
                "工作簿里有{twofold}格不止一处，填的又不一样（复制过工作表？）：读入的是靠左的那张表，请核对。"
            );
            of_workbook(&rule::I12, message)
        });
        missing.into_iter().map(missing_of).chain(copied).collect()
    }
}

/// Where the cells of all names stand, the first of each name first.
fn named(workbook: &Workbook) -> HashMap<String, Vec<Address>> {
    let sheets = workbook.sheet_names();
    let mut named: HashMap<String, Vec<Address>> = HashMap::new();
    for (name, target) in workbook.defined_names() {
        if let Some(address) = address(target, &sheets) {
            named.entry(name.clone()).or_default().push(address);
        }
    }
    for cells in named.values_mut() {
        cells.sort_unstable();
    }
    named
}

/// The first cell of a target like `'文字'!$A$4:$D$9`.
fn address(target: &str, sheets: &[String]) -> Option<Address> {
    let (sheet, cell) = target.rsplit_once('!')?;
    let sheet = match sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\'')) {
        Some(quoted) => quoted.replace("''", "'"),
        None => sheet.to_owned(),
    };
    let first = cell.split(':').next()?.replace('$', "");
    let (letters, digits) = first.split_at(first.find(|c: char| c.is_ascii_digit())?);
    let is_column = (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    let column = letters.bytes().fold(0, |column, letter| 26 * column + u32::from(letter.saturating_sub(b'A')) + 1);
    let row: u32 = digits.parse().ok()?;
    let sheet = sheets.iter().position(|name| *name == sheet)?;
    (is_column && row > 0).then(|| (sheet, row - 1, column - 1))
}

/// Texts of cells by where they stand.
type Texts = HashMap<Address, String>;

/// What is seen in every cell that is not blank, as a map: a single cell far out must not cost the memory of a whole
/// table; and what is struck out or hidden there.
fn held(workbook: &mut Workbook, marks: &HashMap<String, SheetMarks>) -> Result<(Texts, Texts), Refusal> {
    let (mut held, mut left_out) = (HashMap::new(), HashMap::new());
    let none = SheetMarks::default();
    for (at, sheet) in workbook.sheet_names().iter().enumerate() {
        // A sheet of charts has no cells.
        let marks = marks.get(sheet).unwrap_or(&none);
        let Ok(mut cells) = workbook.worksheet_cells_reader(sheet) else { continue };
        while let Some(cell) = cells.next_cell().map_err(|_| Refusal::Damaged)? {
            let (row, column) = cell.get_position();
            let Some(words) = words(cell.get_value()) else { continue };
            let cell = marks.seen((row, column), &words);
            left_out.extend(cell.left_out_in_words().map(|words| ((at, row, column), words)));
            if !cell.is_empty() {
                held.insert((at, row, column), cell.to_string());
            }
        }
    }
    Ok((held, left_out))
}

/// Every cell with a formula.
fn calculated(workbook: &mut Workbook) -> Result<HashSet<Address>, Refusal> {
    let mut calculated = HashSet::new();
    for (at, sheet) in workbook.sheet_names().iter().enumerate() {
        let Ok(mut cells) = workbook.worksheet_cells_reader(sheet) else { continue };
        while let Some(cell) = cells.next_formula().map_err(|_| Refusal::Damaged)? {
            let (row, column) = cell.get_position();
            calculated.extend((!cell.get_value().is_empty()).then_some((at, row, column)));
        }
    }
    Ok(calculated)
}
