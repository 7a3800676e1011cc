import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { TemporaryFolder } from '@m4sh/tools-core/testing'
import { violationsIn } from '@m4sh/tools-core/testing/chromium'
import type { Page } from 'playwright-core'
import { renderReportHtml } from '../../src/report-html.ts'
import { ukrainian } from '../languages.ts'
import { createRichProject, richArgv } from '../rich-project.ts'
import { run } from '../run-check.ts'
import { sentencesLeft } from '../sentences-left.ts'
import { findChromium, ReportBrowser } from './chromium.ts'
import { sampleReport } from './sample-report.ts'

const executable = findChromium()
const inBrowser = executable === null ? describe.skip : describe

inBrowser('the HTML report in Ukrainian', () => {
  let folder: TemporaryFolder
  let browser: ReportBrowser
  let html: string

  beforeAll(async () => {
    folder = await createRichProject()
    await run([...richArgv, '--lang', 'uk', '-o', 'report.html', '-q'], { cwd: folder.path })
    html = await readFile(folder.join('report.html'), 'utf8')
    browser = await ReportBrowser.launch(executable ?? '')
  }, 120_000)
  afterEach(() => browser.closePages())
  afterAll(async () => {
    await browser.close()
    await folder.remove()
  })

  test('leaves nothing in English, whatever is opened', async () => {
    const { page } = await browser.open(html)
    await openEverything(page)
    expect(await page.locator('html').getAttribute('lang')).toBe('uk')
    const texts = await page.evaluate<string[]>(textsOfPage)
    expect(texts.length).toBeGreaterThan(300)
    expect(texts.flatMap(sentencesLeft)).toEqual([])
  })

  test('counts as Ukrainian does', async () => {
    const { page } = await browser.open(html)
    await page.getByLabel('Пошук').fill('romos')
    expect(await page.getByRole('status').first().textContent()).toMatch(/^1 з \d+ рядк(?:а|ів)$/)
  })

  test('is no wider than a phone', async () => {
    const { page } = await browser.open(html, { viewport: { width: 360, height: 700 } })
    await openEverything(page)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
  })

  test('axe finds nothing', async () => {
    const { page } = await browser.open(renderReportHtml(ukrainian, sampleReport({ calls: 20 })))
    expect(await violationsIn(page)).toEqual([])
  })
})

async function openEverything(page: Page): Promise<void> {
  await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true')
  await page.locator('#skipped tbody tr').first().waitFor()
  await page.evaluate('for (const one of document.querySelectorAll(".toggle")) one.click()')
}

/** Texts and labels of the report, each for itself; but not what the project has written. */
const textsOfPage = `(() => {
  const report = document.querySelector('main')
  for (const foreign of report.querySelectorAll('code, pre')) foreign.textContent = '·'
  const blocks = [...report.querySelectorAll('p, li, dt, dd, td, th, h1, h2, caption, label, option, button, a, summary')]
  const labels = ['aria-label', 'title', 'placeholder', 'data-label']
  const labelled = [...report.querySelectorAll('*')].flatMap((one) => labels.map((name) => one.getAttribute(name) ?? ''))
  return [...blocks.map((one) => one.innerText), ...labelled].filter((text) => text !== '')
})()`
