//! 包裹: what is packed in a ZIP file or attached to a letter that was saved, one level deep, within the bounds of any
//! file that is read.

use std::io::{Cursor, Read as _};

use mail_parser::{MessageParser, MimeHeaders as _};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::catch_panic::catch_panic;
use crate::source::Source;

/// The most files of a parcel; each may be a unit's.
const MOST_FILES: usize = 2000;
/// The most bytes of all files of a parcel, unpacked.
const LARGEST: u64 = 512 << 20;
/// The most bytes of one file, as of any that is read.
const LARGEST_FILE: u64 = 64 << 20;
/// What systems put into parcels for themselves.
const OF_SYSTEMS: &str = "__MACOSX";

const TOO_LARGE: &str = "压缩包里的文件太多或太大，没有读；请解开放进来";
const DAMAGED: &str = "压缩包已损坏，或没有下载完整；请重新发来";
const LOCKED: &str = "压缩包加了密码；请解开放进来";
const GONE: &str = "压缩包里已经没有这个文件";
const NO_LETTER: &str = "这封邮件读不出来；请在邮箱里打开，把附件另存出来";
const NOTHING_ATTACHED: &str = "这封邮件里没有附件";

/// A kind of parcel that is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parcel {
    /// A ZIP file.
    Packed,
    /// A letter with its attachments.
    Letter,
}

impl Parcel {
    /// What a file of that ending is.
    pub(crate) fn of_ending(ending: &str) -> Option<Self> {
        match () {
            () if ending.eq_ignore_ascii_case("zip") => Some(Self::Packed),
            () if ending.eq_ignore_ascii_case("eml") => Some(Self::Letter),
            () => None,
        }
    }

    /// The names of the files in it, with `/` between folders; otherwise why it cannot be opened, without a full stop.
    pub(crate) fn names(self, bytes: &[u8]) -> Result<Vec<String>, &'static str> {
        let is_of_somebody = |name: &str| !name.is_empty() && !name.starts_with(OF_SYSTEMS);
        let mut names = self.opened(bytes, is_of_somebody, |name, _| name)?;
        names.sort();
        names.dedup();
        if names.is_empty() && self == Self::Letter { Err(NOTHING_ATTACHED) } else { Ok(names) }
    }

    /// One of the files in it.
    pub(crate) fn file(self, bytes: &[u8], wanted: &str) -> Result<Vec<u8>, &'static str> {
        let found = self.opened(bytes, |name| name == wanted, |_, content| content)?;
        found.into_iter().next().ok_or(GONE)
    }

    /// What is made of the files that are wanted by their names, of name and content.
    fn opened<T>(
        self,
        bytes: &[u8],
        is_wanted: impl Fn(&str) -> bool,
        take: impl Fn(String, Vec<u8>) -> T,
    ) -> Result<Vec<T>, &'static str> {
        // Libraries that read formats panic on some damaged files.
        let opened = catch_panic(|| match self {
            Self::Packed => packed(bytes, &is_wanted, &take),
            Self::Letter => attached(bytes, &is_wanted, &take),
        });
        opened.unwrap_or(Err(DAMAGED))
    }
}

fn packed<T>(
    bytes: &[u8],
    is_wanted: &impl Fn(&str) -> bool,
    take: &impl Fn(String, Vec<u8>) -> T,
) -> Result<Vec<T>, &'static str> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    if archive.len() > MOST_FILES {
        return Err(TOO_LARGE);
    }
    let (mut left, mut found) = (LARGEST, Vec::new());
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => LOCKED,
            _ => DAMAGED,
        })?;
        let name = plain(&decoded(file.name_raw()));
        if file.is_dir() || !is_wanted(&name) {
            continue;
        }
        let mut content = Vec::new();
        // What a file claims to be is not believed: it is unpacked.
        file.take(left.min(LARGEST_FILE) + 1).read_to_end(&mut content).map_err(|_| DAMAGED)?;
        let size = content.len() as u64;
        left = left.checked_sub(size).filter(|_| size <= LARGEST_FILE).ok_or(TOO_LARGE)?;
        found.push(take(name, content));
    }
    Ok(found)
}

fn attached<T>(
    bytes: &[u8],
    is_wanted: &impl Fn(&str) -> bool,
    take: &impl Fn(String, Vec<u8>) -> T,
) -> Result<Vec<T>, &'static str> {
    let letter = MessageParser::default().parse(bytes).ok_or(NO_LETTER)?;
    let attachments = letter.attachments().take(MOST_FILES);
    let named = attachments.filter_map(|part| Some((plain(part.attachment_name()?), part)));
    let wanted = named.filter(|(name, _)| is_wanted(name));
    Ok(wanted.map(|(name, part)| take(name, part.contents().to_vec())).collect())
}

/// The name of a packed file: UTF-8, or the GBK of Chinese Windows.
fn decoded(name: &[u8]) -> String {
    Source::decode("", name).map_or_else(|_| String::from_utf8_lossy(name).into_owned(), |name| name.text().to_owned())
}

/// A name that leads nowhere out of the parcel.
fn plain(name: &str) -> String {
    let parts = name.split(['/', '\\']).map(str::trim).filter(|part| !["", ".", ".."].contains(part));
    parts.collect::<Vec<_>>().join("/")
}
