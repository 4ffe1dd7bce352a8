//! What the style of a web page strikes out or hides: its own style sheets, the style of an element, and what browsers
//! do by themselves. Only the few properties that decide it are looked at.

use std::collections::HashMap;

use scraper::node::Element;
use scraper::{ElementRef, Html, Selector};

/// How an element is shown, by itself; what stands in it may be shown less.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// It takes no place on the page.
    pub(super) gone: bool,
    /// Whether it is seen, where it says so.
    pub(super) visible: Option<bool>,
    /// It is struck out.
    pub(super) struck: bool,
}

/// The width of the page that decides which rules for screens hold, in pixels.
const WIDTH: u32 = 1280;
/// Rules of style sheets that are looked at; more are those of a whole site.
const MOST_RULES: usize = 5000;
/// Rules stand no deeper within others.
const DEEPEST: usize = 8;

/// A declaration of a property that decides how something is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Declared {
    Gone(bool),
    Visible(Option<bool>),
    Struck(bool),
}

#[derive(Debug)]
struct Rule {
    selector: Selector,
    /// How special the selector is: numbers of ids, of classes, of names.
    weight: [usize; 3],
    declared: Vec<(Declared, bool)>,
}

/// The style sheets of a page.
#[derive(Debug, Default)]
pub(super) struct PageStyle {
    rules: Vec<Rule>,
    /// The rules by the class, id or name that an element must have; those of any element under nothing.
    by_key: HashMap<String, Vec<usize>>,
}

impl PageStyle {
    /// Reads the style sheets that stand in a page.
    pub(super) fn read(page: &Html) -> Self {
        let mut style = Self::default();
        let Ok(sheets) = Selector::parse("style") else { return style };
        for sheet in page.select(&sheets) {
            if sheet.attr("media").is_none_or(holds_on_screen) {
                style.read_sheet(&without_comments(&sheet.text().collect::<String>()), 0);
            }
        }
        style
    }

    fn read_sheet(&mut self, sheet: &str, depth: usize) {
        let mut rest = sheet;
        while let Some((before, behind)) = rest.split_once('{').filter(|_| self.rules.len() < MOST_RULES) {
            let (block, next) = behind.split_at(end_of_block(behind));
            rest = next.get(1..).unwrap_or_default();
            // A rule without a block, as @import, may stand before.
            let head = before.rsplit(';').next().unwrap_or_default().trim();
            let is_group = ["@media", "@supports", "@layer", "@container"].iter().any(|word| head.starts_with(word));
            match head.strip_prefix("@media") {
                _ if depth > DEEPEST => {}
                Some(condition) if holds_on_screen(condition) => self.read_sheet(block, depth + 1),
                None if is_group => self.read_sheet(block, depth + 1),
                None if !head.starts_with('@') => self.add(head, block),
                _ => {}
            }
        }
    }

    fn add(&mut self, selectors: &str, block: &str) {
        let declared = declared(block);
        if declared.is_empty() {
            return;
        }
        for words in selectors.split(',').map(str::trim).filter(|words| !words.contains("::")) {
            let Ok(selector) = Selector::parse(words) else { continue };
            self.by_key.entry(key(words)).or_default().push(self.rules.len());
            self.rules.push(Rule { selector, weight: weight(words), declared: declared.clone() });
        }
    }

    /// How an element is shown.
    pub(super) fn look(&self, element: ElementRef) -> Look {
        let value = element.value();
        let mut look = usual(value);
        let keys = value.classes().map(|class| format!(".{class}"));
        let keys = keys.chain(value.id().map(|id| format!("#{id}"))).chain([value.name().to_owned(), String::new()]);
        let mut rules: Vec<usize> = keys.filter_map(|key| self.by_key.get(&key)).flatten().copied().collect();
        rules.retain(|at| self.rules[*at].selector.matches(&element));
        rules.sort_unstable_by_key(|at| (self.rules[*at].weight, *at));
        let mut all: Vec<(Declared, bool)> = rules.iter().flat_map(|at| self.rules[*at].declared.clone()).collect();
        all.extend(value.attr("style").map(declared).unwrap_or_default());
        // What is declared as important counts before the rest.
        all.sort_by_key(|(_, is_important)| *is_important);
        for (declared, _) in all {
            match declared {
                Declared::Gone(gone) => look.gone = gone,
                Declared::Visible(visible) => look.visible = visible,
                Declared::Struck(struck) => look.struck = struck,
            }
        }
        look
    }
}

/// How browsers show an element by themselves.
fn usual(element: &Element) -> Look {
    let gone = element.attr("hidden").is_some() || element.attr("type").is_some_and(|kind| kind == "hidden");
    Look { gone, visible: None, struck: ["s", "del", "strike"].contains(&element.name()) }
}

