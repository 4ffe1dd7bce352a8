// Forms summed up in the page: the workbook for superiors is the native program's.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { readdirSync, readFileSync } from 'node:fs'

export default async function (it) {
  const folder = it.work()
  const units = readdirSync(join(it.root, 'examples')).filter((name) => name.endsWith('-2020')).map((name) => join(it.root, 'examples', name, 'form.toml'))
  const roster = join(it.root, 'examples/roster-2020.toml')
  it.native(folder, 'rollup', '--help')
  const desk = await it.open()
  if (it.name === 'firefox') return desk.close().then(() => 'not in Firefox: its driver cannot choose files')
  const waiting = desk.page.waitForFileChooser()
  await desk.act('rollup')
  const chooser = await waiting
  const downloads = it.launched.downloads
  await chooser.accept([roster, ...units])
  await desk.until('what came of it', () => /收到\d+个/.test(document.querySelector('#start')?.textContent ?? ''))
  await new Promise((resolve) => setTimeout(resolve, 2000))
  await desk.close()
  const made = readdirSync(downloads)
  assert.ok(made.some((name) => name.endsWith('.xlsx')), made.join())
  assert.ok(made.every((name) => readFileSync(join(downloads, name)).length > 0))
  return made.join('、')
}
