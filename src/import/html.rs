//! A saved web page: its text and tables, without menus, scripts and styles.

use scraper::node::Element;
use scraper::{Html, Node};

use super::Refusal;
use super::content::Content;
use super::reading_order::ReadingOrder;

/// Elements that hold nothing to be read.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "title", "nav", "aside", "select", "button", "svg", "iframe",
    "textarea", "object", "head", "colgroup",
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
    let page = Html::parse_document(text);
    let mut reading = Reading {
        order: ReadingOrder::default(),
        words: String::new(),
        skipped: 0,
        is_title: false,
        title: String::new(),
    };
    for edge in page.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => reading.open(node.value()),
            ego_tree::iter::Edge::Close(node) => reading.close(node.value()),
        }
    }
    Ok(reading.finish())
}

struct Reading {
    order: ReadingOrder,
    /// The paragraph so far.
    words: String,
    /// How many elements are open that hold nothing to be read.
    skipped: usize,
    is_title: bool,
    title: String,
}

impl Reading {
    fn open(&mut self, node: &Node) {
        match node {
            Node::Text(text) if self.is_title => self.title.push_str(text),
            Node::Text(text) if self.skipped == 0 => self.text(text),
            Node::Element(element) => self.open_element(element),
            _ => {}
        }
    }

    fn open_element(&mut self, element: &Element) {
        let name = element.name();
        self.is_title |= name == "title";
        if name == "meta" {
            self.read_meta(element);
        }
        if is_skipped(element) {
            self.skipped += 1;
        }
        if self.skipped > 0 {
            return;
        }
        match name {
            "br" => self.words.push('\n'),
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
            "sup" if self.order.is_in_cell() => self.words.push('['),
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
        if is_skipped(element) {
            self.skipped = self.skipped.saturating_sub(1);
            return;
        }
        if self.skipped > 0 {
            return;
        }
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
            "sup" if self.order.is_in_cell() => self.words.push(']'),
            _ if BLOCKS.contains(&name) => self.flush(),
            _ => {}
        }
    }

    /// Text as a browser shows it: any white space is one blank, and none where a line of Han characters was broken.
    fn text(&mut self, text: &str) {
        let mut is_broken = false;
        let mut has_gap = false;
        // Soft hyphens are left out: browsers show them only where a line breaks.
        for c in text.chars().filter(|c| *c != '\u{AD}') {
            if c.is_ascii_whitespace() {
                has_gap = true;
                is_broken |= c == '\n';
                continue;
            }
            let last = self.words.chars().last();
            let between_han = is_broken && !c.is_ascii() && last.is_some_and(|last| !last.is_ascii());
            if has_gap && !between_han && last.is_some_and(|last| last != '\n') {
                self.words.push(' ');
            }
            (has_gap, is_broken) = (false, false);
            self.words.push(c);
        }
        if has_gap && !is_broken && !self.words.is_empty() && !self.words.ends_with(['\n', ' ']) {
            self.words.push(' ');
        }
    }

    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        if !words.trim().is_empty() {
            self.order.paragraph(&words);
        }
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
        original
    }
}

/// Whether an element is not shown, or shows nothing of the report.
fn is_skipped(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or_default();
    let is_hidden = style.replace(' ', "").to_ascii_lowercase().contains("display:none");
    (SKIPPED.contains(&element.name()) && element.name() != "head") || is_hidden || element.attr("hidden").is_some()
}

#[cfg(test)]
mod tests {
    use super::super::content::StripContent;
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
                StripContent::Text(text) => format!("={text}"),
                StripContent::Row(cells) => cells.join("|").replace('\n', "/"),
            })
            .collect();
        assert_eq!(shown, ["=甲段", "=乙段", "角|结果/维持", "0", "=尾", "=第一行第二行 three four"]);
        assert_eq!((original.title.as_deref(), original.author.as_deref()), (Some("题"), Some("某局")));
    }
}
