// 汇总 in small: the units' forms and the roster chosen together; what is wrong, and the workbook for superiors.

import { askAside } from "./aside.js"
import { bytesOf, chooseFiles, download, FORMS } from "./choose.js"
import { byId, make } from "./dom.js"
import { attemptAside } from "./files.js"
import { say } from "./store.js"
import { showStep, START } from "./steps.js"

/** @import { NamedBytes } from "./operations" */
/** @import { RolledUp } from "./protocol" */

/** Beyond so many the command line is the better tool, and a browser may run out of memory. */
const MOST = 500

export async function chooseAndRollUp() {
  await rollUp(await chooseFiles(`${FORMS},.docx`, true))
}

/** @param {File[]} files the roster among them */
export async function rollUp(files) {
  if (files.length === 0) return
  if (files.length > MOST) return say(`一次最多汇总${MOST}份，这里有${files.length}份；更多的请用命令行的 nianbao rollup。`, true)
  const read = await attemptAside(`正在读${files.length}份文件……`, () => Promise.all(files.map(bytesOf)))
  if (!read) return
  const rosters = read.filter(looksLikeRoster)
  if (rosters.length === 1 && rosters[0]) await add(rosters[0], read)
  else askForRoster(read, rosters.length > 1 ? rosters : read)
}

/** A list of units by its own words, or a workbook by its name. @param {NamedBytes} file */
function looksLikeRoster({ name, bytes }) {
  if (/\.toml$/i.test(name)) return /^\s*\[\[?\s*(units|roster)\s*\]\]?/m.test(new TextDecoder().decode(bytes))
  return /\.xlsx$/i.test(name) && /名录|名单|roster/i.test(name)
}

/**
 * Which of the files is the roster cannot be seen: she says it.
 * @param {NamedBytes[]} all
 * @param {NamedBytes[]} maybe
 */
function askForRoster(all, maybe) {
  const which = make("select", { id: "roster" }, ...maybe.map(({ name }, at) => make("option", { value: String(at) }, name)))
  const go = make("button", { type: "button" }, "汇总")
  go.addEventListener("click", () => {
    const roster = maybe[Number(which.value)]
    if (roster) void add(roster, all)
  })
  show(make("p", {}, "看不出哪一份是单位名录。没有选进来的，请连同名录重新选；选进来了的，请指出："),
    make("p", { className: "field" }, make("label", { htmlFor: which.id }, "单位名录"), which, go))
}

/** @param {NamedBytes} roster @param {NamedBytes[]} all */
async function add(roster, all) {
  const files = [roster, ...all.filter((file) => file !== roster)]
  const done = await attemptAside(`正在汇总${files.length - 1}份……`, () => askAside({ op: "rollup", year: null }, files))
  if (!done) return
  report(done.answer, done.files)
  // One file at once; browsers ask when there are several.
  const workbook = done.files.find(({ name }) => /\.xlsx$/i.test(name)) ?? done.files[0]
  if (workbook) download(workbook)
}

/** @param {RolledUp} answer @param {NamedBytes[]} files */
function report({ expected, received, findings, said }, files) {
  const links = files.map((file) => {
    const button = make("button", { type: "button" }, `下载 ${file.name}`)
    button.addEventListener("click", () => download(file))
    return make("li", {}, button)
  })
  const heads = ["轻重", "单位", "文件", "说明"].map((text) => make("th", { scope: "col" }, text))
  const lines = findings.map(({ word, unit, file, sentence }) => make("tr", {},
    ...[word, unit ?? "", file ?? "", sentence].map((text) => make("td", {}, text))))
  show(
    make("p", { role: "status" }, `应报${expected}个单位，收到${received}个。${said ?? ""}`),
    make("ul", { className: "made" }, ...links),
    lines.length === 0 ? make("p", {}, "没有发现问题。")
      : make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...lines)))
}

/** @param {HTMLElement[]} children */
function show(...children) {
  if (byId("start").hidden) showStep(START)
  const box = byId("rolled")
  const heading = make("h2", { tabIndex: -1 }, "汇总")
  box.replaceChildren(heading, ...children)
  box.hidden = false
  heading.focus()
  box.scrollIntoView({ block: "nearest" })
}
