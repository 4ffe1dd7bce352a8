// 开始: a new form, one that was opened before, last year's, a report read in, what was rescued, the roll-up.

import { byId, make } from "./dom.js"
import { begin, lastYear, mayLeave, open, read } from "./files.js"
import { goOn, isAnother, kept, onKept } from "./keeping.js"
import { tell } from "./notice.js"
import { askOnce } from "./question.js"
import { forget, isWhole, records } from "./records.js"
import { chooseAndRollUp } from "./rollup.js"
import { clock } from "./status.js"
import { ask, attempt, onForm, say, state } from "./store.js"
import { onStep, START } from "./steps.js"

/** @import { Description, Field } from "./protocol" */
/** @import { Kept } from "./records.js" */

/** Fills #start. */
export function buildStart() {
  // The report written in January is that of the year before.
  const last = new Date().getFullYear() - 1
  const description = attempt(() => ask({ op: "describe", year: last }).answer) ?? attempt(() => ask({ op: "describe", year: null }).answer)
  const rescued = make("div", { id: "rescued", hidden: true })
  byId("start").replaceChildren(
    rescued,
    make("div", { className: "start-parts" }, ...(description ? [newForm(description)] : []), others()),
    make("div", { id: "rolled", hidden: true }),
  )
  void showRescued(rescued)
  onKept(() => byId("start").hidden || void showRescued(rescued))
  onStep((key) => key === START && void showRescued(rescued))
  onForm((why) => {
    if (!isAnother(why)) return
    void showRescued(rescued)
    void tellOfUnsaved()
  })
}

/** @param {Description} description */
function newForm({ year, years, fields }) {
  const when = make("select", { id: "new-year" }, ...years.map((one) => make("option", { value: String(one), selected: one === year }, `${one}年度`)))
  const agency = make("input", { id: "new-agency", type: "text", autocomplete: "off", maxLength: 200, aria: { describedby: "new-agency-hint" } })
  const [level, kind] = ["level", "kind"].map((name) => choice(fields.find(({ place }) => place === `agency.${name}`), `new-${name}`))
  const form = make("form", { className: "start-new", noValidate: true }, make("h2", {}, "新建"),
    labelled("年度", when), labelled("机关全称", agency), make("p", { id: "new-agency-hint", className: "hint" }, "写全称，如：青山县柳河镇人民政府"),
    ...(level ? [labelled("级别", level)] : []), ...(kind ? [labelled("性质", kind)] : []),
    make("button", { type: "submit", className: "first", data: { action: "new" } }, "新建"))
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const name = agency.value.trim()
    if (name === "") {
      say("请先写机关全称。", true)
      return agency.focus()
    }
    if (await mayLeave("新建")) await begin(Number(when.value), name, level?.value || null, kind?.value || null, null)
  })
  return form
}

/** @param {Field | undefined} field @param {string} id */
function choice(field, id) {
  if (!field || field.choices.length === 0) return null
  return make("select", { id }, make("option", { value: "" }, "（以后再选）"),
    ...field.choices.map(({ value, label }) => make("option", { value }, label)))
}

/** @param {string} text @param {HTMLElement} control */
function labelled(text, control) {
  return make("p", { className: "field" }, make("label", { htmlFor: control.id }, text), control)
}

/** What else one can begin with. */
function others() {
  return make("div", { className: "start-others" },
    other("打开", "以前存下的表、发来的填报网页、填好的工作簿。", open, null),
    other("带入上年", "上年的表或者已经公布的上年报告：机关、联系方式、结转和上年的数都带过来。", lastYear, "last-year"),
    other("读入", "已经公布的报告（Word、PDF、网页、Excel、文本）或者填好的工作簿，读成一份表。", read, "import"),
    other("汇总", "把各单位的表连同单位名录一起选中，汇总成一份，出上报的工作簿。", chooseAndRollUp, "rollup"),
    make("p", { className: "hint" }, "也可以把文件直接拖到本页上。所有内容只在本机，不上网。"))
}

/**
 * @param {string} word
 * @param {string} hint
 * @param {() => Promise<void>} action
 * @param {string | null} name of the action
 */
function other(word, hint, action, name) {
  const button = make("button", { type: "button", data: { action: name } }, `${word}……`)
  button.addEventListener("click", () => void action())
  return make("p", {}, button, make("span", {}, hint))
}

let turn = 0

/** What was rescued, newest first. @param {HTMLElement} box */
async function showRescued(box) {
  turn += 1
  const mine = turn
  const all = (await records().catch(() => [])).filter(({ id }) => id !== kept.id)
  if (mine !== turn) return
  box.hidden = all.length === 0
  box.replaceChildren(...(all.length === 0 ? [] : [make("h2", {}, "继续"), make("ul", { tabIndex: 0, aria: { label: "可以继续的" } }, ...all.map((record) => line(record, box)))]))
}

/** @param {Kept} record @param {HTMLElement} box */
function line(record, box) {
  const whole = isWhole(record)
  const title = record.title || record.name || "没有名称的表"
  const on = make("button", { type: "button", disabled: !whole }, "继续")
  on.addEventListener("click", async () => {
    if (await mayLeave("继续")) await goOn(record)
  })
  const away = make("button", { type: "button", className: "link" }, "删去")
  away.setAttribute("aria-label", `删去“${title}”`)
  away.addEventListener("click", async () => {
    const lost = record.dirty ? `“${title}”没有存进文件，删去就找不回来了。` : `删去浏览器里的“${title}”，文件不受影响。`
    if (!(await askOnce(lost, "删去"))) return
    await forget(record.id).catch(() => say("没有删成。", true))
    await showRescued(box)
  })
  return make("li", { data: { state: whole ? "whole" : "damaged" } }, on, make("span", {}, `${title}　${how(record, whole)}`), away)
}

/** @param {Kept} record @param {boolean} whole */
function how(record, whole) {
  if (!whole) return "暂存的内容已经损坏，不能接着填；请用最近存盘的文件。"
  const time = new Date(record.at)
  const day = time.toDateString() === new Date().toDateString() ? "今天" : `${time.getMonth() + 1}月${time.getDate()}日`
  const where = record.dirty || !record.savedAs ? "没有存盘" : `已存入 ${record.savedAs}`
  return `${day}${clock(time)}，${where}`
}

/** A form came from its file, and the browser has one of that agency and year that no file has: it is told. */
async function tellOfUnsaved() {
  const { view, savedAs } = state
  if (!view || savedAs === null || view.agency === "") return
  const found = (await records().catch(() => [])).find(({ id, dirty, agency, year }) =>
    dirty && id !== kept.id && agency === view.agency && year === view.year)
  if (!found || state.view?.agency !== view.agency || state.toml === found.toml) return
  const button = make("button", { type: "button" }, "继续那一份")
  button.addEventListener("click", async () => {
    if (await mayLeave("继续")) await goOn(found)
  })
  tell(`现在打开的是“${savedAs}”里的。本浏览器里另有“${found.title}”的一份，${how(found, true)}：`, [], button)
}

/** The start, when no form is at the desk. */
export function showStart() {
  if (!state.view) byId("start").hidden = false
}
