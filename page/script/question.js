// What would lose something asks once, in a line under the head of the page; no window pops up.

import { button, byId, make } from "./make.js"

/** @type {((answer: boolean) => void) | null} */
let waiting = null

/**
 * Asks, and waits for one of two buttons; Escape and another question mean no.
 * @param {string} sentence what would happen, and what would be lost
 * @param {string} yes the word on the button that does it
 * @param {string} [no]
 * @returns {Promise<boolean>}
 */
export function askOnce(sentence, yes, no = "取消") {
  waiting?.(false)
  return new Promise((resolve) => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement)
    const answer = (/** @type {boolean} */ is) => {
      waiting = null
      line.remove()
      if (before?.isConnected) before.focus()
      resolve(is)
    }
    waiting = answer
    const agree = button(yes, () => answer(true), { class: "plain-danger" })
    const line = make("div", { class: "question", role: "group", "aria-label": "请确认" },
      make("span", { role: "alert" }, sentence), agree, button(no, () => answer(false)))
    line.addEventListener("keydown", (event) => {
      if (event.key === "Escape") answer(false)
    })
    byId("notice").after(line)
    agree.focus()
  })
}
