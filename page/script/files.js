// Forms that come to the desk: begun, opened, read in from reports and workbooks, carried by the page itself.

import { askAside } from "./aside.js"
import { bytesOf, chooseFiles, FORMS, REPORTS } from "./choose.js"
import { Broken, Refused } from "./core.js"
import { leaveDesk } from "./keeping.js"
import { tell } from "./notice.js"
import { carries, pageName, pristine } from "./pristine.js"
import { askOnce } from "./question.js"
import { comesFrom } from "./saving.js"
import { adopt, apply, ask, attempt, say, state } from "./store.js"
import { flushTyping } from "./typing.js"

/** @import { Handle } from "./choose.js" */
/** @import { NamedBytes } from "./operations" */
/** @import { Opened } from "./protocol" */

/**
 * Runs what may be declined, and takes its time; what is declined is said, and null comes back.
 * @template T
 * @param {string} going what is said meanwhile
 * @param {() => Promise<T>} action
 * @returns {Promise<T | null>}
 */
export async function attemptAside(going, action) {
  say(going)
  document.body.classList.add("busy")
  try {
    return await action()
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Broken)) {
      console.error(error)
      say("这一步没有做成：文件读不出来，或者程序出错。填的内容没有丢失。", true)
    } else say(error.message, true)
    return null
  } finally {
    document.body.classList.remove("busy")
    say(" ")
  }
}

/** May what stands at the desk go? @param {string} what what is about to be done @returns {Promise<boolean>} */
export async function mayLeave(what) {
  flushTyping()
  if (!state.view || !state.dirty || state.readOnly) return true
  return askOnce(`“${state.view.title || state.name}”还没有存盘。${what}以后它就不在桌面上了，只在本浏览器里暂存，可从“开始”里的“继续”找回。`, what)
}

/** 打开: a form, a handed-out page, a filled workbook. */
export async function open() {
  if (!(await mayLeave("打开"))) return
  const [file] = await chooseFiles(FORMS)
  if (file) await openFile(file)
}

/** 读入: a published report, or a workbook. */
export async function read() {
  if (!(await mayLeave("读入"))) return
  const [file] = await chooseFiles(REPORTS)
  if (file) await openFile(file)
}

/**
 * @param {File} file
 * @param {Handle | null} [handle]
 */
export async function openFile(file, handle = null) {
  const bytes = await attemptAside(`正在读“${file.name}”……`, () => bytesOf(file))
  if (!bytes) return
  const opened = await attemptAside(`正在读“${file.name}”……`, async () => (await askAside({ op: "open" }, [bytes])).answer)
  if (opened) await takeIn(opened, file.name, handle, new TextDecoder().decode(bytes.bytes))
}

/**
 * @param {Opened} opened
 * @param {string} file its name
 * @param {Handle | null} handle
 * @param {string} text what is in it
 */
async function takeIn(opened, file, handle, text) {
  const isOwn = opened.kind === "form"
  await leaveDesk()
  comesFrom(isOwn ? handle : null, text)
  adopt(opened, { name: opened.name, savedAs: isOwn || opened.kind === "page" ? file : null })
  remarks(file, opened.remarks)
}

/** @param {string} file @param {string[]} lines what was read with doubt */
function remarks(file, lines) {
  if (lines.length > 0) tell(`读入“${file}”时有${lines.length}处请核对：`, lines)
}

/** 带入上年: beside the form at the desk; with none there, next year's is begun from it. */
export async function lastYear() {
  const [file] = await chooseFiles(REPORTS)
  if (file) await takeLastYear(file)
}

/** @param {File} file last year's form or report */
export async function takeLastYear(file) {
  flushTyping()
  const bytes = await attemptAside(`正在读“${file.name}”……`, () => bytesOf(file))
  if (!bytes) return
  if (!state.view) return beginFrom(bytes)
  const before = state.toml
  const answer = await attemptAside(`正在读“${file.name}”……`, async () => (await askAside({ op: "last-year" }, [bytes])).answer)
  if (!answer) return
  if (state.toml !== before || state.readOnly) return say("带入上年的时候表又改过，没有带入；请再试一次。", true)
  apply(answer)
  remarks(file.name, answer.remarks)
}

/** The year after a report's: that agency's form, begun from it. @param {NamedBytes} bytes */
async function beginFrom(bytes) {
  const opened = await attemptAside(`正在读“${bytes.name}”……`, async () => (await askAside({ op: "open" }, [bytes])).answer)
  if (!opened) return
  const { year, agency } = opened.view
  if (year === null) return say(`“${bytes.name}”里没有写是哪一年的，不能带入。`, true)
  await begin(year + 1, agency, null, null, opened.toml)
  remarks(bytes.name, opened.remarks)
}

/**
 * 新建.
 * @param {number} year
 * @param {string} agency
 * @param {string | null} level
 * @param {string | null} kind
 * @param {string | null} last last year's form, TOML
 * @returns {Promise<boolean>}
 */
export async function begin(year, agency, level, kind, last) {
  const answer = attempt(() => ask({ op: "new", year, agency, level, kind, .../** @type {{}} */ ({ last }) }).answer)
  if (!answer) return false
  await leaveDesk()
  comesFrom(null, "")
  adopt(answer, { name: `${agency.replace(/[\\/:*?"<>|\s]+/g, "") || "form"}-${year}.toml`, savedAs: null })
  return true
}

/** The form that the page itself carries. @returns {boolean} whether it is at the desk now */
export function openCarried() {
  if (!carries) return false
  const files = [{ name: pageName, bytes: new TextEncoder().encode(pristine) }]
  const opened = attempt(() => ask({ op: "open" }, files).answer)
  if (opened) void takeIn(opened, pageName, null, "")
  return opened !== null
}
