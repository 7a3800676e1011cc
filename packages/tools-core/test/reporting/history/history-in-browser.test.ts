import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { HistoryEntry } from '../../../src/reporting/history/history-entry.ts'
import { renderHistory } from '../../../src/reporting/history/history-page.ts'
import {
  colorsIn,
  findChromium,
  openEverything,
  TestBrowser,
  violationsEverywhere,
} from '../../../src/testing/chromium.ts'
import { hardshipsIn, keyboardTroubleIn } from '../../../src/testing/page-look.ts'
import { entryOf, historyOf, texts } from './sample-history.ts'

const executable = findChromium('the page of a history')
const inBrowser = executable === null ? describe.skip : describe

const verdicts = ['pass', 'fail', 'pass', 'invalid', 'error'] as const

const runs: readonly HistoryEntry[] = Array.from({ length: 24 }, (_, day) =>
  entryOf(day, (entry) => {
    entry.verdict = verdicts[day % verdicts.length] ?? 'pass'
    entry.run.interrupted = day === 11
    if (day % 2 === 0)
      Object.assign(entry, {
        tool: { name: 'chat-latency', version: '2.0.0' },
        target: texts('lesson 2 at a-very-long-host-name.of.some.company.example:8443'),
      })
    entry.reports = [{ format: 'html', path: `../reports/run ${day}.html`, bytes: 1 }]
  }),
)

inBrowser('the page of a history in a browser', () => {
  const html = renderHistory(historyOf(runs, { skipped: [{ file: 'x.json', reason: 'it is no JSON' }] }), 'en')
  let browser: TestBrowser

  beforeAll(async () => {
    browser = await TestBrowser.launch(executable ?? '')
  })
  afterEach(() => browser.closePages())
  afterAll(() => browser.close())

  test('needs nothing else, draws its lines, and its rows are found and linked', async () => {
    const opened = await browser.openFile(html)
    const { page } = opened
    const charts = await page.locator('.chart').evaluateAll((all) => all.map(({ id }) => id))
    expect(charts).toHaveLength(4)
    for (const chart of charts) expect(await colorsIn(page, chart)).toBeGreaterThan(3)
    await page.locator(`#${charts[0]} .plot`).focus()
    await page.keyboard.press('End')
    expect(await page.locator(`#${charts[0]} .plot`).getAttribute('aria-valuetext')).toMatch(
      /^2026-10-\d\d 06:30 UTC, p95 1\d\d ms, p50 40\.0 ms/,
    )
    const filter = page.locator('#runs-table-filter')
    await filter.getByLabel('Verdict').selectOption('stopped')
    const rows = page.locator('#runs-table tbody tr')
    expect(await rows.count()).toBe(1)
    expect(await rows.first().getByRole('link', { name: 'html' }).getAttribute('href')).toBe('../reports/run%2011.html')
    expect(await filter.getByRole('status').textContent()).toBe('1 of 24 rows')
    const again = await browser.openFile(html, { hash: await page.evaluate<string>('location.hash') })
    expect(await again.page.locator('#runs-table tbody tr').count()).toBe(1)
    expect(opened).toMatchObject({ problems: [], requests: [], dialogs: [] })
  })

  test('axe finds nothing in any width, light or dark, nor is it hard for who sees, sets or moves otherwise', async () => {
    const { page } = await browser.openFile(html)
    await openEverything(page)
    expect(await violationsEverywhere(page)).toEqual([])
    expect(await hardshipsIn(page)).toEqual([])
    await page.setViewportSize({ width: 1280, height: 800 })
    expect(await keyboardTroubleIn(page)).toEqual([])
  }, 120_000)

  test('without scripts every run is there', async () => {
    const { page } = await browser.openFile(html, { javaScriptEnabled: false })
    expect(await page.locator('.headline').isVisible()).toBe(true)
    expect(await page.locator('#runs-table tbody tr').count()).toBe(24)
    expect(await page.locator('.filter').first().isVisible()).toBe(false)
  })
})
