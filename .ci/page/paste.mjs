// A report pasted in three blocks, as a sheet lays them on the clipboard; what runs over the edge is refused whole.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { block, figures, totals } from './forms.mjs'

export default async function (it) {
  // A clipboard of a script's own is empty there.
  if (it.name === 'firefox') return 'not in Firefox: its driver cannot paste'
  const folder = it.work()
  // Its figures in a form that has none of its own.
  const whole = figures(readFileSync(join(it.root, 'tests/golden/full/form.toml'), 'utf8'))
  it.native(folder, 'new', '--year', '2024', '--agency', '粘贴县人民政府', '-o', 'blank.toml')
  const desk = await it.open()
  await desk.take(join(folder, 'blank.toml'), '粘贴县人民政府')
  for (const table of ['disclosure', 'applications', 'reviews']) {
    const rows = await desk.page.evaluate((key) => [...document.querySelectorAll(`table[data-table="${key}"] tr`)]
      .map((row) => [...row.querySelectorAll('input')].map((input) => input.dataset.place))
      .filter((row) => row.length > 0), table)
    const blank = await desk.toml()
    if (table === 'applications') {
      await desk.paste(rows.at(-1)[1], block(rows.slice(0, 3), whole))
      assert.equal(await desk.toml(), blank, 'a block that runs over the edge was taken')
      await desk.paste(rows[0][0], block(rows, whole).replace(/\d+$/, '若干'))
      assert.equal(await desk.toml(), blank, 'a block with a word in it was taken')
    }
    await desk.paste(rows[0][0], block(rows, whole))
    const shown = await desk.table(table)
    for (const [place, figure] of whole) if (place.startsWith(`${table}.`)) assert.equal(shown[place], figure, place)
    for (const [place, total] of totals(whole, whole)) if (place.startsWith(`${table}.`)) assert.equal(shown[place], total, place)
    await desk.act('undo')
    assert.equal(await desk.toml(), blank, 'one undo takes a block back')
    await desk.act('redo')
  }
  // Rows with their totals: these are compared, and not taken.
  const row = [...whole.keys()].filter((place) => place.startsWith('applications.received.'))
  const before = await desk.toml()
  await desk.paste(row[0], [...row.map((place) => whole.get(place)), totals(whole, whole).get('applications.received.total')].join('\t'))
  assert.equal(await desk.toml(), before)
  await desk.close()
  return 'three blocks'
}
