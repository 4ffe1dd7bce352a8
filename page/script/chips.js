// A {{…}} in a text behaves like one sign: the cursor never stands in it, and it is deleted whole.

import { chipsIn, whole } from "./passages.js"

/** @param {HTMLTextAreaElement} area */
export function keepChipsWhole(area) {
  let caret = 0
  /** The selection without an end inside a {{…}}; the caret goes on the way it came. */
  function snap() {
    if (document.activeElement !== area) return
    const { selectionStart: from, selectionEnd: to, selectionDirection } = area
    const chips = chipsIn(area.value)
    if (from === to) {
      const inside = chips.find((chip) => chip.from < from && from < chip.to)
      if (inside) {
        const isNext = Math.abs(from - caret) === 1
        const ahead = isNext ? from > caret : from - inside.from > inside.to - from
        const at = ahead ? inside.to : inside.from
        area.setSelectionRange(at, at)
      }
      caret = area.selectionStart
      return
    }
    const wider = whole(chips, { from, to })
    if (wider.from !== from || wider.to !== to) area.setSelectionRange(wider.from, wider.to, selectionDirection)
    caret = selectionDirection === "backward" ? area.selectionStart : area.selectionEnd
  }
  document.addEventListener("selectionchange", snap)
  for (const type of ["select", "keyup", "mouseup", "compositionstart"]) area.addEventListener(type, snap)
  area.addEventListener("beforeinput", (event) => {
    const { selectionStart: from, selectionEnd: to } = area
    if (from !== to || !event.inputType.startsWith("delete")) return
    const forward = event.inputType.includes("Forward")
    const beside = chipsIn(area.value).find((chip) => (forward ? chip.from === from : chip.to === from))
    // The browser then deletes what is selected, by its own way.
    if (beside) area.setSelectionRange(beside.from, beside.to)
  })
}
