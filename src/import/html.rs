//! A saved web page: its text and tables, without menus, scripts and styles.

use ego_tree::NodeRef;
use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

use super::cell::{Cell, Instead, Sight};
use super::content::{Content, StripContent};
use super::page_style::PageStyle;
use super::reading_order::ReadingOrder;
use super::{Refusal, tags};

/// Elements that hold nothing to be read.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "title", "nav", "aside", "select", "button", "svg", "iframe",
    "textarea", "object", "colgroup", "rt", "rp", "rtc",
];

/// Elements that end a paragraph, at their beginning and at their end.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "blockquote",
    "pre",
    "hr",
    "center",
    "form",
    "fieldset",
    "figure",
    "caption",
    "body",
    "address",
    "details",
    "summary",
];

/// Elements that pages close, and may nest.
const CLOSED: &[&str] = &[
    "div",
    "span",
    "section",
    "article",
    "table",
    "ul",
    "ol",
    "dl",
    "font",
    "b",
    "strong",
    "form",
    "center",
    "blockquote",
];
/// Elements nested in each other on any real page; the time to read more grows with the square of their number.
const DEEPEST: usize = 3000;

/// Whether elements are nested deeper than on any page.
fn is_too_deep(text: &str) -> bool {
    let (mut depth, mut deepest) = (0_usize, 0);
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        let (is_end, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        if CLOSED.iter().any(|name| name.eq_ignore_ascii_case(&rest[..end])) {
            depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
            deepest = deepest.max(depth);
        }
    }
    deepest > DEEPEST
}

/// Reads a page that was decoded.
pub(super) fn read(text: &str) -> Result<Content, Refusal> {
    if is_too_deep(text) {
        return Err(Refusal::TooLarge);
    }
    tags::accept(text)?;
    let page = Html::parse_document(text);
    let mut reading = Reading {
        style: PageStyle::read(&page),
        order: ReadingOrder::default(),
        words: Cell::default(),
        open: Vec::new(),
        is_title: false,
        is_article: false,
        title: String::new(),
    };
    for edge in page.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => reading.open(node),
            ego_tree::iter::Edge::Close(node) => reading.close(node.value()),
        }
    }
    let original = reading.finish();
    let has_tables = original.strips.iter().any(|strip| matches!(strip.content, StripContent::Row(_)));
    // Some sites hold the text in a field, and a script shows it.
    match hidden_text(&page).filter(|_| !has_tables) {
        Some(text) => read(&text).map(|inner| Content { title: inner.title.or(original.title), ..inner }),
        None => Ok(original),
    }
}

/// The page that a field holds as its text.
fn hidden_text(page: &Html) -> Option<String> {
    let fields = page.tree.root().descendants().filter_map(ElementRef::wrap);
    let texts = fields.filter(|field| field.value().name() == "textarea").map(|field| field.text().collect::<String>());
    texts.into_iter().find(|text| text.contains("<table"))
}

/// Whether what stands in an element has a place on the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Presence {
    #[default]
    There,
    /// It takes no place.
    Gone,
    /// It is nothing to be read at all.
    Skipped,
}

/// How what stands in an element is seen.
#[derive(Debug, Clone, Copy, Default)]
struct Shown {
    presence: Presence,
    is_invisible: bool,
    is_struck: bool,
}

struct Reading {
    style: PageStyle,
    order: ReadingOrder,
    /// The paragraph so far.
    words: Cell,
    /// The elements that are open, outermost first.
    open: Vec<Shown>,
    is_title: bool,
    /// Whether an element says that what stands in it is a text of its own.
    is_article: bool,
    title: String,
}

impl Reading {
    fn open(&mut self, node: NodeRef<Node>) {
        match node.value() {
            Node::Text(text) if self.is_title => self.title.push_str(text),
            Node::Text(text) => self.text(text),
            Node::Element(element) => {
                if let Some(reference) = ElementRef::wrap(node) {
                    // A select shows the option that is chosen.
                    if element.name() == "select" && self.order.is_in_cell() {
                        self.push(&chosen(reference));
                    }
                    self.enter(element, reference);
                    self.open_element(element);
                }
            }
            _ => {}
        }
    }

