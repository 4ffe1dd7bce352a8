// axe finds nothing at any step, at the start, with the menu and an explanation open.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

export default async function (it) {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const desk = await it.open()
  await desk.page.evaluate(axe)
  const bad = []
  let passed = 0
  const look = async (what) => {
    const { violations, passes } = await desk.page.evaluate(() => globalThis.axe.run({ iframes: false }))
    passed += passes.length
    for (const { id, help, nodes } of violations) bad.push(`${what}: ${id}: ${help} ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' · ')}`)
  }
  await look('the start')
  await desk.take(join(it.root, 'tests/cases/b01-carried-out/form.toml'), 'year')
  const steps = await desk.page.evaluate(() => [...document.querySelectorAll('#steps button')].map((button) => button.dataset.step))
  for (const step of steps) {
    await desk.page.evaluate((key) => document.querySelector(`#steps button[data-step="${key}"]`).click(), step)
    await new Promise((resolve) => setTimeout(resolve, 300))
    await look(step)
  }
  await desk.page.evaluate(() => {
    document.querySelector('#findings [data-action="explain"]')?.click()
    document.querySelector('#exports-button')?.click()
  })
  await look('what is folded out')
  await desk.close()
  if (bad.length) throw new Error(bad.join('\n'))
  return `${steps.length + 2} sights, ${passed} rules passed`
}
