// What a key and the first view take, printed and not judged; pictures to be looked at.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

export default async function (it) {
  const desk = await it.open()
  const first = await desk.page.evaluate(() => Math.round(performance.now()))
  await desk.take(join(it.root, 'examples/jinhu-2023/form.toml'), '金湖县人民政府')
  await desk.enter('applications.received.natural_person')
  const took = await desk.page.evaluate(async () => {
    const cell = document.activeElement
    const all = []
    for (let count = 0; count < 40; count += 1) {
      cell.value = String(100 + count)
      const began = performance.now()
      cell.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: '1' }))
      // With what the browser has to lay out because of it.
      document.body.getBoundingClientRect()
      all.push(performance.now() - began)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    return all.sort((a, b) => a - b)
  })
  const pictures = process.env.PICTURES
  if (pictures) {
    mkdirSync(pictures, { recursive: true })
    const steps = await desk.page.evaluate(() => [...document.querySelectorAll('#steps button')].map((button) => button.dataset.step))
    for (const [size, scale] of [['1366x768', 1], ['200%', 2]]) {
      // Zoomed in, a screen has half as many of the page's pixels.
      await desk.page.setViewport({ width: 1366 / scale, height: 768 / scale, deviceScaleFactor: scale })
      for (const step of steps) {
        await desk.page.evaluate((key) => document.querySelector(`#steps button[data-step="${key}"]`).click(), step)
        await new Promise((resolve) => setTimeout(resolve, 300))
        await desk.page.screenshot({ path: join(pictures, `${it.name}-${size}-${step}.png`) })
      }
    }
  }
  await desk.close()
  const [middle, most] = [took[20], took.at(-1)].map((time) => time.toFixed(1))
  return `ready ${first} ms after it was opened; a key ${middle} ms, at most ${most} ms`
}
