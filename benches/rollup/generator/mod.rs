//! Forms of units that are not there, as many as are wanted and the same each time: a roster, forms of two years.

mod chance;
mod figures;
mod land;
mod wording;

use std::fs;
use std::io;
use std::path::Path;

use nianbao::internals::agency;
use nianbao::internals::date::Date;
use nianbao::internals::fields;
use nianbao::internals::figure::{Figure, Kind};
use nianbao::internals::form::{Answer, Form, print};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use chance::Chance;
use figures::{Year, edition, years};
use land::{Size, Unit};
use wording::Writer;

/// The year of the forms; last year's are of the one before.
const YEAR: u16 = 2023;

/// The columns of 表三, 表二 and 表四, in the order of the paper.
const APPLICANTS: [&str; 6] = ["natural_person", "business", "research", "welfare", "legal_service", "other"];
const DOCUMENTS: [&str; 3] = ["issued", "repealed", "in_force"];
const OUTCOMES: [&str; 4] = ["upheld", "corrected", "other_result", "pending"];

/// What becomes of a unit's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is as it should be.
    Right,
    /// It was not handed in: of a hundred units one.
    Missing,
    /// Its balance is stated wrongly: one.
    Misstated,
    /// More was done than there was: one.
    Overdone,
    /// Its text is another's: of two hundred one.
    Copied,
    /// It has a round sum of fees, and the office says why: of two hundred one.
    Explained,
    /// It has a round sum of fees: of two hundred one.
    Doubtful,
}

/// Writes `roster.toml`, `forms` and last year's `previous` into a folder; tells how many forms there are of the year.
pub(crate) fn write(count: usize, folder: &Path) -> io::Result<usize> {
    let units = land::units(count);
    fs::create_dir_all(folder)?;
    fs::write(folder.join("roster.toml"), roster(&units))?;
    let leaves: Vec<usize> = (0..units.len()).filter(|at| units[*at].size != Size::Node).collect();
    for below in ["forms", "previous"] {
        leaves.iter().try_for_each(|at| fs::create_dir_all(folder.join(below).join(&units[*at].folder)))?;
    }
    let written: io::Result<Vec<usize>> = leaves
        .par_iter()
        .map(|at| {
            let (unit, fate) = (&units[*at], fate(*at));
            // A round sum of fees is no news.
            let earlier = if is_round(fate) { Fate::Doubtful } else { Fate::Right };
            let [before, own] = years(*at, unit.size, unit.level);
            let file = format!("{}/{}.toml", unit.folder, unit.name);
            fs::write(
                folder.join("previous").join(&file),
                Filling { at: *at, units: &units, fate: earlier }.form(YEAR - 1, before),
            )?;
            if fate == Fate::Missing {
                return Ok(0);
            }
            fs::write(folder.join("forms").join(&file), Filling { at: *at, units: &units, fate }.form(YEAR, own))?;
            Ok(1)
        })
        .collect();
    Ok(written?.into_iter().sum())
}

/// The roster, a unit a paragraph.
fn roster(units: &[Unit]) -> String {
    let paragraph = |unit: &Unit| {
        let alias = unit.alias.as_ref().map(|alias| format!("aliases = [\"{alias}\"]\n")).unwrap_or_default();
        let parent = unit.parent.map(|at| format!("parent = \"{}\"\n", units[at].name)).unwrap_or_default();
        let Unit { name, level, kind, .. } = unit;
        format!("\n[[unit]]\nname = \"{name}\"\nlevel = \"{level}\"\nkind = \"{kind}\"\n{alias}{parent}")
    };
    format!("# 单位名录\n{}", units.iter().map(paragraph).collect::<String>())
}

fn fate(at: usize) -> Fate {
    match Chance::of(at, 2).below(1000) {
        0..10 => Fate::Missing,
        10..20 => Fate::Misstated,
        20..30 => Fate::Overdone,
        30..35 => Fate::Copied,
        35..40 => Fate::Explained,
        40..45 => Fate::Doubtful,
        _ => Fate::Right,
    }
}

/// Whether the fees are a round sum.
fn is_round(fate: Fate) -> bool {
    matches!(fate, Fate::Explained | Fate::Doubtful)
}

/// A unit whose form is filled in.
struct Filling<'a> {
    at: usize,
    units: &'a [Unit],
    fate: Fate,
}

