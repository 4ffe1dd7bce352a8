//! What a page shows: characters with their places, and straight lines.

/// A character and its place, in hundredths of a point from the upper left corner of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) left: i64,
    pub(super) right: i64,
    /// Where its line stands, downwards.
    pub(super) base: i64,
    pub(super) size: i64,
}

/// A character as it was drawn: it may run in any direction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    pub(super) c: char,
    pub(super) from: (i64, i64),
    pub(super) to: (i64, i64),
    pub(super) size: i64,
}

/// A straight line, or a bar as thin as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rule {
    /// From left to right, or else from top to bottom.
    pub(super) is_across: bool,
    /// How far down it is, or how far to the right.
    pub(super) at: i64,
    pub(super) from: i64,
    pub(super) to: i64,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub(super) strokes: Vec<Stroke>,
    pub(super) rules: Vec<Rule>,
    pub(super) width: i64,
    pub(super) height: i64,
}

/// A page whose text runs from left to right.
#[derive(Debug, Default)]
pub(super) struct Upright {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    pub(super) width: i64,
    pub(super) height: i64,
}

/// Bars thicker than this are areas.
const THICKEST: i64 = 320;
/// A line is straight if its ends differ by no more than this.
const SKEW: i64 = 40;
/// Lines shorter than this are parts of pictures.
const SHORTEST: i64 = 150;

impl Drawing {
    /// Adds the lines along a path.
    pub(super) fn stroke(&mut self, points: &[(i64, i64)]) {
        for pair in points.windows(2) {
            if let [(x, y), (u, v)] = *pair {
                self.rule((x.min(u), y.min(v)), (x.max(u), y.max(v)), SKEW);
            }
        }
    }

    /// Adds a filled area, if it is as thin as a line.
    pub(super) fn fill(&mut self, points: &[(i64, i64)]) {
        let xs = || points.iter().map(|(x, _)| *x);
        let ys = || points.iter().map(|(_, y)| *y);
        if let (Some(left), Some(right), Some(top), Some(bottom)) = (xs().min(), xs().max(), ys().min(), ys().max()) {
            self.rule((left, top), (right, bottom), THICKEST);
        }
    }

    fn rule(&mut self, (left, top): (i64, i64), (right, bottom): (i64, i64), thickest: i64) {
        let (width, height) = (right - left, bottom - top);
        if height <= thickest && width >= SHORTEST && width > 2 * height {
            self.rules.push(Rule { is_across: true, at: i64::midpoint(top, bottom), from: left, to: right });
        } else if width <= thickest && height >= SHORTEST && height > 2 * width {
            self.rules.push(Rule { is_across: false, at: i64::midpoint(left, right), from: top, to: bottom });
        }
    }

    /// Turns the page so that most of its text runs from left to right; characters off the page are left out.
    pub(super) fn upright(self) -> Upright {
        let mut counts = [0_usize; 4];
        for stroke in self.strokes.iter().filter(|stroke| stroke.c != ' ') {
            if let Some(count) = counts.get_mut(direction(stroke)) {
                *count += 1;
            }
        }
        let turn = (0..4).rev().max_by_key(|turn| counts.get(*turn)).unwrap_or(0);
        let (width, height) = (self.width, self.height);
        let place = |(x, y): (i64, i64)| match turn {
            0 => (x, y),
            1 => (y, width - x),
            2 => (width - x, height - y),
            _ => (height - y, x),
        };
        let (width, height) = if turn % 2 == 0 { (width, height) } else { (height, width) };
        let is_shown = |glyph: &Glyph| {
            (0..=width).contains(&i64::midpoint(glyph.left, glyph.right)) && (0..=height).contains(&glyph.base)
        };
        let glyphs =
            self.strokes.iter().map(|stroke| glyph(stroke.c, place(stroke.from), place(stroke.to), stroke.size));
        let rules = self.rules.iter().map(|rule| {
            let ends = if rule.is_across {
                [(rule.from, rule.at), (rule.to, rule.at)]
            } else {
                [(rule.at, rule.from), (rule.at, rule.to)]
            };
            let [(x, y), (u, v)] = ends.map(place);
            match rule.is_across == (turn % 2 == 0) {
                true => Rule { is_across: true, at: y, from: x.min(u), to: x.max(u) },
                false => Rule { is_across: false, at: x, from: y.min(v), to: y.max(v) },
            }
        });
        Upright { glyphs: glyphs.filter(is_shown).collect(), rules: rules.collect(), width, height }
    }
}

/// Which way a character runs: to the right, down, to the left, up.
fn direction(stroke: &Stroke) -> usize {
    let (x, y) = (stroke.to.0 - stroke.from.0, stroke.to.1 - stroke.from.1);
    match x.abs() >= y.abs() {
        true if x >= 0 => 0,
        true => 2,
        false if y > 0 => 1,
        false => 3,
    }
}

fn glyph(c: char, from: (i64, i64), to: (i64, i64), size: i64) -> Glyph {
    if (to.1 - from.1).abs() > (to.0 - from.0).abs() {
        // It runs across the others; it is taken for a square where it stands.
        let middle = i64::midpoint(from.0, to.0);
        return Glyph { c, left: middle - size / 2, right: middle + size / 2, base: from.1.max(to.1), size };
    }
    Glyph { c, left: from.0.min(to.0), right: from.0.max(to.0), base: from.1, size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_whose_text_runs_down_is_turned() {
        let stroke = |c, y| Stroke { c, from: (9000, y), to: (9000, y + 1000), size: 1000 };
        let mut drawing = Drawing {
            strokes: vec![stroke('上', 1000), stroke('下', 2000)],
            width: 10000,
            height: 20000,
            ..Drawing::default()
        };
        drawing.stroke(&[(500, 0), (500, 900), (800, 1000)]);
        let upright = drawing.upright();
        assert_eq!((upright.width, upright.height), (20000, 10000));
        let glyph = |c, left| Glyph { c, left, right: left + 1000, base: 1000, size: 1000 };
        assert_eq!(upright.glyphs, [glyph('上', 1000), glyph('下', 2000)]);
        assert_eq!(upright.rules, [Rule { is_across: true, at: 9500, from: 0, to: 900 }]);
    }
}
