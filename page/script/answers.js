// Everything of the form that is neither a figure of the tables nor a text: agency, contacts, date, fee.
// What is typed wrong stays as typed, marked and explained.

import { make, setAttribute } from "./dom.js"
import { attempt, change } from "./store.js"
import { watchTyping } from "./typing.js"

/** @import { Field, Key } from "./protocol" */
/** @import { Panel, State, Why } from "./store.js" */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */
/** @typedef {{ element: HTMLElement, control: Control, show: (state: State, why: Why) => void }} Line */

/** @type {Record<string, string>} which keys a telephone shows */
const KEYS = { number: "numeric", amount: "decimal", year: "numeric" }

/**
 * @param {Field[]} fields
 * @returns {Panel}
 */
export function buildAnswers(fields) {
  const lines = new Map(fields.map((field) => [field.place, buildLine(field)]))
  const element = make("div", { className: "answers" }, ...[...lines.values()].map((line) => line.element))
  return {
    element,
    update(state, why) {
      for (const line of lines.values()) line.show(state, why)
    },
    focus(place) {
      const line = lines.get(place)
      if (!line) return false
      line.control.focus()
      line.element.scrollIntoView({ block: "nearest" })
      return true
    },
  }
}

/**
 * @param {Field} field
 * @returns {Line}
 */
function buildLine(field) {
  const id = `answer-${field.place}`
  const hint = make("p", { className: "hint", id: `${id}-hint` }, hintOf(field))
  const last = make("p", { className: "last-answer", id: `${id}-last`, hidden: true })
  const amiss = make("ul", { className: "amiss", id: `${id}-amiss`, hidden: true })
  const control = buildControl(field, id)
  control.setAttribute("aria-describedby", `${id}-hint ${id}-last ${id}-amiss`)
  const label = make("label", { htmlFor: id }, field.label,
    field.required ? make("span", { className: "required" }, "必填") : null)
  const element = make("div", { className: `answer answer-${field.kind}` }, label,
    make("div", { className: "answer-box" }, control, hint, last, amiss))
  const typing = control instanceof HTMLSelectElement ? null : watchTyping(control, field.place)
  if (control instanceof HTMLSelectElement) {
    control.addEventListener("change", () => {
      attempt(() => change({ op: "set", place: field.place, typed: control.value }, { place: field.place }))
    })
  }
  return { element, control, show: (state, why) => {
    const answer = state.view?.answers[field.place]
    const isHers = document.activeElement === control && why.kind === "changed" && why.place === field.place
    if (!isHers && (why.kind !== "changed" || !typing?.isTyping())) put(control, answer?.text ?? "")
    if (control instanceof HTMLSelectElement) control.disabled = state.readOnly
    else control.readOnly = state.readOnly
    last.hidden = !answer?.last
    last.textContent = answer?.last ? `上年：${answer.last}` : ""
    showAmiss(amiss, control, state, field.place)
  } }
}

/** @param {Field} field */
function hintOf({ hint, sample, kind }) {
  const example = sample && kind !== "choice" ? `如：${sample.replace(/^"|"$/g, "")}` : ""
  return [hint, example].filter(Boolean).join("。")
}

/**
 * @param {Field} field
 * @param {string} id
 * @returns {Control}
 */
function buildControl(field, id) {
  const common = { id, data: { place: field.place }, aria: { required: field.required ? "true" : null }, autocomplete: "off" }
  if (field.kind === "choice" || field.kind === "yes-no") {
    const options = field.choices.map(({ value, label }) => make("option", { value }, label))
    return make("select", common, make("option", { value: "" }, "（未选）"), ...options)
  }
  if (field.kind === "lines") return make("textarea", { ...common, rows: 2, spellcheck: false })
  return make("input", { ...common, type: "text", spellcheck: false, inputMode: KEYS[field.kind] ?? "text" })
}

/**
 * A choice that is none of those offered stays to be seen.
 * @param {Control} control
 * @param {string} text
 */
function put(control, text) {
  if (control instanceof HTMLSelectElement) {
    for (const option of [...control.options]) if (option.dataset["odd"] !== undefined) option.remove()
    if (![...control.options].some((option) => option.value === text)) {
      control.append(make("option", { value: text, data: { odd: "" } }, text))
    }
  }
  if (control.value !== text) control.value = text
}

/**
 * The findings of a field beneath it, or what was wrong with what was typed.
 * @param {HTMLElement} list
 * @param {Control} control
 * @param {State} state
 * @param {Key} place
 */
export function showAmiss(list, control, state, place) {
  const found = state.view?.findings.filter((finding) => finding.target === place && finding.reason === null) ?? []
  const tip = state.view?.answers[place]?.tip
  const lines = found.map(({ word, severity, sentence }) =>
    make("li", { className: severity }, make("b", {}, word), ` ${sentence}`))
  if (!found.length && tip) lines.push(make("li", { className: "error" }, tip))
  list.replaceChildren(...lines)
  list.hidden = !lines.length
  const isWrong = found.some(({ severity }) => severity === "error") || (!found.length && Boolean(tip))
  setAttribute(control, "aria-invalid", isWrong ? "true" : null)
}
