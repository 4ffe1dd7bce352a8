//! Which room may name what: the packages stay behind their doors, writers see nothing but the report.

use std::collections::{BTreeMap, BTreeSet};
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
        ("rustc_hash", &["standard/place.rs", "form/mod.rs"]),
        ("glob::", &["cli/forms.rs"]),
        ("similar", &["cli/fix.rs"]),
        ("pathdiff", &["cli/new.rs"]),
        (
            "quick_xml",
            &[
                "import/docx.rs",
                "import/flat_xml.rs",
                "import/margins.rs",
                "import/numbering.rs",
                "import/ods.rs",
                "import/sheet_marks.rs",
                "import/styles.rs",
                "import/zip.rs",
            ],
        ),
        ("zip::", &["write/docx", "import/zip.rs", "parcel.rs"]),
        ("mail_parser", &["parcel.rs"]),
        ("calamine", &["import/stored.rs", "import/book.rs", "import/ods.rs", "import/units.rs", "import/workbook.rs"]),
        ("cfb", &["import/xls.rs"]),
        ("scraper", &["import/html.rs", "import/page_style.rs"]),
        ("ego_tree", &["import/html.rs"]),
        ("hayro_interpret", &["import/pdf/page.rs"]),
        ("unicode_normalization", &["import/pdf/page.rs", "radicals.rs"]),
        ("rust_xlsxwriter", &["write/xlsx"]),
        ("encoding_rs", &["source.rs", "import/file_type.rs"]),
        ("sha2", &["save/digests.rs"]),
        ("same_file", &["save/digests.rs"]),
        ("jiff", &["date.rs", "save.rs", "cli/today.rs"]),
        ("toml::", &["toml_text/"]),
        ("toml_writer", &["toml_text/"]),
        ("clap", &["cli/"]),
        ("clap_complete", &["cli/completions.rs"]),
        ("clap_mangen", &["cli/man.rs"]),
        ("strsim", &["suggest.rs"]),
        ("tempfile", &["save.rs"]),
        ("anstream", &["cli/"]),
        ("anstyle", &["finding.rs"]),
        // The library takes bytes and gives values; files, folders, the clock and threads are the command line's.
        ("std::env", &["cli/"]),
        ("std::fs", &["cli/", "save"]),
        ("std::path", &["cli/", "save"]),
        ("std::process", &["cli/", "main.rs"]),
        ("std::thread", &["cli/"]),
        ("std::time", &["cli/"]),
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
    let order: Vec<&str> =
        map.lines().filter_map(|l| l.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')).collect();
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

/// The module of a file: `import/zip` of `import/zip.rs`, `import` of `import/mod.rs`.
fn module(file: &str) -> &str {
    let path = file.strip_suffix(".rs").unwrap();
    path.strip_suffix("/mod").unwrap_or(path)
}

/// What the code of a module names below `crate`, as `import/zip/Package`; of a list in braces each one.
fn named(own: &str, code: &str) -> Vec<String> {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let mut found = Vec::new();
    for (at, root) in code.match_indices("crate::").chain(code.match_indices("super::")) {
        if code[..at].ends_with(is_path) {
            continue;
        }
        let (path, rest) = code[at..].split_at(code[at..].find(|c| !is_path(c)).unwrap_or(code.len() - at));
        let mut parts: Vec<&str> = if root == "super::" { own.split('/').collect() } else { Vec::new() };
        for part in path.split("::").filter(|part| !["", "crate"].contains(part)) {
            if part == "super" { _ = parts.pop() } else { parts.push(part) }
        }
        let listed = rest.strip_prefix('{').and_then(|list| list.split('}').next()).unwrap_or_default();
        let path = parts.join("/");
        found.extend(listed.split(',').map(|last| format!("{path}/{}", last.trim().replace("::", "/"))));
    }
    found
}

/// No two files use each other, nor do several in a circle, so that each can be read after those it uses. A file and
/// those in the folder of its name do not count, as is usual in Rust: `mod.rs` names its children, and they use what it
/// defines. Tests within files do not count either.
#[test]
fn no_files_use_each_other_in_a_circle() {
    let mut found = Vec::new();
    sources(&root().join("src"), &mut found);
    let modules: BTreeSet<&str> = found.iter().map(|(name, _)| module(name)).collect();
    // `crate::standard::place::Place` is of `standard/place.rs`, not of `standard/mod.rs`.
    let holder = |mut path: &str| loop {
        match modules.get(path) {
            Some(module) => return Some(*module),
            None => path = path.rsplit_once('/')?.0,
        }
    };
    let is_below = |one: &str, other: &str| one.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'));
    let mut uses = BTreeMap::new();
    for (name, code) in &found {
        let own = module(name);
        let named: BTreeSet<&str> = named(own, code).iter().filter_map(|path| holder(path)).collect();
        let others = named.into_iter().filter(|other| *other != own && !is_below(own, other) && !is_below(other, own));
        uses.insert(own, others.collect::<Vec<_>>());
    }
    assert!(uses["import/figures"].contains(&"import/columns") && uses["check/fee"].contains(&"fields"), "{uses:?}");
    // What uses none of those left, or is used by none of them, is in no circle.
    loop {
        let left = uses.clone();
        uses.retain(|own, used| {
            used.iter().any(|other| left.contains_key(other)) && left.values().any(|used| used.contains(own))
        });
        if uses.len() == left.len() {
            break;
        }
    }
    assert!(uses.is_empty(), "in a circle: {uses:?}");
}

#[test]
fn files_stay_small() {
    let mut found = Vec::new();
    sources(&root().join("src"), &mut found);
    for (name, code) in &found {
        assert!(code.lines().count() < 600, "{name} has {} lines", code.lines().count());
    }
}
