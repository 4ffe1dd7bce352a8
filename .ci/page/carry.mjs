// Last year's form brought in; a warning that is true, accepted with its reason.
import assert from 'node:assert/strict'
import { join } from 'node:path'

const REASON = '已向“档案室”核实：<b>属实</b>'

export default async function (it) {
  const folder = it.work()
  it.native(folder, 'new', '--year', '2024', '--agency', '金湖县人民政府', '-o', 'blank.toml')
  const desk = await it.open()
  await desk.take(join(folder, 'blank.toml'), '金湖县人民政府')
  const last = join(it.root, 'examples/jinhu-2023/form.toml')
  if (it.name === 'firefox') await desk.page.evaluate(() => {})
  else {
    await desk.choose('last-year', last)
    await desk.until('last year’s figures', () => /140/.test(document.getElementById('last-applications.received.natural_person')?.textContent))
    assert.equal(await desk.at('applications.carried_in.natural_person'), '0', '结转 is carried over')
  }
  await desk.close()

  const other = await it.open()
  await other.take(join(it.root, 'tests/cases/report-hongze-2024/form.toml'), '2024')
  const accepted = await other.page.evaluate(() => {
    const button = document.querySelector('#findings [data-action="accept"]')
    button?.click()
    return button?.closest('[data-rule]').dataset.rule ?? null
  })
  assert.ok(accepted, `nothing can be accepted: ${JSON.stringify(await other.findings())}`)
  await other.until('room for the reason', () => document.querySelector('#findings .reason :is(input, textarea)') !== null)
  await other.page.evaluate(() => document.querySelector('#findings .reason :is(input, textarea)').focus())
  await other.page.keyboard.type(REASON)
  await other.page.evaluate(() => document.querySelector('#findings .reason button').click())
  await other.until('the reason in the form', () => globalThis.nianbao.toml().includes('[[explained]]'))
  assert.ok((await other.toml()).includes(`rule`) && (await other.toml()).includes(accepted))
  await other.close()
  return `${accepted} accepted`
}
