//! The colours of cells by what they say, for every writer; words say the same beside them.

/// The bands of the official form, and the heads of lists.
pub(super) const BAND: u32 = 0x00C6_D9F1;
/// Wrong: an error, a draft's finding, sides that differ. The light red of spreadsheets.
pub(super) const WRONG: u32 = 0x00FF_C7CE;
/// To be looked at: a warning or a note.
pub(super) const TO_CHECK: u32 = 0x00FF_EB9C;
/// Explained by the unit.
pub(super) const EXPLAINED: u32 = 0x00DD_EBF7;
/// Not there: returned, not reported, not filled in.
pub(super) const ABSENT: u32 = 0x00D9_D9D9;
/// A sum of units.
pub(super) const SUM: u32 = 0x00F2_F2F2;
/// To be filled in.
pub(super) const OPEN: u32 = 0x00FF_F2CC;
/// The bars of charts.
pub(super) const BARS: u32 = 0x0044_72C4;

/// The font of the 勾稽 note in the official form.
pub(super) const NOTE_FONT: &str = "楷体";
