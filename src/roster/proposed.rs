//! A roster to be completed: the units whose forms lie in a folder, as they describe themselves. Who is above whom no
//! form tells, and nothing here guesses it.

use crate::toml_text::quoted;

/// A unit as its form describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// Its name.
    pub name: String,
    /// 行政层级, if the form or the name tells it.
    pub level: String,
    /// 政府 or 部门, likewise.
    pub kind: String,
    /// 统一社会信用代码, if the form has it.
    pub code: String,
    /// The file it was read from.
    pub file: String,
}

/// What is to be done before a roster made from a folder can be used.
pub const TO_DO: [&str; 3] = [
    "第一个单位是汇总单位（把大家的数加起来的），请填名称、层级、类别；它不写上级。",
    "其余的都要填上级：照抄上级单位的名称。层级、类别空着的也请填。",
    "没有报来的单位，程序不知道，请补上；次序就是汇总表的次序。",
];

impl Proposed {
    /// The unit that the others come to, still to be named.
    pub fn root() -> Self {
        Self {
            name: String::new(),
            level: String::new(),
            kind: String::new(),
            code: String::new(),
            file: String::new(),
        }
    }

    /// What it says under a column of a roster.
    pub fn says(&self, key: &str) -> &str {
        match key {
            "name" => &self.name,
            "level" => &self.level,
            "kind" => &self.kind,
            "code" => &self.code,
            _ => "",
        }
    }
}

/// The roster as TOML, the unit that all come to first.
pub fn print(units: &[Proposed]) -> String {
    let mut lines = vec!["# 单位名录，由文件夹里的报表列出。用以前：".to_owned()];
    lines.extend(TO_DO.iter().zip(1..).map(|(line, at)| format!("#  {at}. {line}")));
    for unit in std::iter::once(&Proposed::root()).chain(units) {
        lines.push(String::new());
        if !unit.file.is_empty() {
            lines.push(format!("# 来自 {}", unit.file.replace(char::is_control, " ")));
        }
        lines.push("[[unit]]".to_owned());
        let is_root = unit.name.is_empty();
        let written = |key: &str, says: &str| format!("{key:<6} = {}", quoted(says));
        lines.push(written("name", &unit.name) + if is_root { "   # 汇总单位的全称" } else { "" });
        lines.push(written("level", &unit.level));
        lines.push(written("kind", &unit.kind));
        if !unit.code.is_empty() {
            lines.push(written("code", &unit.code));
        }
        if !is_root {
            lines.push(written("parent", ""));
        }
    }
    lines.join("\n") + "\n"
}
