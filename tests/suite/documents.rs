//! What Word, WPS and Excel make of the files: structure, faces, drafts, the workbook's life of its own.

use std::collections::BTreeSet;
use std::fs;

use crate::reading::examine;
use nianbao::internals::report::{Wanted, compose};
use nianbao::internals::source::Source;
use nianbao::internals::write::usual_writers;

use crate::examples::print;
use crate::golden::{chosen, each_folder};
use crate::official::{example_folders, root};
use crate::read_back;
use crate::xml::{Element, parse, part, parts};

fn full() -> String {
    fs::read_to_string(root().join("tests/golden/full/form.toml")).unwrap()
}

/// The same with changes, each of which must find its place.
fn full_but(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(full(), |form, (old, new)| {
        assert!(form.contains(old), "{old}");
        form.replace(old, new)
    })
}

/// A draft of a form in every format.
fn draft(form: &str) -> Vec<Vec<u8>> {
    let source = Source::new("form.toml", form.to_owned());
    let report = compose(&examine(&source), Wanted { draft: true, ..Wanted::default() }).unwrap();
    usual_writers().map(|writer| writer.write(&report).unwrap()).collect()
}

/// Every run of a part: its attributes of fonts, and its text.
fn runs(xml: &str) -> Vec<(String, String)> {
    let of_run = |run: &Element| {
        let fonts = run.all("w:rFonts").first().map(|fonts| fonts.tag()).unwrap_or_default();
        (fonts, run.all("w:t").into_iter().map(Element::text).collect())
    };
    parse(xml).all("w:r").into_iter().map(of_run).collect()
}

/// A value of every element of a name, in order.
fn values(xml: &str, name: &str, of: &str) -> Vec<String> {
    let whole = parse(xml);
    whole.all(name).into_iter().map(|element| element.attribute(of).unwrap_or_default().to_owned()).collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{2014}' | '\u{2018}'..='\u{201D}' | '\u{2026}' | '\u{3000}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
}

#[test]
fn every_run_names_its_fonts_and_no_part_has_a_theme() {
    let mut files: Vec<Vec<u8>> =
        example_folders().iter().map(|f| print(&fs::read_to_string(f.join("form.toml")).unwrap()).remove(0)).collect();
    files.push(print(&full()).remove(0));
    files.push(draft(&full_but(&[("received = [35", "received = [36")])).remove(0));
    let mut examined = 0;
    for docx in files {
        for name in parts(&docx).iter().filter(|name| name.starts_with("word/")) {
            let xml = part(&docx, name);
            assert!(!xml.contains("Theme=") && !name.contains("theme"), "{name}");
            for (fonts, text) in runs(&xml).iter().filter(|(_, text)| text.contains(is_han)) {
                examined += 1;
                assert!(
                    fonts.contains("w:eastAsia=\"") && fonts.contains("w:hint=\"eastAsia\""),
                    "{name}: {text} {fonts}"
                );
            }
        }
    }
    assert!(examined > 800, "{examined} runs");
}

#[test]
fn headings_have_levels_and_tables_their_captions_and_header_rows() {
    let docx = print(&full()).remove(0);
    let styles = part(&docx, "word/styles.xml");
    for (id, level) in [("Heading1", 0), ("Heading2", 1), ("Heading3", 2), ("Heading4", 3)] {
        let (_, style) = styles.split_once(&format!("w:styleId=\"{id}\"")).unwrap();
        let (style, _) = style.split_once("</w:style>").unwrap();
        assert!(style.contains(&format!("<w:outlineLvl w:val=\"{level}\"/>")), "{id}: {style}");
    }
    assert!(styles.contains("w:eastAsia=\"zh-CN\""));
    let core = part(&docx, "docProps/core.xml");
    let title = "云溪县住房和城乡建设局（云溪县人民防空办公室）2024年政府信息公开工作年度报告";
    assert!(core.contains(&format!("<dc:title>{title}</dc:title>")), "{core}");
    assert!(core.contains("<dc:creator>云溪县住房和城乡建设局</dc:creator>"));
    let document = part(&docx, "word/document.xml");
    assert_eq!(
        values(&document, "w:tblCaption", "w:val"),
        ["主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况"]
    );
    for table in document.split("<w:tbl>").skip(1) {
        let rows: Vec<_> = table.split("<w:tr>").skip(1).map(|row| row.contains("<w:tblHeader/>")).collect();
        let heads = rows.iter().take_while(|is_head| **is_head).count();
        assert!(heads > 0 && rows[heads..].iter().all(|is_head| !is_head));
        assert!(table.split("<w:tr>").skip(1).all(|row| row.contains("<w:cantSplit/>")));
    }
}

