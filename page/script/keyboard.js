// Undo and redo over the whole form. The browser's own undo knows one field only and would mix with ours.

import { byId, composing } from "./dom.js"
import { canUndo, onStatus, redo, undo } from "./store.js"
import { flushTyping } from "./typing.js"

/** The keys, the buttons, and the browser's menu on a field. */
export function startUndo() {
  const buttons = { undo: button("undo"), redo: button("redo") }
  buttons.undo.addEventListener("click", back)
  buttons.redo.addEventListener("click", forward)
  onStatus(() => {
    const can = canUndo()
    // A button that has the focus and is disabled would lose it to nowhere.
    if (!can.undo && document.activeElement === buttons.undo) byId("main").focus()
    if (!can.redo && document.activeElement === buttons.redo) byId("main").focus()
    buttons.undo.disabled = !can.undo
    buttons.redo.disabled = !can.redo
  })
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || composing(event) || isForeign(event.target)) return
    const key = event.key.toLowerCase()
    if (key === "y" || (key === "z" && event.shiftKey)) forward()
    else if (key === "z") back()
    else return
    event.preventDefault()
  })
  document.addEventListener("beforeinput", (event) => {
    if (event.defaultPrevented || isForeign(event.target)) return
    if (event.inputType === "historyUndo") back()
    else if (event.inputType === "historyRedo") forward()
    else return
    event.preventDefault()
  })
}

/** @param {string} action */
function button(action) {
  const found = document.querySelector(`#head [data-action="${action}"]`)
  if (!(found instanceof HTMLButtonElement)) throw new Error(`the page lacks ${action}`)
  return found
}

/** Fields that are none of the form's (a reason being written, a search) keep the browser's undo. @param {EventTarget | null} target */
function isForeign(target) {
  const typed = target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "checkbox")
  return typed && target.dataset["place"] === undefined
}

function back() {
  flushTyping()
  undo()
}

function forward() {
  flushTyping()
  redo()
}
