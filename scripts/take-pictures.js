// `pnpm docs:pictures`: runs every tool against a sandbox with broken rows, and takes a picture of the top of each HTML
// report, and of the page of many runs, for the READMEs, in docs/pictures/. Needs a Chromium (`CHROMIUM_PATH`, or on the PATH).
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { startSandbox } from '../packages/sandbox/dist/index.js'
import { findChromium, TestBrowser } from '../packages/tools-core/dist/testing/chromium.js'
import { demos, runTool } from './demos.js'
import { stopOnSignal } from './stop-on-signal.js'

const pictures = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
const reports = `${mkdtempSync(join(tmpdir(), 'm4sh-pictures-'))}/`
/** Pixels. The first chart is on the picture, unless it lies further down than `highest`. */
const width = 1280
const [lowest, highest] = [800, 1250]
/** Larger ones make a README slow. Bytes; of a picture that is larger the next quality is taken. */
const mostBytes = 150_000
const qualities = [88, 78, 68]
/** A machine that has other things to do draws no typical picture: it is tried as often, and the last one taken anyhow. */
const tries = 3
/** Of each tool, for the picture of a history. */
const runsOfLine = 6

const stop = stopOnSignal()

const chromium = findChromium()
if (chromium === null) throw new Error('There is no Chromium: put one on the PATH, or name it with CHROMIUM_PATH.')
mkdirSync(pictures, { recursive: true })
try {
  await takePictures(await TestBrowser.launch(chromium))
} catch (error) {
  if (!stop.aborted) console.error(error)
  process.exitCode = stop.aborted ? 130 : 1
} finally {
  rmSync(reports, { recursive: true, force: true })
}

async function takePictures(browser) {
  try {
    const sandbox = await startSandbox({ corrupt: 3, signal: stop })
    try {
      for (const demo of demos) await takePicture(demo.tool, await runUntilCalm(demo, sandbox, tries), browser)
      await takePicture('history', await runOften(sandbox), browser)
    } finally {
      await sandbox.stop()
    }
  } finally {
    await browser.close()
  }
}

async function takePicture(name, html, browser) {
  const { page } = await browser.openUrl(pathToFileURL(html).href, {
    viewport: { width, height: lowest },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  const chartEnds = await page.evaluate(`document.querySelector('canvas')?.getBoundingClientRect().bottom ?? 0`)
  const height = chartEnds > highest ? lowest : Math.max(lowest, Math.ceil(chartEnds) + 48)
  await page.setViewportSize({ width, height })
  const session = await page.context().newCDPSession(page)
  const picture = await capture(session, qualities)
  await browser.closePages()
  writeFileSync(`${pictures}${name}.webp`, picture)
  console.log(`docs/pictures/${name}.webp  ${width} × ${height}, ${Math.round(picture.length / 1000)} kB`)
}

async function capture(session, [quality, ...worse]) {
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality })
  const picture = Buffer.from(data, 'base64')
  return picture.length > mostBytes && worse.length > 0 ? await capture(session, worse) : picture
}

/** @returns the HTML report of a run that was not warned of, or of the last try */
async function runUntilCalm(demo, sandbox, left) {
  const { html, json } = await run(demo, sandbox)
  const { warnings } = JSON.parse(readFileSync(json, 'utf8'))
  return warnings.length === 0 || left === 1 ? html : await runUntilCalm(demo, sandbox, left - 1)
}

/** @returns the page of all runs, when there are enough of each tool for lines */
async function runOften(sandbox) {
  const history = `${reports}history/`
  for (let time = 0; time < runsOfLine; time++)
    for (const demo of demos) await run(demo, sandbox, [`--history=${history}`])
  return `${history}index.html`
}

async function run({ tool, args }, sandbox, more = []) {
  const [html, json] = ['html', 'json'].map((extension) => `${reports}${tool}.${extension}`)
  const asked = [...args(sandbox, reports), `--output=${html}`, `--output=${json}`, ...more]
  const { status, output } = await runTool(tool, asked, sandbox, stop)
  stop.throwIfAborted()
  // Findings are what a report is for.
  if (status !== 0 && status !== 1) throw new Error(`${tool} ended with ${status}\n${output}`)
  return { html, json }
}
