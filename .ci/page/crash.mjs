// The page's process dies in the middle of typing; the page opened anew has all but the last second.
import assert from 'node:assert/strict'
import { join } from 'node:path'

const CELL = 'applications.received.natural_person'

/** Takes up what was rescued, as the start offers it. */
export async function goOn(desk, agency) {
  await desk.until('something to go on with', (name) => [...document.querySelectorAll('#start button, #notice button, #start li')]
    .some((element) => /继续/.test(element.textContent) && element.closest('section, div')?.textContent.includes(name)), agency)
  await desk.page.evaluate((name) => {
    const buttons = [...document.querySelectorAll('#start button, #notice button')].filter((button) => /继续/.test(button.textContent))
    const own = buttons.find((button) => button.closest('li, p, div')?.textContent.includes(name)) ?? buttons[0]
    own.click()
  }, agency)
  await desk.until('the rescued form', (name) => globalThis.nianbao.toml().includes(name), agency)
}

export default async function (it) {
  const folder = it.work()
  const agency = `崩溃县人民政府${Date.now()}`
  it.native(folder, 'new', '--year', '2024', '--agency', agency, '-o', 'blank.toml')
  const desk = await it.open()
  await desk.take(join(folder, 'blank.toml'), agency)
  await desk.enter(CELL)
  await desk.page.keyboard.type('4321')
  const kept = await desk.toml()
  await new Promise((resolve) => setTimeout(resolve, 1500))
  await desk.press('Tab')
  await desk.page.keyboard.type('77')
  if (it.launched.isChromium) {
    // The tab alone dies.
    const session = await desk.page.target().createCDPSession()
    session.send('Page.crash').catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, 1000))
    desk.page.close().catch(() => {})
  } else {
    await it.again()
  }
  const anew = await it.open()
  await goOn(anew, agency)
  assert.equal(await anew.at(CELL), '4321')
  const toml = await anew.toml()
  assert.ok(toml === kept || toml.includes('77'), toml.slice(0, 400))
  await anew.close()
  return toml === kept ? 'all but the last second' : 'all of it'
}
