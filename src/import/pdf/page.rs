//! What the pages of a PDF show: characters and straight rules with their places, in hundredths of a point from the
//! upper left corner.

use crate::invisible::is_invisible;
use std::panic;
use std::sync::Arc;

use hayro_interpret::font::{GlyphRun, StandardFont};
use hayro_interpret::hayro_cmap::{BfString, load_embedded};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, RenderContent, SoftMask, TransformExt as _, interpret_page,
};
use unicode_normalization::UnicodeNormalization as _;

use super::super::budget::Budget;
use super::streams;
use crate::radicals;

/// Why no text can be taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Unreadable {
    /// There is none: pictures of pages.
    NoText,
    /// It is no PDF, or a damaged one.
    Damaged,
    /// It is locked with a password.
    Locked,
    /// It shows more than any report does.
    TooLarge,
}

/// More pages than any report has.
const MOST_PAGES: usize = 300;
/// The steps of a thing that is drawn; and of an area that what is drawn is cut to, since every form has one, and
/// forms may call each other.
const DRAWN: usize = 4;
const CUT: usize = 250;
/// Areas thicker than this are no rules, in hundredths of a point.
const THICKEST: i64 = 300;
/// Rules shorter than this are parts of pictures.
const SHORTEST: i64 = 300;
/// A rule is straight if its ends differ by no more than this.
const SKEW: i64 = 50;

/// A character and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) left: i64,
    /// Where its line stands, downwards.
    pub(super) base: i64,
    /// The size of its font.
    pub(super) size: i64,
}

/// A straight line, or an area as thin as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rule {
    /// From left to right; else from top to bottom.
    pub(super) is_across: bool,
    /// How far down it is; else how far to the right.
    pub(super) at: i64,
    pub(super) from: i64,
    pub(super) to: i64,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    pub(super) height: i64,
}

/// The way a line of text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// From left to right.
    Across,
    /// Down the page, its characters lying on their right side.
    Down,
    /// Up the page.
    Up,
    /// From right to left, upside down.
    Back,
    /// Aslant.
    Aslant,
}

impl Direction {
    /// The direction of a line that goes so far to the right and down.
    pub(super) const fn of(right: i64, down: i64) -> Self {
        match () {
            () if 8 * down.abs() <= right => Self::Across,
            () if 8 * down.abs() <= -right => Self::Back,
            () if 8 * right.abs() <= down => Self::Down,
            () if 8 * right.abs() <= -down => Self::Up,
            () => Self::Aslant,
        }
    }
}

/// Characters that were drawn together.
#[derive(Debug)]
pub(super) struct Ink {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) direction: Direction,
    /// Whether they are pale, as watermarks are.
    pub(super) is_pale: bool,
}

impl Ink {
    /// Its characters without blanks.
    pub(super) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.c).filter(|c| *c != ' ').collect()
    }

    /// The size of the largest.
    pub(super) fn size(&self) -> i64 {
        self.glyphs.iter().map(|glyph| glyph.size).max().unwrap_or(0)
    }
}

/// What was drawn on a page.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) inks: Vec<Ink>,
    pub(super) rules: Vec<Rule>,
    pub(super) width: i64,
    pub(super) height: i64,
    /// Signs that stand for no character, whether they show anything or not: of fonts that the file does not hold, it is
    /// not known what they show.
    pub(super) unseen: usize,
}

/// Reads what is drawn on the pages.
pub(super) fn pages(bytes: &[u8]) -> Result<Vec<Drawn>, Unreadable> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm) => {
            Unreadable::Locked
        }
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => Unreadable::Damaged,
    })?;
    if pdf.pages().is_empty() {
        return Err(Unreadable::Damaged);
    }
    if pdf.pages().len() > MOST_PAGES {
        return Err(Unreadable::TooLarge);
    }
    let mut budget = Budget::default();
    let (mut pages, cache) = (Vec::new(), InterpreterCache::new());
    for page in pdf.pages().iter() {
        if page.page_stream().is_some_and(|stream| stream.len() as u64 > streams::LARGEST) {
            return Err(Unreadable::TooLarge);
        }
        let transform = page.initial_transform(true).to_kurbo();
        let (width, height) = page.render_dimensions();
        let view = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = Context::new(transform, view, &cache, pdf.xref(), settings());
        let [width, height] = [width, height].map(|side| hundredths(f64::from(side)));
        let mut drawing = Drawing { page: Drawn { width, height, ..Drawn::default() }, opacities: Vec::new(), budget };
        interpret_page(page, &mut context, &mut drawing);
        budget = drawing.budget;
        pages.push(drawing.page);
    }
    Ok(pages)
}

