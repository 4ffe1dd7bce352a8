//! 部首: characters that Unicode has a second time, as parts of others or for old encodings, told for the common ones
//! they look like. PDFs, and documents made of them, hold them in place of 人, 民, 行.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

/// The CJK radicals from U+2E80 on that Unicode does not compose by itself, each before the common character it looks
/// like (EquivalentUnifiedIdeograph.txt).
const SUPPLEMENT: &str = "\
    ⺁厂⺅亻⺆冂⺈刀⺉刂⺊卜⺋卩⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺\
    ⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺶羊⺷羊⺹耂⺺肀\
    ⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长\
    ⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯\
    ⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

/// A text with common characters in place of radicals and doubles.
pub(crate) fn folded(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_double) { Cow::Owned(text.chars().map(common).collect()) } else { Cow::Borrowed(text) }
}

/// Whether a character is one that Unicode has a second time.
pub(crate) const fn is_double(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}')
}

/// The common character that one looks like; itself if it is common.
pub(crate) fn common(c: char) -> char {
    if !is_double(c) {
        return c;
    }
    let of_supplement = || SUPPLEMENT[SUPPLEMENT.find(c)? + c.len_utf8()..].chars().next();
    let mut composed = std::iter::once(c).nfkc();
    match (composed.next(), composed.next()) {
        (Some(common), None) if common != c => common,
        _ => of_supplement().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_what_they_look_like() {
        assert_eq!(folded("⼈⺠⾏⽂⼯⻅⻋⻓⻔⻚⻛⻰⻳⾏政"), "人民行文工见车长门页风龙龟行政");
        assert_eq!(folded("⺟⻁⻄⻘⻢⻥⻦⻩⻬⻮"), "母虎西青马鱼鸟黄齐齿");
        assert!(matches!(folded("人民政府"), Cow::Borrowed(_)));
        assert_eq!(common('\u{2E9A}'), '\u{2E9A}');
    }
}
