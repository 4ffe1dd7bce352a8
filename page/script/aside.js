// Long operations, aside from the page: in a worker made of text that the page holds; where there is none, in the
// page's own thread.

import { Broken, compile, Refused } from "./core.js"
import { byId } from "./dom.js"
import { ask, formPart } from "./store.js"

/** @import { AnswerOf, Asked, NamedBytes, Op } from "./operations" */
/** @typedef {{ id: number, answered?: any, refused?: string, broken?: string, failed?: string }} Reply */

/** How long a worker may take to start, in milliseconds. */
const PATIENCE = 10_000

/** @type {Promise<Worker | null> | null} */
let started = null
/** @type {Map<number, (reply: Reply) => void>} */
const waiting = new Map()
let count = 0

/**
 * @template {Op} O
 * @param {Asked<O> & { op: O }} request `toml`, `name`, `last` are put in
 * @param {NamedBytes[]} [files]
 * @returns {Promise<{ answer: AnswerOf[O], files: NamedBytes[] }>}
 * @throws {Refused | Broken}
 */
export async function askAside(request, files = []) {
  const whole = { ...formPart(), ...request }
  started ??= start()
  const worker = await started
  if (!worker) {
    // The line that says what is going on is painted first.
    await new Promise((resolve) => setTimeout(resolve, 30))
    return ask(/** @type {any} */ (whole), files)
  }
  const reply = await post(worker, { request: whole, files })
  if (reply.refused !== undefined) throw new Refused(reply.refused)
  if (reply.broken !== undefined) throw new Broken(reply.broken)
  if (reply.failed !== undefined) throw new Broken(`程序出错，这一步没有做成（${reply.failed}）。`)
  return reply.answered
}

/** @returns {Promise<Worker | null>} null: this browser has none here */
async function start() {
  const text = document.getElementById("worker")?.textContent ?? ""
  if (text.trim() === "") return null
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }))
  try {
    const worker = new Worker(address)
    worker.onmessage = (event) => settle(event.data)
    worker.onmessageerror = worker.onerror = () => giveUp(worker)
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, { failed: "late" }))
    const module = await compile(byId("wasm").textContent ?? "")
    const reply = /** @type {Reply} */ (await Promise.race([post(worker, { module }), late]))
    if (reply.failed === undefined) return worker
    worker.terminate()
  } catch (error) {
    console.warn(error)
  } finally {
    URL.revokeObjectURL(address)
  }
  return null
}

/**
 * @param {Worker} worker
 * @param {object} letter
 * @returns {Promise<Reply>}
 */
function post(worker, letter) {
  count += 1
  const id = count
  return new Promise((resolve) => {
    waiting.set(id, resolve)
    worker.postMessage({ id, ...letter })
  })
}

/** @param {Reply} reply */
function settle(reply) {
  waiting.get(reply.id)?.(reply)
  waiting.delete(reply.id)
}

/** The worker is gone: what it was asked was not done, what comes next is done in the page. @param {Worker} worker */
function giveUp(worker) {
  worker.terminate()
  started = Promise.resolve(null)
  for (const id of [...waiting.keys()]) settle({ id, failed: "worker" })
}
