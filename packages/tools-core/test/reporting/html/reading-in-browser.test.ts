import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Chart } from '../../../src/reporting/html/chart.ts'
import { figure } from '../../../src/reporting/html/figure.ts'
import { renderReportPage, reportPage } from '../../../src/reporting/html/page.ts'
import { section } from '../../../src/reporting/html/section.ts'
import { errorsSection } from '../../../src/reporting/html/sections/errors.ts'
import { cutOffIn, findChromium, openEverything, TestBrowser, waitUntil } from '../../../src/testing/chromium.ts'
import { english, ukrainian } from '../english.ts'
import { samplePage } from './sample-page.ts'

const executable = findChromium('the page as it is read')
const inBrowser = executable === null ? describe.skip : describe

/** Two figures of four runs, each with its verdict. */
const runs: Chart = {
  id: 'runs',
  title: 'Latency',
  note: '',
  spoken: 'Latency of 4 runs.',
  group: null,
  x: { kind: 'runs', values: [0, 1, 2, 3] },
  names: ['2026-11-25 23:10 UTC', '2026-11-26 06:30 UTC', '2026-11-26 16:25 UTC', '2026-11-27 06:30 UTC'],
  y: { unit: 'ms', isLogarithmic: false },
  lines: [
    { label: 'p95', color: 1, look: 'line', values: [178, 180, 190, 200] },
    { label: 'pass', color: 'good', look: 'dots', values: [178, null, 190, 200] },
    { label: 'fail', color: 'bad', look: 'diamonds', values: [null, 180, null, null] },
  ],
}

inBrowser('a page in a browser, read otherwise than by a glance', () => {
  let browser: TestBrowser

  beforeAll(async () => {
    browser = await TestBrowser.launch(executable ?? '')
  })
  afterEach(() => browser.closePages())
  afterAll(() => browser.close())

  const pageOf = (charts: readonly Chart[], language = english) =>
    renderReportPage(
      reportPage(language, { ...samplePage(), sections: [section({ id: 'a', title: 'A', intro: '', charts })] }),
    )

  test('a share is copied as a share', async () => {
    const errors = errorsSection(english, { count: 60, byKind: { timeout: 34, refused: 26 } })
    const page = renderReportPage(reportPage(english, { ...samplePage(), sections: [errors] }))
    const opened = await browser.openFile(page, { permissions: ['clipboard-read', 'clipboard-write'] })
    await opened.page.locator('#errors .table-bar .copy').click()
    await waitUntil(opened.page, 'document.querySelector("#errors .table-bar .copy").textContent === "Copied"')
    expect(JSON.parse(await opened.page.evaluate<string>('navigator.clipboard.readText()'))).toEqual([
      expect.objectContaining({ Share: 34 / 60 }),
      expect.objectContaining({ Share: 26 / 60 }),
    ])
  })

  test('paper says beside each table what its rows were chosen by', async () => {
    const { page } = await browser.openFile(renderReportPage(samplePage()), {
      hash: '#filtered.kind=a&filtered.q=room',
    })
    const printed = page.locator('.printed-filters')
    expect(await printed.filter({ visible: true }).count()).toBe(0)
    await page.emulateMedia({ media: 'print' })
    expect(await printed.filter({ visible: true }).allTextContents()).toEqual([
      'Filtered: Search “room”, Kind “room 1 (2)”. 2 of 3 rows.',
    ])
    const part = page.locator('.table-part', { has: page.locator('#filtered') })
    expect(await part.locator('.printed-filters').isVisible()).toBe(true)
  })

  test.each([360, 1280])('names without blanks make it no wider than the window: %i pixels', async (width) => {
    const long = 'x'.repeat(299)
    const sample = samplePage(long)
    const named = {
      ...sample,
      title: long,
      tiles: sample.tiles.map((tile, at) => ({
        ...tile,
        label: long,
        value: long,
        ...(at === 0 && { href: '#tables' }),
      })),
      sections: sample.sections.map((one) => ({
        ...one,
        title: long,
        figures: [figure(long, long, long), figure('Rooms', '1', '')],
        count: { text: long, tone: 'bad' as const },
        tables: one.tables.map((table) => ({ ...table, caption: long, ...(table.fold !== null && { fold: long }) })),
      })),
      bars: sample.bars.map((bar) => ({ ...bar, label: long })),
    }
    const { page } = await browser.openFile(renderReportPage(named), { viewport: { width, height: 800 } })
    await openEverything(page)
    expect(await cutOffIn(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
  })

  test('of runs the cursor says each value once, and which verdict there was', async () => {
    const { page } = await browser.openFile(pageOf([runs]))
    const plot = page.locator('.plot')
    await plot.focus()
    const said: (string | null)[] = []
    for (const key of ['Home', 'ArrowRight']) {
      await page.keyboard.press(key)
      said.push(await plot.getAttribute('aria-valuetext'))
    }
    expect(said).toEqual(['2026-11-25 23:10 UTC, p95 178 ms, pass', '2026-11-26 06:30 UTC, p95 180 ms, fail'])
  })

  test('runs of several days are told by the day where it changes, else by the time', async () => {
    const { page } = await browser.openFile(pageOf([runs]))
    const names = (splits: readonly number[], of = runs.names) =>
      page.evaluate(`runNames(${JSON.stringify(of)}, ${JSON.stringify(splits)})`)
    expect(await names([0, 1, 2, 3])).toEqual(['2026-11-25', '2026-11-26', '16:25', '2026-11-27'])
    expect(await names([0, 2])).toEqual(['2026-11-25', '2026-11-26'])
    expect(await names([0, 1], runs.names?.slice(1, 3))).toEqual(['06:30', '16:25'])
  })

  test('without scripts no table is said to have what only the picture of runs has', async () => {
    const seconds: Chart = { ...runs, id: 'seconds', x: { kind: 'seconds', values: [0, 1, 2, 3] } }
    const texts = async (language: typeof english) => {
      const { page } = await browser.openFile(pageOf([runs, seconds], language), { javaScriptEnabled: false })
      return await page.locator('.chart .no-script').allTextContents()
    }
    const alone = 'The picture needs JavaScript, which is off.'
    expect(await texts(english)).toEqual([alone, `${alone} The tables hold the same numbers.`])
    expect((await texts(ukrainian))[0]).toBe('Для графіка потрібен JavaScript, а його вимкнено.')
  })
})
