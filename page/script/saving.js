// 存盘: the form back into the file it came from where the browser can, else a download of the same name.

import { download, isAbort, pickers } from "./choose.js"
import { isAnother } from "./keeping.js"
import { askOnce } from "./question.js"
import { onForm, saved, say, state } from "./store.js"
import { flushTyping } from "./typing.js"

/** @import { Handle } from "./choose.js" */

/**
 * `handle`: the form's own file; `known`: what we know to stand in it; `elsewhere`: someone else has changed it;
 * `at`: when it was saved from here; `download`: the browser put it where it puts downloads.
 * @type {{ handle: Handle | null, known: string | null, elsewhere: boolean, at: Date | null, download: boolean }}
 */
export const own = { handle: null, known: null, elsewhere: false, at: null, download: false }

/** Sooner than a person can, in milliseconds. */
const AT_ONCE = 300

/** @type {(() => void)[]} */
const listeners = []
/** @type {{ handle: Handle, known: string } | null} of the form that is opened next */
let coming = null

/** Something about the file is other than it was. @param {() => void} listener */
export function onOwn(listener) {
  listeners.push(listener)
}

/** The form that is opened next has this file. @param {Handle | null} handle @param {string} text */
export function comesFrom(handle, text) {
  coming = handle ? { handle, known: text } : null
}

export function startSaving() {
  onForm((why) => {
    if (!isAnother(why)) return
    Object.assign(own, { handle: null, known: null, elsewhere: false, at: null, download: false }, coming ?? {})
    coming = null
  })
  // Coming back to the window is when one has worked elsewhere.
  window.addEventListener("focus", () => void look())
}

/** Is the file still as we know it? @returns {Promise<boolean>} false: someone else has changed it */
async function look() {
  const { handle, known } = own
  if (!handle || known === null) return true
  try {
    const text = await (await handle.getFile()).text()
    own.elsewhere = text !== known
  } catch {
    own.elsewhere = false
  }
  for (const listener of listeners) listener()
  return !own.elsewhere
}

/** 存盘. */
export async function save() {
  flushTyping()
  if (!state.view) return
  if (state.readOnly) return say("这份表正在另一个窗口里填，请在那边存盘。", true)
  const began = performance.now()
  try {
    if (own.handle || pickers().showSaveFilePicker) return await toFile()
  } catch (error) {
    // Nobody closes a chooser at once: there a policy, or a browser without windows, has none.
    if (isAbort(error) && performance.now() - began > AT_ONCE) return
    if (isAbort(error)) return toDownload()
    console.warn(error)
    say("没有写进原来的文件，已改为下载。", true)
  }
  toDownload()
}

async function toFile() {
  const handle = own.handle ?? (await pickers().showSaveFilePicker?.call(window, {
    suggestedName: formName(), types: [{ description: "填报的表", accept: { "application/toml": [".toml"] } }],
  }))
  if (!handle) return toDownload()
  const asked = { mode: "readwrite" }
  const may = await handle.queryPermission?.(asked)
  if (may === "prompt" && (await handle.requestPermission?.(asked)) === "denied") throw new Error("denied")
  if (!(await look()) && !(await askOnce(`“${handle.name}”在别处被改过，存盘会盖掉那边的改动。`, "盖掉它，存盘"))) return
  const text = state.toml
  const stream = await handle.createWritable()
  await stream.write(text)
  await stream.close()
  Object.assign(own, { handle, known: text, elsewhere: false, at: new Date(), download: false })
  saved(handle.name, text)
}

function toDownload() {
  const name = formName()
  download({ name, bytes: new TextEncoder().encode(state.toml) })
  Object.assign(own, { at: new Date(), download: true })
  saved(name)
}

/**
 * A page that was handed out has the form as well; one that has a file of its own is still to be saved into that.
 * @param {string} page the name of its file
 * @param {string} toml what went into it
 */
export function savedInPage(page, toml) {
  if (own.handle) return
  const { name } = state
  Object.assign(own, { at: new Date(), download: true })
  saved(page, toml)
  state.name = name
}

/** The name of the form's file. @returns {string} */
export function formName() {
  return /\.toml$/i.test(state.name) ? state.name : `${state.name.replace(/\.[^.]*$/, "") || "form"}.toml`
}
