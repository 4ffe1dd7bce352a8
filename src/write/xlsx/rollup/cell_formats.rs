//! The formats of cells: every mark has a word beside its colour.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::super::formats::Styles;
use crate::figure::Kind;
use crate::rollup::Mark;
use crate::write::colours;

/// Stands for a figure that a unit has not filled in.
pub(super) const LACKING: &str = "缺";

/// The formats of the cells of lists.
pub(super) struct CellFormats {
    pub(super) title: Format,
    pub(super) remark: Format,
    /// A remark that runs over the cells beside it.
    pub(super) beside: Format,
    pub(super) head: Format,
    pub(super) name: Format,
    pub(super) node_name: Format,
    pub(super) absent_name: Format,
    /// A short word.
    pub(super) word: Format,
    /// The same beside a sum.
    pub(super) node_word: Format,
    /// A text of any length.
    pub(super) text: Format,
    /// A day.
    pub(super) date: Format,
    /// Of a unit that is not counted.
    pub(super) absent: Format,
    /// A figure that is not filled in.
    pub(super) lacking: Format,
    /// A share with one decimal.
    pub(super) share: Format,
    /// The border of cells that have no format of their own.
    pub(super) ruled: Format,
    column: [Format; 2],
    plain: [Format; 2],
    node: [Format; 2],
    node_lacking: [Format; 2],
    marked: [[Format; 2]; 3],
}

/// How figures of a kind are shown, with a word behind.
fn shown(kind: Kind, word: &str) -> String {
    let digits = if kind.is_amount() { "General" } else { "0" };
    if word.is_empty() { digits.to_owned() } else { format!("{digits}\" {word}\"") }
}

impl CellFormats {
    pub(super) fn of(styles: &Styles) -> Self {
        let kinds = [Kind::Count, Kind::Amount];
        let filled = |format: Format, colour: u32| format.set_background_color(Color::RGB(colour));
        let left = |format: Format| format.set_align(FormatAlign::Left);
        let word = styles.cell();
        let name = left(word.clone());
        let figure = styles.figure();
        let marked = |mark| kinds.map(|kind| Self::marking(figure.clone(), kind, mark));
        let node = |word: &str| {
            kinds.map(|kind| filled(styles.figure().set_bold().set_num_format(shown(kind, word)), colours::SUM))
        };
        Self {
            title: left(styles.text()).set_font_size(14).set_bold().set_text_wrap(),
            remark: left(styles.text()).set_text_wrap(),
            beside: left(styles.text()),
            head: filled(styles.cell().set_bold(), colours::BAND),
            node_name: filled(name.clone().set_bold(), colours::SUM),
            absent_name: filled(name.clone(), colours::ABSENT),
            text: name.clone(),
            name,
            date: word.clone().set_num_format("yyyy-mm-dd"),
            absent: filled(word.clone(), colours::ABSENT),
            lacking: filled(word.clone(), colours::ABSENT),
            node_word: filled(word.clone().set_bold(), colours::SUM),
            word,
            share: figure.clone().set_num_format("0.0"),
            ruled: Format::new().set_border(FormatBorder::Thin),
            column: kinds.map(|kind| styles.text().set_shrink().set_num_format(shown(kind, ""))),
            plain: kinds.map(|kind| figure.clone().set_num_format(shown(kind, ""))),
            node: node(""),
            node_lacking: node(LACKING),
            marked: [Mark::Explained, Mark::Check, Mark::Wrong].map(marked),
        }
    }

    /// Of a column of figures, for cells without a format of their own: to look one up for each of millions takes
    /// longer than to write them.
    pub(super) const fn column(&self, kind: Kind) -> &Format {
        &self.column[kind.is_amount() as usize]
    }

    /// A figure of a unit, with the mark it bears.
    pub(super) const fn figure(&self, kind: Kind, mark: Option<Mark>) -> &Format {
        let kind = kind.is_amount() as usize;
        match mark {
            None => &self.plain[kind],
            Some(mark) => &self.marked[mark as usize][kind],
        }
    }

    /// A sum, with a word behind it if not every unit has a part in it.
    pub(super) const fn sum(&self, kind: Kind, is_lacking: bool) -> &Format {
        let kind = kind.is_amount() as usize;
        if is_lacking { &self.node_lacking[kind] } else { &self.node[kind] }
    }

    /// A sum that not every unit has a part in, over any other format.
    pub(super) fn lacking(format: Format, kind: Kind) -> Format {
        format.set_num_format(shown(kind, LACKING))
    }

    /// The fill of a figure with a mark, over any other format.
    pub(super) fn marking(format: Format, kind: Kind, mark: Mark) -> Format {
        let colour = match mark {
            Mark::Explained => colours::EXPLAINED,
            Mark::Check => colours::TO_CHECK,
            Mark::Wrong => colours::WRONG,
        };
        format.set_background_color(Color::RGB(colour)).set_num_format(shown(kind, mark.word()))
    }
}
