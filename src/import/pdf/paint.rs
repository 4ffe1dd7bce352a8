//! Follows what a page draws, and keeps its characters and lines.

use std::collections::HashMap;
use std::rc::Rc;

use super::drawing::{Drawing, Stroke};
use super::file::{File, Page};
use super::font::{Font, Shown};
use super::matrix::{Matrix, advance, retreat, share, sum};
use super::value::{Dict, Lexer, Value};

/// More than any report draws on all its pages.
const MOST_GLYPHS: usize = 2_000_000;
const MOST_LINES: usize = 300_000;
const MOST_OPERATORS: usize = 20_000_000;
/// On one page, likewise.
const MOST_POINTS: usize = 50_000;
/// Forms within forms.
const DEEPEST_FORM: usize = 10;
/// States that are kept to come back to.
const MOST_STATES: usize = 300;
/// The fonts that are held take no more than this, about.
const HEAVIEST_FONTS: usize = 64 << 20;

/// How things are drawn for now.
#[derive(Debug, Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    /// Whether areas, and lines, are white.
    is_white: (bool, bool),
}

impl State {
    fn new(matrix: Matrix) -> Self {
        let (spacing, word_spacing, leading, rise) = (0.0, 0.0, 0.0, 0.0);
        Self {
            matrix,
            font: None,
            size: 1.0,
            spacing,
            word_spacing,
            stretch: 1.0,
            leading,
            rise,
            is_white: (false, false),
        }
    }
}

/// Draws the pages of one file.
#[derive(Debug)]
pub(super) struct Painter<'a> {
    file: &'a File<'a>,
    fonts: HashMap<u32, Rc<Font>>,
    weight: usize,
    glyphs: usize,
    lines: usize,
    operators: usize,
    /// Whether there was more to draw than any report has.
    pub(super) is_too_large: bool,
}

/// What is being drawn on one page.
struct Canvas {
    drawing: Drawing,
    state: State,
    kept: Vec<State>,
    /// Where the text stands, and where its line began.
    text: (Matrix, Matrix),
    path: Vec<Vec<(i64, i64)>>,
    points: usize,
    /// Marks that are open; whether each is around a head or foot of the page.
    marks: Vec<bool>,
}

impl<'a> Painter<'a> {
    pub(super) fn new(file: &'a File<'a>) -> Self {
        Self { file, fonts: HashMap::new(), weight: 0, glyphs: 0, lines: 0, operators: 0, is_too_large: false }
    }

    /// Draws a page.
    pub(super) fn page(&mut self, page: &Page) -> Drawing {
        let matrix = Matrix::of_page(&page.edges, page.turn);
        let (width, height) = Matrix::size_of_page(&page.edges, page.turn);
        let drawing = Drawing { width, height, ..Drawing::default() };
        let text = (Matrix::SAME, Matrix::SAME);
        let mut canvas = Canvas {
            drawing,
            state: State::new(matrix),
            kept: Vec::new(),
            text,
            path: Vec::new(),
            points: 0,
            marks: Vec::new(),
        };
        let contents = self.file.contents(page);
        self.run(&contents, &page.resources, &mut canvas, 0);
        canvas.drawing
    }

    fn run(&mut self, contents: &[u8], resources: &Dict, canvas: &mut Canvas, depth: usize) {
        let mut lexer = Lexer::of_content(contents);
        let mut operands = Vec::new();
        loop {
            self.operators += lexer.effort();
            let is_too_much = self.operators > MOST_OPERATORS || self.glyphs > MOST_GLYPHS || self.lines > MOST_LINES;
            self.is_too_large |= is_too_much || self.file.is_too_large();
            if self.is_too_large {
                return;
            }
            let before = lexer.at;
            match lexer.next() {
                Some(Value::Word(word)) => {
                    match word.as_slice() {
                        b"BI" => lexer.skip_picture(),
                        b"Do" => self.draw_form(&operands, resources, canvas, depth),
                        b"Tf" => self.set_font(&operands, resources, canvas),
                        b"Tj" | b"TJ" | b"'" | b"\"" => self.show(&word, &operands, canvas),
                        _ => canvas.draw(&word, &operands, self),
                    }
                    operands.clear();
                }
                Some(value) if operands.len() < 64 => operands.push(value),
                Some(_) => {}
                // What cannot be read is gone past.
                None if lexer.at > before => {}
                None => return,
            }
        }
    }

