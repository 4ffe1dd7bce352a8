// 插入表中的数: a menu of the tables' figures, table by table, row by row, from which one goes into a text.

import { make, newId } from "./make.js"

/** @import { Insert } from "./protocol" */
/** @import { State } from "./store.js" */

/**
 * @param {(text: string) => void} take what is chosen
 * @returns {{ element: HTMLElement, update: (state: State) => void }}
 */
export function buildInsert(take) {
  const id = newId("insert")
  const menu = make("div", { class: "insert-menu", id, hidden: true })
  const button = make("button", { type: "button", "aria-expanded": "false", "aria-controls": id }, "插入表中的数")
  const element = make("div", { class: "insert" }, button, menu)
  /** @type {Insert[] | null} */
  let known = null

  /** @param {boolean} open */
  function show(open) {
    menu.hidden = !open
    button.setAttribute("aria-expanded", String(open))
  }
  /** @param {string} text */
  function choose(text) {
    show(false)
    take(text)
  }
  button.addEventListener("click", () => {
    if (menu.childElementCount === 0) menu.append(...(known ?? []).map((branch) => entry(branch, choose)))
    show(Boolean(menu.hidden))
  })
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || menu.hidden) return
    event.stopPropagation()
    show(false)
    button.focus()
  })
  element.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node && element.contains(event.relatedTarget))) show(false)
  })
  return {
    element,
    update({ description, readOnly }) {
      button.disabled = readOnly
      if (known === (description?.insert ?? null)) return
      known = description?.insert ?? null
      menu.replaceChildren()
    },
  }
}

/**
 * A figure to be chosen, or a heading with those below it, made when it is opened for the first time.
 * @param {Insert} branch
 * @param {(text: string) => void} choose
 * @returns {HTMLElement}
 */
function entry({ label, insert, children }, choose) {
  if (insert !== null) {
    const leaf = make("button", { type: "button", class: "insert-leaf" }, label)
    leaf.addEventListener("click", () => choose(insert))
    return leaf
  }
  const below = make("div", { class: "insert-below" })
  const branch = make("details", {}, make("summary", {}, label), below)
  branch.addEventListener("toggle", () => {
    if (below.childElementCount === 0) below.append(...children.map((child) => entry(child, choose)))
  })
  return branch
}
