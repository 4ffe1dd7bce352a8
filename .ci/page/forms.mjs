// Forms as the tests know them without the library: which figure stands at which place, and what must follow from it.
import assert from 'node:assert/strict'

const COLUMNS = {
  applications: ['natural_person', 'business', 'research', 'welfare', 'legal_service', 'other'],
  reviews: ['upheld', 'corrected', 'other_result', 'pending'],
}
const DISCLOSURE = {
  2021: {
    regulations: ['issued', 'repealed', 'in_force'], normative_documents: ['issued', 'repealed', 'in_force'],
    licensing: ['decisions'], penalty: ['decisions'], compulsion: ['decisions'], fees: ['amount'],
  },
}
/** The rows of table three that come before 办理结果. */
const COMING_IN = ['received', 'carried_in']
/** Those that follow, which a form may state as well. */
const FOLLOWING = ['handled', 'carried_out']

/** The figures of a form of the edition of 2021, by place, as they are typed. */
export function figures(toml) {
  const found = new Map()
  let section = ''
  for (const line of toml.split('\n')) {
    section = /^\[(\w+)\]/.exec(line)?.[1] ?? section
    const [, row, value] = /^(\w+)\s*=\s*(\[[^\]]*\]|[\d.]+)/.exec(line) ?? []
    const columns = section === 'disclosure' ? DISCLOSURE[2021][row] : row && COLUMNS[section]
    if (!columns) continue
    const given = value.replace(/[[\]\s]/g, '').split(',').slice(0, columns.length)
    // A single nought stands for a row of them.
    columns.forEach((column, at) => found.set(`${section}.${row}.${column}`, given.length === 1 ? given[0] : given[at]))
  }
  assert.ok(found.size > 100, `only ${found.size} figures were understood`)
  return found
}

/** Adds up; what has a blank in it is not known. */
const sum = (figures, places) => places.reduce((total, place) => {
  const figure = figures.get(place)
  return total === null || figure === undefined ? null : total + Number(figure)
}, 0)
const shown = (total) => (total === null ? '—' : String(total))

/** Every total that is printed, from the figures typed so far; `whole` holds all there will be. */
export function totals(typed, whole) {
  const made = new Map()
  for (const [table, columns] of Object.entries(COLUMNS)) {
    const rows = [...new Set([...whole.keys()].filter((place) => place.startsWith(`${table}.`)).map((place) => place.split('.')[1]))].filter((row) => !FOLLOWING.includes(row))
    for (const row of rows) made.set(`${table}.${row}.total`, sum(typed, columns.map((column) => `${table}.${row}.${column}`)))
    if (table !== 'applications') continue
    const results = rows.filter((row) => !COMING_IN.includes(row))
    for (const column of [...columns, 'total']) {
      const figures = column === 'total' ? new Map([...made].filter(([, total]) => total !== null)) : typed
      const handled = sum(figures, results.map((row) => `${table}.${row}.${column}`))
      const incoming = sum(figures, COMING_IN.map((row) => `${table}.${row}.${column}`))
      made.set(`${table}.handled.${column}`, handled)
      made.set(`${table}.carried_out.${column}`, handled === null || incoming === null ? null : incoming - handled)
    }
  }
  return new Map([...made].map(([place, total]) => [place, shown(total)]))
}

/** The given places of a table, by rows, as a block of a sheet has them. */
export const block = (rows, figures) => rows.map((row) => row.map((place) => figures.get(place)).join('\t')).join('\n')
