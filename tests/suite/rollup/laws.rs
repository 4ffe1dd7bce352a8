//! Sums by their law: what a node comes to is what its leaves come to, whoever reads the files in whatever order.

use std::collections::BTreeMap;

use crate::reading::examine;
use nianbao::internals::rollup::{Names, Rollup, Submission, UnitFile};
use nianbao::internals::roster::{self, Roster};
use nianbao::internals::source::Source;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::written;
use crate::sample::{Sample, Stating, samples_of};

/// Units as a tree: of each the one above it, of the first none; and a report for each.
#[derive(Debug, Clone)]
struct Tree {
    above: Vec<usize>,
    samples: Vec<Sample>,
}

/// Trees of up to eight units, up to four deep.
fn trees() -> impl Strategy<Value = Tree> {
    (1..9_usize, prop_oneof![Just(2019_u16), Just(2021)]).prop_flat_map(|(length, version)| {
        (vec(any::<Index>(), length), vec(samples_of(version), length)).prop_map(|(picked, samples)| {
            let (mut above, mut depths) = (vec![0], vec![0]);
            for at in 1..picked.len() {
                let shallow: Vec<usize> = (0..at).filter(|other| depths[*other] < 4).collect();
                above.push(*picked[at].get(&shallow));
                depths.push(depths[above[at]] + 1);
            }
            Tree { above, samples }
        })
    })
}

impl Tree {
    fn name(at: usize) -> String {
        format!("某县第{}{}局", ["一", "二", "三", "四"][at % 4], ["甲", "乙", "丙"][at / 4])
    }

    fn roster(&self) -> Roster {
        let names: Vec<String> = (0..self.above.len()).map(Self::name).collect();
        let parent = |at: usize| if at == 0 { "" } else { names[self.above[at]].as_str() };
        let units: Vec<_> = (0..names.len()).map(|at| (names[at].as_str(), parent(at))).collect();
        roster::read(&Source::new("roster.toml", written(&units))).unwrap()
    }

    fn leaves(&self) -> Vec<usize> {
        (0..self.above.len()).filter(|at| !self.above[1..].contains(at) || self.above.len() == 1).collect()
    }

    /// Whether a unit is another, or stands below it.
    fn is_below(&self, mut at: usize, node: usize) -> bool {
        while at != node && at != 0 {
            at = self.above[at];
        }
        at == node
    }

    /// The form of a unit, with its name.
    fn form(&self, at: usize, changed: &BTreeMap<String, String>) -> String {
        let stating = if changed.is_empty() { Stating::Nothing } else { Stating::Everything };
        let form = self.samples[at].form(stating, changed);
        form.replace("某县人民政府", &Self::name(at)).replace("kind = \"政府\"", "kind = \"部门\"")
    }

    /// The forms of all leaves, by the names of their files.
    fn forms(&self) -> Vec<(String, String)> {
        self.leaves().into_iter().map(|at| (format!("u{at}.toml"), self.form(at, &BTreeMap::new()))).collect()
    }
}

fn bring(file: &str, form: &str, names: &Names) -> UnitFile {
    let source = Source::new(file, form.to_owned());
    UnitFile::Form(Box::new(Submission::of(file, 0, examine(&source), Vec::new(), names)))
}

fn added_up(roster: Roster, forms: &[(String, String)]) -> Rollup {
    let names = Names::of(&roster);
    let files = forms.iter().map(|(file, form)| bring(file, form, &names)).collect();
    let year = if forms[0].1.contains("year = 2020") { 2020 } else { 2024 };
    Rollup::of(roster, &names, files, nianbao::internals::year::Year::new(year)).unwrap()
}

/// All that can be seen of a roll-up: the figures and the standing of each unit, and what was found.
fn seen(sum: &Rollup) -> Vec<String> {
    let unit = |at: usize| format!("{:?} {}", sum.units[at].inclusion, figures(sum, at));
    let units = (0..sum.units.len()).map(unit);
    units
        .chain([format!(
            "{:?} {:?} {:?} {}",
            sum.raised().collect::<Vec<_>>(),
            sum.similar,
            sum.mentions,
            sum.summary_line()
        )])
        .collect()
}

/// The figures of a unit or node, as `--json` shows them.
fn figures(sum: &Rollup, at: usize) -> String {
    serde_json::to_string(&sum.figures(at)).unwrap()
}

