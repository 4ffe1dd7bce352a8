// Files chosen at the desk, and files given to it.

/** @import { NamedBytes } from "./operations" */

/** Beginnings of names by what can be read. */
export const FORMS = ".toml,.html,.htm,.xlsx"
export const REPORTS = ".docx,.xlsx,.pdf,.html,.htm,.mht,.mhtml,.txt,.doc,.xls,.wps,.et,.toml"

/** @type {Record<string, string>} */
const TYPES = {
  toml: "application/toml", txt: "text/plain", html: "text/html", csv: "text/csv", zip: "application/zip",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

/** What the File System Access interface has and the types of the DOM lack. */
/** @typedef {FileSystemFileHandle & { queryPermission?: (how: object) => Promise<string>, requestPermission?: (how: object) => Promise<string> }} Handle */
/** @typedef {{ showSaveFilePicker?: (how: object) => Promise<Handle> }} Pickers */

/** @returns {Pickers} */
export function pickers() {
  return /** @type {any} */ (window)
}

/**
 * The browser's own chooser; nothing comes back when she thinks better of it.
 * @param {string} accept
 * @param {boolean} [multiple]
 * @returns {Promise<File[]>}
 */
export function chooseFiles(accept, multiple = false) {
  const input = document.createElement("input")
  Object.assign(input, { type: "file", accept, multiple, hidden: true })
  document.body.append(input)
  return new Promise((resolve) => {
    /** @param {File[]} files */
    const done = (files) => {
      input.remove()
      resolve(files)
    }
    input.addEventListener("change", () => done([...(input.files ?? [])]))
    input.addEventListener("cancel", () => done([]))
    input.click()
  })
}

/** She closed the chooser. @param {unknown} error */
export function isAbort(error) {
  return error instanceof DOMException && error.name === "AbortError"
}

/** @param {File} file @returns {Promise<NamedBytes>} */
export async function bytesOf(file) {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** Lets the browser put a file where it puts downloads. @param {NamedBytes} file */
export function download({ name, bytes }) {
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase()
  const blob = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)], { type: TYPES[ending] ?? "application/octet-stream" })
  const link = document.createElement("a")
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.hidden = true
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
