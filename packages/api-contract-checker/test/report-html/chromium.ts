import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The browser named by `CHROMIUM_PATH`, or the first one on the PATH; `null` where there is none. */
export function findChromium(): string | null {
  const given = process.env['CHROMIUM_PATH']
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const candidates = [given ?? [], folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))].flat()
  return candidates.find(isExecutable) ?? null
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A page that was opened from disk, with all that went wrong in it so far. */
export interface OpenReport {
  page: Page
  /** Console errors and warnings, uncaught errors, CSP violations. */
  problems: string[]
  /** Every address that was asked for but the file itself. */
  requests: string[]
  /** Dialogs: an injected script would open one. */
  dialogs: string[]
}

/** One browser for a test file; each report is opened in a fresh profile. */
export class ReportBrowser {
  readonly #browser: Browser
  readonly #folder = mkdtempSync(join(tmpdir(), 'contract-report-'))
  #files = 0

  private constructor(browser: Browser) {
    this.#browser = browser
  }

  static async launch(executablePath: string): Promise<ReportBrowser> {
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
    return new ReportBrowser(await chromium.launch({ executablePath, args }))
  }

  async open(
    html: string,
    { hash = '', ...options }: BrowserContextOptions & { hash?: string } = {},
  ): Promise<OpenReport> {
    const file = join(this.#folder, `report-${(this.#files += 1)}.html`)
    writeFileSync(file, html)
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    const opened: OpenReport = { page, problems: [], requests: [], dialogs: [] }
    const url = pathToFileURL(file).href
    page.on(
      'console',
      (message) => ['error', 'warning'].includes(message.type()) && opened.problems.push(message.text()),
    )
    page.on('pageerror', (error) => opened.problems.push(String(error)))
    page.on('request', (request) => request.url().split('#')[0] !== url && opened.requests.push(request.url()))
    page.on('dialog', (dialog) => {
      opened.dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    await page.goto(`${url}${hash}`)
    return opened
  }

  async close(): Promise<void> {
    await this.#browser.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
