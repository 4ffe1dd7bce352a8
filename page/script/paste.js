// What is pasted into a cell: a single value goes the browser's way, a block goes to the library whole, as lines of
// cells parted by tabs. Excel and WPS give such text; a web page or Word may give a table in HTML only.

import { attempt, change } from "./store.js"

/** Longer than the year's largest table by far: what is larger is not a block of figures. */
const MOST = 200_000

/** @param {HTMLTableElement} grid */
export function pasteInCells(grid) {
  grid.addEventListener("paste", (event) => {
    const input = event.target
    if (!(input instanceof HTMLInputElement) || !event.clipboardData) return
    const block = blockOf(event.clipboardData)
    if (block === null) return
    event.preventDefault()
    const place = input.dataset["place"] ?? ""
    attempt(() => change({ op: "paste", place, text: block }, { place }))
  })
}

/**
 * The block as text, or null if it is a single value.
 * @param {DataTransfer} clipboard
 * @returns {string | null}
 */
function blockOf(clipboard) {
  const text = clipboard.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "")
  if (text.includes("\t")) return text
  const html = clipboard.getData("text/html")
  const table = html.length <= MOST && /<table/i.test(html) ? tableOf(html) : null
  if (table !== null) return table
  return text.includes("\n") ? text : null
}

/**
 * The first table of a piece of HTML, parsed aside: nothing in it runs, loads or enters the page. Merged cells keep
 * their columns: what they cover is blank.
 * @param {string} html
 * @returns {string | null} null: no table, or one of a single cell
 */
export function tableOf(html) {
  // Nothing of it would run, but browsers report each handler and style that the policy forbids.
  const plain = html.replace(/\s(?:on\w+|style)\s*=/gi, " data-left-out=")
  const table = new DOMParser().parseFromString(plain, "text/html").querySelector("table")
  if (!table) return null
  /** @type {string[][]} */
  const lines = [...table.rows].map(() => [])
  ;[...table.rows].forEach((row, line) => {
    let column = 0
    for (const cell of row.cells) {
      while (lines[line]?.[column] !== undefined) column += 1
      for (let down = 0; down < Math.max(cell.rowSpan, 1); down += 1) {
        for (let right = 0; right < cell.colSpan; right += 1) {
          const covered = lines[line + down]
          if (covered) covered[column + right] = down + right === 0 ? cell.textContent.replace(/\s+/g, " ").trim() : ""
        }
      }
      column += cell.colSpan
    }
  })
  const single = lines.length === 1 && lines[0]?.length === 1
  return single ? null : lines.map((line) => Array.from(line, (text) => text ?? "").join("\t")).join("\n")
}
