//! Tables rebuilt from their rules: a cell is what no rule divides.

use super::super::cell::Cell;
use super::lines;
use super::page::{Glyph, Rule};

/// Rules so close are one, in hundredths of a point.
const NEAR: i64 = 250;
/// Pieces that are no further out of line are of one line.
const LEVEL: i64 = 60;
/// More rules than this on one page are a picture.
const MOST_RULES: usize = 20_000;
/// A table has no more rows or columns on a page.
const MOST_LINES: usize = 200;

/// A table on a page.
#[derive(Debug)]
pub(super) struct Table {
    /// The rules that draw it.
    rules: Vec<Rule>,
    /// Where its rows and columns begin and end.
    ys: Vec<i64>,
    xs: Vec<i64>,
    /// The cell that each field of the grid belongs to: the number of its first field.
    cells: Vec<usize>,
    /// What stands in each cell, by that number.
    glyphs: Vec<Vec<Glyph>>,
    /// Its upper edge.
    pub(super) top: i64,
}

/// The tables that the rules of a page draw, top to bottom.
pub(super) fn tables(rules: &[Rule]) -> Vec<Table> {
    if rules.len() > MOST_RULES {
        return Vec::new();
    }
    let rules = whole(rules);
    let mut tables: Vec<Table> = groups(&rules).iter().filter_map(|group| Table::new(group)).collect();
    tables.sort_by_key(|table| table.top);
    tables
}

/// Rules whole: pieces of one line put together.
fn whole(rules: &[Rule]) -> Vec<Rule> {
    let mut pieces: Vec<Rule> = rules.to_vec();
    pieces.sort_unstable();
    let mut found: Vec<Rule> = Vec::new();
    for piece in pieces {
        let goes_on = |rule: &&mut Rule| {
            rule.is_across == piece.is_across && piece.at - rule.at <= LEVEL && piece.from <= rule.to + NEAR
        };
        match found.last_mut().filter(goes_on) {
            Some(rule) => rule.to = rule.to.max(piece.to),
            None => found.push(piece),
        }
    }
    found
}

/// Rules that touch each other, directly or by others.
fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut of: Vec<usize> = (0..rules.len()).collect();
    let (across, down): (Vec<usize>, Vec<usize>) = (0..rules.len()).partition(|at| rules[*at].is_across);
    for &one in &across {
        for &other in down.iter().filter(|other| touch(&rules[one], &rules[**other])) {
            let (one, other) = (first_of(&mut of, one), first_of(&mut of, other));
            of[one.max(other)] = one.min(other);
        }
    }
    let mut groups: Vec<(usize, Vec<Rule>)> = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        let first = first_of(&mut of, at);
        match groups.iter_mut().find(|(known, _)| *known == first) {
            Some((_, group)) => group.push(*rule),
            None => groups.push((first, vec![*rule])),
        }
    }
    groups.into_iter().map(|(_, group)| group).filter(|group| group.len() > 3).collect()
}

/// The first of those a thing was put together with.
fn first_of(of: &mut [usize], at: usize) -> usize {
    let mut first = at;
    while of[first] != first {
        of[first] = of[of[first]];
        first = of[first];
    }
    first
}

fn touch(across: &Rule, down: &Rule) -> bool {
    let reaches = |rule: &Rule, at: i64| (rule.from - NEAR..=rule.to + NEAR).contains(&at);
    reaches(across, down.at) && reaches(down, across.at)
}

