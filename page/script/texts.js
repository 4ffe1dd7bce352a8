// The text of a section: a plain field of many lines, its outline, last year's text, figures put in, findings beneath.

import { make, setAttribute, setText } from "./dom.js"
import { marks } from "./marks.js"
import { state } from "./store.js"
import { watchTyping } from "./typing.js"

/** @import { Field, Insert, Key } from "./protocol" */
/** @import { Panel } from "./store.js" */

/**
 * @param {Field} field
 * @returns {Panel}
 */
export function buildText(field) {
  const id = `text-${field.place}`
  const text = make("textarea", { id, rows: 14, spellcheck: false, data: { place: field.place }, aria: { describedby: `${id}-hint ${id}-found` } })
  const hint = make("p", { id: `${id}-hint`, className: "hint" }, field.hint)
  const figures = make("p", { className: "quoted" })
  const found = make("ul", { id: `${id}-found`, className: "amiss" })
  const last = make("p", { className: "last-text" })
  const lastBox = make("details", { hidden: true }, make("summary", {}, "上年的文字"), last)
  const outline = make("ul", { className: "outline" }, ...field.outline.map((point) => make("li", {}, point)))
  const outlineBox = make("details", { hidden: field.outline.length === 0, open: true }, make("summary", {}, "要写到的"), outline)
  const typing = watchTyping(text, field.place)
  const element = make("div", { className: "text" },
    make("div", { className: "text-main" }, make("label", { for: id }, field.label), inserting(text), text, hint, figures, found),
    make("div", { className: "text-side" }, outlineBox, lastBox))
  return {
    element,
    update(_, why) {
      const answer = state.view?.answers[field.place]
      const stands = answer?.text ?? ""
      if (text.value !== stands && (why.kind !== "changed" || !typing.isTyping())) text.value = stands
      text.readOnly = state.readOnly
      setText(figures, (answer?.chips ?? []).map(({ label, shown }) => `${label}：${shown ?? "—"}`).join("　"))
      setText(last, answer?.last ?? "")
      lastBox.hidden = !answer?.last
      showFound(text, found, field.place)
    },
    focus: (place, passage) => focus(text, place === field.place, passage ?? null),
  }
}

/** @param {HTMLTextAreaElement} text @param {boolean} own @param {{ from: number, to: number } | null} passage */
function focus(text, own, passage) {
  if (!own) return false
  text.focus()
  if (passage) text.setSelectionRange(passage.from, passage.to)
  text.scrollIntoView({ block: "nearest" })
  return true
}

/**
 * The same words as in the list.
 * @param {HTMLTextAreaElement} text
 * @param {HTMLElement} list
 * @param {Key} place
 */
function showFound(text, list, place) {
  const mark = state.view ? marks(state.view).get(place) : undefined
  const sentences = (mark?.findings ?? []).map(({ word, sentence }) => `${word}：${sentence}`)
  if (sentences.join("\n") !== [...list.children].map((line) => line.textContent).join("\n")) {
    list.replaceChildren(...sentences.map((sentence) => make("li", {}, sentence)))
  }
  setAttribute(text, "aria-invalid", mark?.severity === "error" ? "true" : null)
}

/**
 * 插入表中的数: the standard as a tree of groups in one list; what is chosen is put in where the cursor stands.
 * @param {HTMLTextAreaElement} text
 */
function inserting(text) {
  const list = make("select", { aria: { label: "插入表中的数" } }, make("option", { value: "" }, "插入表中的数…"))
  for (const top of state.description?.insert ?? []) {
    list.append(make("optgroup", { label: top.label }, ...(top.insert === null ? top.children : [top]).flatMap((branch) => leaves(branch, ""))))
  }
  list.addEventListener("change", () => {
    if (list.value === "" || text.readOnly) return
    text.setRangeText(list.value, text.selectionStart, text.selectionEnd, "end")
    text.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }))
    list.value = ""
    text.focus()
  })
  return list
}

/**
 * @param {Insert} branch
 * @param {string} before the names of the branches above
 * @returns {HTMLOptionElement[]}
 */
function leaves({ label, insert, children }, before) {
  const own = insert === null ? [] : [make("option", { value: insert }, before + label)]
  return [...own, ...children.flatMap((child) => leaves(child, `${before}${label} › `))]
}
