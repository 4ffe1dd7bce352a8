// Elements made by hand: every text becomes a text node, so that nothing of a form is ever read as markup.

/**
 * An element with attributes and children. `true` sets an attribute without a value; `false` and `null` leave it out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null>} [attributes]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue
    element.setAttribute(name, value === true ? "" : String(value))
  }
  for (const child of children) if (child !== null) element.append(child)
  return element
}

/**
 * A button that does something.
 * @param {string} label
 * @param {() => void} action
 * @param {Record<string, string | boolean | null>} [attributes]
 */
export function button(label, action, attributes = {}) {
  const made = make("button", { type: "button", ...attributes }, label)
  made.addEventListener("click", action)
  return made
}

/** An element of the page by its id. @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id}`)
  return found
}

/** An id that nothing else has. @param {string} stem */
export function newId(stem) {
  made += 1
  return `${stem}-${made}`
}
let made = 0
