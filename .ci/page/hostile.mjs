// Script, markup and quotes in every text of what is opened: nothing runs, nothing leaves, all of it reads back the same.
import assert from 'node:assert/strict'
import { cpSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const RUNS = `globalThis.seen.ran+=1;new Image().src='https://example.invalid/'`
const TEXTS = [
  `</script><script>${RUNS}</script>`, `<img src=x onerror="${RUNS}">`, `"><svg/onload=${RUNS}>`, `<!--<script>`, ']]>', `javascript:${RUNS}`,
  `<iframe srcdoc="<script>parent.${RUNS}</script>">`, `<a href="https://example.invalid/">甲</a>`, `{{constructor}}`, '&lt;b&gt;&amp;#60;', `\\"'\`$\{1}`,
].join('')

/** A form with that in every text. */
const hostile = (agency) => `# ${TEXTS}
year = 2024
[agency]
name = ${JSON.stringify(agency + TEXTS)}
level = "县级"
kind = "政府"
former_names = [${JSON.stringify(TEXTS)}]
[publication]
issuer = ${JSON.stringify(TEXTS)}
website = ${JSON.stringify(`javascript:${RUNS}`)}
office = ${JSON.stringify(TEXTS)}
address = ${JSON.stringify(TEXTS)}
phone = ${JSON.stringify(TEXTS)}
date = ${JSON.stringify(TEXTS)}
[disclosure]
normative_documents = [1, 2, ${JSON.stringify(TEXTS)}]
[applications]
received = [1, 2, 3, 4, 5, ${JSON.stringify(TEXTS)}]
[narrative]
preface = ${JSON.stringify(TEXTS)}
overview = ${JSON.stringify(TEXTS)}
problems = ${JSON.stringify(TEXTS)}
others = ${JSON.stringify(TEXTS)}
[notes]
disclosure = ${JSON.stringify(TEXTS)}
[[explained]]
rule = "Y02"
place = ${JSON.stringify(TEXTS)}
reason = ${JSON.stringify(TEXTS)}
`

export default async function (it) {
  const folder = it.work()
  const agency = `恶意县${Date.now()}`
  const form = join(folder, 'hostile.toml')
  writeFileSync(form, hostile(agency))
  const desk = await it.open()
  await desk.take(form, agency)
  assert.equal(await desk.toml(), hostile(agency), 'opened and untouched it is what it was')
  const steps = await desk.page.evaluate(() => [...document.querySelectorAll('#steps button')].map((button) => button.dataset.step))
  for (const step of steps) {
    await desk.page.evaluate((key) => document.querySelector(`#steps button[data-step="${key}"]`).click(), step)
    await new Promise((resolve) => setTimeout(resolve, 300))
    await desk.quiet()
  }
  assert.ok((await desk.at('narrative.overview')).includes('onerror'))
  for (const action of ['export-txt', 'export-html', 'export-docx', 'export-xlsx', 'export-record', 'export-workbook']) await desk.takeAway(action)

  // The page that carries it.
  const out = await desk.takeAway('export-page')
  const sent = join(folder, 'sent.html')
  cpSync(out.path, sent)
  await new Promise((resolve) => setTimeout(resolve, 1500))
  await desk.close()
  const unit = await it.open(sent)
  await unit.until('the form it carries', (name) => globalThis.nianbao.toml().includes(name), agency)
  assert.equal(await unit.toml(), hostile(agency), 'a page hands on what it was given')
  await new Promise((resolve) => setTimeout(resolve, 500))
  await unit.close()

  // What was rescued of it, and its report, read in.
  const anew = await it.open()
  await anew.until('what was rescued', (name) => document.querySelector('#start')?.textContent.includes(name), agency)
  await anew.quiet()
  it.native(folder, 'build', '--draft', form, '-o', 'made')
  for (const name of readdirSync(join(folder, 'made'))) {
    await anew.drop(join(folder, 'made', name))
    await anew.agree()
    await new Promise((resolve) => setTimeout(resolve, 500))
    await anew.quiet()
  }
  // A name of a file is a text too.
  const odd = join(folder, `<img src=x onerror=alert(1)>.toml`)
  cpSync(form, odd)
  await anew.drop(odd)
  await anew.agree()
  await new Promise((resolve) => setTimeout(resolve, 500))
  await anew.close()
  return `${steps.length} steps, a page, a rescue and its reports`
}
