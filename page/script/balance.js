// The balances of the columns, always in sight: what is said of each comes from the library, whole.

import { byId, make, setAttribute, setText } from "./dom.js"

/** @import { Key, View } from "./protocol" */

/** Beside the word. */
const MARKS = { even: "✓", odd: "✗", unknown: "○" }

/** @type {Map<Key, { box: HTMLElement, shown: HTMLOutputElement, figures: HTMLElement, word: HTMLElement }>} */
const shown = new Map()

/** @param {View} view */
export function updateBalances(view) {
  const strip = byId("balances")
  strip.hidden = view.balances.length === 0
  const places = view.balances.map(({ place }) => place)
  if (places.join() !== [...shown.keys()].join()) build(strip, view)
  for (const { place, text, state, word } of view.balances) {
    const one = shown.get(place)
    if (!one) continue
    setText(one.figures, text)
    setText(one.word, `${MARKS[state]}${word}`)
    setAttribute(one.box, "data-state", state)
    setAttribute(one.box, "title", text)
  }
}

/** @param {HTMLElement} strip @param {View} view */
function build(strip, { balances }) {
  shown.clear()
  const list = make("ul")
  for (const { place, label } of balances) {
    const word = make("span", { className: "word" })
    const figures = make("span", { className: "figures" })
    const output = make("output", { data: { place }, aria: { live: "off", label: null } },
      make("span", { className: "line" }, make("span", { className: "name" }, label), " ", word), " ", figures)
    const box = make("li", {}, output)
    shown.set(place, { box, shown: output, figures, word })
    list.append(box)
  }
  strip.replaceChildren(list)
}
