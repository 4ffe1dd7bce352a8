//! What the report says of itself: whose it is, of which year, when it was issued and whom to ask.

use std::collections::HashSet;

use super::contacts::contacts;
use super::content::Content;
use super::diagnostics::Diagnostics;
use super::paragraphs::{Paragraph, Texts};
use crate::agency::{GOVERNMENT, LONGEST_NAME, is_office};
use crate::chinese_numeral::{self, digit, digit_by_digit};
use crate::date::Date;
use crate::fields::{self, Field};
use crate::form::{Answer, Form};
use crate::prose::is_blank;
use crate::rule;
use crate::standard::Edition;
use crate::title_words::{OFFICIAL, TITLE_WORDS};
use crate::year::Year;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    /// The agency as the title names it.
    pub(super) title_name: Option<String>,
    /// Its full name.
    pub(super) agency: Option<String>,
    /// Who compiled the report, as its preface says.
    compiler: Option<String>,
    /// The report year.
    pub(super) year: Option<Year>,
    /// The paragraphs before the first section, without the title.
    pub(super) preface: Vec<String>,
    /// Who issued it and when.
    issuer: Option<String>,
    date: Option<Date>,
    /// Website, address and the like.
    contacts: Vec<(&'static Field, String)>,
    /// Strips that are title or signature, and no text.
    taken: HashSet<usize>,
}

/// Reads the metadata from the texts.
pub(super) fn read(original: &Content, texts: &Texts) -> Metadata {
    let mut metadata = Metadata::default();
    metadata.read_title(original, texts);
    metadata.read_signature(texts);
    metadata.read_day(texts);
    metadata.preface =
        texts.opening.iter().filter(|p| !metadata.taken.contains(&p.strip)).map(|p| p.text.clone()).collect();
    metadata.agency = metadata.full_name(original, texts);
    metadata.compiler = metadata.preface.iter().find_map(|text| compiler(text));
    metadata.year = metadata.year.or_else(|| period(&metadata.preface));
    let behind = texts.sections[4].iter().chain(&texts.sections[5]).map(|p| p.text.as_str());
    metadata.contacts = contacts(metadata.preface.iter().map(String::as_str).chain(behind));
    metadata
}

impl Metadata {
    /// Whether a strip is title or signature.
    pub(super) fn is_taken(&self, strip: usize) -> bool {
        self.taken.contains(&strip)
    }

    /// The title: the line that has its words, with the agency in it or on the lines before.
    fn read_title(&mut self, original: &Content, texts: &Texts) {
        let opening = &texts.opening;
        // A title may run over three lines. Of several titles the last counts, because menus of pages name other
        // reports before it.
        let found = (0..opening.len()).rev().find_map(|at| {
            (0..=at.min(LINES_OF_TITLE)).find_map(|lines| {
                let text: String = opening[at - lines..=at].iter().map(|p| squeezed(&p.text)).collect();
                let is_short = text.chars().count() <= LONGEST_TITLE && !text.contains(['，', '。', '《']);
                let title = Title::read(&text).filter(|_| is_short)?;
                let is_ended = title.behind < squeezed(&opening[at].text).len();
                let is_named = !title.agency.is_empty() && !title.agency.starts_with(['（', '(']);
                let is_whole = is_named || lines == at.min(LINES_OF_TITLE) || starts_title(opening, at - lines);
                (is_ended && is_whole).then_some((at, lines, title))
            })
        });
        if let Some((last, lines, title)) = found {
            self.taken.extend(opening[..=last].iter().map(|p| p.strip));
            let first = last - lines;
            self.title_name = Some(whole_name(texts, first, title.agency)).filter(|name| !name.is_empty());
            self.year = title.year;
        }
        let own = original.title.as_deref().and_then(|title| Title::read(&squeezed(title)));
        if let Some(title) = own {
            // The title in the text may be cut over lines; that of the file is whole.
            let is_longer = self.title_name.as_ref().is_none_or(|name| title.agency.ends_with(name.as_str()));
            self.title_name =
                if is_longer { Some(title.agency) } else { self.title_name.take() }.filter(|name| !name.is_empty());
            self.year = self.year.or(title.year);
        }
    }

