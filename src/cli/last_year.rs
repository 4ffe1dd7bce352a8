//! The units of a roster, and which of last year's files is whose.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::folder::{identity, unchecked};
use super::forms::read;
use super::matching::Filed;
use super::print_stderr;
use crate::check::Previous;
use crate::finding::{PRINTED, Palette, print_all};
use crate::form::Form;
use crate::import::{self, Unlisted};
use crate::io_error;
use crate::roster::{Roster, Whose};
use crate::year::Year;

/// The roster in a file; none if it cannot be read, which is printed, with what was not done for that.
pub(super) fn roster(path: &Path, consequence: &str) -> Option<Roster> {
    let name = path.display().to_string();
    let bytes = read(path).map_err(|error| {
        print_stderr(&format!("读不了{name}：{}。", io_error::reason(&error)));
    });
    match import::roster(&name, &bytes.ok()?) {
        Ok(roster) => Some(roster),
        Err(Unlisted { source, findings }) => {
            let printed = print_all(&findings, &source, &Palette::coloured(), PRINTED);
            print_stderr(&format!("{printed}× {name}：单位名录有错误{}处，{consequence}。", findings.len()));
            None
        }
    }
}

/// Last year's files, to be read again beside this year's.
pub(super) struct LastYear(Filed<usize>);

impl LastYear {
    /// Finds whose each file is, and prints how many are not used.
    pub(super) fn read(folder: &Path, roster: &Roster) -> Self {
        let whose = |form: &Form, file: &Path| unit_of(form, file, roster);
        let filed = Filed::of(folder, "读上年的", Some(roster), whose, |unit| roster.units[*unit].name.clone());
        if filed.unused > 0 {
            print_stderr(&format!(
                "※ {}里有{}个文件没有用来与上年比较：读不出来，没有年度，或不是名录上的单位的。",
                folder.display(),
                filed.unused
            ));
        }
        Self(filed)
    }

    /// The form of the year before of the unit that this one is of.
    pub(super) fn of(&self, form: &Form, file: &Path, roster: &Roster) -> Option<Previous> {
        let file = self.of_unit(unit_of(form, file, roster)?, form.year()?.before()?)?;
        Some(Previous::Read(Box::new(unchecked(file, Some(roster))?)))
    }

    /// The file of a unit and a year.
    pub(super) fn of_unit(&self, unit: usize, year: Year) -> Option<&Path> {
        self.0.files.get(&(unit, year)).map(PathBuf::as_path)
    }

    /// The years there are, each once.
    pub(super) fn years(&self) -> BTreeSet<Year> {
        self.0.files.keys().map(|(_, year)| *year).collect()
    }
}

/// The unit that a form in a file is of.
fn unit_of(form: &Form, file: &Path, roster: &Roster) -> Option<usize> {
    match roster.whose(&identity(form, &file.display().to_string())) {
        Whose::Of(unit) => Some(unit),
        _ => None,
    }
}
