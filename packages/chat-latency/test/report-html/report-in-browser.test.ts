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
} from '@m4sh/tools-core/testing/chromium'
import { hardshipsIn, keyboardTroubleIn } from '@m4sh/tools-core/testing/page-look'
import { renderReportHtml } from '../../src/report-html.ts'
import { hostileReport } from './hostile-report.ts'
import { emptyReport, invalidReport, sampleReport, slowReport } from './sample-report.ts'
import { localization } from '../../src/language/index.ts'

const executable = findChromium('the HTML report')
const inBrowser = executable === null ? describe.skip : describe

inBrowser('the HTML report in a browser', () => {
  const html = renderReportHtml(localization('en'), slowReport())
  let browser: TestBrowser

  beforeAll(async () => {
    browser = await TestBrowser.launch(executable ?? '')
  })
  afterEach(() => browser.closePages())
  afterAll(() => browser.close())

  test.each([
    ['pass', sampleReport()],
    ['fail', slowReport()],
    ['invalid', invalidReport()],
    ['error', emptyReport()],
  ] as const)('opened from disk, needs nothing else and complains about nothing (%s)', async (_, report) => {
    const opened = await browser.openFile(renderReportHtml(localization('en'), report))
    expect(await opened.page.locator('.headline').isVisible()).toBe(true)
    expectQuiet(opened)
  })

  test.each(['light', 'dark'] as const)('draws every chart (%s)', async (colorScheme) => {
    const { page } = await browser.openFile(html, { colorScheme })
    const charts = await page.locator('.chart').evaluateAll((all) => all.map(({ id }) => id))
    expect(charts).toEqual(['histogram', 'percentiles', 'latency-over-time', 'phase-chart'])
    for (const chart of charts) expect(await colorsIn(page, chart)).toBeGreaterThan(1)
    expect(await page.locator('.interval').filter({ visible: true }).count()).toBe(3)
  })

  test('the verdict comes first, then the thresholds, what to know, and the figures', async () => {
    const { page } = await browser.openFile(html)
    const tops = await Promise.all(
      ['.verdict', '.thresholds', '.warnings', '.tiles', '#comparison', '#latency'].map(
        async (part) => (await page.locator(part).boundingBox())?.y ?? NaN,
      ),
    )
    expect(tops).toEqual(tops.toSorted((a, b) => a - b))
  })

  test.each([360, 768, 1440])('is as wide as the window: %i pixels, all texts long', async (width) => {
    const report = slowReport()
    const long = 'x'.repeat(300)
    report.warnings = [long]
    report.target['url'] = long
    report.result.errors.byKind = { [long]: 3 }
    if (report.result.comparison) report.result.comparison.baseline.file = long
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

  test('the keyboard reads the charts', async () => {
    const { page } = await browser.openFile(html)
    const readAt = async (chart: string) => {
      await page.locator(`#${chart} .plot`).focus()
      await page.keyboard.press('ArrowRight')
      return await page.locator(`#${chart} .legend`).innerText()
    }
    expect(await readAt('histogram')).toMatch(/messages\s+319[^]*0\.00 ms – 10\.0 ms/)
    expect(await readAt('latency-over-time')).toMatch(/6\.00 ms[^]*at 0 s/)
    expect(await readAt('phase-chart')).toMatch(/p99\s+4\.61 ms[^]*p50\s+0\.34 ms[^]*Queue/)
    expect(await readAt('percentiles')).toMatch(/latency\s+6\.00 ms[^]*at 0 %/)
  })

  test.each([true, false])('names that are markup are shown as they are (scripts %p)', async (javaScriptEnabled) => {
    const opened = await browser.openFile(renderReportHtml(localization('en'), hostileReport()), { javaScriptEnabled })
    const { page } = opened
    expect(await page.locator('.board :is(img, script, iframe, [onerror], [onload], [onfocus])').count()).toBe(0)
    expect(await page.locator('.board svg:not(.interval)').count()).toBe(0)
    expect(await page.locator('#errors-table tbody th').allTextContents()).toEqual([...hostileMarkup])
    expect(await page.locator('#comparison-table tbody th').allTextContents()).toEqual([
      ...hostileMarkup,
      expect.stringMatching(/^lost/),
    ])
    if (javaScriptEnabled) await openEverything(page)
    expectQuiet(opened)
  })

  test('without scripts every figure, table and interval is there; empty pictures are not', async () => {
    const { page } = await browser.openFile(html, { javaScriptEnabled: false })
    expect(await page.locator('.headline').isVisible()).toBe(true)
    expect(await page.locator('.tiles .value').first().textContent()).toBe('8.38 ms')
    expect(await page.locator('.interval').filter({ visible: true }).count()).toBe(3)
    expect(await page.locator('.plot, .legend').filter({ visible: true }).count()).toBe(0)
    expect(await page.locator('.no-script').first().isVisible()).toBe(true)
    await page.locator('.fold > summary', { hasText: 'Distribution in numbers' }).click()
    expect(await page.locator('#histogram-table tbody tr').filter({ visible: true }).count()).toBeGreaterThan(5)
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
})

function expectQuiet({ problems, requests, dialogs }: OpenPage): void {
  expect({ problems, requests, dialogs }).toEqual({ problems: [], requests: [], dialogs: [] })
}
