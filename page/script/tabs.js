// One form, one window that writes: the second is told, and only reads until the first lets go. Web Locks where they
// are; else the windows ask each other.

import { kept, onIdentity, takeBack } from "./keeping.js"
import { say, setReadOnly, state } from "./store.js"

/** How long another window has to answer, and how often one that waits asks again, in milliseconds. */
const ANSWER = 400
const AGAIN = 2000

/** @typedef {{ keys: string[], let: AbortController }} Hold */

/** @type {Hold | null} what this window has, or waits for */
let hold = null
const self = Math.random().toString(36)

export function startTabs() {
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("nianbao") : null
  channel?.addEventListener("message", ({ data }) => {
    if (data?.asks && data.from !== self && hold?.keys.includes(data.asks) && !state.readOnly) channel.postMessage({ holds: data.asks })
  })
  onIdentity((id) => void take([id, ...(state.savedAs ? [`${state.view?.year} ${state.view?.agency} ${state.savedAs}`] : [])], channel))
}

/**
 * @param {string[]} keys
 * @param {BroadcastChannel | null} channel
 */
async function take(keys, channel) {
  if (hold?.keys[0] === keys[0]) return
  hold?.let.abort()
  const mine = { keys, let: new AbortController() }
  hold = mine
  const { signal } = mine.let
  /** @type {string | null} what another window has, or had */
  let waited = null
  for (const key of keys) {
    const free = await lock(key, true, signal, channel)
    if (signal.aborted) return
    if (free) continue
    if (waited === null) {
      setReadOnly(true)
      say("这份表正在另一个窗口里填，这里只能看；那边关上以后，这里就能填。", true)
    }
    waited ??= key
    await lock(key, false, signal, channel)
    if (signal.aborted) return
  }
  if (waited !== null && kept.id === keys[0]) await takeBack()
  if (signal.aborted) return
  setReadOnly(false)
  if (waited === null) return
  // By its file alone it is the same form: what the other one changed is under another identity.
  const elsewhere = waited === keys[0] ? "" : "那边改过的，请重新打开文件，或者从“开始”里的“继续”接着填。"
  say(`另一个窗口已经放开这份表，这里可以填了。${elsewhere}`, elsewhere !== "")
}

/**
 * @param {string} key
 * @param {boolean} atOnce not to wait for it
 * @param {AbortSignal} signal lets go
 * @param {BroadcastChannel | null} channel
 * @returns {Promise<boolean>} whether this window has it
 */
async function lock(key, atOnce, signal, channel) {
  const locks = navigator.locks
  if (locks) {
    try {
      return await webLock(locks, key, atOnce, signal)
    } catch (error) {
      if (signal.aborted) return false
      console.warn(error)
    }
  }
  if (!channel) return true
  for (;;) {
    if (!(await heldElsewhere(channel, key))) return true
    if (atOnce || signal.aborted) return false
    await new Promise((resolve) => setTimeout(resolve, AGAIN))
  }
}

/**
 * @param {LockManager} locks
 * @param {string} key
 * @param {boolean} atOnce
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>}
 */
function webLock(locks, key, atOnce, signal) {
  return new Promise((resolve, reject) => {
    const held = () => new Promise((done) => signal.addEventListener("abort", done))
    const options = atOnce ? { ifAvailable: true } : { signal }
    locks.request(`nianbao ${key}`, options, (granted) => {
      resolve(granted !== null)
      return granted === null || signal.aborted ? undefined : held()
    }).catch(reject)
  })
}

/**
 * @param {BroadcastChannel} channel
 * @param {string} key
 * @returns {Promise<boolean>}
 */
function heldElsewhere(channel, key) {
  return new Promise((resolve) => {
    /** @param {MessageEvent} event */
    const heard = ({ data }) => data?.holds === key && done(true)
    /** @param {boolean} held */
    const done = (held) => {
      clearTimeout(timer)
      channel.removeEventListener("message", heard)
      resolve(held)
    }
    const timer = setTimeout(done, ANSWER, false)
    channel.addEventListener("message", heard)
    channel.postMessage({ asks: key, from: self })
  })
}
