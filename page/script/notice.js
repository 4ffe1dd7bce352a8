// What the page has to say: what was not done, in a line under the head until it is read; the rest beside the status.

import { byId, make, setText } from "./dom.js"
import { onForm, onSaid } from "./store.js"

/** Does a sentence of something that was not done stand there? */
let bad = false

export function startNotice() {
  onSaid((sentence, isBad) => (isBad ? warn(sentence) : murmur(sentence)))
  // What was declined is old news after the next change, and what was said of another form.
  onForm(({ kind }) => {
    if (bad || kind === "opened") clearNotice()
    murmur("")
  })
}

/** @param {string} sentence */
function warn(sentence) {
  tell(sentence)
  bad = true
}

/**
 * A sentence that stays until it is put away, with a list beneath it.
 * @param {string} sentence
 * @param {string[]} [list]
 * @param {HTMLButtonElement | null} [button] what can be done about it
 */
export function tell(sentence, list = [], button = null) {
  const away = make("button", { type: "button", className: "away" }, "知道了")
  away.addEventListener("click", () => {
    clearNotice()
    byId("main").focus()
  })
  const lines = list.length ? make("ul", {}, ...list.map((line) => make("li", {}, line))) : null
  const box = byId("notice")
  box.replaceChildren(make("div", { className: "told" }, make("p", {}, sentence), lines), ...(button ? [button] : []), away)
  box.hidden = false
  bad = false
}

export function clearNotice() {
  const box = byId("notice")
  box.replaceChildren()
  box.hidden = true
  bad = false
}

/** @param {string} sentence */
function murmur(sentence) {
  setText(byId("said"), sentence)
}
