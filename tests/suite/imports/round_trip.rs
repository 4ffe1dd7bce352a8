//! What the program writes, it reads back: agency, year, every figure, the texts as printed.

use std::collections::BTreeMap;

use crate::reading::examine;
use nianbao::internals::fields;
use nianbao::internals::form::print;
use nianbao::internals::prose;
use nianbao::internals::report::{Block, Report, Wanted, compose};
use nianbao::internals::source::Source;
use nianbao::internals::write::{WRITERS, Writer};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{assert_carries, codes, configured, imported};
use crate::examples::styled;
use crate::sample::{Sample, Stating, samples};

/// What offices write, and what might be taken for something else.
const PARAGRAPHS: &[&str] = &[
    "（一）主动公开",
    "全年主动公开政府信息1260条，其中通过网站公开1100条。",
    "(二)依申请公开。全年受理36件，均已答复",
    "1.加强领导",
    "2．压实责任，逐级落实；",
    "一是完善制度。二是**加强培训**。",
    "行政处罚",
    "予以公开 27件",
    "自然人",
    "5 条，网民留言办理 2 条。",
    "2023年",
    "12",
    "邮编：223300；电话：0517-1234567",
    "详见 www.example.gov.cn 和 A & B <附件> \"引号\"。",
    "第二十条第一项的信息及时更新",
    "本年度收取信息处理费3件，总金额120元。",
    "注：以上均为全县数据。",
    "其他",
    "没有尾巴的一段长文字，写到这里本来应当有一个句号，可是起草的人忘记了，审核的人也没有看出来",
];