impl Table {
    fn new(rules: &[Rule]) -> Option<Self> {
        let places = |is_across: bool| {
            let lines = rules.iter().filter(move |rule| rule.is_across == is_across).map(|rule| rule.at);
            // Where an outer rule is missing, the others end.
            let ends =
                rules.iter().filter(move |rule| rule.is_across != is_across).flat_map(|rule| [rule.from, rule.to]);
            let (mut lines, ends): (Vec<i64>, Vec<i64>) = (lines.collect(), ends.collect());
            lines.extend(ends.iter().min().into_iter().chain(ends.iter().max()));
            apart(lines)
        };
        let (ys, xs) = (places(true), places(false));
        let is_sized = (2..=MOST_LINES).contains(&ys.len()) && (2..=MOST_LINES).contains(&xs.len());
        if !is_sized {
            return None;
        }
        let (rows, columns) = (ys.len() - 1, xs.len() - 1);
        let mut cells: Vec<usize> = (0..rows * columns).collect();
        for row in 0..rows {
            for column in 0..columns {
                let at = row * columns + column;
                let (y, x) = (i64::midpoint(ys[row], ys[row + 1]), i64::midpoint(xs[column], xs[column + 1]));
                if column + 1 < columns && !is_ruled(rules, false, xs[column + 1], y) {
                    put_together(&mut cells, at, at + 1);
                }
                if row + 1 < rows && !is_ruled(rules, true, ys[row + 1], x) {
                    put_together(&mut cells, at, at + columns);
                }
            }
        }
        let cells: Vec<usize> = (0..cells.len()).map(|at| first_of(&mut cells, at)).collect();
        let (top, glyphs) = (ys[0], vec![Vec::new(); cells.len()]);
        Some(Self { rules: rules.to_vec(), ys, xs, cells, glyphs, top })
    }

    /// Whether a character stands within it.
    pub(super) fn holds(&self, glyph: &Glyph) -> bool {
        self.field(glyph).is_some()
    }

    /// Takes a character into its cell.
    pub(super) fn put(&mut self, glyph: Glyph) {
        if let Some(field) = self.field(&glyph) {
            self.glyphs[self.cells[field]].push(glyph);
        }
    }

    fn field(&self, glyph: &Glyph) -> Option<usize> {
        let (x, y) = (glyph.left + lines::width(glyph) / 2, glyph.base - glyph.size / 3);
        let within = |places: &[i64], at: i64| places.windows(2).position(|pair| (pair[0]..pair[1]).contains(&at));
        Some(within(&self.ys, y)? * (self.xs.len() - 1) + within(&self.xs, x)?)
    }

    /// Whether it has cells beside each other, and something in them.
    pub(super) fn is_table(&self) -> bool {
        let filled = self.glyphs.iter().filter(|glyphs| !glyphs.is_empty()).count();
        filled > 1 && self.rows().iter().any(|row| row.len() > 1)
    }

    /// How wide a cell is, by the number of its first field.
    fn width(&self, cell: usize) -> i64 {
        let rule = self.rule_across(cell, 0);
        rule.to - rule.from
    }

    /// With the rules that its figures call for where some are missing: a cell that holds figures on several lines is
    /// several rows.
    pub(super) fn completed(self) -> Self {
        let missing = self.missing();
        self.with_rules(&missing)
    }

    /// With the columns of a table that it goes on with from another page: what is as wide, and has figures on both
    /// sides of a rule that is not drawn here.
    pub(super) fn going_on(self, before: &Self) -> Self {
        let is_near = |one: i64, other: i64| (one - other).abs() <= NEAR;
        let ends = |table: &Self| table.xs.first().copied().zip(table.xs.last().copied());
        let is_same = matches!((ends(&self), ends(before)), (Some(own), Some(other)) if is_near(own.0, other.0) && is_near(own.1, other.1));
        let missing: Vec<i64> =
            before.xs.iter().copied().filter(|x| !self.xs.iter().any(|own| is_near(*own, *x))).collect();
        let mut rules = Vec::new();
        for cell in (0..self.cells.len()).filter(|at| self.cells[*at] == *at && is_same) {
            let (across, [first, last]) = (self.rule_across(cell, 0), self.rows_of(cell));
            let are_figures = !lines::figures(&self.glyphs[cell]).is_empty();
            for x in missing.iter().filter(|x| across.from < **x && **x < across.to && are_figures) {
                let is_left = |glyph: &Glyph| glyph.left < *x;
                let (left, right): (Vec<&Glyph>, Vec<&Glyph>) =
                    self.glyphs[cell].iter().partition(|glyph| is_left(glyph));
                let has_both = !left.is_empty() && !right.is_empty() && !left.iter().any(|one| touches(one, &right));
                let ends = self.ys.get(first).zip(self.ys.get(last + 1)).filter(|_| has_both);
                rules.extend(ends.map(|(from, to)| Rule { is_across: false, at: *x, from: *from, to: *to }));
            }
        }
        self.with_rules(&rules)
    }

