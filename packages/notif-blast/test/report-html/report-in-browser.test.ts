import { hostileMarkup } from '@m4sh/tools-core/testing'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import {
  colorsIn,
  cutOffIn,
  findChromium,
  openEverything,
  type OpenPage,
  TestBrowser,
  violationsEverywhere,
  violationsIn,
} from '@m4sh/tools-core/testing/chromium'
import { hardshipsIn, keyboardTroubleIn } from '@m4sh/tools-core/testing/page-look'
import { renderReportHtml } from '../../src/report-html.ts'
import {
  dryRunReport,
  failedReport,
  httpReport,
  pushReport,
  sampleReport,
  timelineOf,
  undoReport,
} from '../sample-result.ts'
import { hostileReport } from './hostile-report.ts'
import { localization } from '../../src/language/index.ts'

const executable = findChromium('the HTML report')
const inBrowser = executable === null ? describe.skip : describe

/** Everything that a page can show at once. */
function fullReport(): ReturnType<typeof sampleReport> {
  const { result } = sampleReport()
  const report = pushReport()
  report.warnings = ['The connection to the database was lost once, and came back after 3 s.']
  Object.assign(report.result, {
    byType: result.byType,
    errors: { count: 4, byKind: { 'connection-lost': 3, 'http-503': 1 } },
    timeline: report.result.timeline.map((row, at) => ({ ...row, errors: at === 3 ? 4 : 0 })),
  })
  report.result.next.resume = 'notif-blast --resume 019ac3b1-2f40-7c21-9a55-0242ac120002'
  return report
}

