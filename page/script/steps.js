// The steps at the left, as the paper has its parts: where one is, and how each of them stands.

import { byId, make, setAttribute, setText } from "./dom.js"

/** @import { Step, StepState, View } from "./protocol" */

/** Beside the word, for those who look quickly. @type {Record<StepState["state"], string>} */
const MARKS = { blank: "○", partial: "◐", wrong: "▲", done: "✓" }

/** The key of the entry above the paper's steps: new, open, last year's, roll-up. */
export const START = "start"

/** @type {Map<string, { button: HTMLButtonElement, mark: HTMLElement, word: HTMLElement, section: HTMLElement }>} */
const steps = new Map()
/** @type {string | null} */
let current = null
/** @type {((key: string) => void)[]} */
const listeners = []

/**
 * Builds the tree and an empty section for each step; the first one is shown.
 * @param {Step[]} all
 * @returns {Map<string, HTMLElement>} the sections by key
 */
export function buildSteps(all) {
  steps.clear()
  const start = make("button", { type: "button", data: { step: START } }, make("span", { className: "name" }, "开始"))
  start.addEventListener("click", () => showStep(START))
  const list = make("ol", {}, make("li", {}, start))
  const panels = byId("panels")
  panels.replaceChildren()
  all.forEach((step, at) => {
    const mark = make("span", { className: "mark", aria: { hidden: "true" } })
    const word = make("span", { className: "word" })
    const button = make("button", { type: "button", data: { step: step.key } },
      make("span", { className: "name" }, `${at + 1} ${step.name}`), make("span", { className: "state" }, mark, word))
    button.addEventListener("click", () => showStep(step.key))
    list.append(make("li", {}, button))
    const heading = make("h2", { id: `step-${step.key}`, tabIndex: -1 }, step.heading)
    const section = make("section", { className: "step", hidden: true, data: { step: step.key }, aria: { labelledby: heading.id } },
      make("div", { className: "step-head" }, heading))
    panels.append(section)
    steps.set(step.key, { button, mark, word, section })
  })
  byId("steps").replaceChildren(list)
  const kept = current !== null && steps.has(current) ? current : all[0]?.key
  if (kept) showStep(kept)
  return new Map([...steps].map(([key, { section }]) => [key, section]))
}

/** @param {string} key a step's, or START */
export function showStep(key) {
  if (key !== START && !steps.has(key)) return
  current = key
  for (const [other, { section }] of steps) section.hidden = other !== key
  for (const button of byId("steps").querySelectorAll("button")) {
    setAttribute(button, "aria-current", button.dataset["step"] === key ? "step" : null)
  }
  for (const listener of listeners) listener(key)
}

/** The step that is shown. @returns {string | null} */
export function currentStep() {
  return current
}

/** When another step is shown. @param {(key: string) => void} listener */
export function onStep(listener) {
  listeners.push(listener)
}

/** @param {View} view */
export function updateSteps(view) {
  for (const [key, { button, mark, word }] of steps) {
    const state = view.steps[key]
    setText(mark, state ? MARKS[state.state] : "")
    setText(word, state ? (state.state === "wrong" ? `${state.word} ${state.count}处` : state.word) : "")
    setAttribute(button, "data-state", state?.state ?? null)
  }
}
