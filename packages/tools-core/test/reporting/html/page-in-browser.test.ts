import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { renderReportPage } from '../../../src/reporting/html/page.ts'
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
} from '../../../src/testing/chromium.ts'
import { hardshipsIn, keyboardTroubleIn } from '../../../src/testing/page-look.ts'
import { judgedReport, samplePage } from './sample-page.ts'

const executable = findChromium('the page with charts')
const inBrowser = executable === null ? describe.skip : describe

inBrowser('a page with charts in a browser', () => {
  const html = renderReportPage(samplePage(), { report: judgedReport() })
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
    expectQuiet(opened)
  })

  test('axe finds nothing in any width, light or dark, nor is it hard for who sees, sets or moves otherwise', async () => {
    const { page } = await browser.openFile(html)
    await openEverything(page)
    expect(await violationsEverywhere(page)).toEqual([])
    expect(await hardshipsIn(page)).toEqual([])
    await page.setViewportSize({ width: 1280, height: 800 })
    expect(await keyboardTroubleIn(page)).toEqual([])
  }, 120_000)

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
    const filter = page.locator('#filtered-filter')
    await filter.getByLabel('Kind').selectOption('a')
    await filter.getByLabel('Search').fill('ROOM 10')
    expect(await names.allTextContents()).toEqual(['room 10'])
    expect(await filter.getByRole('status').textContent()).toBe('1 of 3 rows')
    await filter.getByLabel('Search').fill('nowhere')
    expect(await filter.getByRole('status').textContent()).toBe('No row fits.')
  })

  test('headings sort by the keyboard as by the mouse, and say how', async () => {
    const { page } = await browser.openFile(html)
    const heading = page.locator('#filtered thead th').nth(1)
    await heading.getByRole('button').focus()
    const orders: (string | null)[] = []
    for (const key of ['Enter', 'Space', 'Enter']) {
      await page.keyboard.press(key)
      orders.push(await heading.getAttribute('aria-sort'))
    }
    expect(orders).toEqual(['ascending', 'descending', null])
  })

  describe('the address', () => {
    const stateOf = async (page: OpenPage['page']) => ({
      kind: await page.locator('#filtered-filter select').inputValue(),
      names: await page.locator('#filtered tbody th').allTextContents(),
      sort: await page.locator('#filtered [aria-sort]').getAttribute('aria-sort'),
    })

    test('holds what was chosen, and brings it back', async () => {
      const { page } = await browser.openFile(html)
      await page.locator('#filtered-filter select').selectOption('a')
      const sort = page.locator('#filtered thead').getByRole('button', { name: 'Count' })
      await sort.click()
      await sort.click()
      const hash: string = await page.evaluate('location.hash')
      expect(hash).toBe('#filtered.kind=a&sort=filtered%3A2%3Adown')
      const chosen = await stateOf(page)
      expect(chosen).toEqual({ kind: 'a', names: ['room 10', 'room 1room 1'], sort: 'descending' })
      expect(await stateOf((await browser.openFile(html, { hash })).page)).toEqual(chosen)
    })

    test('keeps it where a link within the page is followed; Back goes back', async () => {
      const { page } = await browser.openFile(html, { hash: '#filtered.kind=a&sort=filtered:2:down' })
      const chosen = await stateOf(page)
      await page.locator('.contents a', { hasText: 'Charts' }).click()
      expect(await page.evaluate('location.hash')).toBe('#at=charts&filtered.kind=a&sort=filtered%3A2%3Adown')
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Charts')
      expect(await stateOf(page)).toEqual(chosen)
      await page.evaluate('location.hash = "#tables"')
      await waitUntil(page, 'document.querySelector("#filtered-filter select").value === ""')
      await page.goBack()
      await waitUntil(page, 'document.querySelector("#filtered-filter select").value === "a"')
    })

    test('of a row opens what it is folded in, and marks it', async () => {
      const { page } = await browser.openFile(html, { hash: '#room-b' })
      const row = page.locator('#room-b')
      expect(await row.isVisible()).toBe(true)
      expect(await row.getAttribute('class')).toBe('is-asked-for')
      await waitUntil(page, 'document.activeElement.closest("tr")?.id === "room-b"')
    })

    test('of a row finds it however far down, and though a filter hides it', async () => {
      const { page } = await browser.openFile(html, { hash: '#long.q=row 7&at=many-249' })
      await waitUntil(page, 'document.activeElement.closest("tr")?.id === "many-249"')
      expect(await page.locator('#long-filter').getByLabel('Search').inputValue()).toBe('')
      expect(await page.locator('#long tbody tr').count()).toBe(250)
    })

    test.each(['#%', '#nowhere', '#at=<img>&sort=filtered:99:up', '#sort=x&nothing.kind=b', '#filtered.kind=nonsense'])(
      'that makes no sense, %s, shows the whole',
      async (hash) => {
        const opened = await browser.openFile(html, { hash })
        expect(await opened.page.locator('#filtered tbody tr').count()).toBe(3)
        expectQuiet(opened)
      },
    )
  })

  test('a long table draws a hundred rows, then as many as are asked for; all are searched and printed', async () => {
    const { page } = await browser.openFile(html)
    const rows = page.locator('#long tbody tr')
    const part = page.locator('.table-part', { has: page.locator('#long') })
    expect(await rows.count()).toBe(100)
    await page.locator('#long-filter').getByLabel('Search').fill('row 249')
    // By its name, and by its count.
    expect(await rows.count()).toBe(2)
    await page.locator('#long-filter').getByLabel('Search').fill('')
    expect(await part.locator('.more').textContent()).toBe('Show 150 more 100 of 250 rows shown')
    await page.evaluate('dispatchEvent(new Event("beforeprint"))')
    expect(await rows.count()).toBe(250)
    await page.evaluate('dispatchEvent(new Event("afterprint"))')
    expect(await rows.count()).toBe(100)
    await part.getByRole('button', { name: 'Show 150 more' }).click()
    expect(await rows.count()).toBe(250)
    expect(await part.locator('.more').isVisible()).toBe(false)
  })

  describe('copying', () => {
    const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] }
    const copied = async ({ page }: OpenPage, name: string, within = '#main') => {
      await page.locator(within).getByRole('button', { name }).first().click()
      await waitUntil(page, '[...document.querySelectorAll(".copy")].some((one) => one.textContent === "Copied")')
      return JSON.parse(await page.evaluate<string>('navigator.clipboard.readText()')) as unknown
    }

    test('takes the whole report, a part of it by its paths, a table as it is shown', async () => {
      const opened = await browser.openFile(html, { ...clipboard, hash: '#filtered.kind=a&sort=filtered:2:up' })
      const report = judgedReport()
      expect(await copied(opened, 'Copy report as JSON')).toEqual(report)
      expect(await copied(opened, 'Copy as JSON: Tables')).toEqual({
        'result.generator': report.result.generator,
        thresholds: report.thresholds,
      })
      expect(await copied(opened, 'Copy as JSON: room 1', '#tables')).toEqual([
        { Name: ['room 1'], Count: 20 },
        { Name: 'room 10', Count: 1000 },
      ])
      expectQuiet(opened)
    })

    test('shows the text, selected, where the browser gives no clipboard; closing leads back', async () => {
      const { page } = await browser.openFile(html, { permissions: [] })
      const button = page.getByRole('button', { name: 'Copy as JSON: Tables' })
      await button.click()
      const dialog = page.getByRole('dialog', { name: 'Copy as JSON' })
      const area = dialog.getByRole('textbox')
      expect(JSON.parse(await area.inputValue())).toHaveProperty('thresholds')
      expect(await page.evaluate('getSelection().toString() === document.querySelector("textarea").value')).toBe(true)
      expect(await violationsIn(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.locator('dialog').waitFor({ state: 'detached' })
      expect(await page.locator('dialog').count()).toBe(0)
      expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Copy as JSON: Tables')
    })

    test('is not offered of a report that the page does not carry, but of its tables', async () => {
      const { page } = await browser.openFile(renderReportPage(samplePage()))
      expect(await page.getByRole('button', { name: 'Copy report as JSON' }).count()).toBe(0)
      expect(await page.locator('.heading .copy').count()).toBe(0)
      expect(await page.locator('.table-bar .copy').count()).toBe(5)
    })
  })

  test('links of parts, tables and rows are there for whoever comes near, and on a screen that is touched', async () => {
    const { page } = await browser.openFile(html)
    const opacity = (one: OpenPage['page']) =>
      one.evaluate('getComputedStyle(document.querySelector("#tables > .heading .anchor")).opacity')
    expect(await opacity(page)).toBe('0')
    await page.locator('#tables h2').hover()
    expect(await opacity(page)).toBe('1')
    const touched = await browser.openFile(html, { hasTouch: true, isMobile: true })
    expect(await opacity(touched.page)).toBe('1')
  })

  test('rows are cards in a narrow window, and still a table to those who listen', async () => {
    const { page } = await browser.openFile(html, { viewport: { width: 360, height: 800 }, hash: '#folded' })
    const cell = page.locator('#room-a td').nth(1)
    expect(await cell.getAttribute('data-label')).toBe('Count')
    expect(await page.getByRole('table', { name: 'room 1' }).last().getByRole('row').count()).toBe(3)
    expect(await page.locator('#room-a').getByRole('rowheader').textContent()).toContain('a')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
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
