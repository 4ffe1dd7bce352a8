//! Which room may name what: the packages stay behind their doors, writers see nothing but the report.

use std::fs;
use std::path::Path;

use crate::official::root;

/// Source files with their paths below `src`, and their code without tests.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            sources(&entry, found);
        } else {
            let text = fs::read_to_string(&entry).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let code: Vec<_> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            let name = entry.strip_prefix(root().join("src")).unwrap().to_str().unwrap().replace('\\', "/");
            found.push((name, code.join("\n")));
        }
    }
}

#[test]
fn packages_stay_in_their_rooms() {
    let mut found = Vec::new();
    sources(&root().join("src"), &mut found);
    assert!(found.len() > 30, "{}", found.len());
    for (package, rooms) in [
        ("docx_rs", &["write/docx"][..]),
        ("aho_corasick", &["claims/lexicon.rs", "rollup/mentions.rs"]),
        ("rayon", &["cli/folder.rs", "cli/rollup.rs"]),
        ("walkdir", &["cli/folder.rs"]),
        ("indicatif", &["cli/folder.rs"]),
        ("rustc_hash", &["place.rs", "form/mod.rs"]),
        ("glob::", &["cli/forms.rs"]),
        ("similar", &["cli/fix.rs"]),
        ("pathdiff", &["cli/new.rs"]),
        ("quick_xml", &["write/docx", "import/docx.rs", "import/numbering.rs", "import/zip.rs"]),
        ("zip::", &["write/docx", "import/zip.rs"]),
        ("calamine", &["import/cell.rs", "import/questionnaire.rs", "import/workbook.rs"]),
        ("cfb", &["import/xls.rs"]),
        ("scraper", &["import/html.rs"]),
        ("ego_tree", &["import/html.rs"]),
        ("hayro_interpret", &["import/pdf/page.rs"]),
        ("unicode_normalization", &["import/pdf/page.rs"]),
        ("rust_xlsxwriter", &["write/xlsx"]),
        ("encoding_rs", &["source.rs", "import/file_type.rs"]),
        ("sha2", &["save/digests.rs"]),
        ("same_file", &["save/digests.rs"]),
        ("chrono", &["save.rs"]),
        ("toml::", &["toml_text/"]),
        ("toml_writer", &["toml_text/"]),
        ("clap", &["cli/"]),
        ("clap_complete", &["cli/completions.rs"]),
        ("clap_mangen", &["cli/man.rs"]),
        ("strsim", &["suggest.rs"]),
        ("tempfile", &["save.rs"]),
        ("anstream", &["cli/"]),
        ("anstyle", &["finding.rs"]),
        ("askama", &["form/print.rs", "form/skeleton.rs", "reference.rs", "report/wording.rs", "write/"]),
    ] {
        for (name, code) in &found {
            let named = code.contains(&format!("use {package}")) || code.contains(&format!("{package}::"));
            assert!(!named || rooms.iter().any(|room| name.starts_with(room)), "{package} in {name}");
        }
    }
}

#[test]
fn writers_are_leaves() {
    let mut found = Vec::new();
    sources(&root().join("src/write"), &mut found);
    for (name, code) in &found {
        for room in ["form", "tally", "check", "source", "toml_text", "cli", "save"] {
            assert!(!code.contains(&format!("crate::{room}")), "{room} in {name}");
        }
    }
}

#[test]
fn every_room_uses_only_those_before_it() {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let order: Vec<&str> = map.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert!(order.len() > 12);
    let mut found = Vec::new();
    sources(&root().join("src"), &mut found);
    for (name, code) in &found {
        assert!(!code.contains("use crate::{"), "{name}: one room a line, so that this test can see it");
        let room = name.split(['/', '.']).next().unwrap();
        let Some(own) = order.iter().position(|m| *m == room) else { continue };
        for later in &order[own + 1..] {
            let names = code.contains(&format!("crate::{later}::")) || code.contains(&format!("crate::{later};"));
            assert!(!names, "{name} uses {later}, which stands after it");
        }
    }
}

#[test]
fn files_stay_small() {
    let mut found = Vec::new();
    sources(&root().join("src"), &mut found);
    for (name, code) in &found {
        assert!(code.lines().count() < 600, "{name} has {} lines", code.lines().count());
    }
}
