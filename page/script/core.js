// The library as WebAssembly: bytes in, bytes out. No document here, so that a worker can use it as well.
// Nothing is kept inside: a trap costs an instance, never a form.

import { inflateGzip } from "./inflate.js"

/** @import { AnswerOf, NamedBytes, Op } from "./operations" */
/** @typedef {{ memory: WebAssembly.Memory, alloc: (size: number) => number, free: (at: number, size: number) => void,
 *    call: (at: number, size: number) => number }} Exports */

/** The library declined, with a sentence for the person at the desk. */
export class Refused extends Error {}

/** The library's instance ended in the middle of an operation. */
export class Broken extends Error {}

/** @type {Record<string, string>} what an operation is called when it ends in a trap */
const SPOKEN = {
  describe: "取格式", view: "核对", new: "新建", open: "读入文件", "last-year": "带入上年", set: "填这一格",
  "zero-rest": "本表其余填0", paste: "粘贴", accept: "写明理由", fix: "修正写法", explain: "说明", preview: "预览",
  export: "导出", "hand-out": "另存为网页", rollup: "汇总",
}

/**
 * Base64 of a gzipped module, as it stands in the page.
 * @param {string} base64
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compile(base64) {
  const packed = fromBase64(base64)
  if (typeof DecompressionStream === "undefined") return WebAssembly.compile(inflateGzip(packed))
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))
  return WebAssembly.compile(await new Response(plain).arrayBuffer())
}

/**
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
function fromBase64(text) {
  const letters = atob(text.trim())
  const bytes = new Uint8Array(letters.length)
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at)
  return bytes
}

/** One running library. */
export class Core {
  /** @param {WebAssembly.Module} module */
  constructor(module) {
    this.module = module
    /** @type {Exports | null} */
    this.exports = null
  }

  /**
   * Starts an instance; has to be waited for once before the first call.
   * @returns {Promise<Core>}
   */
  async start() {
    const instance = await WebAssembly.instantiate(this.module, imports(this.module))
    this.exports = /** @type {Exports} */ (/** @type {unknown} */ (instance.exports))
    return this
  }

  /**
   * @template {Op} O
   * @param {{ op: O }} request whole, but for the list of files
   * @param {NamedBytes[]} [files]
   * @returns {{ answer: AnswerOf[O], files: NamedBytes[] }}
   * @throws {Refused | Broken}
   */
  call(request, files = []) {
    const exports = this.exports
    if (!exports) throw new Broken("程序正在重新启动，请稍等再试。")
    let envelope
    try {
      const size = write(exports, request, files)
      envelope = read(exports, exports.call(size.at, size.length))
    } catch (error) {
      this.exports = null
      void this.start()
      const what = SPOKEN[request.op] ?? request.op
      const name = files.length === 1 ? `“${files[0]?.name ?? ""}”` : ""
      throw new Broken(`“${what}”${name}时程序出错，已重新启动。填的内容没有丢失，这一步没有做成。`, { cause: error })
    }
    if ("refused" in envelope.answer) throw new Refused(String(envelope.answer.refused))
    return /** @type {{ answer: AnswerOf[O], files: NamedBytes[] }} */ (envelope)
  }
}

/**
 * What the module asks for and never needs: a clock that stands still, and functions nobody calls.
 * @param {WebAssembly.Module} module
 * @returns {WebAssembly.Imports}
 */
function imports(module) {
  /** @type {Record<string, Record<string, WebAssembly.ImportValue>>} */
  const all = {}
  for (const { module: room, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind !== "function") continue
    const stub = /now/i.test(name) ? () => 0 : () => { throw new Error(`not to be called: ${name}`) }
    all[room] = { ...all[room], [name]: stub }
  }
  return all
}

/**
 * @param {Exports} exports
 * @param {object} request
 * @param {NamedBytes[]} files
 */
function write(exports, request, files) {
  const names = files.map(({ name, bytes }) => ({ name, size: bytes.length }))
  const json = new TextEncoder().encode(JSON.stringify(files.length ? { ...request, files: names } : request))
  const length = files.reduce((sum, file) => sum + file.bytes.length, 4 + json.length)
  const at = exports.alloc(length) >>> 0
  const room = new Uint8Array(exports.memory.buffer, at, length)
  new DataView(exports.memory.buffer).setUint32(at, json.length, true)
  room.set(json, 4)
  let next = 4 + json.length
  for (const { bytes } of files) {
    room.set(bytes, next)
    next += bytes.length
  }
  return { at, length }
}

/**
 * @param {Exports} exports
 * @param {number} answered where the answer stands
 */
function read(exports, answered) {
  const at = answered >>> 0
  const view = new DataView(exports.memory.buffer)
  const length = view.getUint32(at, true)
  const size = view.getUint32(at + 4, true)
  const start = at + 8
  const answer = JSON.parse(new TextDecoder().decode(new Uint8Array(exports.memory.buffer, start, size)))
  /** @type {NamedBytes[]} */
  const files = []
  let next = start + size
  for (const file of answer.files ?? []) {
    files.push({ name: file.name, bytes: new Uint8Array(exports.memory.buffer, next, file.size).slice() })
    next += file.size
  }
  exports.free(at, 4 + length)
  return { answer, files }
}
