//! What the program says of itself: rules, completions, the page for `man`.

use nianbao::internals::rule::{FAMILIES, RULES};

use crate::cases::{assert_within_gbk, cases};
use crate::command::nianbao;
use crate::official::root;

/// What a call prints that goes well.
fn printed(args: &[&str]) -> String {
    let output = nianbao(root(), args);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{args:?}");
    output.stdout
}

#[test]
fn every_rule_is_explained() {
    for rule in RULES {
        let page = printed(&["explain", &rule.code.to_lowercase()]);
        assert!(page.starts_with(&format!("{}  {}  {}\n", rule.code, rule.severity.word(), rule.says)), "{page}");
        let example = format!("{} {}｜{}", rule.severity.word(), rule.code, rule.example);
        let parts = [("为什么", rule.why), ("依据", rule.basis), ("例子", &example), ("怎么改", rule.remedy)];
        for (name, text) in parts {
            assert!(page.contains(&format!("\n{name}：{text}\n")), "{name} of {}: {page}", rule.code);
        }
        assert_within_gbk(&page);
    }
}

#[test]
fn an_explanation_is_made_of_whole_sentences_in_plain_words() {
    for rule in RULES {
        for text in [rule.why, rule.remedy] {
            assert!(text.chars().count() > 20, "{}: {text}", rule.code);
            assert!(text.ends_with(['。', '”']) && !text.contains("  "), "{}: {text}", rule.code);
            for word in ["解析", "语法", "字段", "参数", "校验", "字符串", "数组", "编译"] {
                assert!(!text.contains(word), "{word} in {}: {text}", rule.code);
            }
        }
    }
}

#[test]
fn examples_are_messages_of_the_rules() {
    let messages: Vec<_> =
        cases().iter().flat_map(|case| case.findings.iter().map(|f| (f.rule.code, f.message()))).collect();
    for rule in RULES {
        let is_printed = messages.iter().any(|(code, message)| *code == rule.code && message == rule.example);
        assert!(is_printed, "{}: no case prints “{}”", rule.code, rule.example);
    }
}

#[test]
fn several_rules_are_explained_and_the_unknown_named() {
    let output = nianbao(root(), &["explain", "s01", "S09", "Ｂ０１"]);
    assert_eq!(output.code, 2);
    assert!(output.stdout.starts_with("S01  ") && output.stdout.contains("\n\n\nB01  "), "{}", output.stdout);
    assert!(output.stderr.starts_with("没有“S09”这条规则，是不是“S01”？"), "{}", output.stderr);
}

#[test]
fn rules_are_listed_by_family() {
    let listed = printed(&["rules"]);
    assert_within_gbk(&listed);
    let mut lines = listed.lines().filter(|line| !line.is_empty());
    for (letter, name) in FAMILIES {
        assert_eq!(lines.next(), Some(format!("{letter} {name}").as_str()));
        for rule in RULES.iter().filter(|rule| rule.is_of(*letter)) {
            let line = format!("{}  {}  {}", rule.code, rule.severity.word(), rule.says);
            assert_eq!(lines.next(), Some(line.as_str()));
        }
    }
    assert!(lines.next().is_some_and(|line| line.contains("nianbao explain")) && lines.next().is_none());
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish", "PowerShell"] {
        let script = printed(&["completions", shell]);
        for word in ["check", "build", "explain", "text-tables"] {
            assert!(script.contains(word), "{word} for {shell}");
        }
    }
}

#[test]
fn the_manual_has_every_command_in_chinese() {
    let page = printed(&["man"]);
    let version = env!("CARGO_PKG_VERSION");
    assert!(page.starts_with(&format!(".TH nianbao 1 \" \" \"nianbao {version}\" \"nianbao 手册\"\n")), "{page}");
    let help = printed(&["--help"]);
    let commands: Vec<_> = help
        .lines()
        .take_while(|line| !line.starts_with("选项"))
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .collect();
    let commands: Vec<_> = commands.into_iter().filter(|word| word.starts_with(|c: char| c.is_alphabetic())).collect();
    assert!(commands.len() > 8, "{commands:?}");
    for command in commands {
        assert!(page.contains(&format!("\n.SH nianbao {command}\n")), "{command}");
    }
    for heading in page.lines().filter_map(|line| line.strip_prefix(".SH ").or_else(|| line.strip_prefix(".SS "))) {
        assert!(!heading.is_ascii() || heading.starts_with("nianbao "), "{heading}");
    }
    for english in ["NAME", "SYNOPSIS", "OPTIONS", "EXTRA", "Print", "Possible", ".ds Aq"] {
        assert!(!page.contains(english), "{english}");
    }
    // A sign of its own at the beginning of a line would be taken for a command of the page's own.
    assert!(page.lines().all(|line| !line.starts_with('\'')), "{page}");
    assert!(page.contains("  nianbao check \\-\\-json 金湖县.toml > 结果.json\n"), "{page}");
}