/// The paragraphs with the style of each, and what is set in the face of second-level headings.
#[test]
fn numbering_becomes_structure() {
    let docx = print(&full()).remove(0);
    let outline = read_back::outline(&docx);
    for line in [
        "Heading1｜一、总体情况",
        "Heading2｜（一）主动公开情况",
        "BodyText｜（二）依申请公开。办结39件。",
        "Heading3｜1.加强学习",
        "BodyText｜（1）补短板。抓落实。",
        "Heading4｜（2）强弱项",
        "BodyText｜3.抓整改",
        "Heading2｜一、改进措施",
    ] {
        assert!(outline.lines().any(|found| found == line), "{line} in\n{outline}");
    }
    let runs = runs(&part(&docx, "word/document.xml"));
    let face = |text: &str| runs.iter().find(|(_, found)| found == text).map(|(fonts, _)| fonts.clone()).unwrap();
    assert!(face("（二）依申请公开。").contains("w:eastAsia=\"楷体_GB2312\""));
    assert!(face("办结39件。").contains("w:eastAsia=\"方正仿宋_GBK\""));
    assert!(face("一、改进措施").contains("w:eastAsia=\"黑体\""));
    assert!(face("1.加强学习").contains("w:eastAsia=\"方正仿宋_GBK\""));
    let title = part(&docx, "word/document.xml");
    assert!(title.contains("云溪县住房和城乡建设局</w:t><w:br"), "a long title breaks between its parts");
}

/// A heading keeps with what it heads; the lines of a list do not keep with each other.
#[test]
fn lists_of_short_lines_break_over_pages() {
    let list: String = (1..40).map(|at| format!("\\n{at}.加强学习")).collect();
    let docx = print(&full_but(&[("\\n1.加强学习", &list)])).remove(0);
    let document = part(&docx, "word/document.xml");
    let kept = |text: &str| {
        let (before, _) = document.split_once(text).unwrap();
        before.rsplit("<w:p>").next().unwrap().contains("<w:keepNext/>")
    };
    assert!(!kept("7.加强学习") && !kept("38.加强学习"));
    assert!(kept("39.加强学习"), "（1） stands below it");
    assert!(kept("（一）主动公开情况") && kept("五、存在的主要问题"));
}

/// The numbers of the comments in a part.
fn commented(document: &str) -> BTreeSet<String> {
    values(document, "w:commentRangeStart", "w:id").into_iter().collect()
}

