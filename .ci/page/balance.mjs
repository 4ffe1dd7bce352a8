// A balance broken, found by its finding, and mended.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { figures } from './forms.mjs'

export default async function (it) {
  const desk = await it.open()
  await desk.take(join(it.root, 'examples/jinhu-2023/form.toml'), '金湖县人民政府')
  const before = await desk.toml()
  const known = (await desk.findings()).map(({ rule, place }) => `${rule} ${place}`)
  const balance = () => desk.page.evaluate(() => document.querySelector('#balances')?.textContent)
  const even = await balance()
  await desk.enter('applications.disclosed.natural_person')
  await desk.press('End')
  await desk.page.keyboard.type('9')
  assert.equal(await desk.at('applications.disclosed.total'), '620')
  assert.notEqual(await balance(), even)
  assert.match(await balance(), /不平|多/)
  const found = (await desk.findings()).filter(({ rule, place }) => !known.includes(`${rule} ${place}`))
  const broken = found.find(({ place }) => place.startsWith('applications'))
  assert.ok(broken && broken.text.includes('错误'), JSON.stringify(found))

  // From the text step to the cell the finding speaks of.
  await desk.enter('narrative.others')
  await desk.page.evaluate(({ rule, place }) => {
    document.querySelector(`#findings [data-rule="${rule}"][data-place="${place}"] [data-action="jump"]`).click()
  }, broken)
  const where = await desk.where()
  assert.ok(where?.startsWith('applications.'), `the finding led to ${where}`)
  await desk.page.evaluate(({ rule, place }) => {
    document.querySelector(`#findings [data-rule="${rule}"][data-place="${place}"] [data-action="explain"]`).click()
  }, broken)
  await desk.until('the explanation', () => document.querySelector('#findings .explanation') !== null)

  await desk.enter('applications.disclosed.natural_person')
  await desk.control('a')
  await desk.page.keyboard.type('61')
  assert.equal(await desk.at('applications.disclosed.total'), '62')
  assert.equal(await balance(), even)
  assert.deepEqual((await desk.findings()).map(({ rule, place }) => `${rule} ${place}`), known)
  await desk.press('Tab')
  assert.deepEqual(figures(await desk.toml()), figures(before), 'the figures are as they were')
  await desk.close()
  return `${broken.rule} at ${broken.place}`
}
