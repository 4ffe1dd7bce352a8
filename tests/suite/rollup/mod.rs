//! 汇总: laws of the sums, the program end to end, and whatever may be wrong with its files.

mod faults;
mod handed_up;
mod laws;
mod odd_names;
mod paper;
mod parcels;
mod program;
mod rosters;
mod same_names;
mod workbook;

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::command::{Output, nianbao};
use crate::official::root;

const COUNTY: &str = "某县人民政府";
const SCHOOLS: &str = "某县教育局";
const POLICE: &str = "某县公安局";

/// A right form of a unit that received so many applications of citizens, and disclosed in all of them.
fn form(name: &str, received: u32) -> String {
    let form = fs::read_to_string(root().join("tests/cases/u01-missing/forms/jiaoyu.toml")).unwrap();
    let kind = if name.ends_with("人民政府") { "kind = \"政府\"" } else { "kind = \"部门\"" };
    let form = form.replace("\r\n", "\n").replace("kind = \"部门\"", kind).replace(SCHOOLS, name);
    form.replace("= [4, ", &format!("= [{received}, "))
}

/// The same with one error: a total that it does not come to.
fn wrong(name: &str, received: u32) -> String {
    let row = format!("received = [{received}, 0, 0, 0, 0, 0]");
    form(name, received).replace(&row, &format!("received = [{received}, 0, 0, 0, 0, 0, {}]", received + 1))
}

/// A roster of the county and the units below it.
fn roster(units: &[&str]) -> String {
    let below = units.iter().map(|name| (*name, COUNTY));
    written(&[(COUNTY, "")].into_iter().chain(below).collect::<Vec<_>>())
}

/// A roster of units, each with the one above it.
fn written(units: &[(&str, &str)]) -> String {
    let unit = |(name, parent): &(&str, &str)| {
        let parent = if parent.is_empty() { String::new() } else { format!("parent = \"{parent}\"\n") };
        format!("[[unit]]\nname = \"{name}\"\n{parent}\n")
    };
    units.iter().map(unit).collect()
}

/// An office that adds up: a roster `roster.toml`, the units' files in `forms`.
struct Office(TempDir);

impl Office {
    fn new(roster: &str) -> Self {
        let office = Self(tempfile::tempdir().unwrap());
        office.put("roster.toml", roster.as_bytes());
        fs::create_dir(office.path("forms")).unwrap();
        office
    }

    /// Of the county with two offices, whose forms are right.
    fn complete() -> Self {
        let office = Self::new(&roster(&[SCHOOLS, POLICE]));
        office.put("forms/jiaoyu.toml", form(SCHOOLS, 4).as_bytes());
        office.put("forms/gongan.toml", form(POLICE, 5).as_bytes());
        office
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), bytes).unwrap();
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn call(&self, args: &[&str]) -> Output {
        nianbao(self.0.path(), args)
    }

    /// Adds up what is in `forms` into `out`, with more options.
    fn add_up(&self, more: &[&str]) -> Output {
        self.call(&[&["rollup", "forms", "--roster", "roster.toml", "-o", "out"], more].concat())
    }

    /// What `--json` says, with the exit code.
    fn json(&self) -> (i32, serde_json::Value) {
        let output = self.add_up(&["--json"]);
        (output.code, serde_json::from_str(&output.stdout).unwrap_or_else(|_| panic!("{}", output.stderr)))
    }

    /// Every file and folder, by its path, without the digests.
    fn listing(&self) -> Vec<String> {
        let mut found = Vec::new();
        list(self.0.path(), self.0.path(), &mut found);
        found.sort();
        found
    }
}

fn list(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        if !name.ends_with(".nianbao-digests") {
            found.push(name);
        }
        if path.is_dir() && !path.is_symlink() {
            list(root, &path, found);
        }
    }
}

/// The rules of the findings in an answer of `--json`, with the unit of each.
fn told(answer: &serde_json::Value) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    answer["findings"].as_array().unwrap().iter().map(|line| (text(&line["rule"]), text(&line["unit"]))).collect()
}

/// The same, of family U alone.
fn between(answer: &serde_json::Value) -> Vec<String> {
    told(answer).into_iter().map(|(rule, _)| rule).filter(|rule| rule.starts_with('U')).collect()
}
