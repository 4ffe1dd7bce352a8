// Why a rule is there, and the reason a person gives that it is so all the same: in place, beneath the finding.

import { make } from "./dom.js"
import { ask, attempt, change } from "./store.js"

/** @import { Explanation, Finding } from "./protocol" */

/** @type {[keyof Explanation, string][]} */
const PARTS = [["why", ""], ["basis", "依据："], ["example", "举例："], ["remedy", "怎么办："]]

/**
 * Opens or closes the explanation beneath a finding.
 * @param {HTMLElement} line
 * @param {HTMLButtonElement} button
 * @param {string} rule
 */
export function toggleExplanation(line, button, rule) {
  if (close(line, "explanation", button)) return
  const answer = attempt(() => ask({ op: "explain", rule }).answer)
  if (!answer) return
  const box = make("div", { className: "explanation" }, make("h3", {}, `${answer.word} ${answer.rule}　${answer.title}`))
  for (const [part, before] of PARTS) if (answer[part]) box.append(make("p", {}, before + answer[part]))
  open(line, box, button)
}

/**
 * Opens or closes the form for a reason.
 * @param {HTMLElement} line
 * @param {HTMLButtonElement} button
 * @param {Finding} finding
 */
export function toggleReason(line, button, finding) {
  if (close(line, "reason", button)) return
  const text = make("textarea", { rows: 2, required: true, value: finding.reason ?? "", maxLength: 500 })
  const cancel = make("button", { type: "button" }, "不写了")
  const form = make("form", { className: "reason" },
    make("label", {}, "情况属实，理由是（只记在填报表里，不印进报告）：", text),
    make("div", { className: "row" }, make("button", { type: "submit" }, "写进填报表"), cancel))
  cancel.addEventListener("click", () => {
    close(line, "reason", button)
    button.focus()
  })
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    if (accept(finding, text.value.trim())) close(line, "reason", button)
  })
  open(line, form, button)
  text.focus()
}

/**
 * @param {Finding} finding
 * @param {string} reason "" takes it back
 */
export function accept({ rule, place, target }, reason) {
  return attempt(() => change({ op: "accept", rule, place, reason }, { place: target })) !== null
}

/** Is something opened beneath it? @param {HTMLElement} line */
export function isOpen(line) {
  return line.querySelector(".explanation, .reason") !== null
}

/** @param {HTMLElement} line @param {HTMLElement} box @param {HTMLButtonElement} button */
function open(line, box, button) {
  line.append(box)
  button.setAttribute("aria-expanded", "true")
  line.dispatchEvent(new Event("unfold", { bubbles: true }))
  box.scrollIntoView({ block: "nearest" })
}

/** @param {HTMLElement} line @param {string} kind @param {HTMLButtonElement} button */
function close(line, kind, button) {
  const box = line.querySelector(`.${kind}`)
  box?.remove()
  button.setAttribute("aria-expanded", "false")
  if (box) line.dispatchEvent(new Event("unfold", { bubbles: true }))
  return box !== null
}
