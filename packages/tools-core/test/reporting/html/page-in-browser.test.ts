import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { renderReportPage } from '../../../src/reporting/html/page.ts'
import {
  colorsIn,
  cutOffIn,
  findChromium,
  type OpenPage,
  TestBrowser,
  violationsIn,
  waitUntil,
} from '../../../src/testing/chromium.ts'
import { samplePage } from './sample-page.ts'

const executable = findChromium('the page with charts')
const inBrowser = executable === null ? describe.skip : describe

inBrowser('a page with charts in a browser', () => {
  const html = renderReportPage(samplePage())
  let browser: TestBrowser

  beforeAll(async () => {
    browser = await TestBrowser.launch(executable ?? '')
  })
  afterEach(() => browser.closePages())
  afterAll(() => browser.close())

  test.each([
    { width: 360, colorScheme: 'light' },
    { width: 1440, colorScheme: 'dark' },
  ] as const)('draws every kind of chart, complains about nothing ($colorScheme, $width px)', async (look) => {
    const opened = await browser.openFile(html, {
      colorScheme: look.colorScheme,
      viewport: { width: look.width, height: 900 },
    })
    const { page } = opened
    const charts = await page.locator('.chart').evaluateAll((all) => all.map(({ id }) => id))
    expect(charts).toHaveLength(7)
    for (const chart of charts) expect([chart, (await colorsIn(page, chart)) > 1]).toEqual([chart, true])
    expect(await page.locator('.interval').isVisible()).toBe(true)
    expect(await cutOffIn(page)).toEqual([])
    expect(await violationsIn(page)).toEqual([])
    expectQuiet(opened)
  })

  test('the cursor says where it is, in the words of each axis', async () => {
    const { page } = await browser.openFile(html)
    const places: (string | null)[] = []
    for (let at = 0; at < 7; at++) {
      await page.locator(`#chart-${at} .plot`).focus()
      for (const key of ['Escape', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
      places.push(await page.locator(`#chart-${at} .where`).textContent())
    }
    expect(places).toEqual([
      'at 12 s',
      'at 1 s',
      'with 6 clients',
      'at 50 %',
      '1.25 ms – 1.60 ms',
      '20.0 ms – 30.0 ms',
      'two',
    ])
  })

  test('the place of the cursor is told to all charts of a group, and to no other', async () => {
    const { page } = await browser.openFile(html)
    await page.locator('#chart-0 .plot').focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.locator('#chart-1 .where').textContent()).toBe('at 0 s')
    expect(await page.locator('#chart-2 .where').textContent()).toBe('')
  })

  test('tables sort by number, what is not known goes last; rows are found by kind and by words', async () => {
    const { page } = await browser.openFile(html)
    const names = page.locator('#filtered tbody th')
    const sort = page.locator('#filtered thead').getByRole('button', { name: 'Count' })
    await sort.click()
    expect(await names.allTextContents()).toEqual(['room 1room 1', 'room 10', 'room 9'])
    await sort.click()
    expect(await names.allTextContents()).toEqual(['room 10', 'room 1room 1', 'room 9'])
    await page.getByLabel('Kind').selectOption('a')
    await page.getByLabel('Search').fill('ROOM 10')
    expect(await page.locator('#filtered tbody tr:visible').count()).toBe(1)
    expect(await page.getByRole('status').textContent()).toBe('1 of 3 rows')
  })

  test.each([true, false])('names that are markup run nothing (scripts %p)', async (javaScriptEnabled) => {
    const payload = '"><img src=x onerror=alert(1)></script><script>alert(2)</script>'
    const opened = await browser.openFile(renderReportPage(samplePage(payload)), { javaScriptEnabled })
    expect(await opened.page.locator('.board :is(img, script, iframe)').count()).toBe(0)
    expect(await opened.page.locator('.subject').textContent()).toBe(payload)
    expectQuiet(opened)
  })

  test('paper gets the charts in its own size, with all that was closed open', async () => {
    const { page } = await browser.openFile(html, { colorScheme: 'dark' })
    const labels = () => page.evaluate<number>('drawnCharts[5].plot.axes[0]._splits.length')
    expect(await labels()).toBe(4)
    await page.emulateMedia({ media: 'print' })
    await page.evaluate('dispatchEvent(new Event("beforeprint"))')
    await waitUntil(
      page,
      '[...document.querySelectorAll(".uplot")].every((one) => one.getBoundingClientRect().width === 318)',
    )
    expect(await page.locator('details:not([open])').count()).toBe(0)
    expect(await labels()).toBe(2)
    await page.emulateMedia({ media: 'screen' })
    await page.evaluate('dispatchEvent(new Event("afterprint"))')
    await waitUntil(page, 'drawnCharts[5].plot.axes[0]._splits.length === 4')
    expect(await page.locator('details[open]').count()).toBe(0)
  })

  test('eight tiles are two rows', async () => {
    const { page } = await browser.openFile(html)
    const tops = await page
      .locator('.tiles > div')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top))
    expect(new Set(tops).size).toBe(2)
    expect(tops.filter((top) => top === tops[0])).toHaveLength(4)
  })
})

function expectQuiet({ problems, requests, dialogs }: OpenPage): void {
  expect({ problems, requests, dialogs }).toEqual({ problems: [], requests: [], dialogs: [] })
}
