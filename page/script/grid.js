// A table as on paper: real inputs for what is given, outputs for what follows, headers with their scopes.
// Where things stand, how they are called and which are given comes with the description; nothing is known here.

import { moveInCells } from "./cells.js"
import { byId, make, setAttribute, setText } from "./dom.js"
import { marks } from "./marks.js"
import { pasteInCells } from "./paste.js"
import { attempt, change, say, state } from "./store.js"

/** @import { GridCell, Key, Table } from "./protocol" */
/** @import { Panel } from "./store.js" */

/** A place in the grid. @typedef {{ box: HTMLElement, shown: HTMLInputElement | HTMLOutputElement, last: HTMLElement | null }} Slot */

/** Pixels: a figure column, the least it may have, and the most a column of a table of few columns takes. */
const FIGURE = 84
const FIGURE_LEAST = 74
const COLUMN_MOST = 180

/**
 * @param {Table} table
 * @returns {Panel}
 */
export function buildGrid(table) {
  /** @type {Map<Key, Slot>} */
  const slots = new Map()
  const grid = make("table", { className: "grid", data: { table: table.key } },
    make("caption", { className: "unseen" }, `${table.name} ${table.title}`), columns(table))
  const lines = table.rows.map((row) => make("tr", {}, ...row.map((cell) => paper(cell, slots))))
  grid.append(make("thead", {}, ...lines.slice(0, table.head)), make("tbody", {}, ...lines.slice(table.head)))
  standing(grid, table)
  const sheet = make("div", { className: "sheet", role: "region", tabIndex: -1, aria: { label: table.name } }, grid)
  const note = make("p", { className: "cell-note", aria: { live: "polite" } })
  moveInCells(grid, table.order, note)
  pasteInCells(grid)
  crossing(grid)
  return {
    element: make("div", { className: "table", data: { table: table.key } }, tools(table, note), sheet),
    update: () => update(slots),
    focus: (place) => focus(slots, place),
  }
}

/**
 * @param {Table} table
 * @param {HTMLElement} note
 */
function tools(table, note) {
  const rest = make("button", { type: "button", data: { action: "zero-rest", table: table.key } }, "本表其余填0")
  rest.addEventListener("click", () => attempt(() => {
    const before = state.toml
    const { said } = change({ op: "zero-rest", table: table.key }, { place: table.order[0]?.[0] ?? null })
    if (said === null && state.toml === before) say("没有空格要填。")
  }))
  const last = make("input", { type: "checkbox", checked: !byId("panels").classList.contains("without-last") })
  last.addEventListener("change", () => {
    byId("panels").classList.toggle("without-last", !last.checked)
    for (const other of document.querySelectorAll("input.toggle-last")) if (other instanceof HTMLInputElement) other.checked = last.checked
  })
  last.className = "toggle-last"
  return make("div", { className: "tools" }, rest, make("label", { className: "with-last" }, last, "上年的数"), note)
}

/**
 * Widths: figures as wide as seven digits need; labels get the rest. Tables of few columns share evenly.
 * @param {Table} table
 */
function columns({ widths, labels }) {
  const figures = widths.slice(labels)
  const mean = figures.reduce((sum, width) => sum + width, 0) / Math.max(figures.length, 1)
  const wide = (widths[labels - 1] ?? 0) > 2 * mean
  const all = widths.reduce((sum, width) => sum + width, 0)
  const group = make("colgroup")
  let least = 0
  widths.forEach((width, at) => {
    const column = make("col")
    const label = at < labels
    const pixels = label ? Math.round((width / mean) * FIGURE * 0.6) : FIGURE
    if (!wide) column.style.width = `${(100 * width) / all}%`
    else if (at !== labels - 1) column.style.width = `${pixels}px`
    least += wide ? pixels : FIGURE_LEAST
    group.append(column)
  })
  group.dataset["least"] = String(least)
  if (!wide) group.dataset["most"] = String(COLUMN_MOST * widths.length)
  return group
}

/**
 * One cell of the paper.
 * @param {GridCell} cell
 * @param {Map<Key, Slot>} slots
 */
