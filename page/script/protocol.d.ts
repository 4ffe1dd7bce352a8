/* The protocol between the page's script and the library compiled to WebAssembly (crate page/, `nianbao-page`).
 *
 * Exports of the module: `alloc(len) -> ptr`, `free(ptr, len)`, `call(ptr, len) -> ptr`. Nothing is kept between calls:
 * every call carries the form's TOML text (and last year's, if any). No state inside.
 * Envelope, both ways: u32 LE length of the JSON | JSON (UTF-8) | the bytes of the files one after another.
 * `call` takes over (frees) the request, and its answer begins with u32 LE length of the envelope that follows; script
 * frees 4 + length. In the JSON, `files: [{name, size}]` names the bytes that follow, in order.
 * An answer is `{refused: "中文一句"}` or the answer of its op. A trap ends the instance; script starts another one.
 * Optional values are `null`, never absent, in answers. All text that is shown to people is made by the library.
 */

/** `applications.received.natural` or `agency.name` or `narrative.overview`: as `data-place` in the page */
export type Key = string;

export interface FileName { name: string; size: number }

// ---- requests -------------------------------------------------------------------------------------------------------

/** What every request about a form carries. */
export interface FormPart {
  toml: string;
  /** the form's file name, as messages show it */
  name: string;
  /** last year's form as TOML, or null */
  last: string | null;
}

export type Request =
  | { op: "describe"; year: number | null }                       // -> Description (null: the newest edition)
  | ({ op: "view" } & FormPart)                                   // -> Changed (toml unchanged)
  | { op: "new"; year: number; agency: string; level: string | null; kind: string | null; last: string | null } // -> Changed
  | { op: "open"; files: FileName[] }                             // -> Opened: TOML, handed-out page, filled workbook or published report, by content
  | ({ op: "last-year"; files: FileName[] } & FormPart)           // -> Opened-like: form with 结转 carried into blanks, `last` set
  | ({ op: "set"; place: Key; typed: string } & FormPart)         // -> Changed. One figure, answer or text typed; "" empties it
  | ({ op: "zero-rest"; table: string } & FormPart)               // -> Changed
  | ({ op: "paste"; place: Key; text: string } & FormPart)        // -> Changed. TSV block from the active cell (rules: PAGE.md, Cells)
  | ({ op: "accept"; rule: string; place: Key; reason: string } & FormPart) // -> Changed. adds [[explained]]; reason "" takes it back
  | ({ op: "fix"; apply: boolean } & FormPart)                    // -> Fixed
  | { op: "explain"; rule: string }                               // -> Explanation
  | ({ op: "preview" } & FormPart)                                // -> Made: one file, the HTML report (a draft where errors stand)
  | ({ op: "export"; what: What } & FormPart)                     // -> Made; draft is decided by the library: errors make a draft
  | ({ op: "hand-out"; files: FileName[] } & FormPart)            // -> Made: files[0] is this page's own HTML; the form goes into it
  | { op: "rollup"; year: number | null; files: FileName[] };     // -> RolledUp: files[0] the roster, then the units' forms

/** `txt`, `docx`, `xlsx`, `html`: the report; `record`: 核对情况表 (docx); `workbook`: to fill in; `toml`: the form */
export type What = "docx" | "xlsx" | "txt" | "html" | "toml" | "workbook" | "record";

// ---- answers --------------------------------------------------------------------------------------------------------

export type Answer<T> = T | { refused: string };

/** What does not change while a form of one year is filled in. */
export interface Description {
  year: number;
  edition: string;
  /** years a new form can be made for, newest first; with the one to offer */
  years: number[];
  /** version of the program, for the foot of the page */
  version: string;
  steps: Step[];
  tables: Table[];
  fields: Field[];
  /** 插入表中的数: a tree; leaves have `insert`, what goes into the text, e.g. `{{applications.received.total}}` */
  insert: Insert[];
}

/** A step of the tree at the left, in the paper's order: parts of fields, tables, texts; last is `export`. */
export interface Step {
  /** `agency`, `applications`, `narrative.overview`, `export` …: unique */
  key: string;
  /** 1 机关和联系方式 … without the number */
  name: string;
  /** the section's official heading, e.g. 三、收到和处理政府信息公开申请情况; the name if it has none */
  heading: string;
  /** keys of tables in it, in order */
  tables: string[];
  /** keys of fields in it, in order */
  fields: Key[];
}

export interface Table {
  key: string;
  /** 表三 */
  name: string;
  title: string;
  /** lines as on paper, each with cells left to right; merged cells once, at their first */
  rows: GridCell[][];
  /** how many of the first lines are column headings (sticky), how many of the first columns are labels */
  head: number;
  labels: number;
  /** width of columns as parts, labels and figures */
  widths: number[];
  /** given cells in the order of Tab (across, then down), by their rows: a matrix, ragged allowed */
  order: Key[][];
}

