// What the page makes of every example is what the native program makes, byte for byte.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export default async function (it) {
  const examples = readdirSync(join(it.root, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  // The desk forgets nothing between them.
  const desk = await it.open()
  let made = 0
  for (const { name } of examples) {
    const form = join(it.root, 'examples', name, 'form.toml')
    const folder = it.work()
    it.native(folder, 'build', form, '-o', '.')
    it.native(folder, 'check', form, '--record', 'record.docx')
    const agency = /^name\s*=\s*"([^"]*)"/m.exec(readFileSync(form, 'utf8'))[1]
    await desk.take(form, agency)
    const native = readdirSync(folder)
    for (const kind of ['docx', 'xlsx', 'txt', 'html']) {
      const file = native.find((file) => file.endsWith(`.${kind}`) && file !== 'record.docx')
      const taken = await desk.takeAway(`export-${kind}`)
      assert.equal(taken.name, file)
      assert.ok(taken.bytes.equals(readFileSync(join(folder, file))), `${name}: ${kind} differs`)
      made += 1
    }
    const record = await desk.takeAway('export-record')
    assert.ok(record.bytes.equals(readFileSync(join(folder, 'record.docx'))), `${name}: the record differs`)
    const toml = await desk.takeAway('export-toml')
    assert.ok(toml.bytes.equals(readFileSync(form)), `${name}: the form differs`)
    // The workbook comes back as the form that is in it.
    const workbook = await desk.takeAway('export-workbook')
    assert.match(workbook.name, /\.xlsx$/)
    const derived = (file) => JSON.parse(it.native(folder, 'check', '--json', file).stdout.split('\n')[0]).derived
    assert.deepEqual(derived(workbook.path), derived(form))
    made += 3
  }
  await desk.close()
  return `${made} files of ${examples.length} examples`
}
