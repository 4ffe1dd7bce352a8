// The page, wired: the library is started, the form that the page carries is opened, and every part hears of changes.

import "./pristine.js"
import { buildAnswers } from "./answers.js"
import { updateBalances } from "./balance.js"
import { compile, Core } from "./core.js"
import { byId } from "./dom.js"
import { buildExports } from "./exports.js"
import { startFindings, updateFindings } from "./findings.js"
import { buildGrid } from "./grid.js"
import { startUndo } from "./keyboard.js"
import { startPanels } from "./panels.js"
import { onForm, onStatus, say, state, use } from "./store.js"
import { buildSteps, currentStep, onStep, showStep, START, updateSteps } from "./steps.js"
import { buildText } from "./texts.js"
import { flushTyping } from "./typing.js"

/** @import { Description, Key } from "./protocol" */
/** @import { Panel, Why } from "./store.js" */

/** @type {Panel[]} */
let panels = []

/** @param {Description} description */
function build(description) {
  const sections = buildSteps(description.steps)
  const tables = new Map(description.tables.map((table) => [table.key, table]))
  const fields = new Map(description.fields.map((field) => [field.place, field]))
  panels = []
  for (const step of description.steps) {
    const known = step.fields.flatMap((place) => fields.get(place) ?? [])
    const plain = known.filter(({ kind }) => kind !== "narrative")
    const built = [
      ...(step.key === "export" ? [buildExports()] : []),
      ...step.tables.flatMap((key) => tables.get(key) ?? []).map(buildGrid),
      ...(plain.length > 0 ? [buildAnswers(plain)] : []),
      ...known.filter(({ kind }) => kind === "narrative").map(buildText),
    ]
    const section = sections.get(step.key)
    section?.append(...built.map(({ element }) => element))
    section?.classList.toggle("one-table", built.length === 1 && step.tables.length === 1)
    panels.push(...built)
  }
}

/** @param {Why} why */
function show(why) {
  const { view, description } = state
  if (!view || !description) return
  if (why.kind === "opened") build(description)
  byId("title").textContent = view.title
  document.title = view.title
  updateFindings(view)
  for (const panel of panels) panel.update(state, why)
  updateBalances(view)
  updateSteps(view)
  if (why.kind === "opened" && why.place === null) showStep(description.steps[0]?.key ?? "")
  if (why.kind !== "changed" && why.place !== null) jump(why.place)
}

/** The desk with the form on it, or the start. @param {boolean} desk */
function atDesk(desk) {
  byId("panels").hidden = !desk
  byId("start").hidden = desk
  byId("foot").hidden = state.view === null
}

/**
 * To a place, wherever it is.
 * @param {Key} place
 * @param {{ from: number, to: number } | null} [passage]
 */
function jump(place, passage = null) {
  const found = document.querySelector(`#panels [data-place="${CSS.escape(place)}"]`)
  const step = found?.closest("section.step")
  if (!(step instanceof HTMLElement)) return
  if (currentStep() !== step.dataset["step"] || byId("panels").hidden) showStep(step.dataset["step"] ?? "")
  panels.some((panel) => panel.focus(place, passage))
}

/** Another window has the form, or has let go of it. */
function lock() {
  if (document.body.classList.contains("read-only") === state.readOnly) return
  document.body.classList.toggle("read-only", state.readOnly)
  show({ kind: "changed", place: null })
}

async function start() {
  startFindings((finding) => finding.target !== null && jump(finding.target, finding.passage))
  startUndo()
  onForm(show)
  onStep((key) => atDesk(key !== START))
  onStatus(lock)
  use(await new Core(await compile(byId("wasm").textContent ?? "")).start())
  startPanels()
}

Object.assign(window, { nianbao: { toml: () => (flushTyping(), state.toml) } })
start().catch((error) => {
  console.error(error)
  say("本浏览器不能运行本页（需要Chrome 109、Firefox 102或更新的浏览器）。", true)
  byId("status").textContent = "本浏览器不能运行本页（需要Chrome 109、Firefox 102或更新的浏览器）。"
})
