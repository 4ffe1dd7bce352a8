//! 校核: every relation with both sides as live formulas, their difference, and the verdict in words.

use std::collections::BTreeSet;

use rust_xlsxwriter::{Color, ConditionalFormatFormula, Format, FormatAlign, Worksheet, XlsxError};

use super::addresses::Addresses;
use super::formats::{Styles, lines};
use super::grid::{last_of, set_lines, set_widths, width_of, write_figure, write_live, write_texts};
use super::validation::bounds;
use crate::figure::{AMOUNT_DECIMALS, Figure, Kind};
use crate::report::{Cell, Entry, Exhibit, Relation, Role, Side};
use crate::standard::{Bond, Sign};
use crate::write::colours;

/// The name of the sheet.
const NAME: &str = "校核";
const HEADINGS: [(&str, u32); 7] =
    [("序号", 6), ("栏目", 50), ("应有的关系", 72), ("左边", 12), ("右边", 12), ("差", 10), ("结果", 12)];
/// The words of the verdict: it holds; it is not known yet; some cells hold no figure of their kind.
const HOLDS: &str = "平衡";
const UNKNOWN: &str = "未填全";
const INVALID: &str = "有格不合要求";
/// The rows above the first relation: title, summary, headings.
const FIRST: u32 = 3;

/// What is checked.
pub(super) struct Checks<'a> {
    /// What must hold between figures.
    pub(super) relations: &'a [Relation],
    /// The tables, every cell of which must hold a figure of its kind.
    pub(super) exhibits: Vec<&'a Exhibit>,
    /// Whether the tables are being filled in: blank cells are then counted by themselves.
    pub(super) is_filling: bool,
}

impl Checks<'_> {
    /// When the verdict in a line is bad news. While tables are filled in, a verdict that is not known yet is none.
    fn is_failed(&self, line: u32) -> String {
        if self.is_filling {
            format!("=AND($G{line}<>\"{HOLDS}\",$G{line}<>\"{UNKNOWN}\")")
        } else {
            format!("=$G{line}<>\"{HOLDS}\"")
        }
    }
}

/// One row of the sheet.
struct Row {
    demand: Demand,
    subject: String,
    basis: String,
    left: Operand,
    right: Operand,
}

/// What is demanded of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Demand {
    /// The sides stand to each other so.
    Bond(Bond),
    /// No cell holds anything but a figure of its kind; the left side counts those that do.
    Sound,
    /// No cell is blank; the left side counts those that are.
    Filled,
}

/// What stands on one side.
enum Operand {
    /// A formula, without its `=`, and its result; none while a figure of it is not known.
    Live(String, Option<Figure>),
    /// A number that no cell has.
    Fixed(Figure),
}

pub(super) fn write(
    sheet: &mut Worksheet,
    checks: &Checks,
    styles: &Styles,
    addresses: &Addresses,
) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    let last_column = last_of(&HEADINGS);
    set_widths(sheet, HEADINGS.map(|(_, width)| width))?;
    styles.head(sheet, NAME, last_column, width_of(&HEADINGS))?;
    let rows = rows(checks, addresses);
    let last = FIRST + u32::try_from(rows.len()).unwrap_or_default();
    summarize(sheet, styles, &rows, last)?;
    write_texts(sheet, (FIRST - 1, 0), HEADINGS.map(|(heading, _)| heading), &styles.cell().set_bold())?;
    for (at, row) in (FIRST..).zip(&rows) {
        write_row(sheet, styles, at, row)?;
    }
    let failed = ConditionalFormatFormula::new()
        .set_rule(checks.is_failed(FIRST + 1).as_str())
        .set_format(Format::new().set_background_color(Color::RGB(colours::WRONG)));
    sheet.add_conditional_format(FIRST, 0, last - 1, last_column, &failed)?;
    sheet.set_freeze_panes(FIRST, 2)?.set_landscape();
    styles.finish(sheet, (last - 1, last_column), FIRST)
}

