import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * The browser named by `CHROMIUM_PATH`, or the first one on the PATH; `null` where there is none.
 * @param what cannot be tested then, which is said; left out, nothing is
 */
export function findChromium(what?: string): string | null {
  const given = process.env['CHROMIUM_PATH']
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const candidates = [given ?? [], folders.flatMap((folder) => names.map((name) => join(folder, name)))].flat()
  const found = candidates.find(isExecutable) ?? null
  if (found === null && what !== undefined)
    process.stderr.write(
      `No Chromium on the PATH or in CHROMIUM_PATH: the tests of ${what} in a browser are skipped.\n`,
    )
  return found
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A page, with all that went wrong in it so far. */
export interface OpenPage {
  readonly page: Page
  /** Console errors and warnings, uncaught errors, CSP violations. */
  readonly problems: string[]
  /** Every address that was asked for but the page itself. */
  readonly requests: string[]
  /** Dialogs: an injected script would open one. */
  readonly dialogs: string[]
}

/** One browser for a test file; each page is opened in a fresh profile. `playwright-core` is whoever tests' own. */
export class TestBrowser {
  readonly #browser: Browser
  readonly #folder = mkdtempSync(join(tmpdir(), 'm4sh-page-'))
  #files = 0

  private constructor(browser: Browser) {
    this.#browser = browser
  }

  static async launch(executablePath: string): Promise<TestBrowser> {
    const args = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ]
    // Only tests need it: whoever uses a tool installs no browser.
    const { chromium } = await import('playwright-core')
    return new TestBrowser(await chromium.launch({ executablePath, args }))
  }

  /** From a disk. @param options `hash`: the part of the page that is asked for, `#errors` */
  async openFile(
    html: string,
    { hash = '', ...options }: BrowserContextOptions & { readonly hash?: string } = {},
  ): Promise<OpenPage> {
    const file = join(this.#folder, `page-${(this.#files += 1)}.html`)
    writeFileSync(file, html)
    return await this.openUrl(`${pathToFileURL(file).href}${hash}`, options)
  }

  async openUrl(url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
    const context = await this.#browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    const opened: OpenPage = { page, problems: [], requests: [], dialogs: [] }
    page.on(
      'console',
      (message) => ['error', 'warning'].includes(message.type()) && opened.problems.push(message.text()),
    )
    page.on('pageerror', (error) => opened.problems.push(String(error)))
    page.on(
      'request',
      (request) => request.url().split('#')[0] !== url.split('#')[0] && opened.requests.push(request.url()),
    )
    page.on('dialog', (dialog) => {
      opened.dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    await page.goto(url)
    return opened
  }

  /** What a test left open would go on drawing. */
  async closePages(): Promise<void> {
    for (const context of this.#browser.contexts()) await context.close()
  }

  async close(): Promise<void> {
    await this.#browser.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** The page's policy forbids what the browser's own waiting does: evaluating texts. */
export async function waitUntil(page: Page, expression: string): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!(await page.evaluate(expression))) if (Date.now() > deadline) throw new Error(`it never came: ${expression}`)
}

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[]
}

/** Widths of a telephone, a tablet and a desktop. Pixels. */
const everyWidth = [360, 768, 1440] as const

/** Rules of WCAG's level AAA, which the pages do not claim; all others are asked, those that axe leaves out by itself too. */
const beyondClaim = ['color-contrast-enhanced', 'identical-links-same-purpose', 'meta-refresh-no-exceptions']

/** All that axe finds, of whatever weight, WCAG 2.2 AA and its best practices. */
export async function violationsIn(page: Page): Promise<string[]> {
  await injectAxe(page)
  return await runAxe(page)
}

/** What a script does for a new width is done two frames later. */
const settled = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))'

/** The same in every width, and what is about colours in the dark too, on one page. */
export async function violationsEverywhere(page: Page, widths: readonly number[] = everyWidth): Promise<string[]> {
  const found: string[] = []
  await injectAxe(page)
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: 'light' })
    await page.evaluate(settled)
    found.push(...(await runAxe(page)).map((one) => `${width} px, light: ${one}`))
    await page.emulateMedia({ colorScheme: 'dark' })
    found.push(...(await runAxe(page, 'cat.color')).map((one) => `${width} px, dark: ${one}`))
  }
  return found
}

/** Before {@link runAxe}, once a page. */
export async function injectAxe(page: Page): Promise<void> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
}

/** @param tag of the rules that are asked; all if left out */
export async function runAxe(page: Page, tag?: string): Promise<string[]> {
  const { violations } = await page.evaluate<{ violations: Violation[] }>(`(() => {
    const [tag, beyond] = ${JSON.stringify([tag ?? null, beyondClaim])}
    const isAsked = ({ ruleId, tags }) => !beyond.includes(ruleId) && !tags.includes('deprecated') && (tag === null || tags.includes(tag))
    return axe.run({ resultTypes: ['violations'], runOnly: axe.getRules().filter(isAsked).map(({ ruleId }) => ruleId) })
  })()`)
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary}`).join(' | ')}`,
  )
}

/** What reaches beyond the window, apart from what scrolls by itself, in a page of `reporting/html`. */
export function cutOffIn(page: Page): Promise<string[]> {
  // Rows that are cards have no need to scroll.
  return page.evaluate(`[...document.querySelectorAll('.board *')]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .filter((one) => !one.closest('.visually-hidden, .code, ' + (innerWidth > 704 ? '.scroller' : '.scroller:not(:has(> [data-cards]))')))
    .map((one) => one.tagName + ' ' + one.className)`)
}

/** Of the chart's picture: how many colours there are but the ground. */
export function colorsIn(page: Page, chart: string): Promise<number> {
  return page.evaluate(`(() => {
    const canvas = document.querySelector('#${chart} canvas')
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    const colors = new Set()
    for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) colors.add(data.subarray(at, at + 3).join())
    return colors.size
  })()`)
}

/** Opens all that can be folded, without waiting for what a click would do. */
export async function openEverything(page: Page): Promise<void> {
  await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true')
}