export interface GridCell {
  text: string;
  rowspan: number;
  colspan: number;
  /** "col" | "row" | "corner": a header, with HTML scope; null: a cell of figures or plain text */
  scope: "col" | "colgroup" | "row" | "rowgroup" | "corner" | null;
  /** the place of a figure; null for headings and texts */
  place: Key | null;
  given: boolean;
  /** how a screen reader names it: 表三 一、本年新收 自然人 */
  label: string | null;
}

export interface Field {
  place: Key;
  label: string;
  kind: "text" | "lines" | "choice" | "number" | "amount" | "date" | "year" | "yes-no" | "narrative";
  /** for `choice` and `yes-no`: value and what it is called (often the same) */
  choices: { value: string; label: string }[];
  /** one line beneath the field */
  hint: string;
  sample: string;
  required: boolean;
  /** for `narrative`: the outline of what the section has to speak of (要点) */
  outline: string[];
}

export interface Insert { label: string; insert: string | null; children: Insert[] }

/** Every op that changes a form answers with the form and all that follows from it. */
export interface Changed {
  toml: string;
  last: string | null;
  /** what the library did beyond the plain, a sentence for the status line: “12件”读作12；填了5个0 … */
  said: string | null;
  view: View;
}

export interface View {
  year: number | null;
  agency: string;
  /** 青山县柳河镇人民政府2026年度…, for the head of the page */
  title: string;
  /** the name without ending of files made of it */
  stem: string;
  /** every given cell of the tables that is not blank, and every derived cell */
  cells: Record<Key, Cell>;
  /** every field that is not blank */
  answers: Record<Key, FieldAnswer>;
  balances: Balance[];
  findings: Finding[];
  /** by Step.key */
  steps: Record<string, StepState>;
  counts: { error: number; warning: number; note: number };
  /** one line: 3处错误，2处警告 / 没有发现问题 */
  summary: string;
}

export interface Cell {
  /** given: exactly what stands in the form (what was typed); derived: the figure, `—` while blanks stand */
  text: string;
  /** given: understood as a figure; derived: known */
  known: boolean;
  /** tip: 还有3格没有填 · what is wrong with what was typed; null otherwise */
  tip: string | null;
  /** last year's figure, as text */
  last: string | null;
}

export interface FieldAnswer {
  /** what was typed; lines joined by \n */
  text: string;
  tip: string | null;
  /** last year's, for narratives and what is carried */
  last: string | null;
  /** `{{…}}` in a narrative: UTF-16 offsets in `text`, and the figure that will be printed (null: cannot be known yet), and its name */
  chips: { from: number; to: number; shown: string | null; label: string }[];
}

export interface Balance {
  table: string;
  /** the place of the column's balance, `applications.balance.natural` or like; key for data-place of the <output> */
  place: Key;
  /** 自然人 */
  label: string;
  /** 12＋1＝13 · 1＋0≠2，多1 · — */
  text: string;
  state: "even" | "odd" | "unknown";
  /** 平 / 不平 / 未填全 */
  word: string;
}

export interface Finding {
  rule: string;
  severity: "error" | "warning" | "note";
  /** 错误 / 警告 / 提示 */
  word: string;
  /** as --json names it, may be "" (the whole file) or a table, a row, a passage's field */
  place: Key;
  /** the first place in the page that a jump goes to: a cell, a field, or null */
  target: Key | null;
  /** the step it belongs to */
  step: string;
  /** the message, without the code */
  sentence: string;
  /** for a passage: UTF-16 offsets in the text of `target` */
  passage: { from: number; to: number } | null;
  /** it can be 属实，写明理由 (a rule that takes [[explained]]) */
  can_accept: boolean;
  /** the reason that stands already, or null */
  reason: string | null;
}

export interface StepState {
  state: "blank" | "partial" | "wrong" | "done";
  /** 未填 / 填了一部分 / 有问题 / 完成 */
  word: string;
  /** findings of error and warning in it */
  count: number;
}

export interface Opened extends Changed {
  name: string;
  kind: "form" | "page" | "workbook" | "report";
  /** what was read with doubt or left out, sentences of the import */
  remarks: string[];
}

export interface Fixed extends Changed { changes: { line: number; old: string; new: string }[] }

export interface Explanation { rule: string; word: string; title: string; why: string; basis: string; example: string; remedy: string }

export interface Made { files: FileName[]; said: string | null }

export interface RolledUp extends Made {
  expected: number; received: number;
  findings: { word: string; unit: string | null; file: string | null; sentence: string }[];
}
