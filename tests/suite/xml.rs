//! XML as a tree, and the packages of parts that DOCX and XLSX are: the one reader of all suites that look inside.

use std::io::{Cursor, Read as _, Write as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element with what it holds.
pub struct Element {
    pub name: String,
    /// In the order of the file, as they stand there: references are not resolved.
    pub attributes: Vec<(String, String)>,
    pub content: Vec<Node>,
}

/// What an element holds: elements and the text between them.
pub enum Node {
    Element(Element),
    /// As it stands in the file, `&amp;` and all.
    Text(String),
}

impl Element {
    fn opened(start: &BytesStart<'_>) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let attributes = start.attributes().map(Result::unwrap).map(|a| (text(a.key.as_ref()), text(&a.value)));
        Self { name: text(start.name().as_ref()), attributes: attributes.collect(), content: Vec::new() }
    }

    fn put(&mut self, more: &str) {
        match self.content.last_mut() {
            Some(Node::Text(text)) => text.push_str(more),
            _ => self.content.push(Node::Text(more.to_owned())),
        }
    }

    /// As it is opened, without the brackets: `w:sz w:val="32"`.
    pub fn tag(&self) -> String {
        self.attributes.iter().fold(self.name.clone(), |tag, (name, value)| format!("{tag} {name}=\"{value}\""))
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The elements right inside of it.
    pub fn children(&self) -> impl Iterator<Item = &Self> {
        self.content.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element right inside of it that has this name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children().find(|element| element.name == name)
    }

    /// The elements of a name anywhere inside, in the order of the file.
    pub fn all(&self, name: &str) -> Vec<&Self> {
        let mut found = Vec::new();
        for child in self.children() {
            found.extend((child.name == name).then_some(child));
            found.extend(child.all(name));
        }
        found
    }

    /// The text right inside of it.
    pub fn text(&self) -> String {
        let texts = self.content.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }
}

/// The outermost element of a part.
pub fn parse(xml: &str) -> Element {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Element { name: String::new(), attributes: Vec::new(), content: Vec::new() }];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(Element::opened(&start)),
            Event::Empty(start) => open.last_mut().unwrap().content.push(Node::Element(Element::opened(&start))),
            Event::End(_) => {
                let closed = open.pop().unwrap();
                open.last_mut().unwrap().content.push(Node::Element(closed));
            }
            Event::Text(text) => open.last_mut().unwrap().put(&text.decode().unwrap()),
            Event::GeneralRef(name) => open.last_mut().unwrap().put(&format!("&{};", name.decode().unwrap())),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "every element is closed");
    let whole = open.pop().unwrap().content.into_iter();
    let mut elements = whole.filter_map(|node| if let Node::Element(element) = node { Some(element) } else { None });
    elements.next().expect("an element")
}

/// A part of a DOCX or XLSX package, as text.
pub fn part(package: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A part of a package, as a tree.
pub fn tree(package: &[u8], name: &str) -> Element {
    parse(&part(package, name))
}

/// The names of the parts of a package.
pub fn parts(package: &[u8]) -> Vec<String> {
    let zip = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    zip.file_names().map(|name| name.unwrap().into_owned()).collect()
}

/// A package with one part changed.
pub fn with_part(package: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for known in parts(package) {
        changed.start_file(known.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        if known == name {
            changed.write_all(change(&part(package, name)).as_bytes()).unwrap();
        } else {
            std::io::copy(&mut zip.by_name(&known).unwrap(), &mut changed).unwrap();
        }
    }
    changed.finish().unwrap().into_inner()
}
