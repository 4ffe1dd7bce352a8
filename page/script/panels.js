// Everything around the form, wired: where it comes from, where it is kept, what is made of it.

import { startDrop } from "./drop.js"
import { startExports } from "./exports.js"
import { open, openCarried } from "./files.js"
import { startKeeping } from "./keeping.js"
import { startNotice } from "./notice.js"
import { startPrinting } from "./preview.js"
import { save, startSaving } from "./saving.js"
import { buildStart, showStart } from "./start.js"
import { startStatus } from "./status.js"
import { startTabs } from "./tabs.js"

/** Once, before any form is at the desk; then the form the page carries, or the start. */
export function startPanels() {
  startStatus()
  startNotice()
  startSaving()
  startTabs()
  startKeeping()
  startPrinting()
  startExports()
  startDrop()
  for (const [action, act] of /** @type {[string, () => Promise<void>][]} */ ([["open", open], ["save", save]])) {
    document.querySelector(`#head [data-action="${action}"]`)?.addEventListener("click", () => void act())
  }
  document.addEventListener("keydown", pressed)
  buildStart()
  if (!openCarried()) showStart()
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
  const act = { s: save, o: open }[event.key.toLowerCase()]
  if (!act) return
  event.preventDefault()
  if (!event.repeat) void act()
}
