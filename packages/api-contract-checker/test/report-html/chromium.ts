import { type OpenPage, TestBrowser } from '@m4sh/tools-core/testing/chromium'
import type { BrowserContextOptions } from 'playwright-core'

export { findChromium, violationsEverywhere } from '@m4sh/tools-core/testing/chromium'

export type OpenReport = OpenPage

/** One browser for a test file; each report is opened from disk, in a fresh profile and a window of 1280 pixels. */
export class ReportBrowser {
  readonly #browser: TestBrowser

  private constructor(browser: TestBrowser) {
    this.#browser = browser
  }

  static async launch(executablePath: string): Promise<ReportBrowser> {
    return new ReportBrowser(await TestBrowser.launch(executablePath))
  }

  async open(html: string, options: BrowserContextOptions & { readonly hash?: string } = {}): Promise<OpenReport> {
    return await this.#browser.openFile(html, { viewport: { width: 1280, height: 900 }, ...options })
  }

  /** What a test left open would go on drawing. */
  async closePages(): Promise<void> {
    await this.#browser.closePages()
  }

  async close(): Promise<void> {
    await this.#browser.close()
  }
}
