// What is found at a place, for whoever shows that place: how bad it is, and which lines of the list speak of it.

/** @import { Finding, Key, View } from "./protocol" */

/** @typedef {{ severity: "error" | "warning" | "note", findings: Finding[], ids: string }} Mark */

const WEIGHT = { error: 2, warning: 1, note: 0 }

/** A name for the line of a finding, the same as long as the finding stands; by the order they have in the view. */
const SEPARATOR = "·"

/**
 * The ids of the findings' lines, in the view's order.
 * @param {Finding[]} findings
 * @returns {string[]}
 */
export function findingIds(findings) {
  /** @type {Map<string, number>} */
  const seen = new Map()
  return findings.map(({ rule, place }) => {
    const key = `${rule}${SEPARATOR}${place || "form"}`.replace(/\s/g, "_")
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    return times === 1 ? key : `${key}${SEPARATOR}${times}`
  })
}

/**
 * By the place a jump goes to. `ids` is for aria-describedby.
 * @param {View} view
 * @returns {Map<Key, Mark>}
 */
export function marks(view) {
  const ids = findingIds(view.findings)
  /** @type {Map<Key, Mark>} */
  const all = new Map()
  view.findings.forEach((finding, at) => {
    if (finding.target === null || finding.reason !== null) return
    const mark = all.get(finding.target) ?? { severity: finding.severity, findings: [], ids: "" }
    if (WEIGHT[finding.severity] > WEIGHT[mark.severity]) mark.severity = finding.severity
    mark.findings.push(finding)
    mark.ids = `${mark.ids} ${ids[at] ?? ""}`.trim()
    all.set(finding.target, mark)
  })
  return all
}