    fn with_rules(self, missing: &[Rule]) -> Self {
        let whole = (!missing.is_empty()).then(|| Self::new(&[self.rules.as_slice(), missing].concat())).flatten();
        let Some(mut whole) = whole else { return self };
        for glyph in self.into_glyphs() {
            whole.put(glyph);
        }
        whole
    }

    fn missing(&self) -> Vec<Rule> {
        let mut found = Vec::new();
        for cell in (0..self.cells.len()).filter(|at| self.cells[*at] == *at) {
            let ([first, last], lines) = (self.rows_of(cell), lines::figures(&self.glyphs[cell]));
            for pair in lines.windows(2) {
                let between = |y: &&i64| pair[0].base < **y && **y < pair[1].base;
                let drawn: Vec<i64> = self.ys[first + 1..=last].iter().filter(between).copied().collect();
                if !drawn.is_empty() {
                    // Other columns have rules there, and this one goes on.
                    found.extend(drawn.into_iter().map(|y| self.rule_across(cell, y)));
                } else if first == last && !pair[0].fills(self.width(cell)) {
                    let y = i64::midpoint(pair[0].base, pair[1].base) - pair[1].size * 3 / 10;
                    found.extend(self.divided(first, y).map(|cell| self.rule_across(cell, y)));
                }
            }
        }
        found
    }

    /// The cells that stand in one row alone and that a rule at a height would divide without cutting a line.
    fn divided(&self, row: usize, y: i64) -> impl Iterator<Item = usize> {
        let is_free = move |cell: &usize| {
            !self.glyphs[*cell].iter().any(|glyph| (glyph.base - glyph.size * 3 / 4..glyph.base).contains(&y))
        };
        let columns = self.xs.len() - 1;
        let own = (row * columns..(row + 1) * columns).filter(|at| self.cells[*at] == *at);
        own.filter(move |cell| self.rows_of(*cell) == [row, row]).filter(is_free)
    }

    fn rule_across(&self, cell: usize, y: i64) -> Rule {
        let columns = self.xs.len() - 1;
        let of_it = (0..self.cells.len()).filter(|at| self.cells[*at] == cell).map(|at| at % columns);
        let (first, last) = of_it.fold((columns, 0), |(first, last), at| (first.min(at), last.max(at)));
        let [from, to] = [first, last + 1].map(|at| self.xs.get(at).copied().unwrap_or_default());
        Rule { is_across: true, at: y, from, to }
    }

    /// The first and the last row that a cell stands in.
    fn rows_of(&self, cell: usize) -> [usize; 2] {
        let columns = self.xs.len() - 1;
        let last = (0..self.cells.len()).rev().find(|at| self.cells[*at] == cell).unwrap_or(cell);
        [cell / columns, last / columns]
    }

    /// What stands in it.
    pub(super) fn into_glyphs(self) -> Vec<Glyph> {
        self.glyphs.into_iter().flatten().collect()
    }

    /// Its rows: each cell in the first row it stands in.
    pub(super) fn rows(&self) -> Vec<Vec<Cell>> {
        let columns = self.xs.len() - 1;
        let row = |row: usize| {
            let fields = row * columns..(row + 1) * columns;
            fields
                .filter(|at| self.cells[*at] == *at)
                .map(|at| lines::cell_of(&self.glyphs[at], self.width(at)))
                .collect::<Vec<_>>()
        };
        (0..self.ys.len() - 1).map(row).filter(|cells| !cells.is_empty()).collect()
    }
}

/// Whether a character and one of those to its right are so close on one line that they may be of one number.
fn touches(one: &Glyph, others: &[&Glyph]) -> bool {
    let end = one.left + lines::width(one);
    others.iter().any(|other| (other.base - one.base).abs() <= LEVEL && other.left - end < one.size / 2)
}

fn put_together(cells: &mut [usize], one: usize, other: usize) {
    let (one, other) = (first_of(cells, one), first_of(cells, other));
    cells[one.max(other)] = one.min(other);
}

