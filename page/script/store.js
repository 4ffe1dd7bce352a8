// The form as it stands, and everyone who wants to hear of it. Data flows one way: a part of the page asks for a
// change, the library answers with the form and all that follows from it, and the parts show what they are told.

import { Broken, Refused } from "./core.js"
import { History } from "./undo.js"

/** @import { AnswerOf, Asked, Change, NamedBytes, Op } from "./operations" */
/** @import { Changed, Description, FormPart, Key, View } from "./protocol" */

/**
 * `description` and `view` are null until a form is open. `savedAs`: the file it was last saved to or read from.
 * `dirty`: it differs from that file. `readOnly`: another window has it.
 * @typedef {{ toml: string, name: string, last: string | null, savedAs: string | null, dirty: boolean,
 *   readOnly: boolean, description: Description | null, view: View | null }} State
 */

/**
 * A part of the page that shows some of the form. `update` is called after every change, and once when built;
 * `focus` brings a place into sight and gives it the focus, false if it is none of its own; `passage`: a part of its text.
 * @typedef {{ element: HTMLElement, update: (state: State, why: Why) => void,
 *   focus: (place: Key, passage?: { from: number, to: number } | null) => boolean }} Panel
 */

/**
 * `opened`: another form; `changed`: typed, pasted, accepted …; `undone`: undo or redo, texts under the cursor too.
 * `place`: where it happened.
 * @typedef {{ kind: "opened" | "changed" | "undone", place: Key | null }} Why
 */

/** @type {State} */
export const state = {
  toml: "", name: "form.toml", last: null, savedAs: null, dirty: false, readOnly: false, description: null, view: null,
}

const history = new History()
/** @type {string | null} the text as the file has it */
let savedToml = null
/** @type {import("./core.js").Core | null} */
let core = null

/** @type {{ form: ((why: Why) => void)[], status: (() => void)[], said: ((sentence: string, bad: boolean) => void)[] }} */
const listeners = { form: [], status: [], said: [] }

/** @param {import("./core.js").Core} started */
export function use(started) {
  core = started
}

/** After every change of the form. @param {(why: Why) => void} listener */
export function onForm(listener) {
  listeners.form.push(listener)
}

/** When saved, dirty, read-only, undo or redo change; also after every change of the form. @param {() => void} listener */
export function onStatus(listener) {
  listeners.status.push(listener)
}

/** For each sentence to show; `bad`: something was not done. @param {(sentence: string, bad: boolean) => void} listener */
export function onSaid(listener) {
  listeners.said.push(listener)
}

/**
 * @param {string | null} sentence
 * @param {boolean} [bad]
 */
export function say(sentence, bad = false) {
  if (sentence) for (const listener of listeners.said) listener(sentence, bad)
}

/** The form as requests carry it. @returns {FormPart} */
export function formPart() {
  return { toml: state.toml, name: state.name, last: state.last }
}

/**
 * Any operation in the page's own thread, about the form that is open; changes nothing here.
 * @template {Op} O
 * @param {Asked<O> & { op: O }} request `toml`, `name`, `last` are put in
 * @param {NamedBytes[]} [files]
 * @returns {{ answer: AnswerOf[O], files: NamedBytes[] }}
 * @throws {Refused | Broken}
 */
export function ask(request, files = []) {
  if (!core) throw new Broken("程序还没有启动，请稍等。")
  const whole = /** @type {{ op: O }} */ (/** @type {unknown} */ ({ ...formPart(), ...request }))
  return core.call(whole, files)
}

/**
 * Runs what may be declined; what is declined is said, and null comes back.
 * @template T
 * @param {() => T} action
 * @returns {T | null}
 */
export function attempt(action) {
  try {
    return action()
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Broken)) throw error
    if (error.cause) console.error(error.cause)
    say(error.message, true)
    return null
  }
}

/**
 * Changes the form; one step of undo.
 * @param {Change} request
 * @param {{ place?: Key | null, step?: string | null }} [how] `place`: where undo goes back to; `step`: changes in a row
 *   with the same one are undone together (a cell, a text), until `endStep`
 * @returns {Changed}
 * @throws {Refused | Broken}
 */
export function change(request, how = {}) {
  if (state.readOnly) throw new Refused("这份表正在另一个窗口里填，这里只能看。")
  const { answer } = ask(/** @type {any} */ (request))
  apply(/** @type {Changed} */ (answer), how)
  return /** @type {Changed} */ (answer)
}

/**
 * Takes over a form that an operation has changed (`last-year`, `fix`, and all of `change`); one step of undo.
 * @param {Changed} changed
 * @param {{ place?: Key | null, step?: string | null }} [how]
 */
export function apply(changed, { place = null, step = null } = {}) {
  if (changed.toml !== state.toml || changed.last !== state.last) {
    history.push({ toml: state.toml, last: state.last, place }, step)
  }
  show(changed, { kind: "changed", place })
  say(changed.said)
}

/**
 * Another form takes the place of what stood: new, opened, rescued, handed out. Nothing can be undone across it.
 * @param {Changed} changed
 * @param {{ name: string, savedAs: string | null }} from `savedAs` null: no file has it yet
 */
export function adopt(changed, { name, savedAs }) {
  history.past = []
  history.future = []
  history.end()
  state.name = name
  state.savedAs = savedAs
  savedToml = savedAs === null ? null : changed.toml
  const year = changed.view.year
  if (!state.description || state.description.year !== year) state.description = ask({ op: "describe", year }).answer
  show(changed, { kind: "opened", place: null })
  say(changed.said)
}

/**
 * @param {Changed} changed
 * @param {Why} why
 */
function show(changed, why) {
  const year = changed.view.year
  state.toml = changed.toml
  state.last = changed.last
  state.view = changed.view
  state.dirty = state.toml !== savedToml
  // A year typed anew may bring another edition of the paper.
  if (why.kind !== "opened" && year !== null && state.description && state.description.year !== year) {
    const described = ask({ op: "describe", year }).answer
    const same = described.edition === state.description.edition
    state.description = described
    if (!same) why = { ...why, kind: "opened" }
  }
  for (const listener of listeners.form) listener(why)
  statusChanged()
}

function statusChanged() {
  for (const listener of listeners.status) listener()
}

/** A file has the form now, as it stands or as it stood. @param {string} name @param {string} [toml] */
export function saved(name, toml = state.toml) {
  savedToml = toml
  state.savedAs = name
  state.name = name
  state.dirty = state.toml !== savedToml
  statusChanged()
}

/** @param {boolean} readOnly */
export function setReadOnly(readOnly) {
  state.readOnly = readOnly
  statusChanged()
}

/** The cell or text was left: what is typed next is another step of undo. */
export function endStep() {
  history.end()
}

/** @returns {{ undo: boolean, redo: boolean }} */
export function canUndo() {
  return { undo: history.past.length > 0 && !state.readOnly, redo: history.future.length > 0 && !state.readOnly }
}

export function undo() {
  if (canUndo().undo) move("back")
}

export function redo() {
  if (canUndo().redo) move("forward")
}

/** @param {"back" | "forward"} direction */
function move(direction) {
  const found = history[direction]({ toml: state.toml, last: state.last, place: null })
  if (!found) return
  const shown = attempt(() => ask({ op: "view", .../** @type {{}} */ ({ toml: found.toml, last: found.last }) }).answer)
  if (shown) show(shown, { kind: "undone", place: found.place })
  else history[direction === "back" ? "forward" : "back"](found)
}