    fn draw_form(&mut self, operands: &[Value], resources: &Dict, canvas: &mut Canvas, depth: usize) {
        let Some(name) = operands.first().and_then(Value::name).and_then(|name| str::from_utf8(name).ok()) else {
            return;
        };
        let forms = self.file.dict(resources, "XObject");
        let Value::Reference(number) = *forms.get(name) else { return };
        let Value::Dict(form) = &*self.file.object(number) else { return };
        if depth >= DEEPEST_FORM || !form.is("Subtype", "Form") {
            return;
        }
        let Some(contents) = self.file.stream(number) else { return };
        let own = self.file.dict(form, "Resources");
        let outer = canvas.state.clone();
        let kept = std::mem::take(&mut canvas.kept);
        let numbers: Vec<f64> = self.file.list(form, "Matrix").iter().filter_map(Value::number).collect();
        if let Ok(matrix) = <[f64; 6]>::try_from(numbers) {
            canvas.state.matrix = Matrix(matrix).then(outer.matrix);
        }
        let inner = if form.get("Resources").is_nothing() { resources } else { &own };
        self.run(&contents, inner, canvas, depth + 1);
        canvas.state = outer;
        canvas.kept = kept;
    }

    fn set_font(&mut self, operands: &[Value], resources: &Dict, canvas: &mut Canvas) {
        let [Value::Name(name), Value::Number(size)] = operands else { return };
        canvas.state.size = *size;
        let Ok(name) = str::from_utf8(name) else { return };
        let fonts = self.file.dict(resources, "Font");
        canvas.state.font = match fonts.get(name) {
            Value::Reference(number) => Some(self.font(*number)),
            Value::Dict(dict) => Some(Rc::new(Font::read(self.file, dict))),
            _ => None,
        };
    }

    fn font(&mut self, number: u32) -> Rc<Font> {
        if let Some(font) = self.fonts.get(&number) {
            return Rc::clone(font);
        }
        let object = self.file.object(number);
        let font = Rc::new(Font::read(self.file, object.dict().unwrap_or(&Dict::default())));
        // Fonts are dear to read; a file that has ever new ones wants to be slow.
        self.operators += font.weight / 4;
        self.weight += font.weight;
        if self.weight > HEAVIEST_FONTS {
            self.fonts.clear();
            self.weight = font.weight;
        }
        self.fonts.insert(number, Rc::clone(&font));
        font
    }

    fn show(&mut self, word: &[u8], operands: &[Value], canvas: &mut Canvas) {
        if word == b"\""
            && let [Value::Number(word_spacing), Value::Number(spacing), ..] = operands
        {
            (canvas.state.word_spacing, canvas.state.spacing) = (*word_spacing, *spacing);
        }
        if word == b"'" || word == b"\"" {
            canvas.next_line();
        }
        let one = operands.last().map_or(&[][..], std::slice::from_ref);
        let parts = if word == b"TJ" { operands.last().map_or(&[][..], Value::list) } else { one };
        let before = canvas.drawing.strokes.len();
        for part in parts {
            match part {
                Value::Bytes(bytes) => canvas.show(bytes),
                Value::Number(back) => canvas.go_back(*back),
                _ => {}
            }
        }
        self.glyphs += canvas.drawing.strokes.len() - before;
    }
}