/// Whether a rule stands at a place and covers a point.
fn is_ruled(rules: &[Rule], is_across: bool, at: i64, point: i64) -> bool {
    let is_there = |rule: &&Rule| rule.is_across == is_across && (rule.at - at).abs() <= NEAR;
    rules.iter().filter(is_there).any(|rule| (rule.from - NEAR..=rule.to + NEAR).contains(&point))
}

/// Places that are not near each other: of those that are, the first.
fn apart(mut places: Vec<i64>) -> Vec<i64> {
    places.sort_unstable();
    let mut found: Vec<i64> = Vec::new();
    for place in places {
        if found.last().is_none_or(|last| place - last > NEAR) {
            found.push(place);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn rule(is_across: bool, at: i64, from: i64, to: i64) -> Rule {
        Rule { is_across, at, from, to }
    }

    #[test]
    fn cells_are_what_no_rule_divides() {
        // Two columns under one head, beside a cell of two rows.
        let rules = [
            rule(true, 0, 0, 9000),
            rule(true, 2000, 3000, 9000),
            rule(true, 4000, 0, 9000),
            rule(false, 0, 0, 4000),
            rule(false, 3000, 0, 4000),
            rule(false, 6000, 2000, 4000),
            rule(false, 9010, 0, 4000),
        ];
        let [mut table] = tables(&rules).try_into().unwrap();
        let mut put = |c, left, base| table.put(Glyph { c, left, base, size: 1000 });
        put('角', 1000, 2400);
        put('头', 5500, 1400);
        put('甲', 4000, 3400);
        put('1', 7000, 3400);
        put('2', 7500, 3400);
        assert_eq!(table.rows(), [["角", "头"], ["甲", "12"]].map(|row| row.map(Cell::from).to_vec()));
        assert!(table.is_table() && !table.holds(&Glyph { c: 'x', left: 20_000, base: 0, size: 1000 }));
    }

    fn table(rules: &[Rule], signs: &[(char, i64, i64)]) -> Table {
        let [mut table] = tables(rules).try_into().unwrap();
        for (c, left, base) in signs {
            table.put(Glyph { c: *c, left: *left, base: *base, size: 1000 });
        }
        table
    }

    fn shown(table: &Table) -> Vec<String> {
        let row = |row: &Vec<Cell>| row.iter().map(|cell| cell.to_string()).collect::<Vec<_>>().join("|");
        table.rows().iter().map(row).collect()
    }

    #[test]
    fn figures_call_for_rules_that_are_missing() {
        let frame = [rule(true, 0, 0, 9000), rule(true, 4000, 0, 9000)];
        let uprights = [rule(false, 0, 0, 4000), rule(false, 3000, 0, 4000), rule(false, 9000, 0, 4000)];
        let signs = [('甲', 1000, 1400), ('乙', 1000, 3400), ('1', 5000, 1400), ('2', 5000, 3400)];
        // Labels have a rule between them and figures none; neither have one.
        let half = [&frame[..], &uprights, &[rule(true, 2000, 0, 3000)]].concat();
        for rules in [half, [&frame[..], &uprights].concat()] {
            assert_eq!(shown(&table(&rules, &signs).completed()), ["甲|1", "乙|2"]);
        }
    }

    #[test]
    fn a_table_keeps_its_columns_on_the_next_page() {
        let frame = [rule(true, 0, 0, 9000), rule(true, 2000, 0, 9000)];
        let uprights = [rule(false, 0, 0, 2000), rule(false, 3000, 0, 2000), rule(false, 9000, 0, 2000)];
        let rules = [&frame[..], &uprights].concat();
        let before = table(&[&rules[..], &[rule(false, 6000, 0, 2000)]].concat(), &[]);
        let table = table(&rules, &[('甲', 1000, 1400), ('1', 4000, 1400), ('6', 7000, 1400)]);
        assert_eq!(shown(&table.going_on(&before)), ["甲|1|6"]);
        // Another table as wide has a rule of that one between the digits of a number: it is no column there.
        let other = self::table(&rules, &[('甲', 1000, 1400), ('3', 5400, 1400), ('3', 6000, 1400)]);
        assert_eq!(shown(&other.going_on(&before)), ["甲|33"]);
    }
}
