// What the check found, one list for the whole form: each line jumps to its place, explains itself, takes a reason.

import { byId, make, setAttribute, setText } from "./dom.js"
import { accept, isOpen, toggleExplanation, toggleReason } from "./explain.js"
import { findingIds } from "./marks.js"
import { state } from "./store.js"

/** @import { Finding, View } from "./protocol" */

/** @typedef {(finding: Finding) => void} Jump */

/** @type {Map<string, HTMLElement>} lines by id: a line that stays keeps what is opened beneath it, and the focus */
const lines = new Map()
/** @type {Map<string, Finding>} what each line speaks of now */
const current = new Map()

/** @param {Jump} jump */
export function startFindings(jump) {
  const box = byId("findings")
  const more = make("button", { type: "button", className: "more", aria: { expanded: "false", controls: "finding-list" } }, "展开")
  more.addEventListener("click", () => unfold(byId("foot").dataset["tall"] === undefined))
  const list = make("ol", { id: "finding-list" })
  list.addEventListener("click", (event) => clicked(event, jump))
  list.addEventListener("unfold", () => {
    if ([...lines.values()].some(isOpen)) unfold(true)
  })
  box.replaceChildren(make("div", { className: "finding-head" },
    make("h2", {}, "问题"), make("p", { id: "summary", aria: { live: "polite" } }), more), list)
}

/** @param {boolean} tall */
function unfold(tall) {
  setAttribute(byId("foot"), "data-tall", tall ? "" : null)
  const more = byId("findings").querySelector(".more")
  if (!more) return
  setAttribute(more, "aria-expanded", String(tall))
  setText(more, tall ? "收起" : "展开")
}

/** @param {View} view */
export function updateFindings(view) {
  setText(byId("summary"), view.summary)
  const list = byId("finding-list")
  const ids = findingIds(view.findings)
  const kept = new Set(ids)
  for (const [id, line] of lines) {
    if (kept.has(id)) continue
    if (line.contains(document.activeElement)) byId("main").focus()
    line.remove()
    lines.delete(id)
    current.delete(id)
  }
  view.findings.forEach((finding, at) => {
    const id = ids[at] ?? ""
    const line = lines.get(id) ?? make("li", { data: { finding: id } })
    if (list.children[at] !== line) list.insertBefore(line, list.children[at] ?? null)
    if (JSON.stringify(current.get(id)) !== JSON.stringify(finding)) fill(line, finding)
    lines.set(id, line)
    current.set(id, finding)
  })
}

/**
 * The sentence, and what can be done; what is opened beneath stays.
 * @param {HTMLElement} line
 * @param {Finding} finding
 */
function fill(line, finding) {
  for (const [name, value] of [["rule", finding.rule], ["place", finding.place], ["severity", finding.severity]]) {
    setAttribute(line, `data-${name}`, value ?? "")
  }
  setAttribute(line, "data-accepted", finding.reason === null ? null : "")
  const focused = line.contains(document.activeElement) ? document.activeElement?.getAttribute("data-action") : null
  const kept = [...line.querySelectorAll(".explanation, .reason")]
  const said = make("span", { className: "sentence", id: line.dataset["finding"] ?? "" }, make("strong", {}, finding.word), ` ${finding.rule}｜${finding.sentence}`)
  if (finding.reason !== null) said.append(make("span", { className: "given-reason" }, `已写明理由：${finding.reason}`))
  const deeds = make("span", { className: "deeds" })
  if (finding.target !== null) deeds.append(deed("jump", "到这一格", null))
  deeds.append(deed("explain", "为什么", String(kept.some((box) => box.className === "explanation"))))
  if (finding.can_accept && !state.readOnly) {
    deeds.append(deed("accept", finding.reason === null ? "属实，写明理由" : "改理由", String(kept.some((box) => box.className === "reason"))))
    if (finding.reason !== null) deeds.append(deed("withdraw", "收回理由", null))
  }
  line.replaceChildren(said, " ", deeds, ...kept)
  const again = focused ? line.querySelector(`[data-action="${focused}"]`) : null
  if (again instanceof HTMLElement) again.focus()
}

/** @param {string} action @param {string} name @param {string | null} expanded */
function deed(action, name, expanded) {
  return make("button", { type: "button", className: "link", data: { action }, aria: { expanded } }, name)
}

/** @param {MouseEvent} event @param {Jump} jump */
function clicked({ target }, jump) {
  const button = target instanceof Element ? target.closest("button[data-action]") : null
  const line = button?.closest("li")
  const finding = line && current.get(line.dataset["finding"] ?? "")
  if (!(button instanceof HTMLButtonElement) || !line || !finding) return
  switch (button.dataset["action"]) {
    case "jump": jump(finding); break
    case "explain": toggleExplanation(line, button, finding.rule); break
    case "accept": toggleReason(line, button, finding); break
    case "withdraw": accept(finding, ""); break
  }
}
