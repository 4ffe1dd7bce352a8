//! 长表: a roll-up as comma-separated values, a line a figure, for databases and statistics programs.

use crate::rollup::{Inclusion, Rollup};
use crate::standard::Place;

/// What stands over the columns.
const HEADS: [&str; 8] = ["单位", "层级", "年度", "表", "行", "列", "数", "状态"];

/// The mark by which spreadsheet programs know UTF-8.
const MARK: &str = "\u{FEFF}";

/// The table: of every unit, and of every sum, a line a printed figure; of a unit that is not counted one line without
/// a figure. Lines end as Windows ends them (RFC 4180).
pub(super) fn print(rollup: &Rollup) -> String {
    let mut text = MARK.to_owned();
    line(&mut text, &HEADS);
    let year = rollup.year.to_string();
    let places: Vec<(Place, [String; 3])> = printed(rollup).map(|place| (place, names(place))).collect();
    for (at, unit) in rollup.roster.units.iter().enumerate() {
        let (level, status) = (unit.level.unwrap_or_default(), rollup.status(at).word());
        let figures = match rollup.units[at].inclusion {
            Inclusion::Counted | Inclusion::Node => rollup.figures(at),
            Inclusion::Refused | Inclusion::Missing => None,
        };
        let Some(figures) = figures else {
            line(&mut text, &[&unit.name, level, &year, "", "", "", "", status]);
            continue;
        };
        for (place, [table, row, column]) in &places {
            let figure = figures.get(*place).map(|figure| figure.to_string()).unwrap_or_default();
            line(&mut text, &[&unit.name, level, &year, table, row, column, &figure, status]);
        }
    }
    text
}

/// The figures that the paper prints, in its order.
fn printed(rollup: &Rollup) -> impl Iterator<Item = Place> {
    rollup.edition.matrices().iter().flat_map(|matrix| {
        let row = move |row| matrix.columns.printed().map(move |column| matrix.place(row, column));
        matrix.rows.printed().flat_map(row)
    })
}

/// The table, the row and the column of a figure.
fn names(place: Place) -> [String; 3] {
    let (row, column) = (place.row().full_name(), place.column().name.to_owned());
    [place.table().name.to_owned(), row, column]
}

fn line(text: &mut String, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { "," });
        if cell.contains([',', '"', '\n', '\r']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    text.push_str("\r\n");
}
