// Nothing is lost but the last second: every change goes into the browser's storage, under an identity the form has
// for as long as it is worked on.

import { isWhole, readRecord, write } from "./records.js"
import { adopt, ask, attempt, canUndo, onForm, onStatus, say, state } from "./store.js"
import { flushTyping } from "./typing.js"

/** @import { Kept } from "./records.js" */

/** How long after a change it is kept, in milliseconds; not put off by further changes. */
const SOON = 400

/** `at`: when it was kept last; `refused`: this browser keeps nothing. @type {{ id: string, at: Date | null, refused: boolean }} */
export const kept = { id: "", at: null, refused: false }

/** @type {((id: string) => void)[]} */
const identities = []
/** @type {(() => void)[]} */
const listeners = []
/** The identity of a form that is gone on with; else each form that is opened gets a new one. @type {string | null} */
let next = null
let timer = 0
/** What was written last, so that nothing is written twice. */
let written = ""

/** Another form is at the desk. @param {(id: string) => void} listener */
export function onIdentity(listener) {
  identities.push(listener)
}

/** It was kept, or could not be. @param {() => void} listener */
export function onKept(listener) {
  listeners.push(listener)
}

export function startKeeping() {
  onForm((why) => {
    if (isAnother(why)) begin()
    soon()
  })
  onStatus(soon)
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && now())
  window.addEventListener("pagehide", now)
}

/** Is it another form? An edition that changed under the same one can be undone. @param {import("./store.js").Why} why */
export function isAnother({ kind }) {
  const { undo, redo } = canUndo()
  return kind === "opened" && !undo && !redo
}

/** Another form: another identity. */
function begin() {
  kept.id = next ?? `${state.view?.year ?? ""} ${state.view?.agency ?? ""} ${random()}`
  kept.at = null
  next = null
  for (const listener of identities) listener(kept.id)
}

function random() {
  return [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join("")
}

function soon() {
  if (timer === 0 && state.view) timer = window.setTimeout(keep, SOON)
}

function now() {
  flushTyping()
  void keep()
}

/** Before another form takes its place: what was typed last goes into this one, and is kept. */
export async function leaveDesk() {
  const at = document.activeElement
  if (at instanceof HTMLElement && at.closest("#panels")) at.blur()
  flushTyping()
  await keep()
}

/** Writes the form as it stands. */
async function keep() {
  window.clearTimeout(timer)
  timer = 0
  const { toml, last, name, savedAs, dirty, view } = state
  // Another window has it: what that one writes is newer.
  if (!view || state.readOnly || kept.id === "") return
  const mark = JSON.stringify([kept.id, toml, last, savedAs, dirty])
  if (mark === written) return
  written = mark
  try {
    const { agency, year, title } = view
    await write({ id: kept.id, toml, last, name, savedAs, dirty, title, agency, year, at: Date.now() })
    kept.at = new Date()
    kept.refused = false
  } catch (error) {
    written = ""
    if (!kept.refused) console.warn(error)
    kept.refused = true
  }
  for (const listener of listeners) listener()
}

/**
 * Goes on with a form that was kept.
 * @param {Kept} record
 * @returns {Promise<boolean>}
 */
export async function goOn(record) {
  if (!isWhole(record)) {
    say(`浏览器里暂存的“${record.title ?? ""}”已经损坏，不能接着填；请用最近存盘的文件。`, true)
    return false
  }
  await leaveDesk()
  const { toml, last, name, savedAs, dirty } = record
  const changed = attempt(() => ask(/** @type {any} */ ({ op: "view", toml, last, name })).answer)
  if (!changed) return false
  next = record.id
  adopt(/** @type {import("./protocol").Changed} */ (changed), { name, savedAs: dirty ? null : savedAs })
  return true
}

/** The form at the desk as the browser has it, after another window had it. @returns {Promise<void>} */
export async function takeBack() {
  const record = await readRecord(kept.id).catch(() => null)
  if (record && (record.toml !== state.toml || record.last !== state.last)) await goOn(record)
}
