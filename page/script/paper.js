// The report as a document in the page: its markup without anything that could run or load, its style through the
// object model, which the page's policy allows.

import { ask, state } from "./store.js"

/** What a report consists of; all else is left out with what is in it. */
const KEPT = new Set(("a abbr article b blockquote br caption col colgroup dd div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 " +
  "header hr i li main ol p section small span strong sub sup table tbody td tfoot th thead time tr u ul").split(" "))
/** Attributes that say something about the paper. */
const SAID = new Set(["class", "id", "lang", "dir", "title", "colspan", "rowspan", "scope", "span", "headers", "role", "start", "datetime"])

/** Where the style of an element is kept meanwhile. */
const STYLE = "data-style"

/** @typedef {{ body: DocumentFragment, style: string, lang: string, name: string, classes: string }} Paper */

/** The report as it stands. @returns {Paper} */
export function paper() {
  const { files } = ask({ op: "preview" })
  const file = files[0]
  let style = ""
  // Style in markup is against the policy, even in a document nobody sees: it is taken out before anything is parsed.
  // In texts quotes and angles are written as references, so that none of them is meant here.
  const markup = new TextDecoder().decode(file?.bytes ?? new Uint8Array())
    .replace(/<style[^>]*>([^]*?)<\/style>/gi, (_, text) => ((style += text), ""))
    .replace(/ style="/g, ` ${STYLE}="`)
  const read = new DOMParser().parseFromString(markup, "text/html")
  const body = document.createDocumentFragment()
  for (const child of read.body.childNodes) copy(child, body)
  return { body, style, lang: read.documentElement.lang, name: state.view?.stem ?? file?.name ?? "", classes: read.body.className }
}

/** @param {Node} from @param {Node} into */
function copy(from, into) {
  if (from instanceof Text) into.appendChild(document.createTextNode(from.data))
  if (!(from instanceof Element) || !KEPT.has(from.localName)) return
  const made = document.createElement(from.localName)
  for (const { name, value } of from.attributes) {
    if (SAID.has(name) || name.startsWith("aria-")) made.setAttribute(name, value)
    else if (name === STYLE) made.style.cssText = value
  }
  for (const child of from.childNodes) copy(child, made)
  into.appendChild(made)
}

/**
 * A sheet of a window's own.
 * @param {Window & typeof globalThis} window
 * @param {string} text
 * @param {string} [media]
 * @returns {CSSStyleSheet}
 */
export function sheet(window, text, media = "") {
  const made = new window.CSSStyleSheet({ media })
  made.replaceSync(text)
  return made
}
