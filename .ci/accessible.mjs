// Opens HTML pages in Chromium and checks them with axe; fails on any violation. Arguments: Chromium, then pages.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import puppeteer from 'puppeteer-core'

const [chromium, ...pages] = process.argv.slice(2)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] })
let bad = pages.length === 0 ? 1 : 0
for (const file of pages) {
  // As on a desk, and as on a telephone.
  for (const width of [1200, 375]) {
    const page = await browser.newPage()
    await page.setViewport({ width, height: 800 })
    await page.goto(pathToFileURL(file).href)
    await page.evaluate(axe)
    const { violations, passes } = await page.evaluate(() => globalThis.axe.run())
    console.log(`${violations.length} violations, ${passes.length} rules passed, ${width} wide: ${file.split('/').slice(-2).join('/')}`)
    for (const { id, help, nodes } of violations) console.log(`  ${id}: ${help} ${nodes[0]?.html.slice(0, 200)}`)
    // The page itself is never wider than the screen: wide tables scroll in their own frames.
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (over > 0) console.log(`  wider than the screen by ${over} pixels`)
    if (violations.length > 0 || passes.length < 10 || over > 0) bad += 1
    await page.close()
  }
}
await browser.close()
process.exit(bad ? 1 : 0)
