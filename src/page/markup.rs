//! The elements of a page, by the rules by which browsers find them, and nothing of it run.

use std::borrow::Cow;
use std::ops::Range;

/// Elements whose text holds no other elements, up to their own end.
const RAW: [&[u8]; 7] = [b"script", b"style", b"textarea", b"title", b"xmp", b"iframe", b"noframes"];

/// A script element.
pub(super) struct Script<'a> {
    /// From its first sign to its last.
    pub(super) whole: Range<usize>,
    attributes: Vec<(Vec<u8>, &'a [u8])>,
    /// What is in it; none if it has no end.
    text: Option<&'a [u8]>,
}

impl<'a> Script<'a> {
    /// Whether it is that of some type and id.
    pub(super) fn is(&self, kind: &str, id: &str) -> bool {
        let is = |name, value: &str| {
            self.attribute(name).is_some_and(|own: &[u8]| own.trim_ascii().eq_ignore_ascii_case(value.as_bytes()))
        };
        is("type", kind) && is("id", id)
    }

    /// An attribute, as it is written.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a [u8]> {
        self.attributes.iter().find(|(own, _)| own == name.as_bytes()).map(|(_, value)| *value)
    }

    /// What is in it, if it has an end.
    pub(super) const fn text(&self) -> Option<&'a [u8]> {
        self.text
    }

    /// Whether there is nothing in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_some_and(|text| text.trim_ascii().is_empty())
    }
}

/// A page as bytes of which each ASCII sign is one, as in UTF-8 and GB18030; of UTF-16 nothing else is kept.
pub(super) fn plain(bytes: &[u8]) -> Cow<'_, [u8]> {
    let (wide, unit): (&[u8], fn([u8; 2]) -> u16) = match bytes {
        [0xFF, 0xFE, wide @ ..] => (wide, u16::from_le_bytes),
        [0xFE, 0xFF, wide @ ..] => (wide, u16::from_be_bytes),
        _ => return Cow::Borrowed(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)),
    };
    let units = wide.as_chunks().0.iter().map(|pair| unit(*pair));
    Cow::Owned(units.map(|unit| u8::try_from(unit).ok().filter(u8::is_ascii).unwrap_or(b'?')).collect())
}

/// The script elements of a page.
pub(super) fn scripts(page: &[u8]) -> impl Iterator<Item = Script<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + page[at..].iter().position(|byte| *byte == b'<')?;
            let (next, script) = element(page, start);
            at = next;
            if script.is_some() {
                return script;
            }
        }
    })
}

/// What begins at a `<`: where to go on after it, and the script it is.
fn element(page: &[u8], start: usize) -> (usize, Option<Script<'_>>) {
    let rest = &page[start + 1..];
    if rest.starts_with(b"!--") {
        // A comment may end with the signs it begins with: `<!-->`.
        return (after(page, start + 2, b"-->").unwrap_or(page.len()), None);
    }
    let is_end = rest.first() == Some(&b'/');
    match rest.get(usize::from(is_end)) {
        Some(b'a'..=b'z' | b'A'..=b'Z') => {}
        Some(b'!' | b'?') => return (after(page, start, b">").unwrap_or(page.len()), None),
        _ => return (start + 1, None),
    }
    let mut tag = Tag { page, at: start + 1 + usize::from(is_end) };
    let name = tag.name();
    let Some(attributes) = tag.attributes() else { return (page.len(), None) };
    if is_end || !RAW.contains(&name.as_slice()) {
        return (tag.at, None);
    }
    let end = end_tag(page, tag.at, &name);
    let text = end.as_ref().map(|end| &page[tag.at..end.start]);
    let whole = start..end.map_or(page.len(), |end| end.end);
    (whole.end, (name == b"script").then(|| Script { whole, attributes, text }))
}

/// The first place after some signs.
fn after(page: &[u8], from: usize, signs: &[u8]) -> Option<usize> {
    let rest = page.get(from..)?;
    rest.windows(signs.len()).position(|window| window == signs).map(|at| from + at + signs.len())
}

