//! The names of the sheets. Those of single units are no longer than Excel takes, and each is given once.

use std::collections::{HashMap, HashSet};

use super::columns::List;
use crate::rollup::Rollup;
use crate::rollup::workbook::{SUBMISSION_STATUS, TABLES};

pub(super) const FINDINGS: &str = "审核结果";
pub(super) const YEAR_ON_YEAR: &str = "同比";
pub(super) const SIMILAR_TEXTS: &str = "文字雷同";
pub(super) const CHARTS: &str = "图";

/// The longest name of a sheet, in characters.
const LONGEST_SHEET_NAME: usize = 31;
/// Signs that no name of a sheet can hold.
const NOT_IN_SHEET_NAMES: &[char] = &['\\', '/', ':', '*', '?', '[', ']', '\''];

/// The name of the sheet of each of those units that is counted or has a form.
pub(super) fn sheet_names(rollup: &Rollup, rows: &[usize], lists: &[List]) -> HashMap<usize, String> {
    let fixed = [SUBMISSION_STATUS, TABLES, FINDINGS, YEAR_ON_YEAR, SIMILAR_TEXTS, CHARTS];
    let mut taken: HashSet<String> = fixed.into_iter().map(str::to_owned).collect();
    taken.extend(lists.iter().map(|list| list.name.clone()));
    // Excel keeps this name to itself.
    taken.insert("history".to_owned());
    let mut named = HashMap::new();
    for unit in rows.iter().copied().filter(|unit| rollup.figures(*unit).is_some()) {
        let name: String = rollup.roster.units[unit].name.chars().filter(|c| !NOT_IN_SHEET_NAMES.contains(c)).collect();
        let mut again = 1;
        let mut unique: String = name.chars().take(LONGEST_SHEET_NAME).collect();
        while unique.is_empty() || !taken.insert(unique.to_lowercase()) {
            again += 1;
            let end = format!("（{again}）");
            unique = name.chars().take(LONGEST_SHEET_NAME - end.chars().count()).chain(end.chars()).collect();
        }
        named.insert(unit, unique);
    }
    named
}