/// An office, how its title names it, and what stands around the tables.
#[derive(Debug, Clone)]
struct Around {
    agency: &'static str,
    title: Option<&'static str>,
    preface: Option<Vec<String>>,
    sections: [Vec<String>; 3],
    notes: Vec<String>,
    signature: (Option<&'static str>, bool),
}

fn around() -> impl Strategy<Value = Around> {
    let texts = || vec(select(PARAGRAPHS).prop_map(str::to_owned), 1..6);
    let names = select(vec![
        ("金湖县人民政府", None),
        ("金湖县人民政府", Some("金湖县")),
        ("淮安市洪泽区教育局", None),
        ("某县某街道办事处", None),
        ("某某经济开发区管理委员会", None),
    ]);
    let signature =
        select(vec![(None, false), (None, true), (Some("金湖县人民政府办公室"), false), (Some("县档案馆"), true)]);
    let notes = vec(select(vec!["注：含修订16件。".to_owned(), "注：复议含上年结转。".to_owned()]), 0..2);
    (names, proptest::option::of(texts()), [texts(), texts(), texts()], notes, signature).prop_map(
        |((agency, title), preface, sections, notes, signature)| Around {
            agency,
            title,
            preface,
            sections,
            notes,
            signature,
        },
    )
}

impl Around {
    /// The form of a sample with this around its tables.
    fn form(&self, sample: &Sample) -> String {
        let plain = sample.form(Stating::Nothing, &BTreeMap::new());
        let (year, rest) = plain.split_once('\n').unwrap();
        let tables = &rest[rest.find("[disclosure]").unwrap()..];
        let title = self.title.map(|title| format!("title_name = \"{title}\"\n")).unwrap_or_default();
        let text = |key: &str, lines: &[String]| format!("{key} = '''\n{}\n'''\n", lines.join("\n"));
        let preface = self.preface.as_ref().map(|lines| text("preface", lines)).unwrap_or_default();
        let [overview, problems, others] = &self.sections;
        let texts = text("overview", overview) + &text("problems", problems) + &text("others", others);
        let issuer = self.signature.0.map(|issuer| format!("issuer = \"{issuer}\"\n")).unwrap_or_default();
        let date = if self.signature.1 { "date = 2025-01-09\n" } else { "" };
        let notes = if self.notes.is_empty() { String::new() } else { text("applications", &self.notes) };
        format!(
            "{year}\n[agency]\nname = \"{}\"\n{title}level = \"县级\"\nkind = \"部门\"\n\
             [publication]\n{issuer}{date}website = \"县政府网站\"\nphone = \"0517-7654321\"\naddress = \"某路8号\"\n\
             [notes]\n{notes}[narrative]\n{preface}{texts}{tables}",
            self.agency
        )
    }
}

/// What a report prints in each of its parts: paragraphs before the first section, in each section, and notes.
fn printed(report: &Report) -> Vec<Vec<String>> {
    let mut parts = vec![Vec::new()];
    for block in &report.document.blocks {
        match block {
            Block::Heading { .. } => parts.push(Vec::new()),
            Block::Paragraph(paragraph) => parts.last_mut().unwrap().push(paragraph.text()),
            Block::Note(note) => parts.last_mut().unwrap().push(note.text()),
            _ => {}
        }
    }
    parts
}

/// A text as it would be printed again.
fn plain(text: Option<&str>) -> Vec<String> {
    prose::paragraphs(text.unwrap_or_default()).iter().map(prose::Paragraph::text).collect()
}

fn report_of(form: &str) -> Report {
    let source = Source::new("form.toml", form.to_owned());
    let mut examined = examine(&source);
    examined.findings.retain(|finding| finding.rule.code != "P10");
    compose(&examined, Wanted::default()).unwrap_or_else(|_| panic!("{:?}", examined.findings))
}

fn assert_comes_back(writer: &Writer, report: &Report, around: &Around, sample: &Sample) {
    let name = writer.extension();
    let read = imported(&writer.write(report).unwrap());
    let form = &read.form;
    assert_carries(form, sample);
    let agency = form.text(&fields::NAME);
    // A text without a preface of the program's own names the agency by its title alone.
    let is_named = around.title.is_none() || around.preface.is_none() || writer.extension() != "txt";
    if is_named {
        assert_eq!(agency, Some(around.agency), "{name}");
    }
    assert_eq!(form.year(), Some(report.document.year), "{name}");
    let is_doubtful = |code: &&str| !["I09", "I10"].contains(code) || *code == "I10" && writer.is_of_text();
    let doubts: Vec<&str> = codes(&read).into_iter().filter(|code| is_doubtful(code)).collect();
    assert!(doubts.is_empty(), "{name}: {:?}", read.findings);
    if !writer.is_of_text() {
        return;
    }
    let parts = printed(report);
    assert_eq!(form.text(&fields::TITLE_NAME).or(agency), Some(report.document.title[0].as_str()), "{name}");
    for (field, part) in [
        (&fields::PREFACE, 0),
        (&fields::OVERVIEW, 1),
        (&fields::NOTE_APPLICATIONS, 3),
        (&fields::PROBLEMS, 5),
        (&fields::OTHERS, 6),
    ] {
        assert_eq!(plain(form.text(field)), parts[part], "{name} {}", field.key);
    }
    let date = print(form, None).contains("\ndate     = 2025-01-09") || print(form, None).contains("= 2025-01-09 ");
    assert_eq!(date, around.signature.1, "{name}");
    if let Some(issuer) = around.signature.0 {
        assert_eq!(form.text(&fields::ISSUER), Some(issuer), "{name}");
    }
}

proptest! {
    #![proptest_config(configured(48))]

    /// From each output the report comes back: agency, year, given figures by value, totals as stated ones; from those
    /// of text also title, paragraphs, notes and signature.
    #[test]
    fn every_output_is_read_back(sample in samples(), around in around(), which in any::<Index>()) {
        let report = report_of(&around.form(&sample));
        let mut writers = WRITERS.iter().filter(|writer| writer.style() != Some("fragment"));
        // All of them would take long; over the cases each has its turn.
        let writer = writers.nth(which.index(5)).unwrap();
        assert_comes_back(writer, &report, &around, &sample);
    }

    /// A fragment for a content system holds no more than its text: figures and paragraphs.
    #[test]
    fn a_fragment_is_read_back(sample in samples(), around in around()) {
        let report = report_of(&around.form(&sample));
        let read = imported(&styled("fragment").write(&report).unwrap());
        assert_carries(&read.form, &sample);
        prop_assert_eq!(plain(read.form.text(&fields::OVERVIEW)), printed(&report)[1].clone());
    }
}
