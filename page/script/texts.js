// The texts of the sections: what is typed, what it has to speak of, what stood there last year, the figures it quotes
// and what was found in it, in the order in which a writer needs them.

import { keepChipsWhole } from "./chips.js"
import { buildInsert } from "./insert.js"
import { make, newId } from "./make.js"
import { watchTyping } from "./typing.js"

/** @import { Field, FieldAnswer, Finding } from "./protocol" */
/** @import { Panel, Why } from "./store.js" */

/**
 * @param {Field} field
 * @returns {Panel}
 */
export function buildText(field) {
  const id = newId("text")
  const area = make("textarea", {
    id, "data-place": field.place, rows: field.outline.length > 0 ? 14 : 4, spellcheck: "false",
    "aria-describedby": `${id}-hint ${id}-found`,
  })
  const hint = make("div", { class: "hint", id: `${id}-hint` }, ...hintOf(field))
  const quoted = make("ul", { class: "quoted", "aria-label": "文中引用的数" })
  const found = make("ul", { class: "amiss", id: `${id}-found` })
  const last = make("details", { class: "last-text" }, make("summary", {}, "上年这一部分"), make("div", { class: "last-body" }))
  const typing = watchTyping(area, field.place)
  keepChipsWhole(area)
  const insert = buildInsert((text) => put(area, text))
  const element = make("div", { class: "text" },
    make("div", { class: "text-main" },
      make("div", { class: "text-head" }, make("label", { for: id }, field.label), insert.element), area, quoted, found),
    make("div", { class: "text-side" }, hint, last))
  return {
    element,
    update(state, why) {
      const answer = state.view?.answers[field.place] ?? null
      if (isShown(area, typing, why) && area.value !== (answer?.text ?? "")) area.value = answer?.text ?? ""
      area.readOnly = state.readOnly
      insert.update(state)
      showQuoted(quoted, answer)
      showFound(found, area, state.view?.findings.filter(({ target }) => target === field.place) ?? [])
      showLast(last, answer)
    },
    focus(place, passage) {
      if (place !== field.place) return false
      area.focus()
      if (passage) area.setSelectionRange(passage.from, passage.to)
      element.scrollIntoView({ block: "nearest" })
      return true
    },
  }
}

/**
 * What is being typed is never replaced under her hands.
 * @param {HTMLTextAreaElement} area
 * @param {{ isTyping: () => boolean }} typing
 * @param {Why} why
 */
function isShown(area, typing, why) {
  return why.kind !== "changed" || (document.activeElement !== area && !typing.isTyping())
}

/** @param {Field} field */
function hintOf({ hint, outline }) {
  if (outline.length === 0) return hint ? [make("p", {}, hint)] : []
  return [make("p", {}, "要写的："), make("ul", {}, ...outline.map((point) => make("li", {}, point)))]
}

/**
 * Text where the cursor stands, as if it were typed there.
 * @param {HTMLTextAreaElement} area
 * @param {string} text
 */
function put(area, text) {
  if (area.readOnly) return
  area.focus()
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end")
  area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }))
}

/**
 * The figures that the text quotes, each as it will be printed.
 * @param {HTMLElement} list
 * @param {FieldAnswer | null} answer
 */
function showQuoted(list, answer) {
  const chips = answer?.chips ?? []
  list.replaceChildren(...chips.map(({ label, shown }) =>
    make("li", { class: shown === null ? "chip unknown" : "chip" }, `${label} `, make("b", {}, shown ?? "还没有数"))))
  list.hidden = chips.length === 0
}

/**
 * What was found in the text, with the passage it is about.
 * @param {HTMLElement} list
 * @param {HTMLTextAreaElement} area
 * @param {Finding[]} findings
 */
function showFound(list, area, findings) {
  list.replaceChildren(...findings.map((finding) => {
    const { passage } = finding
    const line = make("li", { class: finding.severity }, make("b", {}, finding.word), ` ${finding.sentence} `)
    if (passage) {
      const show = make("button", { type: "button", class: "link" }, `“${shortened(area.value.slice(passage.from, passage.to))}”`)
      show.addEventListener("click", () => {
        area.focus()
        area.setSelectionRange(passage.from, passage.to)
      })
      line.append(show)
    }
    return line
  }))
  list.hidden = findings.length === 0
  if (findings.some(({ severity }) => severity === "error")) area.setAttribute("aria-invalid", "true")
  else area.removeAttribute("aria-invalid")
}

/** @param {string} text */
function shortened(text) {
  const LONGEST = 24
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

/**
 * @param {HTMLElement} details
 * @param {FieldAnswer | null} answer
 */
function showLast(details, answer) {
  const text = answer?.last ?? ""
  details.hidden = !text
  const body = details.lastElementChild
  if (body && body.getAttribute("data-text") !== text) {
    body.setAttribute("data-text", text)
    body.replaceChildren(...text.split(/\n+/).filter(Boolean).map((line) => make("p", {}, line)))
  }
}