    fn shown(&self) -> Shown {
        self.open.last().copied().unwrap_or_default()
    }

    /// Takes down how an element is shown, within those it stands in.
    fn enter(&mut self, element: &Element, reference: ElementRef) {
        let (around, look) = (self.shown(), self.style.look(reference));
        let is_value = element.name() == "textarea" && self.order.is_in_cell();
        let presence = match () {
            () if SKIPPED.contains(&element.name()) && !is_value => Presence::Skipped,
            () if look.gone => Presence::Gone,
            () => Presence::There,
        };
        self.open.push(Shown {
            presence: presence.max(around.presence),
            is_invisible: look.visible.map_or(around.is_invisible, |is_visible| !is_visible),
            is_struck: around.is_struck || look.struck,
        });
    }

    fn open_element(&mut self, element: &Element) {
        let name = element.name();
        self.is_title |= name == "title";
        self.is_article |= name == "article";
        if name == "meta" {
            self.read_meta(element);
        }
        let presence = self.shown().presence;
        if name == "img" && self.order.is_in_cell() && presence == Presence::There && !is_dot(element) {
            self.words.put(Instead::Picture);
        } else if name == "img" && presence == Presence::There && !is_dot(element) {
            self.flush();
            self.order.picture();
        }
        if name == "a" && element.attr("href").is_some_and(is_file) {
            self.order.original.has_attachments = true;
        }
        if presence != Presence::There {
            return;
        }
        match name {
            "br" => self.push("\n"),
            "input" if self.order.is_in_cell() => self.push(value(element)),
            "table" => {
                self.flush();
                self.order.open_table();
            }
            "tr" => {
                self.flush();
                self.order.open_row();
            }
            "td" | "th" => {
                self.flush();
                self.order.open_cell(false);
            }
            // A raised sign behind a figure refers to a note; brackets keep it from being read as a digit.
            "sup" | "sub" if self.order.is_in_cell() => self.push("["),
            _ if BLOCKS.contains(&name) => self.flush(),
            _ => {}
        }
    }

    fn close(&mut self, node: &Node) {
        let Node::Element(element) = node else { return };
        let name = element.name();
        if name == "title" {
            self.is_title = false;
        }
        if self.shown().presence == Presence::There {
            self.close_element(name);
        }
        self.open.pop();
    }

    fn close_element(&mut self, name: &str) {
        match name {
            "table" => {
                self.flush();
                self.order.close_table();
            }
            "tr" => {
                self.flush();
                self.order.close_row();
            }
            "td" | "th" => {
                self.flush();
                self.order.close_cell();
            }
            "sup" | "sub" if self.order.is_in_cell() => self.push("]"),
            _ if BLOCKS.contains(&name) => self.flush(),
            _ => {}
        }
    }

    /// Adds characters as they are seen here. What is hidden in a text is nobody's concern; in a cell it is told.
    fn push(&mut self, text: &str) {
        let sight = match self.shown() {
            Shown { presence: Presence::Skipped, .. } => return,
            Shown { presence: Presence::Gone, .. } if !self.order.is_in_cell() => return,
            Shown { presence: Presence::Gone, .. } | Shown { is_invisible: true, .. } => Sight::Hidden,
            Shown { is_struck: true, .. } => Sight::Struck,
            _ => Sight::Shown,
        };
        self.words.push(text, sight);
    }

