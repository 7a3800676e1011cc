import { hostileMarkup } from '@m4sh/tools-core/testing'
import { createHash } from 'node:crypto'
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
  waitUntil,
} from '@m4sh/tools-core/testing/chromium'
import { hardshipsIn, keyboardTroubleIn } from '@m4sh/tools-core/testing/page-look'
import type { Page } from 'playwright-core'
import { renderReportHtml } from '../../src/report-html.ts'
import { hostileReport } from './hostile-report.ts'
import { comparedReport, divergedReport, emptyReport, invalidReport, sampleReport } from './sample-report.ts'
import { english, ukrainian } from '../languages.ts'
import { troubledReport } from '../troubled-report.ts'

const executable = findChromium('the HTML report')
const inBrowser = executable === null ? describe.skip : describe

inBrowser('the HTML report in a browser', () => {
  const html = renderReportHtml(english, divergedReport())
  let browser: TestBrowser

  beforeAll(async () => {
    browser = await TestBrowser.launch(executable ?? '')
  })
  afterEach(() => browser.closePages())
  afterAll(() => browser.close())

  describe('opened from disk', () => {
    test.each([
      ['pass', sampleReport()],
      ['fail', divergedReport()],
      ['invalid', invalidReport()],
      ['error', emptyReport()],
      ['with a capacity and a baseline', comparedReport()],
    ] as const)('needs nothing else and complains about nothing (%s)', async (_, report) => {
      const opened = await browser.openFile(renderReportHtml(english, report))
      expect(await opened.page.locator('.headline').isVisible()).toBe(true)
      expectQuiet(opened)
    })

    test.each(['light', 'dark'] as const)('draws every chart (%s)', async (colorScheme) => {
      const { page } = await browser.openFile(renderReportHtml(english, comparedReport()), { colorScheme })
      const charts = await page.locator('.chart').evaluateAll((all) => all.map(({ id }) => id))
      expect(charts).toHaveLength(7)
      for (const chart of charts) expect(await colorsIn(page, chart)).toBeGreaterThan(1)
    })

    test.each([360, 768, 1440])('is as wide as the window: %i pixels, all texts long', async (width) => {
      const report = divergedReport()
      const long = 'x'.repeat(300)
      report.warnings = [long]
      report.target['lessons'] = long
      report.result.errors.byKind = { [long]: 3 }
      for (const room of report.result.rooms) room.lesson = long
      const { page } = await browser.openFile(renderReportHtml(english, report), { viewport: { width, height: 700 } })
      await openEverything(page)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      expect(await cutOffIn(page)).toEqual([])
    })

    test('charts grow and shrink with the window', async () => {
      const { page } = await browser.openFile(html, { viewport: { width: 1440, height: 900 } })
      const widths = () =>
        page.locator('.uplot').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width))
      const before = await widths()
      await page.setViewportSize({ width: 600, height: 900 })
      await waitUntil(page, 'document.querySelector(".uplot").getBoundingClientRect().width < 600')
      await page.setViewportSize({ width: 1440, height: 900 })
      await waitUntil(page, `document.querySelector(".uplot").getBoundingClientRect().width === ${before[0]}`)
      expect(await widths()).toEqual(before)
    })
  })

  describe('reading charts', () => {
    test('the cursor shows the values of all charts over time', async () => {
      const { page } = await browser.openFile(html)
      await page.locator('#throughput .u-over').hover()
      const where = await page.locator('#throughput .where').textContent()
      expect(where).toMatch(/^at \d+ s$/)
      expect(await page.locator('#latency-over-time .where').textContent()).toBe(where)
      expect(await page.locator('#throughput .at').allTextContents()).toEqual([
        expect.stringMatching(/^\d+\/s$/),
        expect.stringMatching(/^\d+\/s$/),
      ])
      expect(await page.locator('#latency-over-time .at').first().textContent()).toMatch(/ ms$/)
    })

    test('the arrows go from value to value, Escape takes them away', async () => {
      const { page } = await browser.openFile(html)
      const where = () => page.locator('#throughput .where').textContent()
      await page.locator('#throughput .plot').focus()
      await page.keyboard.press('ArrowRight')
      expect(await where()).toBe('at 1 s')
      expect(await page.locator('#connected .at').textContent()).toBe('30')
      expect(await page.locator('#throughput .plot').getAttribute('aria-valuetext')).toMatch(
        /^at 1 s, received [\d,]+\/s, sent [\d,]+\/s$/,
      )
      for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowLeft')
      expect(await where()).toBe('at 3 s')
      await page.keyboard.press('Escape')
      expect(await where()).toBe('')
      await page.keyboard.press('ArrowLeft')
      expect(await where()).toBe('at 60 s')
      await page.keyboard.press('Home')
      expect(await where()).toBe('at 1 s')
    })

    test('a step of the histogram tells its edges, a point of the curve its percentile', async () => {
      const { page } = await browser.openFile(html)
      await page.locator('#histogram .plot').focus()
      await page.keyboard.press('ArrowRight')
      expect(await page.locator('#histogram .legend').innerText()).toMatch(/10\.03 %\s+2\.00 ms – 2\.50 ms/)
      await page.locator('#percentiles .plot').focus()
      await page.keyboard.press('ArrowRight')
      expect(await page.locator('#percentiles .where').textContent()).toBe('at 0 %')
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('Escape')
      await page.keyboard.press('ArrowLeft')
      expect(await page.locator('#percentiles .where').textContent()).toBe('at 99.97 %')
    })

    test('dragging looks closer, in all charts over time; a double click goes back', async () => {
      const { page } = await browser.openFile(html)
      const before = await picturesOf(page)
      await page.locator('#throughput').scrollIntoViewIfNeeded()
      const box = await page.locator('#throughput .u-over').boundingBox()
      if (!box) throw new Error('the chart has a place')
      await page.mouse.move(box.x + 100, box.y + 50)
      await page.mouse.down()
      await page.mouse.move(box.x + 250, box.y + 50, { steps: 4 })
      await page.mouse.up()
      const closer = await picturesOf(page)
      expect(closer.map((picture, at) => picture !== before[at])).toEqual([true, true])
      await page.mouse.dblclick(box.x + 200, box.y + 50)
      await page.mouse.move(0, 0)
      expect(await picturesOf(page)).toEqual(before)
    })
  })

  describe('tables', () => {
    test('a column sorts up, down, and back; what is not known goes last', async () => {
      const { page } = await browser.openFile(html)
      const column = () => page.locator('#ledger-table tbody tr > :last-child').allTextContents()
      const header = page.locator('#ledger-table thead th', { hasText: 'Sequence' })
      const before = await column()
      await header.getByRole('button').click()
      expect(await header.getAttribute('aria-sort')).toBe('ascending')
      const upwards = await column()
      expect(upwards.slice(0, -2).map(Number)).toEqual(
        upwards
          .slice(0, -2)
          .map(Number)
          .toSorted((a, b) => a - b),
      )
      expect(upwards.slice(-2)).toEqual(['unknown', 'unknown'])
      await header.getByRole('button').click()
      expect(await header.getAttribute('aria-sort')).toBe('descending')
      expect((await column())[0]).toBe('117')
      expect((await column()).slice(-2)).toEqual(['unknown', 'unknown'])
      await header.getByRole('button').click()
      expect(await header.getAttribute('aria-sort')).toBeNull()
      expect(await column()).toEqual(before)
    })

    test('names with numbers sort as people do', async () => {
      const { page } = await browser.openFile(html)
      await page.locator('#rooms-table thead').getByRole('button', { name: 'Lesson' }).click()
      expect(await page.locator('#rooms-table tbody th').allTextContents()).toEqual(['1', '2', '10'])
    })

    test('the ledger shows one kind, and what fits to words', async () => {
      const { page } = await browser.openFile(html)
      const visible = page.locator('#ledger-table tbody tr:visible')
      const ledger = page.locator('#ledger-table-filter')
      const told = ledger.getByRole('status')
      expect(await told.textContent()).toBe('63 rows')
      await ledger.getByLabel('Kind').selectOption('out-of-order')
      expect(await visible.count()).toBe(12)
      await ledger.getByLabel('Search').fill('CLIENT 9  27')
      expect(await visible.allTextContents()).toEqual(['Out of order1client 9client 1627'])
      expect(await told.textContent()).toBe('1 of 63 rows')
      await ledger.getByLabel('Search').fill('nobody')
      expect(await told.textContent()).toBe('No row fits.')
    })

    test('strokes of a client open below it', async () => {
      const { page } = await browser.openFile(html)
      const strokes = page.locator('#diverged-table details').first()
      await strokes.locator('summary').click()
      expect(await strokes.locator('li').first().textContent()).toBe('a1-3-0: missing (lost)')
    })

    test('what scrolls can be reached by the keyboard, and nothing else', async () => {
      const { page } = await browser.openFile(html)
      await openEverything(page)
      for (const width of [1440, 360]) {
        await page.setViewportSize({ width, height: 800 })
        await waitUntil(
          page,
          `[...document.querySelectorAll('.scroller')].every((one) =>
          (one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight) === (one.getAttribute('role') === 'region' && one.tabIndex === 0))`,
        )
        // The ledger and the seconds are longer than their place.
        expect(await page.locator('.scroller[tabindex="0"]').count()).toBeGreaterThanOrEqual(2)
      }
      expect(
        await page.locator('#rooms-table').evaluate((table) => table.closest('.scroller')?.getAttribute('role')),
      ).toBe(null)
    })
  })

  describe('without a mouse or without eyes', () => {
    test('axe finds nothing in any width, light or dark, nor is anything hard for who sees, sets or moves otherwise', async () => {
      const report = divergedReport()
      Object.assign(
        report.result,
        { ...comparedReport().result, ...report.result },
        {
          capacity: comparedReport().result.capacity,
          comparison: comparedReport().result.comparison,
        },
      )
      report.warnings = ['One socket ended.']
      const { page } = await browser.openFile(renderReportHtml(english, report))
      await openEverything(page)
      expect(await violationsEverywhere(page)).toEqual([])
      expect(await hardshipsIn(page)).toEqual([])
      await page.setViewportSize({ width: 1280, height: 800 })
      expect(await keyboardTroubleIn(page)).toEqual([])
    }, 120_000)

    test.each([360, 1440])(
      'nor in Ukrainian, whose words are longer: nothing is cut off (%i pixels)',
      async (width) => {
        const report = renderReportHtml(ukrainian, troubledReport())
        const { page } = await browser.openFile(report, { viewport: { width, height: 900 } })
        await openEverything(page)
        expect(await page.evaluate('document.documentElement.lang')).toBe('uk')
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
        expect(await cutOffIn(page)).toEqual([])
        expect(await violationsIn(page)).toEqual([])
      },
    )

    test('what has the focus shows it', async () => {
      const { page } = await browser.openFile(html)
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the report')
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.className')).toBe('copy')
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    })
  })

  describe('names that are markup', () => {
    test.each([true, false])('are shown as they are and run nothing (scripts %p)', async (javaScriptEnabled) => {
      const opened = await browser.openFile(renderReportHtml(english, hostileReport()), { javaScriptEnabled })
      const { page } = opened
      expect(await page.locator('.board :is(img, svg, script, iframe, [onerror], [onload], [onfocus])').count()).toBe(0)
      expect(await page.locator('#errors-table tbody th').allTextContents()).toEqual([...hostileMarkup])
      expect(await page.locator('#rooms-table tbody th').first().textContent()).toContain('alert(')
      if (javaScriptEnabled) {
        await openEverything(page)
        for (const search of await page.getByLabel('Search').all()) await search.fill('<img src=x onerror=alert(1)>')
      }
      expectQuiet(opened)
    })
  })

  describe('without scripts', () => {
    test('every figure and table is there; controls and empty pictures are not', async () => {
      const { page } = await browser.openFile(html, { javaScriptEnabled: false })
      expect(await page.locator('.headline').isVisible()).toBe(true)
      expect(await page.locator('.tiles .value').first().textContent()).toBe('28 of 30')
      expect(await page.locator('#ledger-table tbody tr').count()).toBe(63)
      expect(await page.locator('.filter, .plot, .legend').filter({ visible: true }).count()).toBe(0)
      expect(await page.locator('.no-script').first().isVisible()).toBe(true)
      await page.locator('.fold > summary', { hasText: 'Second by second' }).click()
      expect(await page.locator('#timeline-table tbody tr').filter({ visible: true }).count()).toBe(60)
    })
  })

  describe('on paper', () => {
    test('charts are drawn for white paper, everything is open, and nothing is there to click', async () => {
      const { page } = await browser.openFile(html, { colorScheme: 'dark' })
      const before = await picturesOf(page)
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      await page.evaluate('dispatchEvent(new Event("beforeprint"))')
      expect(await page.locator('.chart canvas').first().isVisible()).toBe(true)
      expect(await page.evaluate('document.querySelector(".uplot").getBoundingClientRect().width')).toBe(318)
      expect(await page.evaluate('getComputedStyle(document.documentElement).getPropertyValue("--b-bg")')).toBe(
        '#ffffff',
      )
      expect(await page.locator('details:not([open])').count()).toBe(0)
      expect(await page.locator('.contents, .filter, .hint').filter({ visible: true }).count()).toBe(0)
      await page.emulateMedia({ media: 'screen', colorScheme: 'dark' })
      await page.evaluate('dispatchEvent(new Event("afterprint"))')
      expect(await page.locator('.fold[open]').count()).toBe(0)
      expect(await picturesOf(page)).toEqual(before)
    })

    test('a printed page has the pictures in it', async () => {
      const { page } = await browser.openFile(html)
      const pdf = await page.pdf({ format: 'A4' })
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
      expect(await page.locator('.fold[open]').count()).toBe(0)
    })
  })
})

function expectQuiet({ problems, requests, dialogs }: OpenPage): void {
  expect({ problems, requests, dialogs }).toEqual({ problems: [], requests: [], dialogs: [] })
}

/** What two charts of one group show, when they are drawn. */
function picturesOf(page: Page): Promise<string[]> {
  return page
    .evaluate<string[]>(`new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() =>
    resolve(['throughput', 'connected'].map((id) => document.querySelector('#' + id + ' canvas').toDataURL())))))`)
    .then((pictures) => pictures.map((picture) => createHash('sha256').update(picture).digest('hex')))
}
