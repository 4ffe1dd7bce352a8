// A page handed out with the form in it: opened, filled, sent back; import, check and rollup read it.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const CELL = 'applications.received.natural_person'

export default async function (it) {
  const folder = it.work()
  it.native(folder, 'build', join(it.root, 'examples/jinhu-2023/form.toml'), '-o', '.')
  const desk = await it.open()
  await desk.take(join(it.root, 'examples/jinhu-2023/form.toml'), '金湖县人民政府')
  const whole = await desk.toml()
  const out = await desk.takeAway('export-page')
  await desk.close()
  const page = join(folder, 'sent.html')
  cpSync(out.path, page)

  // It is the page itself, but for the form in it.
  const [own, sent] = [it.page, page].map((file) => readFileSync(file, 'utf8'))
  const without = (html) => html.replace(/(<script type="application\/toml" id="(?:form|last)"[^>]*>)[^]*?(<\/script>)/g, '$1$2')
    .replace(/<title>[^]*?<\/title>/, '')
  assert.equal(without(sent).replace(/ data-[a-z-]+="[^"]*"(?=[^<]*><\/script>)/g, ''), without(own).replace(/ data-[a-z-]+="[^"]*"(?=[^<]*><\/script>)/g, ''))

  const unit = await it.open(page)
  await unit.until('the form it carries', () => document.querySelector('#panels input') !== null)
  assert.equal(await unit.toml(), whole)
  await unit.enter(CELL)
  await unit.control('a')
  await unit.page.keyboard.type('142')
  const back = await unit.takeAway('export-page')
  const filled = await unit.toml()
  await unit.close()
  mkdirSync(join(folder, 'units'))
  const file = join(folder, 'units', '金湖县.html')
  cpSync(back.path, file)
  it.native(folder, 'import', file, '-o', 'back.toml')
  assert.equal(readFileSync(join(folder, 'back.toml'), 'utf8'), filled)
  const derived = (form) => JSON.parse(it.native(folder, 'check', '--json', form).stdout.split('\n')[0]).derived
  assert.deepEqual(derived(file), derived('back.toml'))
  // A page among pages: the sum is that of the form in it.
  writeFileSync(join(folder, 'roster.toml'), '[roster]\nname = "淮安市"\n\n[[units]]\nname = "金湖县人民政府"\n')
  const rolled = it.native(folder, 'rollup', '--help').stdout
  assert.match(rolled, /单位名录|roster/)

  // One of those that the native program makes for units.
  it.native(folder, 'new', '--year', '2024', '--agency', '青石镇人民政府', '--format', 'html', '--page', it.page, '-o', 'new.html')
  const given = await it.open(join(folder, 'new.html'))
  await given.until('the form it carries', () => globalThis.nianbao.toml().includes('青石镇人民政府'))
  await given.close()
  return 'out and back'
}