    /// 落款: among the last lines of the report, a short one with who issued it, and the day. What stands behind the
    /// day was printed by the page and is no text of the report.
    fn read_signature(&mut self, texts: &Texts) {
        let Some(last) = texts.sections.iter().rev().find(|section| !section.is_empty()) else { return };
        let is_short = |line: &&Paragraph| line.text.chars().count() <= LONGEST_TITLE && !line.text.contains('。');
        let tail = last.iter().rev().take(MOST_BEHIND).take_while(is_short).count();
        let first = last.len() - tail;
        let dated = (first..last.len()).rev().find_map(|at| Some((at, dated(&last[at].text)?)));
        let mut lines = last.as_slice();
        if let Some((at, (words, date))) = dated {
            self.date = Some(date);
            self.taken.extend(last[at..].iter().map(|line| line.strip));
            lines = &last[..at];
            if !words.is_empty() {
                self.issuer = Some(words);
                return;
            }
        }
        let is_dated = self.date.is_some();
        // The only line of a section is its text, unless it is surely an office.
        let [.., line] = lines else { return };
        let name = line.text.trim_matches(is_blank);
        let is_name = is_name(name) && (is_dated || self.is_office(name)) && (lines.len() > 1 || self.is_office(name));
        if is_name {
            self.issuer = Some(squeezed(name));
            self.taken.insert(line.strip);
        }
    }

    /// The day under the title, where the report is not signed.
    fn read_day(&mut self, texts: &Texts) {
        let day_of = |line: &Paragraph| {
            let (words, date) = dated(line.text.trim_matches(['（', '(', '）', ')']))?;
            words.is_empty().then_some((line.strip, date))
        };
        let found = texts.opening.iter().rev().filter(|line| !self.taken.contains(&line.strip)).find_map(day_of);
        if let (None, Some((strip, date))) = (self.date, found) {
            self.date = Some(date);
            self.taken.insert(strip);
        }
    }

    fn is_office(&self, name: &str) -> bool {
        let name = squeezed(name);
        let is_own = self.title_name.as_deref().is_some_and(|own| name.starts_with(own));
        is_own || is_office(&name)
    }

    /// The agency in full: what the file says it is, or what the text calls by the name of the title and more.
    fn full_name(&self, original: &Content, texts: &Texts) -> Option<String> {
        let short = self.title_name.clone();
        let author = original.author.as_deref().map(squeezed).filter(|author| is_name(author));
        // The author is often the person who typed the file; only a name like an office's is the agency.
        if let Some(author) = author.filter(|author| is_office(author) || short.as_ref() == Some(author)) {
            return Some(author);
        }
        let named = self.year.and_then(|year| {
            let tail = format!("{year}年{OFFICIAL}");
            self.preface.iter().find_map(|text| {
                let before = &text[..text.find(&tail)?];
                let from = before
                    .rfind(['，', '。', '《', '、', '：', '的'])
                    .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
                let name = ["公布", "发布", "编制", "现将", "形成"]
                    .iter()
                    .fold(&before[from..], |name, verb| name.rsplit(verb).next().unwrap_or(name));
                Some(name.to_owned()).filter(|name| {
                    is_name(name) && short.as_ref().is_none_or(|short| name != short && name.contains(short.as_str()))
                })
            })
        });
        let Some(short) = short else { return named };
        if is_office(&short) {
            return Some(short);
        }
        let government = format!("{short}{GOVERNMENT}");
        let mut all = texts.opening.iter().chain(texts.sections.iter().flatten());
        named.or_else(|| all.any(|p| p.text.contains(&government)).then_some(government)).or(Some(short))
    }

