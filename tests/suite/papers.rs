//! The papers: every block in README and docs is run or compared, every link leads somewhere, and what the program says
//! of its own form and rules is printed by it.

mod terminal;

use std::fs;
use std::path::{Path, PathBuf};

use crate::reading::examine;
use nianbao::internals::roster;
use nianbao::internals::rule::RULES;
use nianbao::internals::source::Source;

use crate::command::{copy, nianbao};
use crate::golden::assert_golden;
use crate::official::root;

/// What the commands in the papers are called with.
const CALLED_WITH: [&str; 5] = [
    "examples",
    "tests/cases/b01-carried-out",
    "tests/cases/f09-chinese-comma",
    "tests/cases/report-hongze-2024",
    "tests/import/html-saved-page",
];

fn text(paper: &Path) -> String {
    fs::read_to_string(paper).unwrap().replace("\r\n", "\n")
}

/// The Markdown files of a folder of the project, by name.
fn papers(folder: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut papers: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    papers.sort();
    papers
}

/// README and the pages of docs.
fn run_papers() -> Vec<PathBuf> {
    [vec![root().join("README.md")], papers("docs")].concat()
}

/// A stretch of a paper: text, or a fenced block with its language.
enum Part {
    Text(String),
    Block { language: String, text: String },
}

fn parts(paper: &str) -> Vec<Part> {
    let mut parts = vec![Part::Text(String::new())];
    for line in paper.lines() {
        match (parts.last_mut().unwrap(), line.strip_prefix("```")) {
            (Part::Block { .. }, Some(_)) => parts.push(Part::Text(String::new())),
            (Part::Text(_), Some(language)) => {
                parts.push(Part::Block { language: language.to_owned(), text: String::new() });
            }
            (Part::Text(text) | Part::Block { text, .. }, None) => *text += &format!("{line}\n"),
        }
    }
    parts
}

/// The fenced blocks of the README: language and text.
fn blocks() -> Vec<(String, String)> {
    let parts = parts(&text(&root().join("README.md"))).into_iter();
    let block = |part| if let Part::Block { language, text } = part { Some((language, text)) } else { None };
    parts.filter_map(block).collect()
}

/// The papers as they must be: `sh` lines go well, `console` lines print what stands below them, `toml` reads, `text` is
/// printed somewhere.
#[test]
fn every_block_is_run() {
    for paper in run_papers() {
        let folder = tempfile::tempdir().unwrap();
        for part in CALLED_WITH {
            copy(&root().join(part), &folder.path().join(part));
        }
        fs::copy(root().join("tests/fixtures/page/nianbao.html"), folder.path().join("nianbao.html")).unwrap();
        let (written, mut renewed) = (text(&paper), String::new());
        for part in parts(&written) {
            match part {
                Part::Text(text) => renewed += &text,
                Part::Block { language, text } => {
                    let text = match language.as_str() {
                        "sh" => run(&text, folder.path()),
                        "console" => print(&text, folder.path()),
                        "toml" => read(&text),
                        "text" => find(&text, folder.path()),
                        other => panic!("{}: {other}: {text}", paper.display()),
                    };
                    renewed += &format!("```{language}\n{text}```\n");
                }
            }
        }
        // The pages that the program prints are written by another test.
        if renewed != written {
            assert_golden(&paper, &renewed);
        }
    }
}

/// Runs the commands of a block; what a line sends to a file becomes one.
fn run(block: &str, folder: &Path) -> String {
    for line in block.lines() {
        let command = line.strip_prefix("cargo run --release -- ").or_else(|| line.strip_prefix("nianbao "));
        let Some(command) = command else {
            // What this test is part of.
            assert_eq!(line, "cargo test");
            continue;
        };
        let (args, file) = command.split_once(" > ").map_or((command, None), |(args, file)| (args, Some(file)));
        let output = nianbao(folder, &args.split(' ').collect::<Vec<_>>());
        assert!(output.code == 0 && !output.stderr.contains("错误"), "{line}: {}", output.stderr);
        if let Some(file) = file {
            fs::write(folder.join(file), output.stdout).unwrap();
        }
    }
    block.to_owned()
}

