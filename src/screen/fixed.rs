//! What `fix` changes, line by line.

use serde::Serialize;

use crate::form::Form;

/// A line that changes.
#[derive(Debug, Serialize)]
pub struct FixedLine {
    line: usize,
    old: String,
    new: String,
}

/// The lines in which two texts of a form differ.
pub fn fixed_lines(own: &Form, fixed: &Form) -> Vec<FixedLine> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (own.source.text().lines().collect(), fixed.source.text().lines().collect());
    // `fix` sets lines right where they stand; what it adds or leaves out is between what stays at both ends.
    let same = |one: &mut dyn Iterator<Item = (&&str, &&str)>| one.take_while(|(old, new)| old == new).count();
    let head = same(&mut old.iter().zip(&new));
    let shorter = old.len().min(new.len()) - head;
    let tail = same(&mut old.iter().rev().zip(new.iter().rev())).min(shorter);
    let (old, new) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let pairs = (0..old.len().max(new.len())).map(|at| (at, old.get(at).copied(), new.get(at).copied()));
    let changed = pairs.filter(|(_, old, new)| old != new);
    changed
        .map(|(at, old, new)| FixedLine {
            line: head + at + 1,
            old: old.unwrap_or_default().to_owned(),
            new: new.unwrap_or_default().to_owned(),
        })
        .collect()
}
