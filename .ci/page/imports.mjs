// Published reports read in: a PDF that Chromium printed, and what the native program wrote.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const FORM = 'examples/jinhu-2023/form.toml'

export default async function (it) {
  const folder = it.work()
  it.native(folder, 'build', join(it.root, FORM), '-o', 'made')
  const built = readdirSync(join(folder, 'made')).filter((name) => !name.startsWith('.')).map((name) => join(folder, 'made', name))
  const html = built.find((name) => name.endsWith('.html'))
  const pdf = join(folder, '报告.pdf')
  spawnSync('/usr/bin/chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking',
    `--user-data-dir=${join(folder, 'profile')}`, `--print-to-pdf=${pdf}`, pathToFileURL(html).href])
  const derived = (form) => JSON.parse(it.native(folder, 'check', '--json', form).stdout.split('\n')[0]).derived
  const expected = derived(join(it.root, FORM))
  const desk = await it.open()
  const read = async (file, how) => {
    // What is read next would else be no other form than the one before.
    if ((await desk.toml()) !== '') {
      await desk.enter('agency.name')
      await desk.page.keyboard.type('某')
      await desk.press('Tab')
    }
    const before = await desk.toml()
    await how(file)
    await desk.until(`${file} to be read`, (text) => globalThis.nianbao.toml() !== text && document.querySelector('#panels input') !== null, before)
    const form = await desk.takeAway('export-toml')
    assert.deepEqual(derived(form.path), expected, file)
  }
  // Firefox's driver has no way to answer the dialog for a file: there they fall on the page.
  const choose = it.name === 'firefox' ? (file) => desk.drop(file).then(() => desk.agree()) : (file) => desk.choose('import', file)
  for (const file of [pdf, ...built]) await read(file, choose)
  await desk.close()
  return `${built.length + 1} files`
}