/// How many hold: in words, counted from the cells.
fn summarize(sheet: &mut Worksheet, styles: &Styles, rows: &[Row], last: u32) -> Result<(), XlsxError> {
    let verdicts = format!("G{}:G{last}", FIRST + 1);
    let formula = format!(
        "=\"共核对\"&ROWS({verdicts})&\"项，{HOLDS}\"&COUNTIF({verdicts},\"{HOLDS}\")&\"项，其余\"&ROWS({verdicts})-COUNTIF({verdicts},\"{HOLDS}\")&\"项\""
    );
    let holding = rows.iter().filter(|row| row.verdict() == HOLDS).count();
    let result = format!("共核对{}项，{HOLDS}{holding}项，其余{}项", rows.len(), rows.len() - holding);
    write_live(sheet, (1, 0), &formula, Some(result), &styles.text().set_align(FormatAlign::Left).set_bold())
}

fn rows(checks: &Checks, addresses: &Addresses) -> Vec<Row> {
    let relations = checks.relations.iter().map(|relation| Row {
        demand: Demand::Bond(relation.bond),
        subject: relation.subject.clone(),
        basis: relation.basis.to_owned(),
        left: Operand::sum(&relation.left, addresses),
        right: Operand::sum(&relation.right, addresses),
    });
    let of_cells = |demand, exhibit: &Exhibit, basis, left| Row {
        demand,
        subject: format!("“{}”各格", exhibit.title),
        basis,
        left,
        right: Operand::Fixed(Figure::zero(Kind::Count)),
    };
    let filled = checks.exhibits.iter().filter(|_| checks.is_filling).map(|exhibit| {
        let basis = "还没有填的格数应为0：没有的填0，不要空着".to_owned();
        of_cells(Demand::Filled, exhibit, basis, Operand::blank(exhibit, addresses))
    });
    let sound = checks.exhibits.iter().map(|exhibit| {
        let unsound = Operand::unsound(exhibit, addresses, checks.is_filling);
        of_cells(Demand::Sound, exhibit, demanded(exhibit), unsound)
    });
    relations.chain(filled).chain(sound).collect()
}

/// What the cells of a table must hold.
fn demanded(exhibit: &Exhibit) -> String {
    let kinds: BTreeSet<Kind> = exhibit.entries().map(|(_, entry)| entry.kind).collect();
    let takes: Vec<&str> = kinds.into_iter().map(Kind::takes).collect();
    format!("不合要求的格数应为0：每格都填了{}", takes.join("；或"))
}

impl Operand {
    fn sum(side: &Side, addresses: &Addresses) -> Self {
        match side {
            Side::Sum { places, needs, value } => {
                let terms: Vec<_> = places.iter().map(|place| (Sign::Plus, *place)).collect();
                Self::Live(addresses.guarded_sum(&terms, needs, NAME), *value)
            }
            Side::Stated(figure) => Self::Fixed(*figure),
        }
    }

    /// How many cells of a table hold no figure of their kind; at least so many, since beside a text, which cannot be
    /// rounded, decimals that are too many are not counted. Blank ones may be passed over.
    fn unsound(exhibit: &Exhibit, addresses: &Addresses, passes_blanks: bool) -> Self {
        let mut counts = Vec::new();
        for kind in [Kind::Count, Kind::Change, Kind::Amount] {
            let entries = exhibit.entries().filter(|(cell, entry)| cell.role == Role::Given && entry.kind == kind);
            let (least, most) = bounds(kind);
            let decimals = if kind.is_amount() { AMOUNT_DECIMALS } else { 0 };
            for range in addresses.ranges(entries.map(|(_, entry)| entry.place), NAME) {
                let blanks = if passes_blanks { format!("-COUNTBLANK({range})") } else { String::new() };
                counts.push(format!("ROWS({range})*COLUMNS({range})-COUNT({range}){blanks}"));
                counts.push(format!("COUNTIF({range},\"<{least}\")+COUNTIF({range},\">{most}\")"));
                counts.push(format!("IFERROR(SUMPRODUCT(ISNUMBER({range})*(ROUND({range},{decimals})<>{range})),0)"));
            }
        }
        let is_counted =
            |cell: &Cell, entry: &Entry| entry.figure.is_none() && !(passes_blanks && cell.text.is_empty());
        Self::Live(counts.join("+"), count(exhibit, is_counted))
    }

