// The page in a browser, on file://: every test prints its name and what it took; one that fails fails the run.
//
//     run.mjs BROWSER PAGE NIANBAO ROOT [TEST]...
//
// BROWSER: chromium, chromium109 or firefox. NIANBAO: the native program, to compare with. ROOT: the repository.
// What it takes pictures of lies in PICTURES, if that is set.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { launch } from './browsers.mjs'
import { Desk } from './desk.mjs'
import { native } from './native.mjs'

const TESTS = ['fill', 'paste', 'balance', 'outputs', 'imports', 'crash', 'twice', 'save', 'handout', 'carry', 'rollup', 'hostile', 'axe', 'look']

const [name, page, program, root, ...only] = process.argv.slice(2)
const wanted = only.length ? only : TESTS
let failed = 0
let launched = await launch(name)
console.log(`${name}: ${await launched.browser.version()}`)
const it = {
  name, root: resolve(root), page: resolve(page), native: native(resolve(program)),
  get launched() { return launched },
  work: () => mkdtempSync(join(tmpdir(), 'page-test-')),
  open: (file = page) => Desk.open(launched, resolve(file)),
  /** Ends the browser as a power cut would, and starts it anew on the same profile. */
  async again() {
    launched.browser.process().kill('SIGKILL')
    await new Promise((done) => setTimeout(done, 500))
    launched = await launch(name, launched.profile)
  },
}
for (const test of wanted) {
  const began = Date.now()
  try {
    const { default: run } = await import(`./${test}.mjs`)
    const said = await run(it)
    console.log(`  ${test}: ${said ?? 'well'} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
  } catch (error) {
    failed += 1
    console.log(`  ${test}: FAILED (${((Date.now() - began) / 1000).toFixed(1)} s)\n    ${String(error.stack ?? error).slice(0, 3000).replaceAll('\n', '\n    ')}`)
  }
  // A test begins with nothing that another left; what is kept in the browser's storage is told apart by the form.
  const pages = await launched.browser.pages().catch(() => [])
  for (const left of pages.slice(1)) await left.close().catch(() => {})
}
await launched.browser.close().catch(() => {})
process.exit(failed ? 1 : 0)