/// A block of one command, with what it prints.
fn print(block: &str, folder: &Path) -> String {
    let line = block.lines().next().unwrap();
    let args: Vec<_> = line.strip_prefix("$ nianbao ").unwrap().split(' ').collect();
    let output = nianbao(folder, &args);
    let printed = output.stderr + &output.stdout.replace('\\', "/");
    assert_eq!(output.code, i32::from(printed.starts_with("错误")), "{line}: {printed}");
    format!("{line}\n{printed}")
}

/// A part of a form is right as far as it goes; of a roster, all of it; an explanation is that of a case.
fn read(block: &str) -> String {
    let source = |text: String| Source::new("form.toml", text);
    if block.starts_with("[[unit]]") {
        assert!(roster::read(&source(block.to_owned())).is_ok(), "{block}");
    } else if block.starts_with("[[explained]]") {
        let cases = fs::read_dir(root().join("tests/cases")).unwrap().map(|case| case.unwrap().path());
        let mut forms = cases.filter_map(|case| fs::read_to_string(case.join("form.toml")).ok());
        assert!(forms.any(|form| form.replace("\r\n", "\n").contains(block)), "{block}");
    } else {
        let table = if block.starts_with('[') { "" } else { "[narrative]\n" };
        let findings = examine(&source(format!("year = 2023\n{table}{block}"))).findings;
        // What is not told of belongs to the rest of the form.
        let is_missing = |code: &str| ["F04", "F08", "L05", "P01", "P09"].contains(&code);
        assert!(findings.iter().all(|finding| is_missing(finding.rule.code)), "{block}: {findings:#?}");
    }
    block.to_owned()
}

/// A block of file names that the commands before it have written.
fn find(block: &str, folder: &Path) -> String {
    for name in block.lines() {
        assert!(folder.join("out").join(name).is_file(), "{name}");
    }
    block.to_owned()
}

/// 格式 and 规则, as the program prints them.
#[test]
fn the_form_and_the_rules_are_printed_by_the_program() {
    for (args, page) in [(["schema", "--markdown"], "docs/格式.md"), (["rules", "--markdown"], "docs/规则.md")] {
        assert_golden(&root().join(page), &nianbao(root(), &args).stdout);
    }
    let page = text(&root().join("docs/规则.md"));
    for rule in RULES {
        assert!(page.contains(&format!("\n### {}\n", rule.code)), "{}", rule.code);
    }
}

/// The manual speaks of every command and of every option.
#[test]
fn the_manual_is_whole() {
    let manual = text(&root().join("docs/手册.md"));
    let help = nianbao(root(), &["--help"]).stdout;
    let (_, commands) = help.split_once("命令:\n").unwrap();
    for command in commands.lines().map_while(|line| line.strip_prefix("  ")?.split(' ').next()) {
        let heads: Vec<_> = manual.lines().filter_map(|line| line.strip_prefix("## ")?.split('：').next()).collect();
        assert!(heads.iter().any(|head| head.split('、').any(|word| word == command)), "{command}: {heads:?}");
        let help = nianbao(root(), &[command, "--help"]).stdout;
        let options = help.split([' ', '\n']).filter(|word| word.starts_with("--") && *word != "--help");
        for option in options {
            assert!(manual.contains(option), "{option} of {command}");
        }
    }
}

#[test]
fn the_first_two_blocks_are_the_two_commands_and_ci_runs_them() {
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    for (_, command) in &blocks()[..2] {
        assert!(ci.lines().any(|line| line == command.trim_end()), "{command}");
    }
}

