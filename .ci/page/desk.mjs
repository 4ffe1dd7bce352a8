// A page that is open in a browser, as someone sits before it: typing, pressing, choosing files, taking files away.
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** How long anything may take, in milliseconds: generous, since nothing is measured by it. */
const PATIENCE = 30_000

/** Runs before anything of the page: what is refused by the policy or runs where it must not is remembered. */
function prepare() {
  globalThis.seen = { refused: [], ran: 0 }
  document.addEventListener('securitypolicyviolation', (event) => {
    globalThis.seen.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
  })
}

export class Desk {
  /** @param launched what `launch` gives @param {string} file the page */
  static async open(launched, file) {
    const page = await launched.browser.newPage()
    await page.setViewport({ width: 1366, height: 768 })
    const desk = new Desk(launched, page, file)
    await page.evaluateOnNewDocument(prepare)
    await desk.load()
    return desk
  }

  constructor(launched, page, file) {
    Object.assign(this, { launched, page, file, requests: [], dialogs: [], errors: [] })
    page.on('request', (request) => {
      if (!/^(file|blob|data|about):/.test(request.url())) this.requests.push(request.url())
    })
    page.on('dialog', (dialog) => {
      if (dialog.type() !== 'beforeunload') this.dialogs.push(dialog.message())
      return dialog.accept().catch(() => {})
    })
    page.on('pageerror', (error) => this.errors.push(error.message))
  }

  async load() {
    await this.page.goto(pathToFileURL(this.file).href)
    await this.until('the page to have started', () => {
      const shown = document.querySelector('[data-action="new"], #panels [data-place]')
      return shown !== null && typeof globalThis.nianbao?.toml === 'function'
    })
  }

  /** Waits for something in the page to be so. */
  async until(what, test, ...words) {
    try {
      await this.page.waitForFunction(test, { timeout: PATIENCE, polling: 50 }, ...words)
    } catch (error) {
      const said = await this.page.evaluate(() => `${document.querySelector('#notice')?.textContent} ${document.querySelector('#status')?.textContent}`)
      throw new Error(`waited in vain for ${what} (${error.message}); the page says: ${said}; ${this.errors.join('; ')}`)
    }
  }

  toml() {
    return this.page.evaluate(() => globalThis.nianbao.toml())
  }

  /** What stands at a place: in a field, or in an output. */
  at(place) {
    return this.page.evaluate((key) => {
      const found = document.querySelector(`:is(input, textarea, select, output)[data-place="${key}"]`)
      return found && ('value' in found ? found.value : found.textContent)
    }, place)
  }

  /** What stands at all places of a table, outputs and fields. */
  table(key) {
    return this.page.evaluate((table) => {
      const all = document.querySelectorAll(`:is(input, output)[data-place^="${table}."]`)
      return Object.fromEntries([...all].map((cell) => [cell.dataset.place, cell.value]))
    }, key)
  }

  /** Goes to a step of the tree: to the one that holds a place. */
  async show(place) {
    await this.page.evaluate((key) => {
      const found = document.querySelector(`:is(input, textarea, select, output)[data-place="${key}"]`)
      const step = found?.closest('[data-step]')?.dataset.step
      document.querySelector(`#steps button[data-step="${step}"]`)?.click()
    }, place)
  }

  async enter(place) {
    await this.show(place)
    await this.page.evaluate((key) => document.querySelector(`:is(input, textarea, select)[data-place="${key}"]`).focus(), place)
  }

  /** The place that has the focus. */
  where() {
    return this.page.evaluate(() => document.activeElement?.dataset?.place ?? null)
  }

  press(...keys) {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve())
  }

  /** Ctrl and a letter. */
  async control(letter) {
    await this.page.keyboard.down('Control')
    await this.page.keyboard.press(letter)
    await this.page.keyboard.up('Control')
  }

  /** Presses a button of the contract, shown or in a menu. */
  act(action, within = '') {
    return this.page.evaluate((selector) => {
      const button = document.querySelector(selector)
      if (!button) throw new Error(`there is no ${selector}`)
      button.click()
    }, `${within} [data-action="${action}"]`.trim())
  }

  /** Presses a button that asks for files, and gives them; a question that comes first is agreed to. */
  async choose(action, ...files) {
    const waiting = this.page.waitForFileChooser({ timeout: PATIENCE })
    waiting.catch(() => {})
    await this.act(action)
    await this.agree()
    const chooser = await waiting
    await chooser.accept(files)
  }

  /** Lets files fall on the page. */
  async drop(...files) {
    const dropped = files.map((file) => ({ name: basename(file), base64: readFileSync(file).toString('base64') }))
    await this.page.evaluate((all) => {
      const data = new DataTransfer()
      for (const { name, base64 } of all) {
        data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name))
      }
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }))
      }
    }, dropped)
  }

  /** If the page asks whether to go on, the answer is yes. */
  async agree() {
    await new Promise((resolve) => setTimeout(resolve, 150))
    await this.page.evaluate(() => document.querySelector('.question button')?.click())
  }

  /** Opens a form by letting it fall, and waits until it is the one that stands. */
  async take(file, agency) {
    await this.drop(file)
    await this.agree()
    await this.until(`${basename(file)} to be open`, (name) => globalThis.nianbao.toml().includes(name), agency)
    await this.until('its tables', () => document.querySelector('input[data-place^="applications."]') !== null)
  }

  /** The block as another program lays it on the clipboard. */
  async paste(place, text) {
    await this.enter(place)
    await this.page.evaluate((block) => {
      const data = new DataTransfer()
      data.setData('text/plain', block)
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, text)
  }

  /** The findings the list shows. */
  findings() {
    return this.page.evaluate(() => [...document.querySelectorAll('#findings [data-rule]')].map((line) => ({
      rule: line.dataset.rule, place: line.dataset.place, text: line.textContent,
    })))
  }

  /** Does something that makes a file, and takes the file away. */
  async takeAway(action) {
    const folder = this.launched.downloads
    for (const left of readdirSync(folder)) rmSync(join(folder, left))
    await this.act(action)
    await this.agree()
    for (let waited = 0; waited < PATIENCE; waited += 100) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      const names = readdirSync(folder)
      const done = names.find((name) => !/\.(crdownload|part)$/.test(name) && !name.startsWith('.'))
      if (done && names.length === 1 && statSync(join(folder, done)).size > 0) {
        const path = join(folder, done)
        const bytes = readFileSync(path)
        return { name: done, bytes, path }
      }
    }
    const said = await this.page.evaluate(() => `${document.querySelector('#notice')?.textContent} ${document.querySelector('#status')?.textContent}`)
    throw new Error(`${action} made no file; the page says: ${said}; ${this.errors.join('; ')}`)
  }

  /** Nothing ran, left, popped up or went wrong. */
  async quiet() {
    const { refused, ran } = await this.page.evaluate(() => globalThis.seen)
    const bad = [
      ...this.requests.map((url) => `a request: ${url}`), ...this.dialogs.map((text) => `a dialog: ${text}`),
      ...this.errors.map((text) => `an error: ${text}`), ...refused.map((text) => `against the policy: ${text}`),
      ...(ran ? [`a text ran ${ran} times`] : []),
    ]
    if (bad.length) throw new Error(bad.join('\n'))
  }

  async close() {
    await this.quiet()
    await this.page.close({ runBeforeUnload: false })
  }
}