#[test]
fn a_draft_says_so_on_every_page_and_remarks_on_each_problem() {
    let form = full_but(&[
        ("received = [35, 4, 0, 0, 0, 1]", "received = [35, 4, 0, 0, 0, 1, 41]"),
        ("petition = 0", "petition = []"),
        ("内容完整。", "内容【写】完整。"),
        ("level = \"县级\"", "level = \"县\""),
    ]);
    let source = Source::new("form.toml", form.clone());
    let codes: Vec<_> = examine(&source).findings.iter().map(|finding| finding.rule.code).collect();
    assert_eq!(codes, ["F13", "S01", "F08", "P10"]);
    let files = draft(&form);
    let [docx, xlsx, text, html] = files.as_slice() else { panic!("{} formats", files.len()) };
    let notice = "草稿，有4处错误未改，不得作为正式报告";
    let document = part(docx, "word/document.xml");
    for name in ["word/header1.xml", "word/header2.xml"] {
        assert!(part(docx, name).contains(notice), "{name}");
    }
    assert_eq!(parse(&document).all("w:headerReference").len(), 2);
    let comments = part(docx, "word/comments.xml");
    let ids: BTreeSet<_> = values(&comments, "w:comment", "w:id").into_iter().collect();
    assert_eq!(ids.len(), 4);
    assert_eq!(commented(&document), ids);
    for name in ["w:commentRangeEnd", "w:commentReference"] {
        let found: BTreeSet<_> = values(&document, name, "w:id").into_iter().collect();
        assert_eq!(found, ids, "{name}");
    }
    // Each stands at its place: the title, the total, the empty cell, the paragraph.
    let at = |id: usize| commented_text(docx, id);
    assert!(at(1).starts_with("云溪县"), "{}", at(1));
    assert_eq!(at(2), "40");
    assert_eq!(at(3), "");
    assert!(at(4).contains("内容【写】完整"), "{}", at(4));
    assert!(comments.contains("总计填41，应为40"));
    // What follows from the empty cell is not known, and not 0.
    let tables = read_back::docx(docx);
    assert_eq!(tables[1].iter().filter(|(_, cell)| cell.2.is_empty()).count(), 6 + 1 + 7 + 7);
    let text = std::str::from_utf8(text).unwrap();
    assert!(text.starts_with(&format!("【{notice}】")) && text.contains("\n2. 错误 S01｜"), "{text}");
    let html = std::str::from_utf8(html).unwrap();
    assert!(html.contains(notice) && html.contains("40<sup>［2］</sup>") && html.contains("<li>错误 F08｜"));
    let notes = part(xlsx, "xl/comments1.xml");
    assert_eq!(parse(&notes).all("comment").len(), 2);
    for sheet in 1..=5 {
        assert!(part(xlsx, &format!("xl/worksheets/sheet{sheet}.xml")).contains(notice), "sheet {sheet}");
    }
    let formula = &read_back::xlsx(xlsx)[1].2;
    let guarded = formula.values().filter(|cell| cell.2.starts_with("IF(COUNT(")).count();
    assert_eq!(guarded, 1 + 7 + 7, "what is not known is empty, not a sum of the rest");
}

/// What is cached where a figure is not known, or does not hold.
#[test]
fn the_workbook_of_a_draft_hides_nothing() {
    let files = draft(&full_but(&[("petition = 0", "petition = []")]));
    let sheets = read_back::sheets(&files[1]);
    let (page, sheet) = (&read_back::docx(&files[0])[1], &sheets[1].1);
    for (at, cell) in page {
        assert_eq!(sheet[at], *cell, "blank where the page is blank");
    }
    let (_, cells, _) = &sheets[3];
    let unknown: Vec<_> = cells.iter().filter(|(at, c)| at.1 == 6 && c.2 == "未填全").map(|(at, _)| at.0).collect();
    assert!(unknown.len() > 20, "{unknown:?}");
    for row in unknown {
        assert!([3, 4].iter().any(|column| cells[&(row, *column)].2.is_empty()), "row {row}");
        assert_eq!(cells[&(row, 5)].2, "");
    }
    assert!(cells.values().any(|cell| cell.2 == "有格不合要求"));
    let overdrawn = fs::read_to_string(root().join("tests/cases/b02-overdrawn/form.toml")).unwrap();
    let sheets = read_back::sheets(&draft(&overdrawn)[1]);
    let amiss: Vec<_> = sheets[3].1.values().filter(|cell| cell.2.starts_with("差 ")).collect();
    assert!(!amiss.is_empty(), "what was handled and not there is no balance");
}

/// The text of the paragraph that a comment stands on, by its number.
fn commented_text(docx: &[u8], id: usize) -> String {
    let document = part(docx, "word/document.xml");
    let start = document.find(&format!("<w:commentRangeStart w:id=\"{id}\"")).unwrap();
    let end = document.find(&format!("<w:commentRangeEnd w:id=\"{id}\"")).unwrap();
    runs(&format!("<x>{}</x>", &document[start..end])).into_iter().map(|(_, text)| text).collect()
}

