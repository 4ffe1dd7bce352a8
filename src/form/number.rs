//! Reading one number: a figure of its kind, or the rule it breaks and the sentence (F05, F06, F08, F12).

use super::entered::Entered;
use crate::figure::{AMOUNT_DECIMALS, Figure, Kind, Misread};
use crate::lenient_number;
use crate::rule::{self, Rule};
use crate::toml_text::Value;

/// A number of that kind, in one of the units if any is written, or the rule it breaks and the sentence; nothing where
/// a syntax error has its own finding.
pub(super) fn figure(
    entered: &Entered<'_>,
    kind: Kind,
    units: &[&str],
    name: impl Fn() -> String,
) -> Result<Figure, Option<(&'static Rule, String)>> {
    match entered.value {
        Value::Number(text) => Figure::read(text, kind).map_err(|reason| Some(misread(reason, text, kind, &name()))),
        Value::Unknown => Err(None),
        Value::Text(text) if text.trim().is_empty() => {
            Err(Some((&rule::F08, format!("{}没有填。空白不等于0；确实没有的填0。", name()))))
        }
        Value::Text(text) => {
            let hint = advice(text, kind, units, entered.is_of_text());
            let shown: String = text.trim().chars().take(24).collect();
            Err(Some((&rule::F05, format!("{}：应填数，现填“{shown}”。{hint}", name()))))
        }
        _ => Err(Some((&rule::F05, format!("{}：应填数，现填{}。只写数字，没有的填0。", name(), entered.shown())))),
    }
}

/// What to write instead of a text, if that can be told.
fn advice(text: &str, kind: Kind, units: &[&str], is_quoted: bool) -> String {
    let fits = |number: &String| Figure::read(number, kind).is_ok();
    if let Some(number) = plain(text, kind, units) {
        return if number == text.trim() && is_quoted {
            "去掉引号。".to_owned()
        } else {
            format!("请改为{number}。")
        };
    }
    match (lenient_number::converted(text, units).filter(fits), kind.is_amount()) {
        (Some(number), true) => format!("这一格的单位是{}，应填{number}。", units.first().unwrap_or(&"")),
        (Some(number), false) => format!("请写出全部数字，应填{number}。"),
        (None, _) if is_quoted => "只写数字，不加引号、单位和说明。".to_owned(),
        (None, _) => "只写数字，不加单位和说明。".to_owned(),
    }
}

/// The figure that was meant by a text, as digits; none if there is any doubt.
pub fn plain(text: &str, kind: Kind, units: &[&str]) -> Option<String> {
    // 增 and 减 say something of a change only.
    let is_change = kind == Kind::Change || !text.trim_start().starts_with(lenient_number::SIGN_WORDS);
    let number = || lenient_number::number(text, units).filter(|_| is_change);
    let meant = if lenient_number::means_zero(text) { Some("0".to_owned()) } else { number() };
    meant.filter(|number| Figure::read(number, kind).is_ok())
}

/// The rule a misread number breaks, and the sentence.
fn misread(reason: Misread, text: &str, kind: Kind, name: &str) -> (&'static Rule, String) {
    let shown: String = text.chars().take(40).collect();
    match reason {
        Misread::NotANumber if kind.is_amount() => {
            (&rule::F05, format!("{name}：应填金额（如 901.25），现填“{shown}”。写出全部数字，不用指数。"))
        }
        Misread::NotANumber => {
            let whole = text
                .split_once('.')
                .filter(|(_, fraction)| fraction.len() != 3 && fraction.bytes().all(|b| b == b'0'))
                .map(|(whole, _)| whole);
            let advice =
                whole.map_or_else(|| "写出全部数字，不用小数和指数。".to_owned(), |whole| format!("请改为{whole}。"));
            (&rule::F05, format!("{name}：应填整数，现填“{shown}”。{advice}"))
        }
        Misread::Negative => (&rule::F06, format!("{name}填{shown}，不能小于0。请核对，没有的填0。")),
        Misread::TooLarge => {
            let limit = if kind.is_amount() { "一千亿" } else { "一万亿" };
            (&rule::F12, format!("{name}填{shown}，太大（应小于{limit}）。请核对位数和单位。"))
        }
        Misread::TooPrecise => {
            let advice = "单位是万元的，六位小数已经到分，请核对位数";
            (&rule::F12, format!("{name}填{shown}，小数最多{AMOUNT_DECIMALS}位，连整数最多15位。{advice}。"))
        }
    }
}