impl Canvas {
    /// All other operators.
    fn draw(&mut self, word: &[u8], operands: &[Value], painter: &mut Painter) {
        let numbers: Vec<f64> = operands.iter().filter_map(Value::number).collect();
        match word {
            b"q" if self.kept.len() < MOST_STATES => self.kept.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.kept.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Ok(matrix) = <[f64; 6]>::try_from(numbers) {
                    self.state.matrix = Matrix(matrix).then(self.state.matrix);
                }
            }
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => self.add_to_path(word, &numbers),
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                let before = self.drawing.rules.len();
                self.paint(word);
                painter.lines += self.drawing.rules.len() - before;
            }
            b"g" | b"rg" | b"sc" | b"scn" | b"k" => self.state.is_white.0 = is_white(word == b"k", &numbers),
            b"G" | b"RG" | b"SC" | b"SCN" | b"K" => self.state.is_white.1 = is_white(word == b"K", &numbers),
            b"cs" => self.state.is_white.0 = false,
            b"CS" => self.state.is_white.1 = false,
            b"BMC" | b"BDC" if self.marks.len() < MOST_STATES => self.marks.push(is_margin(operands)),
            b"EMC" => {
                self.marks.pop();
            }
            _ => self.set_text(word, &numbers),
        }
    }

    fn set_text(&mut self, word: &[u8], numbers: &[f64]) {
        match (word, numbers) {
            (b"BT", _) => self.text = (Matrix::SAME, Matrix::SAME),
            (b"Tc", [spacing]) => self.state.spacing = *spacing,
            (b"Tw", [spacing]) => self.state.word_spacing = *spacing,
            (b"Tz", [percent]) => self.state.stretch = share(*percent, 1.0, 100.0),
            (b"TL", [leading]) => self.state.leading = *leading,
            (b"Ts", [rise]) => self.state.rise = *rise,
            (b"Td", [x, y]) => self.move_line(*x, *y),
            (b"TD", [x, y]) => {
                self.state.leading = -*y;
                self.move_line(*x, *y);
            }
            (b"Tm", [a, b, c, d, e, f]) => {
                let matrix = Matrix([*a, *b, *c, *d, *e, *f]);
                self.text = (matrix, matrix);
            }
            (b"T*", _) => self.next_line(),
            _ => {}
        }
    }

    fn next_line(&mut self) {
        self.move_line(0.0, -self.state.leading);
    }

    fn move_line(&mut self, x: f64, y: f64) {
        let line = Matrix::shift(x, y).then(self.text.1);
        self.text = (line, line);
    }

    fn go_back(&mut self, thousandths: f64) {
        let state = &self.state;
        let step = match state.font.as_ref().is_some_and(|font| font.is_vertical) {
            true => Matrix::shift(0.0, retreat(thousandths, state.size, 1.0)),
            false => Matrix::shift(retreat(thousandths, state.size, state.stretch), 0.0),
        };
        self.text.0 = step.then(self.text.0);
    }

    fn show(&mut self, bytes: &[u8]) {
        let Some(font) = self.state.font.clone() else { return };
        let is_margin = self.marks.contains(&true);
        font.each(bytes, |shown| {
            if !is_margin {
                self.add_glyphs(&shown, font.is_vertical);
            }
            let state = &self.state;
            let spacing = if shown.is_blank { sum(state.spacing, state.word_spacing) } else { state.spacing };
            let step = match font.is_vertical {
                true => Matrix::shift(0.0, advance(-1000.0, state.size, -spacing, 1.0)),
                false => Matrix::shift(advance(shown.width, state.size, spacing, state.stretch), 0.0),
            };
            self.text.0 = step.then(self.text.0);
        });
    }

    fn add_glyphs(&mut self, shown: &Shown, is_vertical: bool) {
        let state = &self.state;
        let size = Matrix([state.size, 0.0, 0.0, state.size, 0.0, state.rise]);
        let stretch = Matrix([state.stretch, 0.0, 0.0, 1.0, 0.0, 0.0]);
        // A character that is set from top to bottom hangs from the middle of its upper edge.
        let hang = if is_vertical { Matrix::shift(-0.5, -0.88) } else { Matrix::SAME };
        let matrix = hang.then(size).then(stretch).then(self.text.0).then(state.matrix);
        let height = matrix.height(1.0);
        let count: f64 = shown.text.chars().map(|_| 1.0).fold(0.0, sum);
        let mut from = 0.0;
        for c in shown.text.chars() {
            let to = sum(from, share(shown.width, 0.001, count));
            self.drawing.strokes.push(Stroke {
                c,
                from: matrix.place(from, 0.0),
                to: matrix.place(to, 0.0),
                size: height,
            });
            from = to;
        }
    }

    fn add_to_path(&mut self, word: &[u8], numbers: &[f64]) {
        self.points += 1;
        if self.points > MOST_POINTS {
            return;
        }
        let matrix = self.state.matrix;
        match (word, numbers) {
            (b"m", [x, y]) => self.path.push(vec![matrix.place(*x, *y)]),
            (b"l", [x, y]) => self.path.last_mut().into_iter().for_each(|path| path.push(matrix.place(*x, *y))),
            (b"h", _) => self.path.last_mut().into_iter().for_each(close),
            (b"re", [x, y, width, height]) => {
                let (right, top) = (sum(*x, *width), sum(*y, *height));
                let corners = [(*x, *y), (right, *y), (right, top), (*x, top), (*x, *y)];
                self.path.push(corners.map(|(x, y)| matrix.place(x, y)).to_vec());
            }
            // A curve is no line of a table: what follows begins anew.
            (_, [.., x, y]) => self.path.push(vec![matrix.place(*x, *y)]),
            _ => {}
        }
    }

    fn paint(&mut self, word: &[u8]) {
        let mut path = std::mem::take(&mut self.path);
        self.points = 0;
        if matches!(word, b"s" | b"b" | b"b*") {
            path.iter_mut().for_each(close);
        }
        let (is_filled, is_stroked) = (
            word.eq_ignore_ascii_case(b"b") || word.eq_ignore_ascii_case(b"b*") || matches!(word, b"f" | b"F" | b"f*"),
            !matches!(word, b"f" | b"F" | b"f*" | b"n"),
        );
        for part in &path {
            if is_filled && !self.state.is_white.0 {
                self.drawing.fill(part);
            }
            if is_stroked && !self.state.is_white.1 {
                self.drawing.stroke(part);
            }
        }
    }
}

fn close(path: &mut Vec<(i64, i64)>) {
    path.extend(path.first().copied());
}

fn is_white(is_ink: bool, numbers: &[f64]) -> bool {
    let white = if is_ink { 0.0..=0.004 } else { 0.996..=1.0 };
    !numbers.is_empty() && numbers.iter().all(|number| white.contains(number))
}

/// Whether a mark is around the head or foot of a page.
fn is_margin(operands: &[Value]) -> bool {
    match operands {
        [Value::Name(tag), Value::Dict(dict)] => tag == b"Artifact" && dict.is("Type", "Pagination"),
        _ => false,
    }
}