inBrowser('the HTML report in a browser', () => {
  const html = renderReportHtml(localization('en'), fullReport())
  let browser: TestBrowser

  beforeAll(async () => {
    browser = await TestBrowser.launch(executable ?? '')
  })
  afterEach(() => browser.closePages())
  afterAll(() => browser.close())

  test.each([
    ['finished', sampleReport()],
    ['failed', failedReport()],
    ['pushed by POST', httpReport()],
    ['dry run', dryRunReport()],
    ['undo', undoReport()],
  ])('opened from disk, needs nothing else and complains about nothing (%s)', async (_, report) => {
    const opened = await browser.openFile(renderReportHtml(localization('en'), report))
    expect(await opened.page.locator('.headline').isVisible()).toBe(true)
    expectQuiet(opened)
  })

  test.each(['light', 'dark'] as const)('draws every chart (%s)', async (colorScheme) => {
    const { page } = await browser.openFile(html, { colorScheme })
    const charts = await page.locator('.chart').evaluateAll((all) => all.map(({ id }) => id))
    expect(charts).toEqual(['batch-times', 'rows-over-time', 'pushes-over-time', 'errors-over-time', 'push-times'])
    for (const chart of charts) expect(await colorsIn(page, chart)).toBeGreaterThan(1)
    expect(await page.locator('.interval').filter({ visible: true }).count()).toBe(8)
  })

  test('the verdict comes first, then the thresholds, what to know, and the figures', async () => {
    const { page } = await browser.openFile(html)
    const tops = await Promise.all(
      ['.verdict', '.thresholds', '.warnings', '.tiles', '#writing', '#timeline', '#types', '#push'].map(
        async (part) => (await page.locator(part).boundingBox())?.y ?? NaN,
      ),
    )
    expect(tops).toEqual(tops.toSorted((a, b) => a - b))
  })

  test.each([360, 768, 1440])('is as wide as the window: %i pixels, all texts long', async (width) => {
    const report = fullReport()
    const long = 'x'.repeat(300)
    report.warnings = [long]
    report.target['database'] = long
    report.result.byType = { [long.slice(0, 50)]: 3 }
    report.result.errors.byKind = { [long]: 3 }
    report.result.next = { undo: long, resume: long }
    if (report.result.push) report.result.push.reason = long
    const { page } = await browser.openFile(renderReportHtml(localization('en'), report), {
      viewport: { width, height: 700 },
    })
    await openEverything(page)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    expect(await cutOffIn(page)).toEqual([])
  })

  test('axe finds nothing in any width, light or dark', async () => {
    const { page } = await browser.openFile(html)
    await openEverything(page)
    expect(await violationsEverywhere(page)).toEqual([])
    expect(await hardshipsIn(page)).toEqual([])
    await page.setViewportSize({ width: 1280, height: 800 })
    expect(await keyboardTroubleIn(page)).toEqual([])
  }, 120_000)

  test.each([
    ['failed', failedReport()],
    ['dry run', dryRunReport()],
    ['undo', undoReport()],
  ])('axe finds nothing, whatever was run (%s)', async (_, report) => {
    const { page } = await browser.openFile(renderReportHtml(localization('en'), report), {
      viewport: { width: 768, height: 900 },
    })
    await openEverything(page)
    expect(await violationsIn(page)).toEqual([])
  })

  test('the keyboard reads the charts', async () => {
    const { page } = await browser.openFile(html)
    const readAt = async (chart: string) => {
      await page.locator(`#${chart} .plot`).focus()
      await page.keyboard.press('ArrowRight')
      return await page.locator(`#${chart} .legend`).innerText()
    }
    expect(await readAt('batch-times')).toMatch(/time\s+1\.84 ms[^]*p50/)
    expect(await readAt('rows-over-time')).toMatch(/rows\s+91\/s[^]*at 1 s/)
    expect(await readAt('pushes-over-time')).toMatch(/delivered\s+90\/s[^]*pushed\s+\d+\/s/)
    expect(await readAt('push-times')).toMatch(/p99\s+18\.3 ms[^]*p50\s+11\.8 ms[^]*Latency/)
  })

  test.each([true, false])('names that are markup are shown as they are (scripts %p)', async (javaScriptEnabled) => {
    const opened = await browser.openFile(renderReportHtml(localization('en'), hostileReport()), { javaScriptEnabled })
    const { page } = opened
    expect(await page.locator('.board :is(img, script, iframe, [onerror], [onload], [onfocus])').count()).toBe(0)
    expect(await page.locator('.board svg:not(.interval)').count()).toBe(0)
    expect(await page.locator('#type-table tbody th').allTextContents()).toEqual([...hostileMarkup])
    expect(await page.locator('#errors-table tbody th').allTextContents()).toEqual([...hostileMarkup])
    if (javaScriptEnabled) await openEverything(page)
    expectQuiet(opened)
  })

  test('without scripts every figure, table and bar is there; empty pictures are not', async () => {
    const { page } = await browser.openFile(html, { javaScriptEnabled: false })
    expect(await page.locator('.headline').isVisible()).toBe(true)
    expect(await page.locator('.tiles .value').first().textContent()).toBe('1,000')
    expect(await page.locator('.interval').filter({ visible: true }).count()).toBe(8)
    expect(await page.locator('.plot, .legend').filter({ visible: true }).count()).toBe(0)
    expect(await page.locator('.no-script').first().isVisible()).toBe(true)
    await page.locator('.fold > summary', { hasText: 'Second by second' }).click()
    expect(await page.locator('#timeline-table tbody tr').filter({ visible: true }).count()).toBe(11)
  })

  test('on paper everything is open, in the colours of paper', async () => {
    const { page } = await browser.openFile(html, { colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    await page.evaluate('dispatchEvent(new Event("beforeprint"))')
    expect(await page.locator('.chart canvas').first().isVisible()).toBe(true)
    expect(await page.locator('details:not([open])').count()).toBe(0)
    expect(await page.locator('.contents, .filter, .hint').filter({ visible: true }).count()).toBe(0)
    expect(await page.evaluate('getComputedStyle(document.documentElement).getPropertyValue("--b-bg")')).toBe('#ffffff')
    await page.evaluate('dispatchEvent(new Event("afterprint"))')
    expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('a day of seconds is drawn, and no larger than a page may be', async () => {
    const report = failedReport()
    report.result.timeline = timelineOf(86_400)
    const day = renderReportHtml(localization('en'), report)
    expect(Buffer.byteLength(day)).toBeLessThan(1_000_000)
    const opened = await browser.openFile(day)
    expect(await colorsIn(opened.page, 'rows-over-time')).toBeGreaterThan(1)
    expectQuiet(opened)
  })
})

function expectQuiet({ problems, requests, dialogs }: OpenPage): void {
  expect({ problems, requests, dialogs }).toEqual({ problems: [], requests: [], dialogs: [] })
}
