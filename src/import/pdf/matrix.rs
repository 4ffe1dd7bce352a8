//! Positions as a PDF has them, in fractions of a point, until they become whole hundredths.

/// A transformation: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

/// Positions are kept this far from the edge of what can be counted.
const FARTHEST: f64 = 1e7;

#[expect(clippy::float_arithmetic, reason = "a PDF gives its positions in fractions; they leave here as whole numbers")]
impl Matrix {
    /// What leaves everything in its place.
    pub(super) const SAME: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// A shift.
    pub(super) fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This transformation, and another after it.
    pub(super) fn then(self, after: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, after.0);
        let all = [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l];
        Self(all.map(|part| if part.is_finite() { part.clamp(-1e9, 1e9) } else { 0.0 }))
    }

    /// Where a point comes to, in hundredths.
    pub(super) fn place(self, x: f64, y: f64) -> (i64, i64) {
        let [a, b, c, d, e, f] = self.0;
        (hundredths(a * x + c * y + e), hundredths(b * x + d * y + f))
    }

    /// What shows the page upright, its origin in the upper left corner.
    pub(super) fn of_page(edges: &[f64], turn: f64) -> Self {
        let (left, bottom, right, top) = match edges {
            [a, b, c, d] if a != c && b != d => (a.min(*c), b.min(*d), a.max(*c), b.max(*d)),
            _ => (0.0, 0.0, 595.0, 842.0),
        };
        let (width, height) = (right - left, top - bottom);
        let upright = Self([1.0, 0.0, 0.0, -1.0, -left, top]);
        match turn.rem_euclid(360.0) {
            90.0 => upright.then(Self([0.0, 1.0, -1.0, 0.0, height, 0.0])),
            180.0 => upright.then(Self([-1.0, 0.0, 0.0, -1.0, width, height])),
            270.0 => upright.then(Self([0.0, -1.0, 1.0, 0.0, 0.0, width])),
            _ => upright,
        }
    }

    /// How large the page is when it is shown.
    pub(super) fn size_of_page(edges: &[f64], turn: f64) -> (i64, i64) {
        let (width, height) = match edges {
            [a, b, c, d] if a != c && b != d => (hundredths((c - a).abs()), hundredths((d - b).abs())),
            _ => (59_500, 84_200),
        };
        if turn.rem_euclid(180.0) == 90.0 { (height, width) } else { (width, height) }
    }

    /// How large a unit upwards comes out, in hundredths.
    pub(super) fn height(self, of: f64) -> i64 {
        let [_, _, c, d, _, _] = self.0;
        hundredths((c * of).hypot(d * of))
    }
}

/// How far the next character stands, in text space.
#[expect(clippy::float_arithmetic, reason = "as above")]
pub(super) fn advance(width: f64, size: f64, spacing: f64, stretch: f64) -> f64 {
    (width / 1000.0 * size + spacing) * stretch
}

/// What a number in a line of text takes back.
#[expect(clippy::float_arithmetic, reason = "as above")]
pub(super) fn retreat(thousandths: f64, size: f64, stretch: f64) -> f64 {
    -thousandths / 1000.0 * size * stretch
}

/// Two lengths together.
#[expect(clippy::float_arithmetic, reason = "as above")]
pub(super) fn sum(one: f64, other: f64) -> f64 {
    one + other
}

/// A part of a length.
#[expect(clippy::float_arithmetic, reason = "as above")]
pub(super) fn share(length: f64, part: f64, of: f64) -> f64 {
    length * part / of
}

/// A length in whole hundredths.
#[expect(clippy::float_arithmetic, clippy::cast_possible_truncation, reason = "clamped just before")]
fn hundredths(points: f64) -> i64 {
    if points.is_finite() { (points.clamp(-FARTHEST, FARTHEST) * 100.0).round() as i64 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_shown_upright_however_it_is_turned() {
        let edges = [0.0, 0.0, 100.0, 200.0];
        let corner = |turn: f64, x: f64, y: f64| Matrix::of_page(&edges, turn).place(x, y);
        assert_eq!(corner(0.0, 0.0, 200.0), (0, 0));
        assert_eq!(corner(90.0, 0.0, 0.0), (0, 0));
        assert_eq!(corner(180.0, 100.0, 0.0), (0, 0));
        assert_eq!(corner(270.0, 100.0, 200.0), (0, 0));
        assert_eq!(corner(-270.0, 0.0, 200.0), (20000, 0));
    }
}
