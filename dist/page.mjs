// Puts the page together: nianbao.html of the program as WebAssembly and of what lies in page/.
//
//     dist/page.mjs MODULE.wasm.gz nianbao.html
//
// What it stands on is pinned in dist/build. The same files make the same bytes.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const from = createRequire(join(process.env.NIANBAO_NODE ?? process.cwd(), 'node_modules', 'x'))
const { buildSync } = from('esbuild')
const { parse, serialize } = from('parse5')

// The oldest browsers it is written for: the last for Windows 7, and the long-lived one of 2022.
const target = ['chrome109', 'firefox102']
const page = join(dirname(dirname(fileURLToPath(import.meta.url))), 'page')
const [module, out] = process.argv.slice(2)

const bundled = (options) =>
  buildSync({ bundle: true, minify: true, write: false, target, charset: 'utf8', legalComments: 'none', ...options })
    .outputFiles[0].text.trim()

/** A script as it can stand in a page: nothing in it can end the element or open another. */
const script = (name) => {
  const text = bundled({ entryPoints: [join(page, 'script', name)], format: 'iife' })
  if (/<!--|<\/?script/i.test(text)) throw new Error(`${name}: holds <!-- or <script`)
  return text
}

const style = () => {
  const folder = join(page, 'style')
  const names = readdirSync(folder).filter((name) => name.endsWith('.css')).sort()
  const joined = names.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
  const text = bundled({ stdin: { contents: joined, loader: 'css', resolveDir: folder } })
  if (/<\/style/i.test(text)) throw new Error('a style sheet holds </style')
  return text
}

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

// No request of any kind is possible: what runs is what stands here.
const policy = (main, sheet) => [
  "default-src 'none'", `script-src ${hash(main)} 'wasm-unsafe-eval'`, `style-src ${hash(sheet)}`, 'worker-src blob:',
  'img-src data:', "base-uri 'none'", "form-action 'none'",
].join('; ')

const main = script('main.js')
const sheet = style()
const worker = existsSync(join(page, 'script', 'worker.js')) ? script('worker.js') : null
const pieces = {
  policy: `<meta http-equiv="Content-Security-Policy" content="${policy(main, sheet)}">`,
  style: `<style>${sheet}</style>`,
  wasm: `<script type="application/wasm" id="wasm">${readFileSync(module).toString('base64')}</script>`,
  worker: worker === null ? '' : `<script type="text/plain" id="worker">${worker}</script>`,
  script: `<script>${main}</script>`,
}
let html = readFileSync(join(page, 'page.html'), 'utf8')
for (const [name, piece] of Object.entries(pieces)) {
  const marker = `<!-- ${name} -->`
  if (html.split(marker).length !== 2) {
    if (piece === '' || name === 'worker') continue
    throw new Error(`page.html: ${marker} has to stand there once`)
  }
  html = html.replace(marker, () => piece)
}

// As a browser has it while the last script runs: what the page hands out is made of its own text, read back then.
const normal = (text) => serialize(parse(text)).replace(/\s*<\/body><\/html>$/, '</body></html>')
html = normal(html)
if (normal(html) !== html || !html.endsWith('</script></body></html>')) throw new Error('the page does not come back as it was')
for (const text of [main, sheet]) if (!html.includes(`>${text}</`)) throw new Error('a text was changed, its hash is void')
writeFileSync(out, html.replace('<!DOCTYPE html>', '$&\n') + '\n')