function paper(cell, slots) {
  const spans = { rowSpan: cell.rowspan, colSpan: cell.colspan }
  if (cell.place === null) {
    if (cell.scope === null || cell.scope === "corner") return make("td", { ...spans, className: "plain" }, cell.text)
    return make("th", { ...spans, scope: cell.scope }, cell.text)
  }
  const data = { place: cell.place }
  if (!cell.given) {
    const shown = make("output", { tabIndex: -1, data, aria: { label: cell.label, live: "off" } })
    const box = make("td", { ...spans, className: "derived" }, shown)
    slots.set(cell.place, { box, shown, last: null })
    return box
  }
  const last = make("span", { className: "last", id: `last-${cell.place}` })
  const shown = make("input", {
    type: "text", inputMode: "numeric", autocomplete: "off", spellcheck: false, data, aria: { label: cell.label },
  })
  const box = make("td", { ...spans, className: "given" }, last, shown)
  slots.set(cell.place, { box, shown, last })
  return box
}

/**
 * Notes in each cell which rows and columns of the grid it covers, and keeps label columns in sight.
 * @param {HTMLTableElement} grid
 * @param {Table} table
 */
function standing(grid, table) {
  /** @type {number[]} by column: the first row that is free */
  const free = []
  const widths = [...grid.querySelectorAll("col")].map((column) => parseFloat(column.style.width) || 0)
  const group = grid.querySelector("colgroup")
  grid.style.minWidth = `${group?.dataset["least"] ?? 0}px`
  if (group?.dataset["most"]) grid.style.maxWidth = `${group.dataset["most"]}px`
  ;[...grid.rows].forEach((row, line) => {
    let at = 0
    for (const cell of row.cells) {
      while ((free[at] ?? 0) > line) at += 1
      for (let covered = at; covered < at + cell.colSpan; covered += 1) free[covered] = line + cell.rowSpan
      Object.assign(cell.dataset, { row: String(line), column: String(at) })
      if (at < table.labels && at + cell.colSpan <= table.labels) {
        cell.classList.add("label")
        if (at + cell.colSpan < table.labels) cell.classList.add("stub")
        // As on paper, a label beside many lines runs downwards.
        if (cell.classList.contains("stub") && cell.rowSpan > 10) cell.classList.add("upright")
        cell.style.left = `${widths.slice(0, at).reduce((sum, width) => sum + width, 0)}px`
      }
      at += cell.colSpan
    }
  })
}

/** The row and the column of the active cell are lightly marked. @param {HTMLTableElement} grid */
function crossing(grid) {
  grid.addEventListener("focusin", (event) => {
    const active = event.target instanceof Element ? event.target.closest("td") : null
    if (!active) return
    const [row, column] = [Number(active.dataset["row"]), Number(active.dataset["column"])]
    for (const cell of grid.querySelectorAll("td, th")) {
      if (!(cell instanceof HTMLTableCellElement)) continue
      const [top, left] = [Number(cell.dataset["row"]), Number(cell.dataset["column"])]
      const same = (top <= row && row < top + cell.rowSpan) || (left <= column && column < left + cell.colSpan)
      cell.classList.toggle("cross", same)
    }
  })
  grid.addEventListener("focusout", () => {
    for (const cell of grid.querySelectorAll(".cross")) cell.classList.remove("cross")
  })
}

/** @param {Map<Key, Slot>} slots */
function update(slots) {
  const view = state.view
  if (!view) return
  const marked = marks(view)
  for (const [place, { box, shown, last }] of slots) {
    const cell = view.cells[place]
    const mark = marked.get(place)
    const wrong = shown instanceof HTMLInputElement && cell !== undefined && cell.text.trim() !== "" && !cell.known
    setAttribute(box, "data-mark", wrong ? "error" : mark?.severity ?? null)
    setAttribute(box, "title", [cell?.tip, ...(mark?.findings.map((finding) => finding.sentence) ?? [])].filter(Boolean).join("\n") || null)
    if (shown instanceof HTMLOutputElement) {
      setText(shown, cell?.text ?? "")
      setAttribute(shown, "aria-describedby", mark?.ids || null)
      box.classList.toggle("unknown", !cell?.known)
      continue
    }
    if (!shown.hasAttribute("data-typing") && shown.value !== (cell?.text ?? "")) shown.value = cell?.text ?? ""
    shown.readOnly = state.readOnly
    setAttribute(shown, "aria-invalid", wrong || mark?.severity === "error" ? "true" : null)
    if (last) setText(last, cell?.last ?? "")
    setAttribute(shown, "aria-describedby", [last?.textContent ? last.id : "", mark?.ids ?? ""].join(" ").trim() || null)
  }
}

/**
 * @param {Map<Key, Slot>} slots
 * @param {Key} place
 */
function focus(slots, place) {
  const slot = slots.get(place)
  if (!slot) return false
  slot.shown.focus()
  if (slot.shown instanceof HTMLInputElement) slot.shown.select()
  return true
}