/// What a block declares of the properties that decide how something is seen, and whether as important.
fn declared(block: &str) -> Vec<(Declared, bool)> {
    let of = |declaration: &str| {
        let (name, value) = declaration.split_once(':')?;
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase());
        let (value, is_important) = value.split_once('!').map_or((value.as_str(), false), |(value, _)| (value, true));
        let value = value.trim();
        let declared = match name.as_str() {
            "display" => Declared::Gone(value == "none"),
            "mso-hide" => Declared::Gone(matches!(value, "all" | "screen")),
            "visibility" => Declared::Visible(match value {
                "hidden" | "collapse" => Some(false),
                "visible" => Some(true),
                _ => None,
            }),
            "text-decoration" | "text-decoration-line" => Declared::Struck(value.contains("line-through")),
            _ => return None,
        };
        Some((declared, is_important))
    };
    block.split(';').filter_map(of).collect()
}

/// Whether a condition of media holds on a screen of the usual width.
fn holds_on_screen(condition: &str) -> bool {
    let condition = condition.to_ascii_lowercase();
    condition.split(',').any(|query| {
        let is_other = ["print", "speech"].iter().any(|kind| query.contains(kind)) && !query.contains("not");
        let widths = |name: &str| -> Vec<u32> { query.split(name).skip(1).filter_map(pixels).collect() };
        let is_wide = widths("min-width").iter().all(|least| *least <= WIDTH);
        let is_narrow = widths("max-width").iter().all(|most| *most >= WIDTH);
        !is_other && is_wide && is_narrow
    })
}

/// A width in pixels: `: 48em)`.
fn pixels(text: &str) -> Option<u32> {
    let text = text.trim_start_matches([':', ' ']);
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number: u32 = text[..end].parse().ok()?;
    let unit = text[end..].trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    Some(if unit.starts_with("em") || unit.starts_with("rem") { number.saturating_mul(16) } else { number })
}

/// What an element must have for a selector to fit: the first class or id of the selector's last part, or its name.
fn key(selector: &str) -> String {
    let last = selector.rsplit([' ', '>', '+', '~']).next().unwrap_or_default();
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let head = |text: &str| text[..text.find(|c| !is_plain(c)).unwrap_or(text.len())].to_owned();
    if last.contains(['(', '[', '\\']) || selector.contains(')') {
        return String::new();
    }
    match last.find(['.', '#']) {
        Some(at) => format!("{}{}", &last[at..=at], head(&last[at + 1..])),
        None => head(last).to_ascii_lowercase(),
    }
}

fn weight(selector: &str) -> [usize; 3] {
    let names = selector.split([' ', '>', '+', '~']).filter(|part| part.starts_with(|c: char| c.is_alphabetic()));
    [selector.matches('#').count(), selector.matches(['.', '[', ':']).count(), names.count()]
}

/// Where the block ends whose beginning was read: at the brace that closes it.
fn end_of_block(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return at,
            '}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

fn without_comments(sheet: &str) -> String {
    let mut kept = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, behind)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = behind.split_once("*/").map_or("", |(_, next)| next);
    }
    (kept + rest).replace("<!--", "").replace("-->", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_look_as_the_sheets_have_it() {
        let page = Html::parse_document(
            "<style>@import 'x'; /* .a{} */ .old, td.gone > i {text-decoration: line-through red}\
             .off{display:none} div.off{display:block!important} #x{visibility:hidden}\
             @media print{.a{display:none}} @media (max-width:600px){.b{display:none}}\
             @media screen and (min-width:40em){.c{DISPLAY : None}} .d:hover{display:none}</style>\
             <p id=p1 class='a b'></p><p id=p2 class=off></p><div id=p3 class=off></div><b id=x></b><b id=p4 class=c></b>\
             <b id=p5 class='d old'></b><b id=p6 class=old style='text-decoration:none'></b><table><td class=gone><i id=p7></i></table>\
             <s id=p8></s><b id=p9 hidden></b><b id=p10 style='mso-hide:all'></b>",
        );
        let style = PageStyle::read(&page);
        let look = |id: &str| style.look(page.select(&Selector::parse(&format!("#{id}")).unwrap()).next().unwrap());
        let (shown, gone) = (Look::default(), Look { gone: true, ..Look::default() });
        let struck = Look { struck: true, ..shown };
        assert_eq!(["p1", "p2", "p3", "p4", "p5"].map(look), [shown, gone, shown, gone, struck]);
        assert_eq!(["p6", "p7", "p8", "p9", "p10"].map(look), [shown, struck, struck, gone, gone]);
        assert_eq!(look("x").visible, Some(false));
    }
}
