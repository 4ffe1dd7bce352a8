// One sentence that says where the work is, and the browser's own question when unsaved work would be left.

import { byId, make, setText } from "./dom.js"
import { kept, onKept } from "./keeping.js"
import { onOwn, own } from "./saving.js"
import { onStatus, state } from "./store.js"
import { flushTyping } from "./typing.js"

/** Before anything else: notices write into it. */
export function startStatus() {
  byId("status").replaceChildren(make("span", { id: "where" }), make("span", { id: "said" }))
  onStatus(show)
  onKept(show)
  onOwn(show)
  window.addEventListener("beforeunload", (event) => {
    flushTyping()
    if (!state.view || !state.dirty || state.readOnly) return
    event.preventDefault()
    event.returnValue = ""
  })
  show()
}

function show() {
  const open = state.view !== null
  const where = byId("where")
  setText(where, open ? sentence() : "")
  where.dataset["state"] = !open ? "none" : own.elsewhere || kept.refused ? "bad" : state.dirty ? "unsaved" : "saved"
  const save = document.querySelector('#head [data-action="save"]')
  if (save instanceof HTMLButtonElement) save.disabled = !open
  const exports = byId("exports-button")
  if (exports instanceof HTMLButtonElement) exports.disabled = !open
}

function sentence() {
  if (state.readOnly) return "正在另一个窗口里填，这里只能看"
  if (own.elsewhere) return `${state.savedAs ?? state.name} 在别处被改过`
  if (!state.dirty) {
    return `${own.download ? "已下载" : "已存入"} ${state.savedAs ?? ""}${own.at ? ` ${clock(own.at)}` : ""}`
  }
  if (kept.refused) return "尚未存盘，本浏览器不能暂存，请随时存盘"
  return kept.at ? `尚未存盘（浏览器已暂存 ${clock(kept.at)}）` : "尚未存盘"
}

/** @param {Date} time */
export function clock(time) {
  return `${time.getHours()}:${String(time.getMinutes()).padStart(2, "0")}`
}
