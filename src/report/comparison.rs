//! 同比: this year's figures beside last year's.

use crate::check::Checked;
use crate::figure::Figure;
use crate::form::Form;
use crate::standard::Edition;
use crate::standard::Place;
use crate::tally::Figures;
use crate::year::Year;

/// This year's figures beside last year's, in the order of the paper.
#[derive(Debug)]
pub struct Comparison {
    /// This year and last.
    pub years: [Year; 2],
    /// What is compared, table by table.
    pub tables: Vec<Compared>,
}

/// A table in both years.
#[derive(Debug)]
pub struct Compared {
    /// What offices call it: 表二.
    pub name: &'static str,
    /// What it shows.
    pub title: &'static str,
    /// Its figures.
    pub pairs: Vec<Pair>,
}

/// A figure in both years.
#[derive(Debug)]
pub struct Pair {
    /// Where it stands.
    pub place: Place,
    /// Its row, as staff name it.
    pub row: String,
    /// Its column.
    pub column: &'static str,
    /// Whether its column is the total of the others.
    pub is_total: bool,
    /// This year's; none while it is not known.
    pub own: Option<Figure>,
    /// Last year's.
    pub last: Option<Figure>,
}

impl Pair {
    /// How much more it is this year.
    pub fn change(&self) -> Option<Figure> {
        Some(self.own?.minus(self.last?))
    }

    /// The change in hundredths of last year's figure, rounded to one decimal; none of zero.
    pub fn percentage(&self) -> Option<Figure> {
        self.change()?.share_of(self.last?, 1).map(|[_, rounded]| rounded)
    }

    /// Whether both years are zero.
    pub fn is_nothing(&self) -> bool {
        [self.own, self.last].into_iter().all(|figure| figure.is_some_and(Figure::is_zero))
    }
}

impl Comparison {
    /// A report beside last year's, if that is there.
    pub fn of(checked: &Checked) -> Option<Self> {
        let last = checked.last.as_ref()?;
        Self::beside(checked, &last.form, &last.figures)
    }

    /// A report beside another. Across editions only what both have is compared.
    pub fn beside(this: &Checked, last: &Form, before: &Figures) -> Option<Self> {
        let edition = this.form.edition;
        let tables = edition.tables.iter().map(|table| Compared {
            name: table.name,
            title: table.title,
            pairs: pairs(table.key, edition, last.edition)
                .map(|(place, row, column, is_total)| Pair {
                    place,
                    row,
                    column,
                    is_total,
                    own: this.figures.get(place),
                    last: before.shared(place),
                })
                .collect(),
        });
        let tables = tables.filter(|table| !table.pairs.is_empty()).collect();
        Some(Self { years: [this.form.year()?, last.year()?], tables })
    }
}

/// The printed places of a table that two editions share, with what staff call row and column.
fn pairs(
    table: &'static str,
    edition: &'static Edition,
    other: &'static Edition,
) -> impl Iterator<Item = (Place, String, &'static str, bool)> {
    edition.matrices_of(table).flat_map(move |matrix| {
        matrix.form_rows().flat_map(move |row| {
            let columns = matrix.columns.iter().filter(|column| !column.is_group());
            columns.filter_map(move |column| {
                let place = matrix.place(row, column);
                let is_total = column.is_derived();
                place.is_shared_with(other).then(|| (place, row.full_name(), column.name, is_total))
            })
        })
    })
}
