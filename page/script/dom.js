// Elements made of names, properties and texts; nothing here ever reads markup.

/**
 * Properties are set as such (`className`, `type`, `disabled` …); `data` and `aria` become attributes, `role`, `for`,
 * `colspan` and the like too, when the element has no property of that name.
 * @typedef {Record<string, unknown> & { data?: Record<string, string | null>, aria?: Record<string, string | null> }} Properties
 */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Properties} [properties]
 * @param {(Node | string | null)[]} children null: left out
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, { data = {}, aria = {}, ...rest } = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(rest)) {
    if (name in made) Object.assign(made, { [name]: value })
    else if (value !== null) made.setAttribute(name, String(value))
  }
  for (const [name, value] of Object.entries(data)) setAttribute(made, `data-${name}`, value)
  for (const [name, value] of Object.entries(aria)) setAttribute(made, `aria-${name}`, value)
  for (const child of children) if (child !== null) made.append(child)
  return made
}

/** Only when it differs, so that nothing is painted or read out for nothing. @param {Node} node @param {string} text */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text
}

/** @param {Element} element @param {string} name @param {string | null} value null: taken away */
export function setAttribute(element, name, value) {
  if (value === null) {
    if (element.hasAttribute(name)) element.removeAttribute(name)
  } else if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}

/**
 * What the skeleton holds; a missing one is a fault of the page itself.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page lacks #${id}`)
  return found
}

/** Does she type text just now, composing it? @param {Event} event */
export function composing(event) {
  return event instanceof KeyboardEvent ? event.isComposing || event.keyCode === 229 : event instanceof InputEvent && event.isComposing
}
