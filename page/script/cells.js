// Keys, typing and composition in the cells of a table. A figure is changed by typing and by nothing else.

import { composing, setText } from "./dom.js"
import { attempt, change, endStep, state } from "./store.js"

/** @import { Key } from "./protocol" */

/**
 * @param {HTMLTableElement} grid
 * @param {Key[][]} order given places in the order of Tab, by rows
 * @param {HTMLElement} note says what is wrong with the cell that is active
 */
export function moveInCells(grid, order, note) {
  /** What stood in the cell when it was entered, for Esc. */
  let entered = ""
  grid.addEventListener("focusin", ({ target }) => {
    if (!isCell(target)) return
    entered = target.value
    target.select()
    keepInSight(grid, target)
    tell(note, target)
  })
  grid.addEventListener("focusout", ({ target }) => {
    if (!isCell(target)) return
    commit(target)
    target.removeAttribute("data-typing")
    endStep()
    const stands = state.view?.cells[target.dataset["place"] ?? ""]?.text ?? ""
    if (target.value !== stands) target.value = stands
    setText(note, "")
  })
  grid.addEventListener("input", (event) => {
    if (!isCell(event.target)) return
    event.target.setAttribute("data-typing", "")
    if (composing(event)) return
    commit(event.target)
    tell(note, event.target)
  })
  grid.addEventListener("compositionstart", ({ target }) => {
    if (isCell(target)) target.setAttribute("data-typing", "composing")
  })
  grid.addEventListener("compositionend", ({ target }) => {
    if (!isCell(target)) return
    target.setAttribute("data-typing", "")
    commit(target)
    tell(note, target)
  })
  grid.addEventListener("keydown", (event) => {
    if (!isCell(event.target) || composing(event) || event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === "Escape" && event.target.value !== entered) {
      event.target.value = entered
      commit(event.target)
      event.preventDefault()
      return
    }
    const next = neighbour(order, event.target, event)
    if (next === null) return
    event.preventDefault()
    const input = grid.querySelector(`input[data-place="${CSS.escape(next)}"]`)
    if (input instanceof HTMLInputElement) input.focus()
  })
}

/** @param {EventTarget | null} target @returns {target is HTMLInputElement} */
function isCell(target) {
  return target instanceof HTMLInputElement && target.dataset["place"] !== undefined
}

/**
 * Hands on what is typed, if it differs from what the form has.
 * @param {HTMLInputElement} input
 */
function commit(input) {
  const place = input.dataset["place"] ?? ""
  if (input.readOnly || input.getAttribute("data-typing") === "composing") return
  if (input.value === (state.view?.cells[place]?.text ?? "")) return
  // The text under the cursor is hers: it is replaced when she leaves, never while she types.
  input.setAttribute("data-typing", "")
  attempt(() => change({ op: "set", place, typed: input.value }, { place, step: place }))
  input.removeAttribute("data-typing")
}

/**
 * @param {HTMLElement} note
 * @param {HTMLInputElement} input
 */
function tell(note, input) {
  const cell = state.view?.cells[input.dataset["place"] ?? ""]
  setText(note, cell && !cell.known && cell.tip ? `${input.getAttribute("aria-label") ?? ""}：${cell.tip}` : "")
}

/**
 * The place a key goes to: null when the key is not for moving, or there is nowhere to go. Tab is the browser's own.
 * @param {Key[][]} order
 * @param {HTMLInputElement} input
 * @param {KeyboardEvent} event
 * @returns {Key | null}
 */
function neighbour(order, input, event) {
  const row = order.findIndex((places) => places.includes(input.dataset["place"] ?? ""))
  const column = order[row]?.indexOf(input.dataset["place"] ?? "") ?? -1
  if (row < 0) return null
  const start = input.selectionStart === 0
  const end = input.selectionEnd === input.value.length
  switch (event.key) {
    case "ArrowDown": return at(order, row + 1, column) ?? stay(input)
    case "ArrowUp": return at(order, row - 1, column) ?? stay(input)
    case "Enter": return event.shiftKey ? upwards(order, row, column) : downwards(order, row, column)
    case "ArrowLeft": return start && !event.shiftKey ? order[row]?.[column - 1] ?? order[row - 1]?.at(-1) ?? null : null
    case "ArrowRight": return end && !event.shiftKey ? order[row]?.[column + 1] ?? order[row + 1]?.[0] ?? null : null
    default: return null
  }
}

/** Arrows up and down never move the caret of a cell. @param {HTMLInputElement} input @returns {Key} */
function stay(input) {
  return input.dataset["place"] ?? ""
}

/**
 * A row of fewer cells is entered at its last one.
 * @param {Key[][]} order
 * @param {number} row
 * @param {number} column
 */
function at(order, row, column) {
  const places = order[row]
  return places?.[Math.min(column, places.length - 1)] ?? null
}

/**
 * Below; from the last row to the head of the next column.
 * @param {Key[][]} order
 * @param {number} row
 * @param {number} column
 */
function downwards(order, row, column) {
  if (row + 1 < order.length) return at(order, row + 1, column)
  return order[0]?.[column + 1] ?? null
}

/**
 * @param {Key[][]} order
 * @param {number} row
 * @param {number} column
 */
function upwards(order, row, column) {
  if (row > 0) return at(order, row - 1, column)
  return column > 0 ? at(order, order.length - 1, column - 1) : null
}

/**
 * Headings and labels that stay in sight must not cover the cell.
 * @param {HTMLTableElement} grid
 * @param {HTMLElement} input
 */
function keepInSight(grid, input) {
  const sheet = grid.parentElement
  if (!sheet) return
  const label = [...grid.querySelectorAll("tbody .label")].reduce((edge, cell) => Math.max(edge, cell.getBoundingClientRect().right), 0)
  const left = Math.max(0, label - sheet.getBoundingClientRect().left)
  sheet.style.scrollPadding = `${(grid.tHead?.offsetHeight ?? 0) + 2}px 4px 4px ${left < sheet.clientWidth / 2 ? left : 4}px`
  input.scrollIntoView({ block: "nearest", inline: "nearest" })
}
