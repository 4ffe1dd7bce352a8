// Where something stands in a text that is being typed: figures quoted as {{…}}, and passages that were found.

/** @typedef {{ from: number, to: number }} Range */

/** Every whole {{…}} of a text. @param {string} text @returns {Range[]} */
export function chipsIn(text) {
  return [...text.matchAll(/\{\{[^{}\n]*\}\}/g)].map((match) => {
    const from = match.index ?? 0
    return { from, to: from + match[0].length }
  })
}

/**
 * Marks of one text on another that somebody has typed on: what stands before and after the typed part moves along,
 * what was typed into is dropped.
 * @template {Range} R
 * @param {R[]} marks
 * @param {string} before
 * @param {string} after
 * @returns {R[]}
 */
export function moved(marks, before, after) {
  if (before === after) return marks
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  const by = after.length - before.length
  return marks.flatMap((mark) => {
    if (mark.to <= head) return [mark]
    return mark.from >= before.length - tail ? [{ ...mark, from: mark.from + by, to: mark.to + by }] : []
  })
}

/**
 * A selection that touches the inside of a {{…}} taken as far as its ends, so that none is cut in two.
 * @param {Range[]} chips
 * @param {Range} selection
 * @returns {Range}
 */
export function whole(chips, { from, to }) {
  for (const chip of chips) {
    if (chip.from < from && from < chip.to) from = chip.from
    if (chip.from < to && to < chip.to) to = chip.to
  }
  return { from, to }
}
