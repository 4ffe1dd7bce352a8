//! A block of cells from a sheet, typed into a table at once.

use super::typing::{Done, taken};
use crate::figure::Figure;
use crate::form::Form;
use crate::refused::Refused;
use crate::standard::{Edition, Layout, Place};
use crate::tally::tally;

/// A block as it was copied: rows of cells.
type Block = Vec<Vec<String>>;

impl Form {
    /// The form with a block of cells typed from a place on: rows of tabs and lines, as sheets copy them. It holds as many
    /// columns as are filled in there, or the totals besides, which are compared and not taken; blank cells change
    /// nothing. All of it is taken or nothing.
    ///
    /// # Errors
    ///
    /// A place that is not filled in; a block that reaches over the edge, or holds what is no figure.
    pub fn pasted_at(&self, place: &str, block: &str) -> Result<Done, Refused> {
        let unknown = || Refused::because("请先点一个要填的格，再粘贴");
        let start = self.edition.place(place).filter(|place| place.is_given()).ok_or_else(unknown)?;
        let block = cells(block);
        match block.iter().map(Vec::len).max() {
            None => Err(Refused::because("剪贴板里没有数")),
            Some(1) if block.len() == 1 => self.typed_at(place, &block[0][0]),
            Some(_) => self.block_at(start, &block),
        }
    }

    fn block_at(&self, start: Place, block: &Block) -> Result<Done, Refused> {
        let target = target(self.edition, start, block)?;
        let mut typed = Vec::new();
        let mut readings = Vec::new();
        let mut stated = Vec::new();
        let cells = block.iter().zip(&target).enumerate().flat_map(|(row, (cells, places))| {
            cells.iter().zip(places).enumerate().map(move |(column, (cell, place))| (row + 1, column + 1, cell, *place))
        });
        for (row, column, cell, place) in cells.filter(|(_, _, cell, _)| !cell.is_empty()) {
            let (figure, is_other) = taken(place, cell);
            if Figure::read(&figure, place.kind()).is_err() {
                let name = place.full_name();
                return Err(Refused::because(format!(
                    "第{row}行第{column}格“{cell}”不是数（该填在{name}），一格也没有填"
                )));
            }
            readings.extend(is_other.then(|| format!("“{cell}”读作{figure}")));
            if place.is_given() { typed.push((place, figure)) } else { stated.push((place, figure)) }
        }
        let filled = self.set_figures(&typed);
        let said =
            [vec![format!("填了{}格", typed.len())], shortened(readings), differences(&filled, &stated)].concat();
        Ok((filled, Some(said.join("；"))))
    }
}

/// The cells of a text as sheets copy it, a text between quotes where it holds lines or tabs; all rows as wide as the first.
fn cells(text: &str) -> Block {
    let (mut block, mut row, mut cell) = (Block::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut characters = text.trim_end_matches('\n').chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if is_quoted && characters.peek() == Some(&'"') => {
                cell.push('"');
                characters.next();
            }
            '"' if is_quoted || cell.is_empty() => is_quoted = !is_quoted,
            '\t' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut cell));
                block.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    row.push(cell);
    block.push(row);
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    for row in &mut block {
        for cell in row.iter_mut() {
            *cell = cell.trim().to_owned();
        }
        row.resize(width, String::new());
    }
    if block.iter().flatten().all(String::is_empty) { Block::new() } else { block }
}

/// The places of a table, line by line as it is filled in: all that are printed.
fn lines(edition: &'static Edition, start: Place) -> Vec<Vec<Place>> {
    let table = start.table();
    let of_row = |matrix: &'static crate::standard::Matrix| {
        let rows = matrix.rows.printed();
        rows.map(move |row| matrix.columns.printed().map(|column| matrix.place(row, column)).collect::<Vec<_>>())
    };
    let all = edition.matrices_of(table.key).flat_map(of_row);
    match table.layout {
        Layout::Crossed => all.collect(),
        Layout::SideBySide => vec![all.flatten().collect()],
    }
}