/// What the package would otherwise bring a quarter of a megabyte of fonts for: of a font that the file does not hold, the
/// shapes are asked for, and nothing is drawn here. What its signs mean and how wide they are does not depend on them.
fn settings() -> InterpreterSettings {
    InterpreterSettings {
        font_resolver: Arc::new(|_| Some(StandardFont::Helvetica.get_font_data())),
        cmap_resolver: Arc::new(load_embedded),
        warning_sink: Arc::new(|_| {}),
        render_content: RenderContent::all(),
    }
}

/// The sign for a character whose meaning the file does not tell.
pub(super) const UNKNOWN: char = '\u{FFFD}';

/// A place in hundredths of a point. What lies far off every page is as good as any other such place.
#[expect(clippy::float_arithmetic, clippy::cast_possible_truncation, reason = "places are whole numbers from here on")]
fn hundredths(points: f64) -> i64 {
    (points * 100.0).clamp(-1e9, 1e9).round() as i64
}

/// Takes down what is drawn.
struct Drawing {
    page: Drawn,
    /// How much covers what is drawn, in hundredths, of groups that stand in each other.
    opacities: Vec<i64>,
    /// How much more may be drawn.
    budget: Budget,
}

impl Drawing {
    /// Counts what is drawn; too much ends the reading, from within the library that draws.
    fn count(&mut self, steps: usize) {
        if let Err(refusal) = self.budget.spend(steps) {
            panic::resume_unwind(Box::new(refusal));
        }
    }

    fn rule(&mut self, one: Point, other: Point, thickest: i64) {
        let [left, right] = [one.x, other.x].map(hundredths);
        let [top, bottom] = [one.y, other.y].map(hundredths);
        let (left, right, top, bottom) = (left.min(right), left.max(right), top.min(bottom), top.max(bottom));
        let (width, height) = (right - left, bottom - top);
        if height <= thickest && width >= SHORTEST.max(2 * height) {
            self.page.rules.push(Rule { is_across: true, at: i64::midpoint(top, bottom), from: left, to: right });
        } else if width <= thickest && height >= SHORTEST.max(2 * width) {
            self.page.rules.push(Rule { is_across: false, at: i64::midpoint(left, right), from: top, to: bottom });
        }
    }

    fn stroke(&mut self, path: &BezPath, transform: Affine) {
        let (mut first, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            let next = match *element {
                PathEl::MoveTo(point) => {
                    first = point;
                    point
                }
                PathEl::LineTo(point) => {
                    self.rule(transform * last, transform * point, SKEW);
                    point
                }
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => point,
                PathEl::ClosePath => {
                    self.rule(transform * last, transform * first, SKEW);
                    first
                }
            };
            last = next;
        }
    }

    /// Each part of a filled path may be a rule.
    fn fill(&mut self, path: &BezPath, transform: Affine) {
        let mut parts: Vec<BezPath> = Vec::new();
        for element in path.elements() {
            match (element, parts.last_mut()) {
                (PathEl::MoveTo(_), _) | (_, None) => parts.push(BezPath::from_vec(vec![*element])),
                (_, Some(part)) => part.push(*element),
            }
        }
        for part in parts.into_iter().filter(|part| matches!(part.elements().first(), Some(PathEl::MoveTo(_)))) {
            let area = (transform * part).bounding_box();
            self.rule(Point::new(area.x0, area.y0), Point::new(area.x1, area.y1), THICKEST);
        }
    }
}

