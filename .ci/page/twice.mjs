// One form in two windows: the second is told, and only reads until the first is closed.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { goOn } from './crash.mjs'

const CELL = 'applications.received.natural_person'

export default async function (it) {
  const folder = it.work()
  const agency = `两窗县人民政府${Date.now()}`
  it.native(folder, 'new', '--year', '2024', '--agency', agency, '-o', 'blank.toml')
  const first = await it.open()
  await first.take(join(folder, 'blank.toml'), agency)
  await first.enter(CELL)
  await first.page.keyboard.type('5')
  await new Promise((resolve) => setTimeout(resolve, 1500))
  const second = await it.open()
  await goOn(second, agency)
  await second.until('it to be told', () => document.body.textContent.includes('另一个窗口'))
  assert.equal(await second.page.evaluate((key) => document.querySelector(`input[data-place="${key}"]`).readOnly, CELL), true)
  await first.close()
  await second.until('it to be let go', (key) => !document.querySelector(`input[data-place="${key}"]`).readOnly, CELL)
  await second.close()
  return 'told, and let go'
}