    /// How many cells of a table are blank.
    fn blank(exhibit: &Exhibit, addresses: &Addresses) -> Self {
        let entries = exhibit.entries().filter(|(cell, _)| cell.role == Role::Given);
        let ranges = addresses.ranges(entries.map(|(_, entry)| entry.place), NAME);
        let counts: Vec<String> = ranges.iter().map(|range| format!("COUNTBLANK({range})")).collect();
        Self::Live(counts.join("+"), count(exhibit, |cell, entry| entry.figure.is_none() && cell.text.is_empty()))
    }

    const fn value(&self) -> Option<Figure> {
        match self {
            Self::Live(_, value) => *value,
            Self::Fixed(figure) => Some(*figure),
        }
    }

    fn write(&self, sheet: &mut Worksheet, row: u32, at: u16, format: &Format) -> Result<(), XlsxError> {
        match self {
            Self::Live(formula, value) => write_live(sheet, (row, at), &format!("={formula}"), *value, format),
            Self::Fixed(figure) => write_figure(sheet, (row, at), Some(*figure), format),
        }
    }
}

/// The number of those cells of a table that are filled in.
fn count(exhibit: &Exhibit, is_counted: impl Fn(&Cell, &Entry) -> bool) -> Option<Figure> {
    let given = exhibit.entries().filter(|(cell, _)| cell.role == Role::Given);
    let number = given.filter(|(cell, entry)| is_counted(cell, entry)).count();
    Figure::read(&number.to_string(), Kind::Count).ok()
}

impl Row {
    /// By how much it fails: the left side less the right, or how much the left one falls short.
    fn difference(&self) -> Option<Figure> {
        let difference = self.left.value()?.minus(self.right.value()?);
        let suffices = self.demand == Demand::Bond(Bond::AtLeast) && !difference.is_negative();
        Some(if suffices { Figure::zero(Kind::Count) } else { difference })
    }

    fn verdict(&self) -> String {
        match self.difference() {
            None => UNKNOWN.to_owned(),
            Some(difference) if difference.is_zero() => HOLDS.to_owned(),
            Some(_) if self.demand == Demand::Sound => INVALID.to_owned(),
            Some(_) if self.demand == Demand::Filled => UNKNOWN.to_owned(),
            Some(difference) => format!("差 {difference}"),
        }
    }

    /// The formulas of the difference and of the verdict, in a line of the sheet.
    fn formulas(&self, line: u32) -> (String, String) {
        let difference = match self.demand {
            Demand::Bond(Bond::AtLeast) => format!("MIN(0,D{line}-E{line})"),
            Demand::Bond(Bond::Equal) | Demand::Sound | Demand::Filled => format!("D{line}-E{line}"),
        };
        let failed = match self.demand {
            Demand::Sound => format!("\"{INVALID}\""),
            Demand::Filled => format!("\"{UNKNOWN}\""),
            Demand::Bond(_) => format!("\"差 \"&F{line}"),
        };
        (
            format!("=IF(COUNT(D{line}:E{line})=2,{difference},\"\")"),
            format!("=IF(F{line}=\"\",\"{UNKNOWN}\",IF(F{line}=0,\"{HOLDS}\",{failed}))"),
        )
    }
}

fn write_row(sheet: &mut Worksheet, styles: &Styles, at: u32, row: &Row) -> Result<(), XlsxError> {
    let (text, figure) = (styles.cell().set_align(FormatAlign::Left), styles.figure());
    let line = at + 1;
    sheet.write_number_with_format(at, 0, at - FIRST + 1, &figure)?;
    write_texts(sheet, (at, 1), [&row.subject, &row.basis], &text)?;
    row.left.write(sheet, at, 3, &figure)?;
    row.right.write(sheet, at, 4, &figure)?;
    let (difference, verdict) = row.formulas(line);
    write_live(sheet, (at, 5), &difference, row.difference(), &figure)?;
    write_live(sheet, (at, 6), &verdict, Some(row.verdict()), &styles.cell())?;
    set_lines(sheet, at, lines(&row.subject, HEADINGS[1].1).max(lines(&row.basis, HEADINGS[2].1)))
}
