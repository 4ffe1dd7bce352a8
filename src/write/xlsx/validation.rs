//! What the cells to be filled in take: a prompt before, an error message after.

use rust_xlsxwriter::{DataValidation, DataValidationRule, Formula, XlsxError};

use crate::figure::Kind;

/// The characters that Excel shows of a prompt.
const LONGEST_PROMPT: usize = 255;

/// What a cell of a kind takes, with the prompt beside it: what belongs there, and how it is written.
pub(super) fn accepted(kind: Kind, hint: &str) -> Result<DataValidation, XlsxError> {
    let hint = if hint.is_empty() { String::new() } else { format!("{hint}\n") };
    limited(kind, &format!("{hint}填{}。没有的填0，不要空着，不写单位。", kind.takes()))
}

/// What a cell of a kind takes, with a prompt.
pub(super) fn limited(kind: Kind, prompt: &str) -> Result<DataValidation, XlsxError> {
    let (least, most) = bounds(kind);
    let between = DataValidationRule::Between(Formula::new(least), Formula::new(most));
    let validation = DataValidation::new();
    let validation = if kind.is_amount() {
        validation.allow_decimal_number_formula(between)
    } else {
        validation.allow_whole_number_formula(between)
    };
    prompting(validation, prompt)
}

/// A validation with a prompt before and an error message after.
pub(super) fn prompting(validation: DataValidation, prompt: &str) -> Result<DataValidation, XlsxError> {
    let prompt: String = prompt.chars().take(LONGEST_PROMPT).collect();
    validation
        .set_input_title("填报")?
        .set_input_message(&prompt)?
        .set_error_title("不能这样填")?
        .set_error_message(&prompt)
}

/// The least and the greatest figure of a kind.
pub(super) fn bounds(kind: Kind) -> (String, String) {
    let most = match kind {
        Kind::Amount => format!("{}.9999", kind.limit() - 1),
        Kind::Count | Kind::Change => (kind.limit() - 1).to_string(),
    };
    (if kind == Kind::Change { format!("-{most}") } else { "0".to_owned() }, most)
}