/// The places of the cells of a block: columns and rows that are filled in, or those that follow as well, whichever the
/// block is as large as.
fn target(edition: &'static Edition, start: Place, block: &Block) -> Result<Vec<Vec<Place>>, Refused> {
    let lines = lines(edition, start);
    let given = |line: &Vec<Place>| line.iter().copied().filter(|place| place.is_given()).collect::<Vec<_>>();
    let asked: Vec<Vec<Place>> = lines.iter().map(given).filter(|line| !line.is_empty()).collect();
    let filled_rows: Vec<Vec<Place>> =
        lines.iter().filter(|line| line.iter().any(|place| place.is_given())).cloned().collect();
    let (height, width) = (block.len(), block[0].len());
    let over = || {
        let at = position(&asked, start).map_or((0, 0), |(row, column)| (asked.len() - row, asked[row].len() - column));
        Refused::because(format!(
            "粘贴的有{height}行{width}列，从{}起只有{}行{}列要填，一格也没有填",
            start.full_name(),
            at.0,
            at.1
        ))
    };
    // Rows that follow stand among the others only where the block goes on over them; one that fits both ways is of
    // what is filled in.
    let layouts = [&asked, &filled_rows, &lines];
    let fits = |layout: &&&Vec<Vec<Place>>| {
        let Some((row, column)) = position(layout, start) else { return false };
        let reached: Vec<&Vec<Place>> = layout.iter().skip(row).take(height).collect();
        // Of a line that is shorter, a sheet copies blanks as far as the others go.
        let holds = |(line, cells): (&&Vec<Place>, &Vec<String>)| {
            line.len() > column && cells.iter().skip(line.len() - column).all(String::is_empty)
        };
        let is_whole = |line: &&Vec<Place>| line.len() <= column + width;
        let is_within = reached.len() == height && reached.iter().zip(block).all(holds);
        let ends_line = column == 0 || reached.iter().all(is_whole);
        let is_of = |own: &Vec<Vec<Place>>| std::ptr::eq(**layout, &raw const *own);
        // Rows that follow are among them only where whole rows are pasted.
        is_within && (is_of(&asked) || ends_line) && (!is_of(&lines) || column == 0)
    };
    let layout = layouts.iter().find(fits).ok_or_else(over)?;
    let (row, column) = position(layout, start).ok_or_else(over)?;
    let cut = |line: &Vec<Place>| line.iter().skip(column).take(width).copied().collect();
    Ok(layout.iter().skip(row).take(height).map(cut).collect())
}

fn position(layout: &[Vec<Place>], place: Place) -> Option<(usize, usize)> {
    layout.iter().enumerate().find_map(|(row, line)| Some((row, line.iter().position(|own| *own == place)?)))
}

/// Totals of the block that are not what follows.
fn differences(form: &Form, stated: &[(Place, String)]) -> Vec<String> {
    let figures = tally(form);
    let differs = |(place, typed): &(Place, String)| {
        let (own, derived) = (Figure::read(typed, place.kind()).ok()?, figures.get(*place)?);
        (own != derived).then(|| format!("{}粘贴的是{typed}，算出来是{derived}，请核对", place.full_name()))
    };
    shortened(stated.iter().filter_map(differs).collect())
}

/// The first few sentences, and how many more there are.
fn shortened(mut sentences: Vec<String>) -> Vec<String> {
    const MOST: usize = 3;
    if sentences.len() > MOST {
        let more = sentences.len() - MOST;
        sentences.truncate(MOST);
        sentences.push(format!("还有{more}处"));
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_taken_as_sheets_copy_them() {
        assert_eq!(cells("1\t2\r\n3\t\"4\n\"\r\n"), [["1", "2"], ["3", "4"]]);
        assert_eq!(cells("\"a \"\"b\"\"\"\t\n5"), [["a \"b\"", ""], ["5", ""]]);
        assert!(cells("\t\n\t\n").is_empty() && cells("").is_empty());
    }
}
