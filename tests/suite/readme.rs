//! The README: every block in it is run or compared.

use std::fs;

use nianbao::rule::RULES;

use crate::command::{copy, nianbao};
use crate::official::root;

/// The fenced blocks of the README: language and text.
fn blocks() -> Vec<(String, String)> {
    let readme = fs::read_to_string(root().join("README.md")).unwrap().replace("\r\n", "\n");
    let mut blocks = Vec::new();
    let mut parts = readme.split("\n```");
    parts.next();
    while let (Some(block), Some(_)) = (parts.next(), parts.next()) {
        let (language, text) = block.split_once('\n').unwrap();
        blocks.push((language.to_owned(), text.to_owned()));
    }
    blocks
}

#[test]
fn every_command_runs() {
    let folder = tempfile::tempdir().unwrap();
    for part in ["examples", "tests/cases/report-hongze-2024", "tests/import/html-saved-page"] {
        copy(&root().join(part), &folder.path().join(part));
    }
    let mut run = 0;
    for (_, block) in blocks().iter().filter(|(language, _)| language == "sh") {
        for line in block.lines() {
            let Some(args) = line.strip_prefix("cargo run --release -- ").or_else(|| line.strip_prefix("nianbao "))
            else {
                // The one this test is part of.
                assert_eq!(line, "cargo test");
                continue;
            };
            let output = nianbao(folder.path(), &args.split(' ').collect::<Vec<_>>());
            assert!(output.code == 0 && !output.stderr.contains("错误"), "{line}: {}", output.stderr);
            run += 1;
        }
    }
    assert_eq!(run, 22);
    let (_, listed) = blocks().into_iter().find(|(_, text)| text.contains("年度报告.docx")).unwrap();
    for name in listed.lines() {
        assert!(folder.path().join("out").join(name).is_file(), "{name}");
    }
}

#[test]
fn the_first_two_blocks_are_the_two_commands_and_ci_runs_them() {
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    for (_, command) in &blocks()[..2] {
        assert!(ci.lines().any(|line| line == command), "{command}");
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
fn the_quoted_finding_is_what_is_printed() {
    let (_, block) = blocks().into_iter().find(|(_, text)| text.starts_with("错误 B01")).unwrap();
    let golden = fs::read_to_string(root().join("tests/cases/b01-carried-out/findings.txt")).unwrap();
    assert_eq!(golden.replace("\r\n", "\n").trim_end(), block);
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

#[test]
fn the_rules_are_all_listed() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let rows = readme.lines().skip_while(|line| *line != "| 规则 | 核对 |").skip(2);
    let listed: Vec<_> = rows.take_while(|line| line.starts_with('|')).map(str::to_owned).collect();
    let rules: Vec<_> = RULES.iter().map(|rule| format!("| {} | {} |", rule.code, rule.says)).collect();
    assert_eq!(listed, rules);
}

#[test]
fn the_pictures_are_there() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let pictures: Vec<&str> = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    let pictures: Vec<_> = pictures.into_iter().filter(|path| path.contains("/pages/")).collect();
    assert_eq!(pictures.len(), 4);
    for path in pictures {
        assert!(fs::read(root().join(path)).unwrap().starts_with(b"\x89PNG"), "{path}");
    }
}