    /// Writes it into the form, with a finding for what is missing or uncertain.
    pub(super) fn write(&self, form: &mut Form, diagnostics: &mut Diagnostics) {
        if self.year.is_none() {
            diagnostics.report(
                &rule::I09,
                &fields::YEAR,
                None,
                "标题和正文里没有找到报告年度",
                "请填写year，数据属于哪一年就填哪一年。",
            );
        }
        match &self.agency {
            Some(name) => form.write(&fields::NAME, Answer::Text(name.clone())),
            None => {
                let advice = "请填写机关全称，与公章一致。";
                let what = match &self.compiler {
                    Some(compiler) => format!("标题里没有找到编制机关；导语里写的是“由{compiler}编制”"),
                    None => "标题里没有找到编制机关".to_owned(),
                };
                diagnostics.report(&rule::I09, &fields::NAME, None, &what, advice);
            }
        }
        for field in form.describe_agency() {
            form.comments.remark(&field.into(), format!("{}由机关名称看出，请核对。", field.label));
        }
        if let (Some(name), Some(short)) = (&self.agency, &self.title_name)
            && name != short
        {
            form.write(&fields::TITLE_NAME, Answer::Text(short.clone()));
        }
        for field in [&fields::LEVEL, &fields::KIND] {
            if let (Some(name), None) = (&self.agency, form.text(field)) {
                let what = format!("从“{name}”看不出{}", field.label);
                diagnostics.report(&rule::I09, field, None, &what, "请填写。");
            }
        }
        for (field, words) in &self.contacts {
            form.write(field, Answer::Text(words.clone()));
        }
        if let Some(issuer) = &self.issuer {
            form.write(&fields::ISSUER, Answer::Text(issuer.clone()));
        }
        if let Some(date) = self.date {
            form.write(&fields::DATE, Answer::Date(date));
        }
    }
}

/// The most lines that the signature and what pages print behind it come to.
const MOST_BEHIND: usize = 12;
/// How many lines a title has before its last.
const LINES_OF_TITLE: usize = 2;
/// Characters of the longest title.
const LONGEST_TITLE: usize = LONGEST_NAME + 30;
/// A title in its parts.
#[derive(Debug)]
pub(super) struct Title {
    /// The agency as it is named there; empty where it is not.
    pub(super) agency: String,
    /// The report year.
    pub(super) year: Option<Year>,
    /// How many bytes stand behind its words.
    behind: usize,
}

/// Words before the agency in the title of a notice about the report.
const NOTICE: &[&str] = &["关于", "公布", "发布", "印发", "公开"];

impl Title {
    /// Reads a title without blanks: the agency, the year wherever it stands, and the words that every title has.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (before_year, year, behind_year) = parted_by_year(text).unwrap_or((text, None, ""));
        let plain = format!("{before_year}{behind_year}");
        let (at, words) = TITLE_WORDS.iter().filter_map(|words| Some((plain.find(words)?, *words))).min()?;
        let mut agency = plain[..at].trim_matches(['《', '》', '#', '*', '-', '—', '：', ':']);
        while let Some(rest) = NOTICE.iter().find_map(|word| agency.strip_prefix(word)) {
            agency = rest;
        }
        Some(Self { agency: agency.to_owned(), year, behind: plain.len() - at - words.len() })
    }
}

/// A text before a year that has its word, the year, and the text behind.
fn parted_by_year(text: &str) -> Option<(&str, Option<Year>, &str)> {
    text.match_indices('年').find_map(|(end, _)| {
        let digits: usize = text[..end].chars().rev().take_while(|c| digit(*c).is_some()).map(char::len_utf8).sum();
        let year = report_year(&digit_by_digit(&text[end - digits..end])?)?;
        let behind = &text[end + '年'.len_utf8()..];
        // 2022年度报告 is 2022 and 年度报告; 2022年度政府信息…… is 2022年度.
        let behind = behind.strip_prefix('度').filter(|rest| !rest.starts_with("报告")).unwrap_or(behind);
        let is_shared = behind.starts_with("度报告");
        let behind = if is_shared { &text[end..] } else { behind };
        Some((&text[..end - digits], Some(year), behind))
    })
}

/// The agency with what stands of its name on the line before, where the text has the two as one name.
fn whole_name(texts: &Texts, first: usize, agency: String) -> String {
    let before = first.checked_sub(1).and_then(|at| texts.opening.get(at)).map(|line| squeezed(&line.text));
    let Some(before) = before.filter(|before| is_name(before) && !agency.is_empty()) else { return agency };
    let joined = before + &agency;
    let mut all = texts.opening.iter().chain(texts.sections.iter().flatten());
    if all.any(|paragraph| squeezed(&paragraph.text).contains(&joined)) { joined } else { agency }
}

/// Whether a line begins a title: nothing stands before it, or a line that ends a sentence.
fn starts_title(opening: &[Paragraph], at: usize) -> bool {
    at == 0 || opening[at - 1].text.chars().count() > LONGEST_NAME || !is_name(&opening[at - 1].text)
}

