// The library in a worker: opening, exporting and rolling up large files while the page stays at hand.
// The page posts the compiled module once, then requests, which are answered in turn.

import { Broken, Core, Refused } from "./core.js"

/** @import { NamedBytes, Op } from "./operations" */
/** @typedef {{ id: number, module?: WebAssembly.Module, request?: { op: Op }, files?: NamedBytes[] }} Letter */

/** @type {Core | null} */
let core = null

/** @type {{ postMessage: (message: unknown) => void, onmessage: ((event: MessageEvent<Letter>) => void) | null }} */
const room = /** @type {any} */ (globalThis)

/** @param {Letter} letter */
async function answer({ id, module, request, files = [] }) {
  try {
    if (module) core = await new Core(module).start()
    if (!core || !request) return room.postMessage({ id })
    room.postMessage({ id, answered: core.call(request, files) })
  } catch (error) {
    const known = error instanceof Refused ? "refused" : error instanceof Broken ? "broken" : "failed"
    room.postMessage({ id, [known]: error instanceof Error ? error.message : String(error) })
  }
}

room.onmessage = (event) => void answer(event.data)