impl Device<'_> for Drawing {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        self.count(DRAWN);
        match mode {
            DrawMode::Fill(_) => self.fill(path, props.transform),
            DrawMode::Stroke(_) => self.stroke(path, props.transform),
            DrawMode::FillAndStroke(..) => {
                self.fill(path, props.transform);
                self.stroke(path, props.transform);
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        let is_pale = self.is_pale(&props.paint);
        for glyph in run.glyphs() {
            self.count(DRAWN);
            let transform = props.transform * glyph.transform();
            let place = transform * Point::ZERO;
            let (left, base, size) = (hundredths(place.x), hundredths(place.y), size(transform));
            let [right, down, ..] = transform.as_coeffs();
            let [right, down] = [right, down].map(|way| hundredths((Affine::scale(UNITS) * Point::new(way, 0.0)).x));
            let direction = Direction::of(right, down);
            self.page.unseen += usize::from(glyph.as_unicode().is_none());
            let characters = characters(glyph);
            let glyphs = characters.into_iter().map(|c| Glyph { c, left, base, size });
            match self
                .page
                .inks
                .last_mut()
                .filter(|ink| ink.direction == direction && ink.is_pale == is_pale && !is_pale)
            {
                Some(ink) => ink.glyphs.extend(glyphs),
                None => self.page.inks.push(Ink { glyphs: glyphs.collect(), direction, is_pale }),
            }
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count(CUT);
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'_>>, _: BlendMode) {
        self.count(DRAWN);
        self.opacities.push(hundredths(f64::from(opacity)));
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.count(DRAWN);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {
        self.opacities.pop();
    }
}

impl Drawing {
    /// Whether what is painted so is pale on white paper.
    fn is_pale(&self, paint: &Paint) -> bool {
        let Paint::Color(color) = paint else { return false };
        let [red, green, blue, cover] = color.to_rgba().to_rgba8().map(i64::from);
        let darkness = 255 - (3 * red + 6 * green + blue) / 10;
        let darkness = darkness * cover / 255;
        self.opacities.iter().fold(darkness, |darkness, opacity| darkness * opacity / 100) < PALEST
    }
}

/// Text less dark than this, of 255, is pale.
const PALEST: i64 = 110;

/// The characters that a glyph stands for; one that is seen and stands for none is unknown.
fn characters(glyph: &hayro_interpret::font::Glyph) -> Vec<char> {
    let stated: Vec<char> = match glyph.as_unicode() {
        Some(BfString::Char(c)) => vec![c],
        Some(BfString::String(text)) => text.chars().collect(),
        None => Vec::new(),
    };
    let meant: Vec<char> = stated.iter().flat_map(|c| meant(*c)).collect();
    let is_seen = || match glyph {
        hayro_interpret::font::Glyph::Outline(glyph) => !glyph.outline().elements().is_empty(),
        hayro_interpret::font::Glyph::Type3(_) => stated.is_empty(),
    };
    // Marks of no width are seen by nobody, whatever their outline.
    let is_nothing = meant.iter().all(|c| *c == ' ') && !stated.iter().any(|c| is_invisible(*c));
    if is_nothing && is_seen() { vec![UNKNOWN] } else { meant }
}

/// The size of a font that is drawn with a transform: glyphs are a thousand units high, or one.
fn size(transform: Affine) -> i64 {
    let [_, _, x, y, ..] = transform.as_coeffs();
    let height = x.hypot(y);
    let units = hundredths((Affine::scale(UNITS) * Point::new(height, 0.0)).x);
    if units < LARGEST { units } else { hundredths(height) }
}

/// Units of a glyph in its font.
const UNITS: f64 = 1000.0;
/// No text is larger, in hundredths of a point.
const LARGEST: i64 = 100_000;

/// A character as it is meant: radicals and doubles of Han characters are those characters, blanks are blanks, and what
/// a font has of its own is unknown.
fn meant(c: char) -> Vec<char> {
    match c {
        '\u{FB00}'..='\u{FB06}' => c.nfkc().collect(),
        c if is_invisible(c) || c.is_control() && !c.is_whitespace() => Vec::new(),
        '\u{E000}'..='\u{F8FF}' => vec![UNKNOWN],
        c if c.is_whitespace() => vec![' '],
        c => vec![radicals::common(c)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PDF that shows figures in a font that it only names.
    fn naming(font: &str) -> Vec<u8> {
        let drawn = "BT /F 10 Tf 20 100 Td (2026 il) Tj ET";
        format!(
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
             3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n\
             4 0 obj<</Length {}>>stream\n{drawn}\nendstream endobj\n\
             5 0 obj<</Type/Font/Subtype/Type1/BaseFont/{font}>>endobj\ntrailer<</Root 1 0 R>>\n",
            drawn.len()
        )
        .into_bytes()
    }

    #[test]
    fn a_font_that_is_only_named_is_read_and_measured() {
        for (font, widths) in [("Helvetica", [556, 222]), ("Times-Roman", [500, 278]), ("Courier-Bold", [600, 600])] {
            let pages = pages(&naming(font)).unwrap();
            let glyphs: Vec<Glyph> = pages[0].inks.iter().flat_map(|ink| ink.glyphs.clone()).collect();
            assert_eq!(glyphs.iter().map(|glyph| glyph.c).collect::<String>(), "2026 il", "{font}");
            assert_eq!([glyphs[1].left - glyphs[0].left, glyphs[6].left - glyphs[5].left], widths, "{font}");
        }
    }
}
