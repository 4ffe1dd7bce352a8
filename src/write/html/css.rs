//! The style of each kind of element: declared once, a class on the page and a style of its own in the fragment, since
//! the editors of content systems drop everything else.

use crate::report::Fonts;
use crate::write::colours::{self, NOTE_FONT};

/// Names and styles; `$` names a font, a fill or a note's font of the report.
#[rustfmt::skip]
const STYLES: &[(&str, &str)] = &[
    ("report",    "font-family:$body;font-size:1.25em;line-height:1.8;color:#000;text-align:justify;overflow-wrap:anywhere"),
    ("title",     "font-family:$title;font-size:1.4em;font-weight:normal;line-height:1.5;text-align:center;text-wrap:balance;margin:1em 0"),
    ("section",   "font-family:$heading1;font-size:1em;font-weight:normal;text-indent:2em;margin:.8em 0 .3em"),
    ("heading",   "font-size:1em;font-weight:normal;text-indent:2em;margin:.2em 0"),
    ("level1",    "font-family:$heading1"),
    ("level2",    "font-family:$heading2"),
    ("text",      "text-indent:2em;margin:0"),
    ("note",      "font-family:$table;font-size:.7em;margin:.4em 0"),
    ("signature", "text-align:right;margin:1.8em 2em 0"),
    ("scroll",    "overflow-x:auto;margin:.4em 0"),
    ("table",     "border-collapse:collapse;width:100%;font-family:$table;font-size:.7em;line-height:1.4;text-align:center"),
    ("wide",      "min-width:52em"),
    ("caption",   "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"),
    ("cell",      "border:1px solid #000;padding:.25em .3em;font-weight:normal;vertical-align:middle"),
    ("left",      "text-align:left"),
    ("figure",    "white-space:nowrap"),
    ("band",      "background:$band"),
    ("corner",    "font-family:$note"),
    ("amiss",     "background:$wrong"),
    ("draft",     "font-family:$heading1;color:#b00000;border:2px solid #b00000;padding:.3em 1em;text-align:center"),
];

/// The styles of one report.
pub(super) struct Styles {
    /// Names with their styles.
    pub(super) all: Vec<(&'static str, String)>,
    /// Whether elements name their class, or bear the style themselves.
    pub(super) by_class: bool,
}

impl Styles {
    pub(super) fn new(fonts: &Fonts, by_class: bool) -> Self {
        let words = [
            ("$body", family(&fonts.body)),
            ("$title", family(&fonts.title)),
            ("$heading1", family(&fonts.heading1)),
            ("$heading2", family(&fonts.heading2)),
            ("$table", family(&fonts.table)),
            ("$note", family(NOTE_FONT)),
            ("$band", format!("#{:06x}", colours::BAND)),
            ("$wrong", format!("#{:06x}", colours::WRONG)),
        ];
        let filled =
            |style: &str| words.iter().fold(style.to_owned(), |style, (word, value)| style.replace(word, value));
        Self { all: STYLES.iter().map(|(name, style)| (*name, filled(style))).collect(), by_class }
    }

    /// The attribute that gives an element these styles; several names are parted by blanks.
    pub(super) fn attribute(&self, names: &str) -> String {
        if self.by_class {
            return format!("class=\"{names}\"");
        }
        let style = |name: &str| self.all.iter().find(|(known, _)| *known == name).map(|(_, style)| style.as_str());
        format!("style=\"{}\"", names.split(' ').filter_map(style).collect::<Vec<_>>().join(";"))
    }
}

/// A font and what stands in for it. Names are quoted singly, so that they can stand in an attribute.
fn family(name: &str) -> String {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric() || " _-".contains(*c)).collect();
    let substitute = Fonts::substitute(name);
    let elsewhere = match substitute {
        "仿宋" => "FangSong,STFangsong,serif",
        "楷体" => "KaiTi,STKaiti,serif",
        "黑体" => "SimHei,'Heiti SC',sans-serif",
        _ => "SimSun,'Songti SC',serif",
    };
    format!("'{plain}',{substitute},{elsewhere}")
}
