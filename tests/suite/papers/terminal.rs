//! The picture of a message: what the program prints on a terminal, drawn.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use crate::golden::assert_golden;
use crate::official::root;

/// Columns of the terminal.
const COLUMNS: usize = 94;
/// Width of a column and height of a line.
const CELL: (usize, usize) = (8, 23);
/// From the edge to the first column and line.
const EDGE: usize = 18;

/// A run of signs of one look, each of one width.
struct Run {
    column: usize,
    line: usize,
    look: String,
    is_wide: bool,
    text: String,
}

impl Run {
    /// Whether a sign is as wide as those before it. Quotation marks and the like are narrow in some fonts: each stands
    /// where it should, alone.
    fn goes_on_with(&self, sign: char) -> bool {
        let is_of_any_width = |sign: char| "“”…—×√※".contains(sign);
        self.is_wide == is_wide(sign) && !is_of_any_width(sign) && !self.text.contains(is_of_any_width)
    }
}

fn is_wide(sign: char) -> bool {
    !sign.is_ascii() && sign != '│'
}

/// Two rounds with one form: a mistake in a total; then, with that put right, a text that its table contradicts.
#[test]
fn the_picture_is_what_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = String::new();
    for case in ["s01-transposed", "p07-all-done"] {
        fs::copy(root().join("tests/cases").join(case).join("form.toml"), folder.path().join("云溪县.toml")).unwrap();
        let mut program = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        let program = program.current_dir(folder.path()).args(["check", "云溪县.toml"]).env("CLICOLOR_FORCE", "1");
        let output = program.env_remove("NO_COLOR").output().unwrap();
        let printed = [output.stderr, output.stdout].concat();
        screen += &format!("\u{1b}[1m$ nianbao check 云溪县.toml\u{1b}[0m\n{}\n", String::from_utf8(printed).unwrap());
    }
    assert_golden(&root().join("docs/问题.svg"), &drawn(screen.trim_end()));
}

fn drawn(screen: &str) -> String {
    let runs = runs(screen);
    let lines = runs.last().map_or(0, |run| run.line) + 1;
    let (width, height) = (COLUMNS * CELL.0 + 2 * EDGE, lines * CELL.1 + 2 * EDGE);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:space=\"preserve\"\n  \
         width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <style>\n\
         text {{ fill: #e6edf3; font-size: 13.3px;\n  \
         font-family: Menlo, Consolas, \"DejaVu Sans Mono\", monospace }}\n\
         .wide {{ font-size: 16px; font-family: \"PingFang SC\", \"Microsoft YaHei\", \"Noto Sans CJK SC\",\n  \
         \"WenQuanYi Zen Hei\", sans-serif }}\n\
         .dim {{ fill: #8b949e }} .bold {{ font-weight: bold }}\n\
         .red {{ fill: #ff7b72 }} .yellow {{ fill: #e3b341 }} .green {{ fill: #7ee787 }} .cyan {{ fill: #79c0ff }}\n\
         </style>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#161b22\"/>\n"
    );
    for run in runs.iter().filter(|run| !run.text.trim().is_empty()) {
        let signs = run.text.chars().count();
        let (x, y) = (EDGE + run.column * CELL.0, EDGE + run.line * CELL.1 + 16);
        let class = format!("{}{}", if run.is_wide { "wide" } else { "" }, run.look);
        let class = if class.is_empty() { class } else { format!("class=\"{}\" ", class.trim_start()) };
        let length = signs * CELL.0 * if run.is_wide { 2 } else { 1 };
        // A mark that opens stands at what it opens, however narrow it is.
        let place = match run.text.as_str() {
            "“" => format!("x=\"{}\" y=\"{y}\" text-anchor=\"end\"", x + length),
            _ if signs == 1 => format!("x=\"{x}\" y=\"{y}\""),
            _ => format!("x=\"{x}\" y=\"{y}\" textLength=\"{length}\""),
        };
        let text = run.text.replace('&', "&amp;").replace('<', "&lt;");
        _ = writeln!(svg, "<text {class}{place}>{text}</text>");
    }
    svg + "</svg>\n"
}

/// The signs of a screen where they stand; lines that are too long go on below.
fn runs(screen: &str) -> Vec<Run> {
    let (mut runs, mut line, mut column, mut look) = (Vec::<Run>::new(), 0, 0, String::new());
    let mut rest = screen;
    while let Some(sign) = rest.chars().next() {
        if let Some(code) = rest.strip_prefix("\u{1b}[") {
            let (number, after) = code.split_once('m').unwrap();
            look = if number == "0" { String::new() } else { format!("{look} {}", name(number)) };
            rest = after;
            continue;
        }
        rest = &rest[sign.len_utf8()..];
        let width = if is_wide(sign) { 2 } else { 1 };
        if sign == '\n' || column + width > COLUMNS {
            (line, column) = (line + 1, 0);
        }
        if sign == '\n' {
            continue;
        }
        match runs.last_mut() {
            Some(run) if column > 0 && run.goes_on_with(sign) && run.line == line && run.look == look => {
                run.text.push(sign);
            }
            _ => runs.push(Run { column, line, look: look.clone(), is_wide: is_wide(sign), text: sign.to_string() }),
        }
        column += width;
    }
    runs
}

/// What a terminal makes of a code.
fn name(code: &str) -> &'static str {
    match code {
        "1" => "bold",
        "2" => "dim",
        "31" | "91" => "red",
        "32" | "92" => "green",
        "33" | "93" => "yellow",
        "36" | "96" => "cyan",
        other => panic!("colour {other}"),
    }
}
