import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { hostileMarkup } from '@m4sh/tools-core/testing'
import {
  cutOffIn,
  findChromium,
  openEverything,
  type OpenPage,
  TestBrowser,
  violationsEverywhere,
} from '@m4sh/tools-core/testing/chromium'
import { hardshipsIn, keyboardTroubleIn } from '@m4sh/tools-core/testing/page-look'
import { renderReportHtml } from '../../src/report-html.ts'
import { hostileReport, hostileUndo } from '../hostile-report.ts'
import { english, ukrainian } from '../languages.ts'
import { comparedReport, fixedReport, type ScanReport, undoneReport } from '../sample-result.ts'

const executable = findChromium('the HTML report')
const inBrowser = executable === null ? describe.skip : describe

/** Everything that a page can show at once. */
function fullReport(change: (report: ScanReport) => void = () => {}): ScanReport {
  return comparedReport((report) => {
    report.result.fix = fixedReport().result.fix
    change(report)
  })
}

inBrowser('the HTML report in a browser', () => {
  const html = renderReportHtml(english, fullReport())
  let browser: TestBrowser

  beforeAll(async () => {
    browser = await TestBrowser.launch(executable ?? '')
  })
  afterEach(() => browser.closePages())
  afterAll(() => browser.close())

  test('needs nothing else, fits wide and narrow, light and dark, and axe finds nothing', async () => {
    const opened = await browser.openFile(html)
    const { page } = opened
    await openEverything(page)
    for (const width of [1440, 768, 360]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      expect(await cutOffIn(page)).toEqual([])
    }
    expect(await violationsEverywhere(page)).toEqual([])
    expect(await hardshipsIn(page)).toEqual([])
    await page.setViewportSize({ width: 1280, height: 800 })
    expect(await keyboardTroubleIn(page)).toEqual([])
    const tops = await Promise.all(
      ['.verdict', '.thresholds', '.warnings', '.tiles', '#fix', '#comparison', '#category-relations', '#options'].map(
        async (part) => (await page.locator(part).boundingBox())?.y ?? NaN,
      ),
    )
    expect(tops).toEqual(tops.toSorted((a, b) => a - b))
    expectQuiet(opened)
  }, 120_000)

  test('has room for Ukrainian words: they fit wide and narrow, no heading runs into another, and axe finds nothing', async () => {
    const { page } = await browser.openFile(renderReportHtml(ukrainian, fullReport()))
    expect(await page.locator('html').getAttribute('lang')).toBe('uk')
    expect(await violationsEverywhere(page)).toEqual([])
    await openEverything(page)
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      expect(await cutOffIn(page)).toEqual([])
      expect(await page.evaluate(crowdedHeadings)).toEqual([])
    }
  })

  test('a link to a check opens its details; one that passed is marked in its table', async () => {
    const { page } = await browser.openFile(html, {
      hash: '#check-users.no-role',
      viewport: { width: 1440, height: 700 },
    })
    const details = page.locator('details:has(> #check-users\\.no-role)')
    expect(await details.getAttribute('open')).not.toBeNull()
    expect((await details.locator('summary').boundingBox())?.y).toBeGreaterThanOrEqual(0)
    expect(await page.locator('details.check[open]').count()).toBe(1)
    await page.locator('a', { hasText: /^relations\.orphan-tutor$/ }).click()
    expect(await page.locator('#check-relations\\.orphan-tutor table').isVisible()).toBe(true)
    await page.evaluate('location.hash = "#check-relations.duplicates"')
    expect(await page.locator('tr.is-asked-for').innerText()).toMatch(/^relations\.duplicates\s+#\s+passed/)
  })

  test('checks sort by how bad they are, rows by their values', async () => {
    const { page } = await browser.openFile(html)
    const first = async (table: string, heading: string) => {
      await page.locator(`#${table} th button`, { hasText: heading }).click()
      return await page.locator(`#${table} tbody tr`).first().innerText()
    }
    expect(await first('checks-chat', 'Outcome')).toMatch(/^chat\.orphan-message/)
    expect(await first('checks-chat', 'Check')).toMatch(/^chat\.author-not-participant/)
    await openEverything(page)
    expect(await first('samples-check-lessons\\.invalid-times', 'end')).toMatch(/^70/)
  })

  test('names that are markup are shown as they are', async () => {
    for (const report of [hostileUndo(), hostileReport()]) {
      const opened = await browser.openFile(renderReportHtml(english, report))
      const { page } = opened
      await openEverything(page)
      expect(
        await page
          .locator('.board :is(img, script, iframe, svg:not(.bar-drawing), [onerror], [onload], [onfocus])')
          .count(),
      ).toBe(0)
      expect(await page.locator('.board a:not([href^="#"])').count()).toBe(0)
      if (report.result.undo !== null) continue
      expect((await page.locator('.sql').allTextContents()).toSorted()).toEqual([...hostileMarkup].toSorted())
      expect(await page.locator('#not-checked-table tbody th').allTextContents()).toEqual([...hostileMarkup])
      expectQuiet(opened)
    }
  })

  test('without scripts every table is there, and details open', async () => {
    const { page } = await browser.openFile(html, { javaScriptEnabled: false })
    expect(await page.locator('.headline').isVisible()).toBe(true)
    await page.locator('.check > summary', { hasText: 'users.no-role' }).click()
    expect(await page.locator('#check-users\\.no-role tbody tr').filter({ visible: true }).count()).toBe(3)
  })

  test('long texts stay inside, whatever was run', async () => {
    const long = 'x'.repeat(300)
    const broken = fullReport(({ result, target, warnings }) => {
      warnings.push(long)
      target['database'] = long
      for (const check of result.checks)
        Object.assign(check, { title: long, explanation: long, sql: long, reason: long })
      for (const row of result.checks.flatMap(({ samples }) => samples)) Object.assign(row, { [long]: long })
      if (result.fix) Object.assign(result.fix, { undo: long, reason: long })
    })
    const undone = undoneReport(({ result }) => {
      if (result.undo)
        Object.assign(result.undo, { file: long, tables: [{ table: long, restored: 1, alreadyThere: 0, left: [] }] })
    })
    for (const report of [broken, undone]) {
      const { page } = await browser.openFile(renderReportHtml(english, report), {
        viewport: { width: 360, height: 700 },
      })
      await openEverything(page)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
      expect(await cutOffIn(page)).toEqual([])
    }
  })

  test('on paper everything is open, in the colours of paper', async () => {
    const { page } = await browser.openFile(html, { colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    await page.evaluate('dispatchEvent(new Event("beforeprint"))')
    expect(await page.locator('details:not([open])').count()).toBe(0)
    expect(await page.evaluate('getComputedStyle(document.documentElement).getPropertyValue("--b-bg")')).toBe('#ffffff')
    expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-')
  })
})

/** Column headings with less room than their words take. */
const crowdedHeadings = `[...document.querySelectorAll('thead th')]
  .filter((heading) => heading.scrollWidth > heading.clientWidth + 1)
  .map((heading) => heading.textContent)`

function expectQuiet({ problems, requests, dialogs }: OpenPage): void {
  expect({ problems, requests, dialogs }).toEqual({ problems: [], requests: [], dialogs: [] })
}
