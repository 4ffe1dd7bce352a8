//! 填报网页: the form that a web page carries, put in and read out. The page is the program for those who install nothing;
//! it is sent out with a form inside, comes back filled in, and is read like any other form.
//!
//! A page carries two inert elements, which no browser runs or shows: this year's form and, beside it, last year's. In the
//! page as it is built both are empty.
//!
//! ```text
//! <script type="application/toml" id="form" data-name="柳河镇-2026.toml" data-version="0.3.0" data-length="5120">…</script>
//! <script type="application/toml" id="last"></script>
//! ```
//!
//! Their text, and the name, are plain ASCII ([`escaped`]), so that no text of a form can end the element, and no
//! program that saves the page in another encoding, or with other line ends, changes the form. `data-length` is how many bytes
//! the form has, so that one that was cut is not taken for whole. Nothing else of a page is read, and nothing of it is run.

mod escaped;
mod markup;

use std::fmt;

use crate::form::Form;
use crate::refused::Refused;
use markup::Script;

/// The type of the elements, which tells browsers to leave them alone.
const TYPE: &str = "application/toml";
/// The elements of this year's form and of last year's.
const FORM: &str = "form";
const LAST: &str = "last";
/// The version of the program that wrote them.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The forms that a page carries, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// This year's.
    pub form: Text,
    /// Last year's, if it came along.
    pub last: Option<Text>,
}

/// A form as text, with the name of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The name of the file it is, or would be saved as.
    pub name: String,
    /// What is in it, TOML.
    pub toml: String,
}

/// Why a page gives no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Nothing was filled in, or saved.
    Blank,
    /// A form is not there whole.
    Damaged,
    /// It carries several forms.
    Several,
    /// It was saved by this version, newer than the program, in another manner.
    Newer([u32; 3]),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blank => {
                "这是空白的填报网页，里面没有填好的表；请在浏览器里打开它，填好后按页面上的“另存为网页”存下，再用存下的那一份（浏览器自己的“网页另存为”存不下填的内容）"
            }
            Self::Damaged => {
                "填报网页里的表不完整：没有存完、没有传完，或被别的程序改过；请用原来的网页重新按“另存为网页”存一份"
            }
            Self::Several => "填报网页里有不止一份表，不能断定用哪一份；请用原来的网页重新按“另存为网页”存一份",
            Self::Newer([major, minor, patch]) => {
                return write!(
                    f,
                    "这份填报网页是新版（{major}.{minor}.{patch}）存的，本程序是{VERSION}版，读不了；请换用新版的程序"
                );
            }
        })
    }
}

/// Whether a file is a page that carries forms, or is made to.
pub fn is_page(bytes: &[u8]) -> bool {
    let page = markup::plain(bytes);
    let is_markup = page.trim_ascii_start().starts_with(b"<");
    is_markup && markup::scripts(&page).any(|script| script.is(TYPE, FORM))
}

/// A page with forms in it, in place of those it had: this year's, and last year's to compare with. All else stays as it is.
///
/// ```
/// use nianbao::{Input, Year, blank, hand_out, read};
/// let page = r#"<!DOCTYPE html><script type="application/toml" id="form"></script>"#;
/// let form = blank(Year::of::<2026>(), "某县某镇人民政府", None)?;
/// let page = hand_out(page, &form, None)?;
/// let again = read(Input { name: "某镇.html", bytes: page.as_bytes() })?;
/// assert_eq!(again.to_toml(), form.to_toml());
/// # Ok::<(), nianbao::Refused>(())
/// ```
///
/// # Errors
///
/// A page that has no place for a form.
pub fn hand_out(page: &str, form: &Form, last: Option<&Form>) -> Result<String, Refused> {
    let scripts: Vec<Script<'_>> = markup::scripts(page.as_bytes()).collect();
    let places = |id| scripts.iter().filter(move |script| script.is(TYPE, id));
    let [own] = places(FORM).collect::<Vec<_>>()[..] else {
        return Err(Refused::because("这个网页不是填报网页（nianbao.html），里面没有放填报表的地方"));
    };
    let (mut own_text, last_text) = (element(FORM, Some(&Text::of(form))), element(LAST, last.map(Text::of).as_ref()));
    let mut last_places = places(LAST).peekable();
    if last_places.peek().is_none() {
        own_text += &last_text;
    }
    let mut changes = vec![(own.whole.clone(), own_text.as_str())];
    changes.extend(last_places.map(|place| (place.whole.clone(), last_text.as_str())));
    changes.sort_by_key(|(range, _)| range.start);
    let (mut written, mut done) = (String::with_capacity(page.len() + own_text.len() + last_text.len()), 0);
    for (range, text) in changes {
        written += page.get(done..range.start).unwrap_or_default();
        written += text;
        done = range.end;
    }
    Ok(written + page.get(done..).unwrap_or_default())
}

/// The forms that a page carries, in whatever encoding it was saved: of a page the two elements alone are read.
///
/// # Errors
///
/// A page that carries no form, or none that is whole.
pub fn form_of(page: &[u8]) -> Result<Carried, Unreadable> {
    let page = markup::plain(page);
    let scripts: Vec<Script<'_>> = markup::scripts(&page).collect();
    let carried = |id| -> Result<Option<Text>, Unreadable> {
        let mut filled = scripts.iter().filter(|script| script.is(TYPE, id) && !script.is_blank());
        match (filled.next(), filled.next()) {
            (None, _) => Ok(None),
            (Some(one), None) => Text::read(one).map(Some),
            (Some(_), Some(_)) => Err(Unreadable::Several),
        }
    };
    let form = carried(FORM)?.ok_or(Unreadable::Blank)?;
    Ok(Carried { form, last: carried(LAST)? })
}

/// An element with a form in it, or with nothing.
fn element(id: &str, text: Option<&Text>) -> String {
    let Some(Text { name, toml }) = text else { return format!("<script type=\"{TYPE}\" id=\"{id}\"></script>") };
    let (name, length, text) = (escaped::value(name), toml.len(), escaped::text(toml));
    format!(
        "<script type=\"{TYPE}\" id=\"{id}\" data-name=\"{name}\" data-version=\"{VERSION}\" data-length=\"{length}\">{text}</script>"
    )
}

impl Text {
    /// A form as it is carried.
    fn of(form: &Form) -> Self {
        let name = form.source.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let is_text = name.to_ascii_lowercase().ends_with(".toml");
        let name = if is_text { name.to_owned() } else { form.file_stem() + ".toml" };
        Self { name, toml: form.to_toml() }
    }

    /// What an element carries.
    fn read(script: &Script<'_>) -> Result<Self, Unreadable> {
        let name = script.attribute("data-name").and_then(escaped::read).unwrap_or_default();
        let is_whole = |toml: &String| {
            let length = script.attribute("data-length").map(|length| length.trim_ascii().to_vec());
            length.is_none_or(|length| length == toml.len().to_string().into_bytes())
        };
        match script.text().and_then(escaped::read).filter(is_whole) {
            Some(toml) => Ok(Self { name, toml }),
            None => {
                Err(script.attribute("data-version").and_then(newer).map_or(Unreadable::Damaged, Unreadable::Newer))
            }
        }
    }
}

/// A version, if it is newer than the program's.
fn newer(version: &[u8]) -> Option<[u32; 3]> {
    let numbers = |text: &str| -> Option<[u32; 3]> {
        let numbers: Vec<u32> = text.trim().split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
        numbers.try_into().ok()
    };
    let version = numbers(std::str::from_utf8(version).ok()?)?;
    numbers(VERSION).filter(|own| version > *own).map(|_| version)
}