/// Digits added up as on paper; with as many decimals as the longest has.
fn plus(digits: impl IntoIterator<Item = String>) -> String {
    let (mut units, mut longest) = (0_i128, 0);
    for number in digits {
        let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
        units += format!("{whole}{fraction:0<4}").parse::<i128>().unwrap();
        longest = longest.max(fraction.len());
    }
    let (sign, units) = (if units < 0 { "-" } else { "" }, units.abs());
    let fraction = format!("{:04}", units % 10_000);
    let point = if longest > 0 { "." } else { "" };
    format!("{sign}{}{point}{}", units / 10_000, &fraction[..longest])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// At every place of every node, given or derived, the sum is that of the leaves below it.
    #[test]
    fn a_node_is_the_sum_of_its_leaves(tree in trees()) {
        let sum = added_up(tree.roster(), &tree.forms());
        let all: Vec<Vec<(String, String)>> = tree.samples.iter().map(Sample::all).collect();
        for node in 0..tree.above.len() {
            let below: Vec<usize> = tree.leaves().into_iter().filter(|leaf| tree.is_below(*leaf, node)).collect();
            let figures = sum.figures(node).unwrap();
            if let Some(of_node) = sum.sum(node) {
                prop_assert_eq!((of_node.expected, of_node.received), (below.len(), below.len()));
            }
            for (place, (name, _)) in all[0].iter().enumerate() {
                let expected = plus(below.iter().map(|leaf| all[*leaf][place].1.clone()));
                let figure = figures.get(sum.edition.place(name).unwrap()).map(|figure| figure.to_string());
                prop_assert_eq!(figure, Some(expected), "{} of {}", name, node);
            }
        }
    }

    /// Who reads the files in which order plays no part, whatever else lies among them.
    #[test]
    fn the_order_of_files_does_not_matter(tree in trees(), turn in any::<Index>(), twice in any::<Index>()) {
        let mut forms = tree.forms();
        let (file, form) = twice.get(&forms).clone();
        forms.push((format!("又-{file}"), form.clone()));
        forms.push((format!("另-{file}"), form.replace("licensing = ", "licensing = 1").replace("licensing = 1[", "licensing = [1")));
        forms.push(("别处.toml".to_owned(), form.replace("某县第", "某县弟")));
        forms.push(("去年.toml".to_owned(), form.replace("year = 20", "year = 200")));
        let straight = seen(&added_up(tree.roster(), &forms));
        let mut turned = forms.clone();
        turned.reverse();
        let places = turn.index(turned.len());
        turned.rotate_left(places);
        let year = if form.contains("year = 2020") { 2020 } else { 2024 };
        for threads in [1, 4] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let roster = tree.roster();
            let names = Names::of(&roster);
            let files = pool.install(|| turned.par_iter().map(|(file, form)| bring(file, form, &names)).collect());
            prop_assert_eq!(&seen(&Rollup::of(roster, &names, files, nianbao::internals::year::Year::new(year)).unwrap()), &straight);
        }
    }

    /// An error in one form changes no other, and no sum; a form taken away changes the nodes above it alone.
    #[test]
    fn a_unit_changes_what_stands_above_it_alone(tree in trees(), which in any::<Index>(), place in any::<Index>()) {
        let forms = tree.forms();
        let whole = added_up(tree.roster(), &forms);
        let gone = which.index(forms.len());
        let leaf = tree.leaves()[gone];
        let totals: Vec<_> =
            tree.samples[leaf].all().into_iter().filter(|(name, _)| name.rsplit('.').next() == Some("total")).collect();
        let (name, digits) = place.get(&totals);
        let more = (digits.parse::<u64>().unwrap() + 1).to_string();
        let mut mistaken = forms.clone();
        mistaken[gone].1 = tree.form(leaf, &BTreeMap::from([(name.clone(), more)]));
        let sum = added_up(tree.roster(), &mistaken);
        prop_assert!(sum.is_returned(leaf) && sum.has_errors());
        prop_assert_eq!(sum.total().unwrap().pending, 1);
        for at in 0..tree.above.len() {
            prop_assert_eq!(figures(&sum, at), figures(&whole, at));
            prop_assert_eq!(sum.is_returned(at), at == leaf);
        }
        if forms.len() > 1 {
            let mut fewer = forms.clone();
            fewer.remove(gone);
            let sum = added_up(tree.roster(), &fewer);
            for at in (0..tree.above.len()).filter(|at| !tree.is_below(leaf, *at)) {
                prop_assert_eq!(figures(&sum, at), figures(&whole, at));
            }
            prop_assert!(sum.figures(leaf).is_none());
            prop_assert_eq!(sum.total().unwrap().received, forms.len() - 1);
        }
    }
}