#[test]
fn remarks_on_texts_stand_on_their_paragraphs() {
    let problems = "problems = \"=SUM(A1)";
    let (head, tail) = full().split_once(problems).map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let (_, tail) = tail.split_once("改进措施\"\n").unwrap();
    let lines = "主动公开情况\n全年公开【　】条。\n\n全年公开【　】条。\n全年受理【　】件。\n主动公开情况良好，全年公开【　】条，受理{{applications.received.total}}件。\n";
    let form = format!("{head}problems = \'\'\'\n{lines}\'\'\'\n{tail}").replace("phone = ", "phone = 1 # ");
    let docx = draft(&form).remove(0);
    let comments = part(&docx, "word/comments.xml");
    let count = parse(&comments).all("w:comment").len();
    let texts: Vec<String> = (1..=count).map(|id| commented_text(&docx, id)).collect();
    for wanted in ["全年受理【　】件。", "主动公开情况良好，全年公开【　】条，受理40件。"]
    {
        assert!(texts.iter().any(|text| text == wanted), "{texts:?}");
    }
    assert!(texts.iter().any(|text| text.contains("编制并公布")), "the telephone is printed in the preface: {texts:?}");
    let twice = texts.iter().filter(|text| *text == "全年公开【　】条。").count();
    assert_eq!(twice, 2, "each on its own");
    let document = part(&docx, "word/document.xml");
    let (first, second) = document.split_once("全年公开【　】条。").unwrap();
    assert!(first.matches("commentRangeStart").count() + 1 < count && second.contains("commentRangeStart"));
    // Typed with escapes, a text is one line of the form.
    let form = format!("{head}problems = \"第一段。\\n第二段【　】。\"\n{tail}");
    let docx = draft(&form).remove(0);
    assert_eq!(commented_text(&docx, 1), "第二段【　】。");
}

/// How many cells of the tables are marked.
fn marked(docx: &[u8]) -> usize {
    values(&part(docx, "word/document.xml"), "w:shd", "w:fill").iter().filter(|fill| *fill == "FFC7CE").count()
}

#[test]
fn only_what_is_amiss_is_marked() {
    // A row that is none stands nowhere: the heading above its table bears the remark.
    let docx = draft(&full_but(&[("[reviews]", "[reviews]\ngarbage = 1")])).remove(0);
    assert_eq!((commented_text(&docx, 1).as_str(), marked(&docx)), ("四、政府信息公开行政复议、行政诉讼情况", 0));
    let docx = draft(&full_but(&[("petition = 0", "petition = []")])).remove(0);
    assert_eq!(marked(&docx), 6);
    let of_reviews = ["[reviews]", "reconsideration", "litigation"];
    let form = full();
    let without = form.lines().filter(|line| !of_reviews.iter().any(|key| line.starts_with(key))).collect::<Vec<_>>();
    let docx = draft(&without.join("\n")).remove(0);
    assert_eq!(marked(&docx), 12, "a table that is not there");
}

#[test]
fn what_was_typed_wrong_never_breaks_a_document() {
    let odd = [("[reviews]\n", "[reviews]\n\"a\\u0001b\" = 1\n"), ("level = \"县级\"", "level = \"县\\u0002\"")];
    for file in draft(&full_but(&odd)).iter().take(2) {
        for name in parts(file).iter().filter(|name| name.contains("comments") || name.contains("document")) {
            assert!(!part(file, name).contains(['\u{1}', '\u{2}']), "{name}");
        }
    }
    let html = String::from_utf8(draft(&full_but(&odd)).remove(3)).unwrap();
    assert!(html.contains("U+0001") && !html.contains('\u{1}'));
}

#[test]
fn a_draft_remarks_on_no_more_than_can_be_read() {
    let rows: String = (0..900).map(|at| format!("k{at} = 1\n")).collect();
    let files = draft(&full_but(&[("[reviews]\n", &format!("[reviews]\n{rows}"))]));
    let comments = part(&files[0], "word/comments.xml");
    assert_eq!(parse(&comments).all("w:comment").len(), 501);
    assert!(comments.contains("还有400处问题没有列出"));
    assert!(part(&files[0], "word/header1.xml").contains("有900处错误"));
}