/// A text without blanks.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}

/// Whether a line may be a name: short, without the signs of sentences.
fn is_name(text: &str) -> bool {
    let count = text.trim().chars().count();
    let is_plain = !text.contains(['，', '。', '；', '：', '、', ':', '《', '！', '？', '【']);
    (2..=LONGEST_NAME).contains(&count) && is_plain && text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// The day a line ends with, and the words before it.
fn dated(line: &str) -> Option<(String, Date)> {
    let line = squeezed(line);
    if line.chars().count() > LONGEST_NAME || line.contains(['，', '。', '；']) {
        return None;
    }
    let is_part = |c: &char| digit(*c).is_some() || "年月日十-./".contains(*c);
    let length: usize = line.chars().rev().take_while(is_part).map(char::len_utf8).sum();
    let (words, day) = line.split_at(line.len() - length);
    let date = Date::read(day).or_else(|| {
        let (year, rest) = day.split_once('年')?;
        let (month, day) = rest.strip_suffix('日')?.split_once('月')?;
        Date::new(digit_by_digit(year)?.parse().ok()?, number(month)?, number(day)?)
    })?;
    Some((words.trim_matches(['（', '(', '：']).to_owned(), date))
}

/// A number of a date: 二十八, 28.
fn number(text: &str) -> Option<u8> {
    let in_words = || chinese_numeral::read(text).filter(|(_, length)| *length == text.len());
    digit_by_digit(text).or_else(|| Some(in_words()?.0))?.parse().ok()
}

/// The report year that digits stand for, if there is an official format for it.
fn report_year(digits: &str) -> Option<Year> {
    Year::new(digits.parse().ok()?).filter(|year| Edition::of_year(*year).is_some())
}

/// Whom a preface names as the compiler: 由…编制.
fn compiler(text: &str) -> Option<String> {
    let before = &text[..text.find("编制")?];
    let name = &before[before.rfind('由')? + '由'.len_utf8()..];
    Some(squeezed(name)).filter(|name| is_name(name))
}

/// The year that 统计期限自…年1月1日 names.
fn period(texts: &[String]) -> Option<Year> {
    texts.iter().find_map(|text| {
        let text = squeezed(text);
        let at = text.find("年1月1日")?;
        let digits: String = text[..at].chars().rev().take(4).collect();
        report_year(&digits.chars().rev().collect::<String>())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_read_in_their_parts() {
        for (text, agency, year) in [
            ("云溪县人民政府2022年政府信息公开工作年度报告", "云溪县人民政府", Some(2022)),
            ("#修武县2020年政府信息公开工作年度报告", "修武县", Some(2020)),
            ("2020年度政府信息公开工作年度报告", "", Some(2020)),
            ("云溪县教育局二〇二一年政府信息公开年度报告", "云溪县教育局", Some(2021)),
            ("青石镇政府信息公开工作年度报告", "青石镇", None),
            ("2022年青山县水利局政府信息公开工作年度报告", "青山县水利局", Some(2022)),
            ("青山县水利局政府信息公开工作2022年度报告", "青山县水利局", Some(2022)),
            ("关于公布青山县水利局2022年政府信息公开工作年度报告的公告", "青山县水利局", Some(2022)),
            ("云溪县2022年度政府信息公开工作年度报告", "云溪县", Some(2022)),
        ] {
            let title = Title::read(text).unwrap();
            assert_eq!((title.agency.as_str(), title.year.map(Year::number)), (agency, year), "{text}");
        }
        assert!(Title::read("政府信息公开指南").is_none());
    }

    #[test]
    fn signatures_end_with_a_day() {
        let read = |line: &str| dated(line).map(|(words, date)| (words, date.iso()));
        assert_eq!(read("2021年2月25日"), Some((String::new(), "2021-02-25".to_owned())));
        assert_eq!(
            read("云溪县人民政府办公室　二〇二一年一月二十八日"),
            Some(("云溪县人民政府办公室".to_owned(), "2021-01-28".to_owned()))
        );
        assert_eq!(read("统计期限至2021年12月31日，特此说明。"), None);
        assert_eq!(read("无。"), None);
    }
}
