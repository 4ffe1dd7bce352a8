// 导出: what can be made of the form, in the menu of the head and in the last step; errors make a draft, and say so.

import { askAside } from "./aside.js"
import { download } from "./choose.js"
import { byId, make, setText } from "./dom.js"
import { attemptAside } from "./files.js"
import { buildPreview } from "./preview.js"
import { pageName, pristine } from "./pristine.js"
import { savedInPage } from "./saving.js"
import { onStatus, say, state } from "./store.js"
import { currentStep, onStep } from "./steps.js"
import { flushTyping } from "./typing.js"

/** @import { What } from "./protocol" */
/** @import { Panel } from "./store.js" */

/** How many errors a sentence names. */
const FEW = 3

/**
 * `report`: a draft where errors stand.
 * @typedef {{ what: What | "page" | "print", word: string, hint: string, report: boolean }} Export
 */

/** @type {Export[]} */
const EXPORTS = [
  { what: "print", word: "打印、存成PDF", hint: "在打印窗口里选“另存为PDF”", report: true },
  { what: "docx", word: "Word 文档", hint: "报送、印发用", report: true },
  { what: "xlsx", word: "Excel 表格", hint: "报告的三张表", report: true },
  { what: "txt", word: "文本", hint: "贴进发布系统用", report: true },
  { what: "html", word: "网页", hint: "挂到网站上用", report: true },
  { what: "record", word: "核对情况表", hint: "Word，给审核的人", report: false },
  { what: "toml", word: "表的文本文件", hint: "下次打开接着填", report: false },
  { what: "workbook", word: "填报用工作簿", hint: "Excel，发给别人填，填好再读入", report: false },
  { what: "page", word: "另存为网页（连表一起）", hint: "双击就能接着填，发给下级或上级", report: false },
]

/** Draws the preview of the form at the desk, if it is in sight. @type {() => void} */
let drawShown = () => {}

/** The menu in the head. */
export function startExports() {
  const button = byId("exports-button")
  const menu = byId("exports")
  /** @param {boolean} open */
  const show = (open) => {
    menu.hidden = !open
    button.setAttribute("aria-expanded", String(open))
  }
  menu.replaceChildren(make("p", { id: "draft-line", hidden: true }), ...EXPORTS.map((one) => {
    const action = one.what === "print" ? "print" : `export-${one.what}`
    const made = make("button", { type: "button", data: { action } }, one.word, make("small", {}, one.hint))
    made.addEventListener("click", () => {
      show(false)
      void exportAs(one)
    })
    return made
  }))
  button.addEventListener("click", () => {
    show(Boolean(menu.hidden))
    if (!menu.hidden) menu.querySelector("button")?.focus()
  })
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Node && !menu.contains(target) && target !== button) show(false)
  })
  menu.parentElement?.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !menu.hidden) {
      show(false)
      button.focus()
    } else walk(menu, event)
  })
  onStatus(() => sayDraft(byId("draft-line")))
  onStep(() => requestAnimationFrame(() => drawShown()))
}

/** @param {HTMLElement} menu @param {KeyboardEvent} event */
function walk(menu, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || menu.hidden) return
  const buttons = [...menu.querySelectorAll("button")]
  const at = buttons.findIndex((button) => button === document.activeElement)
  buttons[(at + step + buttons.length) % buttons.length]?.focus()
  event.preventDefault()
}

/** The last step: what stands in the way, the exports, the preview. @returns {Panel} */
export function buildExports() {
  const draft = make("div", { className: "draft", hidden: true })
  const buttons = EXPORTS.map((one) => {
    const button = make("button", { type: "button", title: one.hint }, one.word)
    button.addEventListener("click", () => void exportAs(one))
    return button
  })
  const { frame, draw } = buildPreview()
  const element = make("div", { className: "exports" }, draft, make("div", { className: "tools" }, ...buttons), frame)
  // Not before it is seen: the frame has no room until then.
  const shown = () => element.isConnected && currentStep() === "export" && draw()
  drawShown = shown
  return {
    element,
    update() {
      sayDraft(draft)
      shown()
    },
    focus: () => false,
  }
}

/** @param {HTMLElement} box */
function sayDraft(box) {
  const sentence = draftSentence()
  box.hidden = sentence === null
  setText(box, sentence ?? "")
}

/** @returns {string | null} null: nothing stands in the way of the final report */
function draftSentence() {
  const errors = state.view?.findings.filter(({ severity }) => severity === "error") ?? []
  if (errors.length === 0) return null
  const named = errors.slice(0, FEW).map(({ rule, sentence }) => `${rule} ${sentence}`).join("；").replace(/。(?=；|$)/g, "")
  return `还有${errors.length}处错误，导出的报告是草稿，改完才能出正式的：${named}${errors.length > FEW ? "……" : "。"}`
}

/** @param {Export} one */
export async function exportAs({ what, word, report }) {
  flushTyping()
  if (!state.view) return say("还没有打开表，没有可以导出的。", true)
  const draft = report ? draftSentence() : null
  if (what === "print") {
    if (draft) say(draft, true)
    return window.print()
  }
  const { toml } = state
  const done = await attemptAside(`正在导出${word}……`, () => (what === "page"
    ? askAside({ op: "hand-out" }, [{ name: pageName, bytes: new TextEncoder().encode(pristine) }])
    : askAside({ op: "export", what })))
  if (!done) return
  for (const file of done.files) download(file)
  if (what === "page" && done.files[0]) savedInPage(done.files[0].name, toml)
  const names = done.files.map(({ name }) => `“${name}”`).join("、")
  if (draft) say(draft, true)
  say([`已下载${names}`, done.answer.said].filter(Boolean).join("。"))
}