#[test]
fn a_report_that_is_no_draft_has_no_trace_of_one() {
    let docx = print(&full()).remove(0);
    let names = parts(&docx);
    assert!(names.iter().all(|name| !name.contains("header") && !name.contains("comments")), "{names:?}");
}

#[test]
fn the_workbook_checks_itself() {
    each_folder(chosen("examples"), |folder| {
        let xlsx = print(&fs::read_to_string(folder.join("form.toml")).unwrap()).remove(1);
        let sheets = read_back::sheets(&xlsx);
        let (name, cells, live) = &sheets[3];
        assert_eq!(name, "校核");
        let is_2021 = folder.ends_with("jinhu-2023");
        // 25 (23) sums along rows, 7 sums of results, 7 balances, no column overdrawn, 3 sums of outcomes; and whether
        // cells hold figures.
        let expected = if is_2021 { 25 + 7 + 7 + 7 + 3 + 3 } else { 23 + 7 + 7 + 7 + 3 + 3 };
        let verdicts: Vec<&str> =
            cells.iter().filter(|(at, _)| at.1 == 6 && at.0 > 0).map(|(_, c)| c.2.as_str()).collect();
        assert_eq!(verdicts, vec!["平衡"; expected]);
        for row in 1..=expected {
            for column in [3, 5, 6] {
                assert!(live.contains_key(&(row, column)), "{row},{column} is live");
            }
            let [left, right] = [3, 4].map(|column| cells[&(row, column)].2.parse::<u64>().unwrap());
            let suffices = cells[&(row, 2)].2.contains("不小于第三项");
            assert!(left == right || (suffices && left > right), "{row}: {left} {right}");
        }
    });
}

#[test]
fn each_figure_of_the_workbook_has_its_place_for_a_name() {
    let form = fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap();
    let xlsx = print(&form).remove(1);
    let workbook = part(&xlsx, "xl/workbook.xml");
    assert!(workbook.contains(
        "<definedName name=\"applications.received.total\">'收到和处理政府信息公开申请情况'!$J$6</definedName>"
    ));
    assert!(
        workbook.contains("<definedName name=\"disclosure.fees.amount\">'主动公开政府信息情况'!$B$16</definedName>"),
        "{workbook}"
    );
    assert_eq!(workbook.matches("<definedName name=\"reviews.").count(), 15);
    let chart = part(&xlsx, "xl/charts/chart1.xml");
    assert!(chart.contains("本年度办理结果!$B$4:$B$9"), "{chart}");
}

#[test]
fn what_is_filled_in_can_be_changed_and_nothing_else() {
    let xlsx = print(&full()).remove(1);
    let styles = part(&xlsx, "xl/styles.xml");
    let (_, formats) = styles.split_once("<cellXfs").unwrap();
    let formats: Vec<&str> = formats.split("<xf ").skip(1).collect();
    for sheet in 1..=5 {
        let xml = part(&xlsx, &format!("xl/worksheets/sheet{sheet}.xml"));
        let protection = parse(&xml).all("sheetProtection").remove(0).attributes.clone();
        assert!(protection.contains(&("sheet".into(), "1".into())), "{protection:?}");
        assert!(protection.iter().all(|(name, _)| name != "password"), "{protection:?}");
        for cell in xml.split("<c ").skip(1).filter_map(|cell| cell.split("</c>").next()) {
            if !cell.contains("<v>") {
                continue;
            }
            let style: usize = cell.split("s=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
            let is_unlocked = formats[style].contains("locked=\"0\"");
            let is_number = !cell.contains("t=\"") && cell.contains("<v>") && !cell.contains("<f>");
            assert_eq!(is_unlocked, is_number && sheet <= 3, "sheet {sheet}: {cell}");
        }
        assert_eq!(parse(&xml).all("dataValidation").is_empty(), sheet > 3, "sheet {sheet}");
    }
}
