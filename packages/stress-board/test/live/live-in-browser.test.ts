import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import {
  colorsIn,
  cutOffIn,
  findChromium,
  TestBrowser,
  violationsIn,
  waitUntil,
} from '@m4sh/tools-core/testing/chromium'
import { type LivePage, startLivePage } from '../../src/live/live-page.ts'
import { renderReportHtml } from '../../src/report-html.ts'
import { divergedReport } from '../report-html/sample-report.ts'
import { progressAt } from './progress.ts'
import { english, ukrainian } from '../languages.ts'

const executable = findChromium('the live page')
const inBrowser = executable === null ? describe.skip : describe

inBrowser('the live page in a browser', () => {
  let browser: TestBrowser
  let live: LivePage

  beforeAll(async () => {
    browser = await TestBrowser.launch(executable ?? '')
  })
  afterEach(async () => {
    await browser.closePages()
    await live.stop()
  })
  afterAll(() => browser.close())

  async function open(options: Parameters<TestBrowser['openUrl']>[1] = {}, t = english) {
    live = await startLivePage(t, 0, { subject: '30 clients on lessons 1..3', graceMs: 10_000 })
    return await browser.openUrl(live.url, options)
  }

  const status = (text: string) => `document.querySelector('.status').textContent === ${JSON.stringify(text)}`

  test('waits, fills second by second, and complains about nothing', async () => {
    const { page, problems, requests } = await open()
    await waitUntil(page, status('Waiting for the first second of the run.'))
    for (let second = 1; second <= 5; second++) live.tell(progressAt(second, { errors: second }))
    await waitUntil(page, 'document.querySelector(".tiles .value").textContent === "5 s"')
    await waitUntil(page, status('Running.'))
    expect(await page.locator('.tiles > div').last().innerText()).toMatch(/Errors\s+5\s+in all; 0 in the last second/)
    for (const chart of ['throughput', 'latency-over-time', 'connected'])
      expect(await colorsIn(page, chart)).toBeGreaterThan(1)
    await page.locator('#throughput .plot').focus()
    await page.keyboard.press('ArrowLeft')
    expect(await page.locator('#throughput .legend').innerText()).toMatch(/540\/s[^]*60\/s[^]*at 5 s/)
    expect(problems).toEqual([])
    expect(requests.map((url) => new URL(url).pathname)).toEqual(['/events'])
  })

  test('shows what was before it was opened', async () => {
    live = await startLivePage(english, 0, { graceMs: 10_000 })
    for (let second = 1; second <= 40; second++) live.tell(progressAt(second))
    const { page } = await browser.openUrl(live.url)
    await waitUntil(page, 'document.querySelector(".tiles .value").textContent === "40 s"')
    await page.locator('#connected .plot').focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.locator('#connected .legend').innerText()).toMatch(/30[^]*at 1 s/)
  })

  test('becomes the report in every window, and only then the server goes', async () => {
    const { page, problems } = await open()
    const { page: other } = await browser.openUrl(live.url)
    for (const one of [page, other]) await waitUntil(one, status('Waiting for the first second of the run.'))
    live.tell(progressAt(1))
    live.finish(renderReportHtml(english, divergedReport()))
    await live.stop()
    for (const one of [page, other]) {
      await one.locator('.headline').waitFor()
      expect(await one.locator('.headline').textContent()).toMatch(/^Fail\./)
      expect(await colorsIn(one, 'throughput')).toBeGreaterThan(1)
    }
    expect(problems).toEqual([])
  })

  test('keeps what it has where the run ends without a report', async () => {
    const { page } = await open()
    await waitUntil(page, status('Waiting for the first second of the run.'))
    live.tell(progressAt(7))
    await waitUntil(page, 'document.querySelector(".tiles .value").textContent === "7 s"')
    await live.stop()
    await waitUntil(page, 'document.querySelector(".status").dataset.tone === "warn"')
    expect(await page.locator('.tiles .value').first().textContent()).toBe('7 s')
  })

  test('says what it does in the language of the run', async () => {
    const { page } = await open({ viewport: { width: 360, height: 900 } }, ukrainian)
    await waitUntil(page, status('Очікування першої секунди запуску.'))
    live.tell(progressAt(12_345, { errors: 12 }))
    await waitUntil(page, status('Запуск триває.'))
    expect(await page.locator('.tiles > div').last().innerText()).toMatch(/Помилки\s+12\s+усього; за останню секунду 0/)
    expect(await page.evaluate('document.documentElement.lang')).toBe('uk')
    expect(await cutOffIn(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await live.stop()
    await waitUntil(
      page,
      status('Немає зв’язку: запуск закінчився або його зупинено. Тут лишається те, що надійшло останнім.'),
    )
  })

  test('says so where there are no scripts', async () => {
    const { page } = await open({ javaScriptEnabled: false })
    expect(await page.locator('.no-script').first().isVisible()).toBe(true)
  })

  test.each([
    { width: 360, colorScheme: 'dark' },
    { width: 768, colorScheme: 'light' },
    { width: 1440, colorScheme: 'dark' },
  ] as const)('axe finds nothing, nothing is cut off ($colorScheme, $width px)', async ({ width, colorScheme }) => {
    const { page } = await open({ colorScheme, viewport: { width, height: 900 } })
    live.tell(progressAt(12_345, { sent: 12_345_678, received: 987_654_321, errors: 12 }))
    await waitUntil(page, status('Running.'))
    expect(await violationsIn(page)).toEqual([])
    expect(await cutOffIn(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
  })
})
