//! One value typed into a form on a screen, and zeros for what is blank.

use crate::fields;
use crate::form::{Form, plain};
use crate::refused::Refused;
use crate::standard::Place;
use crate::subject::Subject;

/// A form after what was done, and what is said of it.
pub(super) type Done = (Form, Option<String>);

/// A figure as it was typed: what it is taken for, as a form writes it, and whether that looks otherwise. What is no
/// figure stays as it was typed.
pub(super) fn taken(place: Place, typed: &str) -> (String, bool) {
    let trimmed = typed.trim();
    match plain(trimmed, place.kind(), place.kind().units()) {
        Some(figure) if figure != trimmed => (figure, true),
        _ => (trimmed.to_owned(), false),
    }
}

impl Form {
    /// The form with one value typed at a place; nothing empties it. With what it is taken for, where that looks otherwise.
    ///
    /// # Errors
    ///
    /// A place that the form does not have, or that is worked out.
    pub fn typed_at(&self, place: &str, typed: &str) -> Result<Done, Refused> {
        if let Some(place) = self.edition.place(place) {
            if !place.is_given() {
                return Err(Refused::because(format!("{}是算出来的，不用填", place.full_name())));
            }
            let (figure, is_other) = taken(place, typed);
            let said = is_other.then(|| format!("“{}”读作{figure}", typed.trim()));
            return Ok((self.set_figures(&[(place, figure)]), said));
        }
        let (table, key) = place.split_once('.').unwrap_or(("", place));
        let field =
            fields::field(table, key).ok_or_else(|| Refused::because(format!("填报表里没有“{place}”这一格")))?;
        Ok((self.set(&Subject::Field(field), typed)?, None))
    }

    /// The form with zeros for what is blank in a table, and how many.
    ///
    /// # Errors
    ///
    /// A table that the form does not have.
    pub fn with_zeros(&self, table: &str) -> Result<Done, Refused> {
        let table = self.edition.table(table).ok_or_else(|| Refused::because("填报表里没有这张表"))?;
        let own = self.edition.places().filter(|place| place.is_given() && place.table().key == table.key);
        let blank: Vec<(Place, String)> =
            own.filter(|place| self.typed(*place).is_none()).map(|place| (place, "0".to_owned())).collect();
        if blank.is_empty() {
            return Ok((self.clone(), Some(format!("{}没有空白的格", table.name))));
        }
        let said = format!("{}空白的{}格填了0", table.name, blank.len());
        Ok((self.set_figures(&blank), Some(said)))
    }
}