/// Each row: a line of the form, and what the report prints of it.
#[test]
fn form_lines_become_the_rows_beside_them() {
    let form = fs::read_to_string(root().join("examples/changle-2020/form.toml")).unwrap();
    let squeezed: Vec<String> =
        form.lines().map(|line| line.split('#').next().unwrap().split_whitespace().collect::<String>()).collect();
    let report = fs::read_to_string(root().join("examples/changle-2020/report.txt")).unwrap();
    let printed: Vec<String> = report.lines().map(|line| line.split_whitespace().collect::<String>()).collect();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let rows = readme.lines().skip_while(|line| !line.starts_with("| 填报表 |")).skip(2);
    let mut lines = 0;
    for row in rows.take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        if let Some(line) = cells[0].strip_prefix('`') {
            let line: String = line.trim_end_matches('`').split_whitespace().collect();
            assert!(squeezed.contains(&line), "{line}");
            lines += 1;
        }
        let row = format!("|{}|", cells[1..].join("|").replace('*', ""));
        assert!(printed.iter().any(|line| line.ends_with(&row)), "{row}");
    }
    assert_eq!(lines, 12);
}

#[test]
fn the_quoted_text_is_filled() {
    let (_, block) = blocks().into_iter().find(|(language, _)| language == "toml").unwrap();
    let form = fs::read_to_string(root().join("examples/changle-2020/form.toml")).unwrap();
    let (head, rest) = form.split_once("overview = '''").unwrap();
    let (_, tail) = rest.split_once("\n'''").unwrap();
    let files = crate::examples::print(&format!("{head}{block}{tail}"));
    let text = String::from_utf8(files[2].clone()).unwrap();
    assert!(text.contains("全年新收政府信息公开申请36件，办结36件，无法提供8件。"), "{text}");
}

/// Two screens.
#[test]
fn the_readme_is_short() {
    assert!(text(&root().join("README.md")).lines().count() <= 120);
}

/// Links within the project lead to files that are there; pictures are pictures.
#[test]
fn links_lead_somewhere() {
    for paper in [papers(""), papers("docs"), papers("examples")].concat() {
        let folder = paper.parent().unwrap();
        for rest in text(&paper).split("](").skip(1) {
            let target = rest.split(')').next().unwrap();
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            if file.starts_with("https://") {
                continue;
            }
            let file = if file.is_empty() { paper.clone() } else { folder.join(file) };
            assert!(file.exists(), "{}: {target}", paper.display());
            if !anchor.is_empty() {
                let anchors: Vec<String> = text(&file).lines().filter_map(anchor_of).collect();
                assert!(anchors.iter().any(|other| other == anchor), "{}: {target}", paper.display());
            }
            match file.extension().and_then(|ending| ending.to_str()) {
                Some("png") => assert!(fs::read(&file).unwrap().starts_with(b"\x89PNG"), "{target}"),
                Some("svg") => assert!(text(&file).starts_with("<svg "), "{target}"),
                _ => {}
            }
        }
    }
}

/// By what name a code host links to a heading.
fn anchor_of(line: &str) -> Option<String> {
    let title = line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#'))?;
    let signs = title.to_lowercase().chars().collect::<Vec<_>>();
    let kept = signs.into_iter().filter(|sign| sign.is_alphanumeric() || matches!(sign, ' ' | '-' | '_'));
    Some(kept.map(|sign| if sign == ' ' { '-' } else { sign }).collect())
}

/// Every habit that CONTRIBUTING names is a recipe, and every recipe is named.
#[test]
fn habits_are_recipes() {
    let justfile = text(&root().join("justfile"));
    let recipes = justfile.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    let recipes: Vec<&str> = recipes.filter_map(|line| line.split([' ', ':']).next()).collect();
    let contributing = text(&root().join("CONTRIBUTING.md"));
    let named =
        contributing.split("just ").skip(1).filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
    let named: Vec<&str> = named.filter(|word| recipes.contains(word)).collect();
    assert!(recipes.len() > 3 && recipes.iter().all(|recipe| named.contains(recipe)), "{recipes:?} {named:?}");
}
