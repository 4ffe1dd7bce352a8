//! An XML part as a tree that can be mended: read and written by `quick-xml`.

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

/// An element with its attributes, as they stand in the file, escapes included.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    /// Text as it stands in the file, escapes included.
    Text(String),
}

impl Element {
    /// An empty element with attributes.
    pub(super) fn new(name: &str, attributes: &[(&str, &str)]) -> Self {
        let attributes = attributes.iter().map(|(key, value)| ((*key).to_owned(), escaped(value))).collect();
        Self { name: name.to_owned(), attributes, children: Vec::new() }
    }

    /// Reads a part.
    pub(super) fn read(xml: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(xml).map_err(|error| error.to_string())?;
        let mut reader = Reader::from_str(text);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().map_err(|error| error.to_string())? {
                Event::Start(start) => open.push(Self::opened(&start)?),
                Event::Empty(start) => push(&mut open, Node::Element(Self::opened(&start)?))?,
                Event::End(_) => {
                    let closed = open.pop().ok_or("unbalanced XML")?;
                    push(&mut open, Node::Element(closed))?;
                }
                Event::Text(text) => {
                    let text = std::str::from_utf8(&text).map_err(|error| error.to_string())?.to_owned();
                    push(&mut open, Node::Text(text))?;
                }
                Event::GeneralRef(name) => {
                    let name = std::str::from_utf8(&name).map_err(|error| error.to_string())?;
                    push(&mut open, Node::Text(format!("&{name};")))?;
                }
                Event::Eof => break,
                Event::Decl(_) | Event::Comment(_) => {}
                other => return Err(format!("unexpected XML: {other:?}")),
            }
        }
        let root = open.pop().filter(|_| open.is_empty()).ok_or("unbalanced XML")?;
        let mut elements = root.children.into_iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        });
        elements.next().ok_or_else(|| "no XML element".to_owned())
    }

    fn opened(start: &BytesStart) -> Result<Self, String> {
        let name = std::str::from_utf8(start.name().as_ref()).map_err(|error| error.to_string())?.to_owned();
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let text = |bytes: &[u8]| std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| error.to_string());
            attributes.push((text(attribute.key.as_ref())?, text(&attribute.value)?));
        }
        Ok(Self { name, attributes, children: Vec::new() })
    }

    /// Writes a part, with its declaration.
    pub(super) fn write(&self) -> Result<Vec<u8>, String> {
        let mut writer = Writer::new(Vec::new());
        let declaration = Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes")));
        writer.write_event(declaration).and_then(|()| self.write_to(&mut writer)).map_err(|error| error.to_string())?;
        Ok(writer.into_inner())
    }

    fn write_to(&self, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        let mut start = BytesStart::new(self.name.as_str());
        for (key, value) in &self.attributes {
            start.push_attribute((key.as_bytes(), value.as_bytes()));
        }
        if self.children.is_empty() {
            return writer.write_event(Event::Empty(start));
        }
        writer.write_event(Event::Start(start))?;
        for child in &self.children {
            match child {
                Node::Element(element) => element.write_to(writer)?,
                Node::Text(text) => writer.write_event(Event::Text(BytesText::from_escaped(text.as_str())))?,
            }
        }
        writer.write_event(Event::End(BytesEnd::new(self.name.as_str())))
    }

    /// Visits the element and all below it, outermost first.
    pub(super) fn visit(&mut self, visitor: &mut impl FnMut(&mut Self)) {
        visitor(self);
        for child in &mut self.children {
            if let Node::Element(element) = child {
                element.visit(visitor);
            }
        }
    }

    /// Adds an element to the first child of that name, which is made if missing.
    pub(super) fn add_to(&mut self, name: &str, added: Self) {
        if let Some(child) = self.children_named(name).next() {
            child.children.push(Node::Element(added));
            return;
        }
        let child = Self { children: vec![Node::Element(added)], ..Self::new(name, &[]) };
        self.children.push(Node::Element(child));
    }

    /// The child elements of that name.
    pub(super) fn children_named(&mut self, name: &str) -> impl Iterator<Item = &mut Self> {
        self.children.iter_mut().filter_map(move |node| match node {
            Node::Element(element) if element.name == name => Some(element),
            _ => None,
        })
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

fn push(open: &mut [Element], node: Node) -> Result<(), String> {
    open.last_mut().ok_or("unbalanced XML")?.children.push(node);
    Ok(())
}

/// A text as it may stand in an attribute or an element.
pub(super) fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}
