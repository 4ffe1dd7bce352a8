//! Reports read into forms: every output of the program, random layouts, fixtures of published reports, wrong files.

mod drafts;
mod fixtures;
pub mod hostile;
mod layouts;
mod round_trip;
mod sight;
mod wrong_files;

use crate::reading::examine;
use nianbao::internals::figure::{Figure, Kind};
use nianbao::internals::form::{Form, print};
use nianbao::internals::import::{Imported, import};
use nianbao::internals::source::Source;
use proptest::prelude::ProptestConfig;

use crate::official::tables;
use crate::sample::Sample;

/// So many cases; more where `PROPTEST_CASES` asks for them.
pub fn configured(cases: u32) -> ProptestConfig {
    let usual = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { usual.cases } else { cases };
    ProptestConfig { cases, failure_persistence: None, ..usual }
}

/// A file that must be read.
pub fn imported(bytes: &[u8]) -> Imported {
    import(bytes).unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// A number by its value, whatever the digits.
pub fn value(digits: &str) -> Figure {
    Figure::read(digits, Kind::Amount)
        .or_else(|_| Figure::read(digits, Kind::Change))
        .unwrap_or_else(|_| panic!("{digits}"))
}

/// Every figure of a form by name, in digits as they would be typed.
pub fn typed(form: &Form) -> Vec<(String, String)> {
    let places = form.edition.places();
    places.filter_map(|place| Some((place.to_string(), form.typed(place)?.clone()))).collect()
}

/// Whether every figure of a report is there: given ones by value, derived ones as they were printed; and nothing else.
pub fn assert_carries(form: &Form, sample: &Sample) {
    let found = typed(form);
    let all = sample.all();
    for (name, digits) in &all {
        let read = found.iter().find(|(known, _)| known == name).map(|(_, digits)| value(digits));
        assert_eq!(read, Some(value(digits)), "{name}");
    }
    assert_eq!(found.len(), all.len());
}

/// The codes of what was read with doubt.
pub fn codes(imported: &Imported) -> Vec<&'static str> {
    imported.findings.iter().map(|finding| finding.rule.code).collect()
}

/// Reading the form that a form is written as gives the same figures, and no finding about them.
pub fn assert_is_a_form(form: &Form) {
    let examined = examine(&Source::new("form.toml", print(form, None)));
    let wrong = examined.findings.iter().find(|finding| ['S', 'B'].iter().any(|family| finding.rule.is_of(*family)));
    assert!(wrong.is_none(), "{wrong:?}");
    let names = tables(form.edition.version).iter().map(|table| table.places().count()).sum::<usize>();
    assert_eq!(examined.form.given.len() + examined.form.stated.len(), names);
}