    /// Text as a browser shows it: any white space is one blank, and none where a line of Han characters was broken.
    fn text(&mut self, text: &str) {
        let mut shown = String::new();
        let mut last = self.words.chars().last();
        let (mut is_broken, mut has_gap) = (false, false);
        // Soft hyphens are left out: browsers show them only where a line breaks.
        for c in text.chars().filter(|c| *c != '\u{AD}') {
            if c.is_ascii_whitespace() {
                has_gap = true;
                is_broken |= c == '\n';
                continue;
            }
            let between_han = is_broken && !c.is_ascii() && last.is_some_and(|last| !last.is_ascii());
            if has_gap && !between_han && last.is_some_and(|last| last != '\n') {
                shown.push(' ');
            }
            (has_gap, is_broken) = (false, false);
            shown.push(c);
            last = Some(c);
        }
        if has_gap && !is_broken && last.is_some_and(|last| !matches!(last, '\n' | ' ')) {
            shown.push(' ');
        }
        self.push(&shown);
    }

    fn flush(&mut self) {
        self.order.paragraph(std::mem::take(&mut self.words));
    }

    fn read_meta(&mut self, element: &Element) {
        let is_author = element.attr("name").is_some_and(|name| name.eq_ignore_ascii_case("author"));
        if is_author && let Some(author) = element.attr("content") {
            self.order.original.author = Some(author.to_owned());
        }
    }

    fn finish(mut self) -> Content {
        self.flush();
        let title = self.title.trim().to_owned();
        let mut original = self.order.finish();
        original.title = Some(title).filter(|title| !title.is_empty());
        original.has_surroundings = !self.is_article;
        original
    }
}

/// What a field to be filled in shows.
fn value(element: &Element) -> &str {
    const NO_FIELDS: &[&str] =
        &["hidden", "button", "submit", "reset", "image", "file", "checkbox", "radio", "password", "search"];
    let kind = element.attr("type").unwrap_or("text").to_ascii_lowercase();
    if NO_FIELDS.contains(&kind.as_str()) { "" } else { element.attr("value").unwrap_or_default() }
}

/// The text of the option that a select shows: that which is chosen, or the first.
fn chosen(select: ElementRef) -> String {
    let options: Vec<ElementRef> =
        select.descendants().filter_map(ElementRef::wrap).filter(|option| option.value().name() == "option").collect();
    let is_chosen = |option: &&ElementRef| option.value().attr("selected").is_some();
    let option = options.iter().find(is_chosen).or(options.first());
    option.map_or_else(String::new, |option| option.text().collect())
}

/// Whether an address leads to a file as reports are.
fn is_file(address: &str) -> bool {
    let name = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    FILES.iter().any(|end| name.ends_with(end))
}

/// How names of such files end.
const FILES: &[&str] = &[".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".ofd", ".zip", ".rar"];

/// Whether a picture is a dot that only keeps room.
fn is_dot(element: &Element) -> bool {
    ["width", "height"].iter().any(|side| matches!(element.attr(side), Some("0" | "1" | "2")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_comes_to_strips() {
        let page = "<html><head><title>题</title><style>p{}</style><meta name=author content=某局></head><body><nav>首页</nav>\
            <table><tr><td><p>　　甲段<br>乙段</p><table><tr><td rowspan=2>角<td>结果<br>维持&nbsp;</tr><tr><td>0\n</table>尾</td></tr></table>\
            <p>第一行\n第二行 three\nfour</p><div style='display: none'>藏</div></body></html>";
        let original = read(page).unwrap();
        let shown: Vec<String> = original
            .strips
            .iter()
            .map(|strip| match &strip.content {
                StripContent::Picture => "picture".to_owned(),
                StripContent::Text(text) => format!("={text}"),
                StripContent::Row(cells) => {
                    cells.iter().map(|cell| &**cell).collect::<Vec<_>>().join("|").replace('\n', "/")
                }
            })
            .collect();
        assert_eq!(shown, ["=甲段", "=乙段", "角|结果/维持", "0", "=尾", "=第一行第二行 three four"]);
        assert_eq!((original.title.as_deref(), original.author.as_deref()), (Some("题"), Some("某局")));
    }
}
