// A whole real report by keyboard alone; every total is looked at after every figure.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { figures, totals } from './forms.mjs'

/** The texts of a form, as they are typed: the lines between the marks. */
const texts = (toml) => new Map([...toml.matchAll(/^(overview|problems|others) = '''\n?([^]*?)\n?'''/gm)].map(([, key, text]) => [key, text]))

export default async function (it) {
  const example = join(it.root, 'examples/jinhu-2023/form.toml')
  const toml = readFileSync(example, 'utf8')
  const whole = figures(toml)
  const folder = it.work()
  it.native(folder, 'new', '--year', '2023', '--agency', '金湖县人民政府', '-o', 'blank.toml')
  const desk = await it.open()
  await desk.take(join(folder, 'blank.toml'), '金湖县人民政府')

  const typed = new Map()
  let looked = 0
  for (const table of ['disclosure', 'applications', 'reviews']) {
    const places = [...whole.keys()].filter((place) => place.startsWith(`${table}.`))
    await desk.enter(places[0])
    for (let at = 0; at < places.length; at += 1) {
      const place = await desk.where()
      assert.ok(whole.has(place) && !typed.has(place), `Tab came to ${place} after ${[...typed.keys()].at(-1)}`)
      await desk.page.keyboard.type(whole.get(place))
      typed.set(place, whole.get(place))
      const shown = await desk.table(table)
      for (const [total, expected] of totals(typed, whole)) {
        if (!total.startsWith(`${table}.`)) continue
        assert.equal(shown[total], expected, `${total} after ${place}`)
        looked += 1
      }
      // Tab goes across; what is derived is passed over.
      if (at < places.length - 1) await desk.press('Tab')
    }
  }
  for (const [key, text] of texts(toml)) {
    await desk.enter(`narrative.${key}`)
    // In place of what a new form proposes.
    await desk.page.evaluate((words) => {
      document.activeElement.select()
      document.execCommand('insertText', false, words)
    }, text)
  }
  for (const [place, text] of [['information_fee.cases', '1'], ['information_fee.amount', '380'],
    ['publication.issuer', '金湖县人民政府办公室'], ['publication.date', '2024-01-23']]) {
    await desk.enter(place)
    await desk.page.keyboard.type(text)
    await desk.press('Tab')
  }
  const filled = figures(await desk.toml())
  for (const [place, figure] of whole) assert.equal(Number(filled.get(place)), Number(figure), place)
  // What is asked beside, the office's own count of what follows, was left blank.
  for (const [place, figure] of filled) if (!whole.has(place)) assert.equal(figure || '', '', place)

  // One step of undo a text, a field, a cell: all the way back, and forth again.
  const last = await desk.toml()
  const before = await desk.at('reviews.litigation_after_review.pending')
  await desk.act('undo')
  assert.notEqual(await desk.toml(), last)
  await desk.act('redo')
  assert.equal(await desk.toml(), last)
  assert.equal(await desk.at('reviews.litigation_after_review.pending'), before)
  const errors = (await desk.findings()).filter(({ text }) => text.includes('错误'))
  assert.deepEqual(errors, [])
  await desk.close()
  return `${typed.size} figures typed, ${looked} totals looked at`
}
