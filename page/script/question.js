// What would lose something asks once, in a line under the head of the page; no window pops up.

import { byId, make } from "./dom.js"

/** @type {((answer: number | null) => void) | null} */
let waiting = null

/**
 * Asks, and waits for one of the buttons; Escape, 取消 and another question mean null.
 * @param {string} sentence what would happen, and what would be lost
 * @param {string[]} choices the words on the buttons
 * @returns {Promise<number | null>} which of them
 */
export function askWhich(sentence, choices) {
  waiting?.(null)
  return new Promise((resolve) => {
    const before = document.activeElement
    /** @param {number | null} which */
    const answer = (which) => {
      waiting = null
      line.remove()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
      resolve(which)
    }
    waiting = answer
    /** @param {string} word @param {number | null} which */
    const button = (word, which) => {
      const made = make("button", { type: "button" }, word)
      made.addEventListener("click", () => answer(which))
      return made
    }
    const buttons = choices.map(button)
    const line = make("section", { className: "question", aria: { label: "请确认" } },
      make("span", { role: "alert" }, sentence), ...buttons, button("取消", null))
    line.addEventListener("keydown", (event) => {
      if (event.key === "Escape") answer(null)
    })
    byId("notice").after(line)
    buttons[0]?.focus()
  })
}

/** Yes or no. @param {string} sentence @param {string} yes @returns {Promise<boolean>} */
export async function askOnce(sentence, yes) {
  return (await askWhich(sentence, [yes])) !== null
}
