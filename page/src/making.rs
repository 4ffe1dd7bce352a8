//! Files made of forms.

use nianbao::screen;
use nianbao::{Checked, File, Format, Input, Options, Output, Refused, Year};
use serde::Serialize;

use crate::envelope::{self, FileName, Reply};
use crate::form_part::FormPart;
use crate::opening::only;

/// What is said of files that were made.
#[derive(Serialize)]
struct Made {
    said: Option<String>,
}

/// What is asked for by its name.
fn output(what: &str) -> Result<Output, Refused> {
    Ok(match what {
        "docx" => Output::Report(Format::Docx),
        "xlsx" => Output::Report(Format::Xlsx),
        "txt" => Output::Report(Format::Text),
        "html" => Output::Report(Format::Html),
        "record" => Output::Record(Format::Docx),
        "workbook" => Output::Workbook,
        "toml" => Output::Form,
        _ => return Err(Refused::because(format!("没有“{what}”这种文件"))),
    })
}

/// A file of a form; while it has errors a report is a draft, and that is said.
fn made(checked: &Checked, output: Output) -> Result<Reply, Refused> {
    let is_draft = matches!(output, Output::Report(_)) && checked.has_errors();
    let file = nianbao::build(checked, output, Options { draft: is_draft, ..Options::default() })?;
    let errors = checked.findings.iter().filter(|finding| finding.is_error()).count();
    let said = is_draft.then(|| format!("还有错误{errors}处，作为草稿导出，各页标明“草稿”"));
    Reply::bringing(&Made { said }, vec![file])
}

/// The report as a web page.
pub(crate) fn preview(form: &FormPart) -> Result<Reply, Refused> {
    made(&form.checked(), Output::Report(Format::Html))
}

/// A file made of the form.
pub(crate) fn export(form: &FormPart, what: &str) -> Result<Reply, Refused> {
    made(&form.checked(), output(what)?)
}

/// This page with the form in it.
pub(crate) fn hand_out(form: &FormPart, names: &[FileName], bytes: &[u8]) -> Result<Reply, Refused> {
    let own = only(names, bytes)?;
    let page = std::str::from_utf8(own.bytes).map_err(|_| Refused::because("网页不是UTF-8编码的"))?;
    let checked = form.read();
    let page = nianbao::hand_out(page, &checked, form.read_last().as_ref())?;
    let file = File { name: format!("{}.html", checked.file_stem()), bytes: page.into_bytes() };
    Reply::bringing(&Made { said: None }, vec![file])
}

/// The forms of units added up: the roster first, then theirs.
pub(crate) fn rollup(year: Option<u16>, names: &[FileName], bytes: &[u8]) -> Result<Reply, Refused> {
    let files = envelope::files(names, bytes)?;
    let files: Vec<Input> = files.into_iter().map(|(name, bytes)| Input { name, bytes }).collect();
    let Some((roster, forms)) = files.split_first() else { return Err(Refused::because("没有单位名录")) };
    let (rolled_up, files) = screen::rolled_up(*roster, forms, year.and_then(Year::new))?;
    Reply::bringing(&rolled_up, files)
}
