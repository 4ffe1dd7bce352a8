// One text of the report: what is typed, the outline beside it, its figures, and what was found in it.

import { keepChipsWhole } from "./chips.js"
import { make, setAttribute, setText } from "./dom.js"
import { buildInsert } from "./insert.js"
import { moved, chipsIn, whole } from "./passages.js"
import { endStep } from "./store.js"
import { watchTyping } from "./typing.js"

/** @import { Field, FieldAnswer, Finding } from "./protocol" */
/** @import { Range } from "./passages.js" */
/** @import { Panel, State, Why } from "./store.js" */

/** A passage is quoted up to so many signs. */
const QUOTED = 40

/**
 * @param {Field} field
 * @returns {Panel}
 */
export function buildText(field) {
  const id = `text-${field.place}`
  const area = make("textarea", {
    id, rows: 12, spellcheck: false, data: { place: field.place },
    aria: { required: field.required ? "true" : null, describedby: `${id}-hint ${id}-amiss` },
  })
  const typing = watchTyping(area, field.place)
  keepChipsWhole(area)
  const menu = buildInsert((text) => insert(area, typing.commit, text))
  const label = make("label", { htmlFor: id }, field.label,
    field.required ? make("span", { className: "required" }, "必填") : null)
  const hint = make("p", { className: "hint", id: `${id}-hint` }, field.hint)
  const amiss = make("ul", { className: "amiss", id: `${id}-amiss`, hidden: true })
  const figures = make("ul", { className: "figures", hidden: true, aria: { label: "文中引用的数" } })
  const last = make("p", { className: "last-text" })
  const lastBox = make("details", { className: "last-box", hidden: true }, make("summary", {}, "上年的文字"), last)
  const element = make("div", { className: "text" },
    make("div", { className: "text-head" }, label, menu.element),
    make("div", { className: "text-box" }, area, hint, amiss, figures),
    make("div", { className: "text-side" }, outline(field.outline), lastBox))

  /** What the library last said of the text: the offsets of its findings are in this one. */
  let checked = ""
  /** @param {Range} passage */
  function select(passage) {
    area.focus()
    const [now] = moved([passage], checked, area.value)
    if (!now) return
    area.setSelectionRange(now.from, now.to)
    reveal(area, now.from)
  }
  return {
    element,
    update(state, why) {
      const answer = state.view?.answers[field.place]
      checked = answer?.text ?? ""
      const isHers = why.kind === "changed" && (typing.isTyping() || (document.activeElement === area && why.place === field.place))
      if (!isHers && area.value !== checked) area.value = checked
      area.readOnly = state.readOnly
      menu.button.disabled = state.readOnly
      lastBox.hidden = !answer?.last
      setText(last, answer?.last ?? "")
      showFigures(figures, answer)
      const found = state.view?.findings.filter(({ target, reason }) => target === field.place && reason === null) ?? []
      showFindings(amiss, found, checked, select)
      setAttribute(area, "aria-invalid", found.some(({ severity }) => severity === "error") ? "true" : null)
    },
    focus(place, passage) {
      if (place !== field.place) return false
      area.focus()
      if (passage) select(passage)
      return true
    },
  }
}

/** @param {string[]} points */
function outline(points) {
  if (points.length === 0) return null
  return make("div", { className: "outline" }, make("h3", {}, "要点"), make("ol", {}, ...points.map((point) => make("li", {}, point))))
}

/**
 * At the caret, in the place of what is selected; one step of undo.
 * @param {HTMLTextAreaElement} area
 * @param {() => void} commit
 * @param {string} text
 */
function insert(area, commit, text) {
  if (area.readOnly) return
  commit()
  endStep()
  const { from, to } = whole(chipsIn(area.value), { from: area.selectionStart, to: area.selectionEnd })
  area.focus()
  area.setRangeText(text, from, to, "end")
  area.dispatchEvent(new Event("input", { bubbles: true }))
  commit()
  endStep()
}

/** Brings a passage into sight: roughly, by its share of the text. @param {HTMLTextAreaElement} area @param {number} from */
function reveal(area, from) {
  const share = from / Math.max(area.value.length, 1)
  area.scrollTop = Math.max(0, share * area.scrollHeight - area.clientHeight / 2)
}

/**
 * @param {HTMLElement} list
 * @param {FieldAnswer | undefined} answer
 */
function showFigures(list, answer) {
  const chips = answer?.chips ?? []
  list.replaceChildren(...chips.map(({ label, shown, from, to }) =>
    make("li", { title: answer?.text.slice(from, to) ?? "" }, `${label} `, make("strong", {}, shown ?? "—（还不能算出）"))))
  list.hidden = chips.length === 0
}

/**
 * @param {HTMLElement} list
 * @param {Finding[]} found
 * @param {string} text
 * @param {(passage: Range) => void} select
 */
function showFindings(list, found, text, select) {
  const focused = [...list.children].findIndex((line) => line.contains(document.activeElement))
  list.replaceChildren(...found.map(({ word, severity, sentence, passage }) => {
    const line = make("li", { className: severity }, make("b", {}, word), ` ${sentence}`)
    if (!passage) return line
    const quoted = text.slice(passage.from, passage.to)
    const button = make("button", { type: "button", className: "link" },
      `“${quoted.length > QUOTED ? `${quoted.slice(0, QUOTED)}…` : quoted}”`)
    button.addEventListener("click", () => select(passage))
    line.append(" ", button)
    return line
  }))
  list.hidden = found.length === 0
  const again = focused < 0 ? null : list.children[focused]?.querySelector("button")
  again?.focus()
}
