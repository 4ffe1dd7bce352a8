// The browsers the page is tried in: Debian's Chromium, Chromium 109 (the last for Windows 7), Debian's Firefox.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import current from 'puppeteer-core'

/** Where a browser is, by its name; what is not Debian's comes from npm. */
async function program(name) {
  if (name === 'chromium') return '/usr/bin/chromium'
  if (name === 'firefox') return '/usr/bin/firefox-esr'
  const { default: old } = await import('@sparticuz/chromium')
  return old.executablePath()
}

const firefox = (downloads) => ({
  'browser.download.dir': downloads,
  'browser.download.folderList': 2,
  'browser.download.useDownloadDir': true,
  'browser.download.always_ask_before_handling_new_types': false,
  'browser.download.manager.addToRecentDocs': false,
  'pdfjs.disabled': true,
})

/**
 * @param {'chromium' | 'chromium109' | 'firefox'} name
 * @param {string} [profile] a folder that outlives the browser
 */
export async function launch(name, profile = mkdtempSync(join(tmpdir(), 'page-profile-'))) {
  const downloads = mkdtempSync(join(tmpdir(), 'page-downloads-'))
  // The driver of today does not know the browser of then: `puppeteer-109` is one of its time.
  const puppeteer = name === 'chromium109' ? (await import('puppeteer-109')).default : current
  const common = { executablePath: await program(name), userDataDir: profile, protocolTimeout: 60_000, defaultViewport: { width: 1366, height: 768 } }
  const browser = name === 'firefox'
    ? await puppeteer.launch({ ...common, browser: 'firefox', headless: true, extraPrefsFirefox: firefox(downloads) })
    : await puppeteer.launch({
        ...common, headless: true,
        args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--lang=zh-CN',
          ...(name === 'chromium109' ? ['--no-zygote', '--in-process-gpu', '--use-gl=angle', '--use-angle=swiftshader'] : [])],
      })
  if (name !== 'firefox') {
    const session = await browser.target().createCDPSession()
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads, eventsEnabled: false })
  }
  return { name, browser, profile, downloads, isChromium: name !== 'firefox' }
}