impl Filling<'_> {
    fn unit(&self) -> &Unit {
        &self.units[self.at]
    }

    /// The form of a year.
    fn form(&self, year: u16, mut figures: Year) -> String {
        if is_round(self.fate) {
            figures.fees = 100_000_000;
        }
        let mut form = Form::empty(edition(), nianbao::internals::year::Year::new(year));
        self.agency(&mut form, year);
        disclosure(&mut form, &figures);
        self.applications(&mut form, &figures);
        for (row, cases) in &figures.reviews {
            fill(&mut form, "reviews", row, &OUTCOMES, cases);
        }
        for (field, figure) in [&fields::FEE_CASES, &fields::FEE_AMOUNT].into_iter().zip(figures.fee) {
            let figure = Figure::read(&figure.to_string(), Kind::Count);
            form.write(field, figure.map_or(Answer::Unreadable, Answer::Figure));
        }
        self.texts(&mut form, year, &figures);
        print(&form, None) + if self.fate == Fate::Explained { EXPLANATION } else { "" }
    }

    fn agency(&self, form: &mut Form, year: u16) {
        let (unit, mut chance) = (self.unit(), Chance::of(self.at, 3));
        let office = format!("{}政务公开办公室", unit.name.trim_end_matches("人民政府").trim_end_matches("（本级）"));
        let texts = [
            (&fields::NAME, unit.alias.as_ref().unwrap_or(&unit.name).clone()),
            (&fields::OFFICE, office),
            (&fields::ADDRESS, format!("政府路{}号", chance.between(1, 300))),
            (&fields::POSTCODE, chance.between(100_000, 859_999).to_string()),
            (&fields::PHONE, format!("0{}-{}", chance.between(310, 999), chance.between(2_100_000, 8_999_999))),
        ];
        for (field, text) in texts {
            form.write(field, Answer::Text(text));
        }
        form.write(&fields::LEVEL, Answer::Choice(unit.level));
        form.write(&fields::KIND, Answer::Choice(unit.kind));
        let day = u8::try_from(chance.between(5, 30)).unwrap_or(5);
        if let Some(date) = Date::new(year + 1, 1, day) {
            form.write(&fields::DATE, Answer::Date(date));
        }
    }

    fn applications(&self, form: &mut Form, figures: &Year) {
        for row in figures::rows() {
            let mut values: [u64; 6] = std::array::from_fn(|column| figures.application(row, column));
            if self.fate == Fate::Overdone && row == "disclosed" {
                values[0] += figures.carried_out[0] + 3;
            }
            fill(form, "applications", row, &APPLICANTS, &values);
        }
        let is_counted = Chance::of(self.at, 4).hits(700);
        if self.fate == Fate::Misstated || self.fate == Fate::Right && is_counted {
            let mut stated = figures.carried_out;
            stated[0] += u64::from(self.fate == Fate::Misstated) * 2;
            fill(form, "applications", "carried_out", &APPLICANTS, &stated);
        }
    }

    fn texts(&self, form: &mut Form, year: u16, figures: &Year) {
        let unit = self.unit();
        // A neighbour's draft, with the neighbour's name left in it.
        let draft = if self.fate == Fate::Copied { self.at - 1 } else { self.at };
        let own = agency::own_name(&unit.name);
        let writer =
            Writer { draft, name: &self.units[draft].name, own: &own, is_government: unit.kind == "政府", year };
        let texts = writer.texts(figures);
        form.write(&fields::OVERVIEW, Answer::Text(texts.overview));
        form.write(&fields::PROBLEMS, Answer::Text(texts.problems));
        form.write(&fields::OTHERS, Answer::Text(texts.others));
    }
}

/// The rows of 表二.
fn disclosure(form: &mut Form, figures: &Year) {
    for (row, values) in &figures.disclosure {
        let columns = if values.len() == 1 { &["decisions"][..] } else { &DOCUMENTS };
        fill(form, "disclosure", row, columns, values);
    }
    let (whole, rest) = (figures.fees / 10_000, figures.fees % 10_000);
    let fees = if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:04}") };
    write_at(form, "disclosure", "fees", "amount", &fees);
}

/// Why a round sum of fees is right.
const EXPLANATION: &str = "
[[explained]]
rule = \"L04\"
place = \"disclosure.fees.amount\"
figures = [10000]
reason = \"按年度定额收取，已与财政部门核对。\"
";

fn fill(form: &mut Form, table: &str, row: &str, columns: &[&str], values: &[u64]) {
    for (column, value) in columns.iter().zip(values) {
        write_at(form, table, row, column, &value.to_string());
    }
}

fn write_at(form: &mut Form, table: &str, row: &str, column: &str, typed: &str) {
    if let Some(place) = form.edition.place(&format!("{table}.{row}.{column}")) {
        form.fill(place, typed, None);
    }
}
