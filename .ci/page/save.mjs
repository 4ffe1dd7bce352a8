// 存盘 where nobody can be asked for a place: the form is downloaded, and the line says where it went.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'

export default async function (it) {
  const desk = await it.open()
  await desk.take(join(it.root, 'examples/jinhu-2023/form.toml'), '金湖县人民政府')
  await desk.enter('publication.phone')
  await desk.page.keyboard.type('0517-80000000')
  const file = await desk.takeAway('save')
  assert.equal(readFileSync(file.path, 'utf8'), await desk.toml(), 'what was typed last is saved')
  assert.match(await desk.page.evaluate(() => document.querySelector('#status').textContent), /已下载/)
  await desk.close()
  return file.path.split('/').at(-1)
}
