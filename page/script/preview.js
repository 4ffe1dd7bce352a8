// The report as it will be printed: in a frame beside the exports, and on paper whenever the page is printed.

import { make } from "./dom.js"
import { paper, sheet } from "./paper.js"
import { attempt, state } from "./store.js"
import { flushTyping } from "./typing.js"

/** A frame in which nothing runs; `draw` shows the report as it stands. */
export function buildPreview() {
  const frame = make("iframe", { className: "preview", title: "报告预览", sandbox: "allow-same-origin" })
  let drawn = ""
  function draw() {
    const key = JSON.stringify([state.toml, state.last])
    const room = /** @type {(Window & typeof globalThis) | null} */ (frame.contentWindow)
    if (!room || !frame.contentDocument || key === drawn) return
    const made = attempt(paper)
    if (!made) return
    drawn = key
    const { body, documentElement } = frame.contentDocument
    documentElement.lang = made.lang
    body.replaceChildren(frame.contentDocument.adoptNode(made.body))
    frame.contentDocument.adoptedStyleSheets = [sheet(room, made.style)]
  }
  // Moved in the document, a frame begins anew.
  frame.addEventListener("load", () => {
    drawn = ""
    if (frame.isConnected && frame.offsetParent) draw()
  })
  return { frame, draw }
}

/** @type {{ element: HTMLElement, sheets: CSSStyleSheet[], title: string } | null} the page as it was before printing */
let before = null

/** Whatever prints the page, prints the report. */
export function startPrinting() {
  window.addEventListener("beforeprint", lay)
  window.addEventListener("afterprint", clear)
}

function lay() {
  flushTyping()
  clear()
  if (!state.view) return
  const made = attempt(paper)
  if (!made) return
  const element = make("div", { id: "paper", lang: made.lang }, made.body)
  document.body.append(element)
  document.body.classList.add("on-paper")
  before = { element, sheets: [...document.adoptedStyleSheets], title: document.title }
  document.adoptedStyleSheets = [...before.sheets, sheet(window, made.style, "print")]
  // The name of the file when it is printed into one.
  document.title = made.name
}

function clear() {
  if (!before) return
  before.element.remove()
  document.body.classList.remove("on-paper")
  document.adoptedStyleSheets = before.sheets
  document.title = before.title
  before = null
}