/// The end tag of an element whose text holds no others.
fn end_tag(page: &[u8], from: usize, name: &[u8]) -> Option<Range<usize>> {
    let mut at = from;
    loop {
        let start = at + page.get(at..)?.iter().position(|byte| *byte == b'<')?;
        at = start + 1;
        let own = page.get(at + 1..).and_then(|rest| rest.get(..name.len()));
        let is_own = page.get(at) == Some(&b'/') && own.is_some_and(|own| own.eq_ignore_ascii_case(name));
        let next = page.get(at + 1 + name.len());
        if is_own && next.is_some_and(|next| next.is_ascii_whitespace() || matches!(next, b'/' | b'>')) {
            return after(page, at, b">").map(|end| start..end);
        }
    }
}

/// A start tag that is being read.
struct Tag<'a> {
    page: &'a [u8],
    at: usize,
}

impl<'a> Tag<'a> {
    fn take_while(&mut self, is_one: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.page.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| !is_one(*byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn next(&mut self) -> Option<u8> {
        let next = self.page.get(self.at).copied()?;
        self.at += 1;
        Some(next)
    }

    /// The name, in small letters.
    fn name(&mut self) -> Vec<u8> {
        self.take_while(|byte| !byte.is_ascii_whitespace() && !b"/>".contains(&byte)).to_ascii_lowercase()
    }

    /// The attributes, with their names in small letters, up to the end of the tag; none if it has no end.
    fn attributes(&mut self) -> Option<Vec<(Vec<u8>, &'a [u8])>> {
        let mut found = Vec::new();
        loop {
            self.take_while(|byte| byte.is_ascii_whitespace() || byte == b'/');
            if self.page.get(self.at) == Some(&b'>') {
                self.at += 1;
                return Some(found);
            }
            let start = self.at;
            self.next()?;
            self.take_while(|byte| !byte.is_ascii_whitespace() && !b"/>=".contains(&byte));
            let name = self.page.get(start..self.at)?.to_ascii_lowercase();
            self.take_while(|byte| byte.is_ascii_whitespace());
            let mut value: &[u8] = b"";
            if self.page.get(self.at) == Some(&b'=') {
                self.at += 1;
                self.take_while(|byte| byte.is_ascii_whitespace());
                value = self.value()?;
            }
            found.push((name, value));
        }
    }

    fn value(&mut self) -> Option<&'a [u8]> {
        match self.page.get(self.at)? {
            quote @ (b'"' | b'\'') => {
                self.at += 1;
                let value = self.take_while(|byte| byte != *quote);
                self.next()?;
                Some(value)
            }
            _ => Some(self.take_while(|byte| !byte.is_ascii_whitespace() && byte != b'>')),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(page: &str) -> Vec<String> {
        let found = scripts(page.as_bytes()).filter(|script| script.is("application/toml", "form"));
        found.map(|script| String::from_utf8(script.text().unwrap_or(b"-").to_vec()).unwrap()).collect()
    }

    #[test]
    fn an_element_is_found_as_a_browser_finds_it() {
        let own = "<script type=\"application/toml\" id=\"form\">1</script>";
        for page in [
            own.to_owned(),
            "<SCRIPT ID=form\n data-x='a>b' TYPE = 'application/toml' />1</Script >".to_owned(),
            format!("<!-- {own} --><!-->{own}"),
            format!("<script>a = '{}'</script>{own}", own.replace("</script>", "<\\/script>")),
            format!("<title>{own}</title><style>{own}</style><textarea>{own}</textarea><p title=\"{own}\">{own}"),
            format!("<!DOCTYPE html><?xml version='1.0'?>{own}"),
            format!("1 < 2 </p x='>'>{own}"),
        ] {
            assert_eq!(texts(&page), ["1"], "{page}");
        }
        assert_eq!(texts("<script type='application/toml' id='form'>1</scripts></script"), ["-"]);
        assert_eq!(texts("<script type='text/javascript' id='form'>1</script><script id='form'>1</script>"), [""; 0]);
        assert_eq!(texts("<script type='application/toml' id='form"), [""; 0]);
    }
}
