//! 汇总.xlsx in words: the sheets and columns by which a superior's reader finds again what it says.

/// The sheet with a row a unit, who has reported.
pub const SUBMISSION_STATUS: &str = "报送情况";
/// The sheet with the sums of all units as the official tables.
pub const TABLES: &str = "汇总表";
/// What stands behind the name of the office in the title of the sums.
pub const SUM_MARK: &str = "（汇总）";
/// The rows above the first table of the sums: title, how many units they hold, a way back.
pub const ROWS_ABOVE_TABLES: u32 = 3;

/// Column of 报送情况: the name of the unit.
pub const UNIT: &str = "单位";
/// Column of 报送情况: its level.
pub const LEVEL: &str = "层级";
/// Column of 报送情况: its kind.
pub const KIND: &str = "类别";
/// Column of 报送情况: the unit above it; blank of the root.
pub const PARENT: &str = "上级";
/// Column of 报送情况: the word of its [`Status`](super::Status).
pub const STATUS: &str = "状态";
/// Column of 报送情况: how many units below are to report.
pub const EXPECTED: &str = "应报";
/// Column of 报送情况: how many of them are counted.
pub const RECEIVED: &str = "实报";
/// Column of 报送情况: how many errors its form has.
pub const ERRORS: &str = "错误";
