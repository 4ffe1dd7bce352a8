// What is typed into a field or a text, handed to the store some 300 ms after the last key and when it is left.
// Nothing is handed over while an input method composes.

import { attempt, change, endStep } from "./store.js"

/** @import { Key } from "./protocol" */

/** How long after the last key, and after what pause an edit is another step of undo, in milliseconds. */
const QUIET = 300
const PAUSE = 2000

/** @type {Set<() => void>} what is typed and not handed over yet */
const pending = new Set()

/** Hands over at once what was typed in the last moment: before saving, exporting, undoing, leaving. */
export function flushTyping() {
  for (const commit of [...pending]) commit()
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} control
 * @param {Key} place
 * @returns {{ isTyping: () => boolean, commit: () => void }}
 */
export function watchTyping(control, place) {
  let timer = 0
  let composing = false
  let waiting = false
  let edits = 0
  let last = { at: 0, kind: "" }

  function commit() {
    window.clearTimeout(timer)
    if (!waiting || composing) return
    waiting = false
    pending.delete(commit)
    // A field of the form before, taken away when another was opened, has nothing to say to the new one.
    if (!control.isConnected) return
    const typed = control.value
    attempt(() => change({ op: "set", place, typed }, { place, step: `${place} ${edits}` }))
  }
  function later() {
    waiting = true
    pending.add(commit)
    window.clearTimeout(timer)
    if (!composing) timer = window.setTimeout(commit, QUIET)
  }
  /** @param {string} type of the input */
  function mark(type) {
    const kind = /^delete/.test(type) ? "delete" : /Paste|Drop/.test(type) ? type + edits : "insert"
    const now = performance.now()
    if (kind !== last.kind || now - last.at > PAUSE) {
      commit()
      edits += 1
    }
    last = { at: now, kind }
  }
  control.addEventListener("beforeinput", (event) => {
    if (event instanceof InputEvent && !composing && !event.inputType.startsWith("history")) mark(event.inputType)
  })
  control.addEventListener("compositionstart", () => { composing = true })
  control.addEventListener("compositionend", () => {
    composing = false
    later()
  })
  control.addEventListener("input", later)
  control.addEventListener("blur", () => {
    composing = false
    commit()
    edits += 1
    endStep()
  })
  return { isTyping: () => waiting || composing, commit }
}
