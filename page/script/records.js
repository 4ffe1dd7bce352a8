// The browser's storage: one record a form, with a sum over its texts, so that a damaged one is not taken for whole.

/**
 * @typedef {{ id: string, toml: string, last: string | null, name: string, savedAs: string | null, dirty: boolean,
 *   title: string, agency: string, year: number | null, at: number, sum: string }} Kept
 */

const STORE = "forms"
/** Forms that are in a file go after so many days, or when there are so many; what is in no file stays. */
const DAYS = 30
const MANY = 20

/** @type {Promise<IDBDatabase> | null} */
let opened = null

/** @returns {Promise<IDBDatabase>} */
function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("nianbao", 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" })
    request.onsuccess = () => {
      // Closed by the browser, or for a newer page: opened anew the next time.
      request.result.onclose = () => { opened = null }
      request.result.onversionchange = () => {
        request.result.close()
        opened = null
      }
      resolve(request.result)
    }
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error("blocked"))
  })
  opened.catch(() => { opened = null })
  return opened
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>}
 */
async function within(mode, work) {
  const transaction = (await database()).transaction(STORE, mode)
  const request = work(transaction.objectStore(STORE))
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result)
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request.error)
  })
}

/** @param {Omit<Kept, "sum">} record */
export async function write(record) {
  await within("readwrite", (store) => store.put({ ...record, sum: sumOf(record) }))
}

/** @param {string} id @returns {Promise<Kept | null>} */
export async function readRecord(id) {
  return (await within("readonly", (store) => store.get(id))) ?? null
}

/** @param {string} id */
export async function forget(id) {
  await within("readwrite", (store) => store.delete(id))
}

/** All of them, newest first; old ones that files have are put away. @returns {Promise<Kept[]>} */
export async function records() {
  /** @type {Kept[]} */
  const all = await within("readonly", (store) => store.getAll())
  all.sort((one, other) => Number(other.at) - Number(one.at))
  const old = Date.now() - DAYS * 86_400_000
  /** One of those that the same file has is enough. @param {Kept} record @param {number} index */
  const isDouble = ({ savedAs, agency, year }, index) => all.slice(0, index).some((newer) =>
    newer.dirty === false && newer.savedAs === savedAs && newer.agency === agency && newer.year === year)
  const left = all.filter((record, index) => record.dirty !== false || (record.at > old && index < MANY && !isDouble(record, index)))
  for (const record of all) if (!left.includes(record) && typeof record.id === "string") await forget(record.id)
  return left
}

/** Is it as it was written? @param {Kept} record */
export function isWhole(record) {
  return typeof record.toml === "string" && (record.last === null || typeof record.last === "string") &&
    typeof record.name === "string" && record.sum === sumOf(record)
}

/** FNV-1a over both texts: for accidents, not for enemies. @param {{ toml: string, last: string | null }} texts */
function sumOf({ toml, last }) {
  const text = `${toml}\0${last ?? ""}`
  let sum = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193) >>> 0
  return `${text.length} ${sum.toString(16)}`
}
