// Files that fall on the page, anywhere: one is opened, or is last year's; several are rolled up.

import { openFile, takeLastYear } from "./files.js"
import { askWhich } from "./question.js"
import { rollUp } from "./rollup.js"
import { state } from "./store.js"
import { flushTyping } from "./typing.js"

/** @import { Handle } from "./choose.js" */

export function startDrop() {
  let deep = 0
  /** @param {boolean} over */
  const mark = (over) => document.body.classList.toggle("dropping", over)
  /** @param {DragEvent} event */
  const isFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false
  document.addEventListener("dragenter", (event) => {
    if (!isFiles(event)) return
    deep += 1
    mark(true)
  })
  document.addEventListener("dragleave", (event) => {
    if (!isFiles(event)) return
    deep = Math.max(0, deep - 1)
    if (deep === 0) mark(false)
  })
  document.addEventListener("dragover", (event) => isFiles(event) && event.preventDefault())
  document.addEventListener("drop", (event) => {
    if (!isFiles(event)) return
    event.preventDefault()
    deep = 0
    mark(false)
    const files = [...(event.dataTransfer?.files ?? [])]
    // The way back to the file has to be asked for before anything is waited for.
    const item = /** @type {any} */ (event.dataTransfer?.items[0])
    const handle = files.length === 1 && item?.getAsFileSystemHandle ? item.getAsFileSystemHandle().catch(() => null) : null
    void fallen(files, handle)
  })
}

/**
 * @param {File[]} files
 * @param {Promise<Handle | null> | null} handle
 */
async function fallen(files, handle) {
  flushTyping()
  const [file] = files
  if (!file) return
  if (files.length > 1) return rollUp(files)
  const found = await handle
  const own = found?.kind === "file" ? found : null
  if (!state.view) return openFile(file, own)
  const unsaved = state.dirty && !state.readOnly ? `“${state.view.title || state.name}”还没有存盘，打开以后只在本浏览器里暂存，可从“继续”找回。` : ""
  const which = await askWhich(`放下了“${file.name}”。${unsaved}`, ["打开它", "作为上年的带入"])
  if (which === 0) await openFile(file, own)
  if (which === 1) await takeLastYear(file)
}
