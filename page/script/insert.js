// The menu 插入表中的数: the tables' figures as a tree, opened level by level with the keys of the browser itself.

import { make, setAttribute } from "./dom.js"
import { state } from "./store.js"

/** @import { Insert } from "./protocol" */

/**
 * @param {(text: string) => void} insert what to do with the one chosen
 * @returns {{ element: HTMLElement, button: HTMLButtonElement }}
 */
export function buildInsert(insert) {
  const button = make("button", { type: "button", data: { action: "insert" }, aria: { expanded: "false" } }, "插入表中的数 ▾")
  const tree = make("div", { className: "insert-tree", hidden: true, role: "group", aria: { label: "插入表中的数" } })
  const element = make("div", { className: "insert" }, button, tree)

  /** @param {boolean} shown */
  function open(shown) {
    tree.hidden = !shown
    setAttribute(button, "aria-expanded", String(shown))
  }
  button.addEventListener("click", () => {
    // Built when first asked for: a few hundred lines beside each text would slow the page's start.
    if (!tree.firstChild) tree.append(...branches(state.description?.insert ?? []))
    open(tree.hidden !== false)
    const first = tree.querySelector("summary, button")
    if (!tree.hidden && first instanceof HTMLElement) first.focus()
  })
  tree.addEventListener("click", ({ target }) => {
    const chosen = target instanceof Element ? target.closest("button") : null
    if (!chosen) return
    open(false)
    insert(chosen.dataset["insert"] ?? "")
  })
  element.addEventListener("keydown", (event) => {
    if (tree.hidden) return
    if (event.key === "Escape") {
      open(false)
      button.focus()
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      step(tree, event.key === "ArrowDown" ? 1 : -1)
    } else return
    event.preventDefault()
  })
  element.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !element.contains(relatedTarget)) open(false)
  })
  return { element, button }
}

/**
 * @param {Insert[]} entries
 * @returns {HTMLElement[]}
 */
function branches(entries) {
  return entries.map(({ label, insert, children }) => {
    if (children.length === 0) return make("button", { type: "button", data: { insert: insert ?? "" } }, label)
    const own = insert === null ? null : make("button", { type: "button", data: { insert } }, label)
    return make("details", {}, make("summary", {}, label), own, ...branches(children))
  })
}

/**
 * To the line above or below that can be seen.
 * @param {HTMLElement} tree
 * @param {number} by
 */
function step(tree, by) {
  const lines = [...tree.querySelectorAll("summary, button")].filter((line) => line.getClientRects().length > 0)
  const at = lines.findIndex((line) => line === document.activeElement)
  const next = lines[Math.min(Math.max(at + by, 0), lines.length - 1)]
  if (next instanceof HTMLElement) next.focus()
}
