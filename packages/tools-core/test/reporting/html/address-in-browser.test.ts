import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { figure } from '../../../src/reporting/html/figure.ts'
import { renderReportPage, reportPage } from '../../../src/reporting/html/page.ts'
import { section } from '../../../src/reporting/html/section.ts'
import { findChromium, TestBrowser, waitUntil } from '../../../src/testing/chromium.ts'
import { startHttpServer } from '../../../src/testing/http-server.ts'
import { english } from '../english.ts'
import { samplePage } from './sample-page.ts'

const executable = findChromium('the address of a page')
const inBrowser = executable === null ? describe.skip : describe

inBrowser('the address of a page in a browser', () => {
  const html = renderReportPage(samplePage())
  let browser: TestBrowser

  beforeAll(async () => {
    browser = await TestBrowser.launch(executable ?? '')
  })
  afterEach(() => browser.closePages())
  afterAll(() => browser.close())

  test('links lead on in a frame that may not touch the address', async () => {
    const framed = html.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
    const { page, problems } = await browser.openFile(`<iframe sandbox="allow-scripts" srcdoc="${framed}"></iframe>`)
    const frame = page.frames()[1]
    if (frame === undefined) throw new Error('there is no frame')
    await frame.locator('.contents a', { hasText: 'Tables' }).click()
    expect(await frame.locator('.is-asked-for').getAttribute('id')).toBe('tables')
    await frame.locator('#filtered-filter select').selectOption('b')
    await frame.locator('#filtered thead').getByRole('button', { name: 'Count' }).click()
    expect(await frame.locator('#filtered tbody tr').count()).toBe(1)
    await frame.locator('.contents a', { hasText: 'Charts' }).click()
    expect(await frame.evaluate('document.activeElement.closest(".is-asked-for").id')).toBe('charts')
    expect(await frame.locator('#filtered-filter select').inputValue()).toBe('b')
    expect(problems).toEqual([])
  })

  test('a path that begins with two slashes is no host', async () => {
    const server = await startHttpServer((_, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(html)
    })
    try {
      const { page, problems } = await browser.openUrl(`${server.url}//artifacts/report.html?run=1`)
      const kind = page.locator('#filtered-filter select')
      await kind.selectOption('a')
      expect(await page.evaluate('location.hash')).toBe('#filtered.kind=a')
      await kind.selectOption('')
      expect(await page.evaluate('location.href')).toBe(`${server.url}//artifacts/report.html?run=1`)
      expect(problems.filter((problem) => !problem.includes('404'))).toEqual([])
    } finally {
      await server.close()
    }
  })

  test('says what is chosen after a choice was cleared to show a row', async () => {
    const { page } = await browser.openFile(html, { hash: '#at=many-249&long.q=row 7&filtered.kind=a' })
    await waitUntil(page, 'document.activeElement.closest("tr")?.id === "many-249"')
    expect(await page.locator('#long-filter').getByLabel('Search').inputValue()).toBe('')
    expect(await page.evaluate('location.hash')).toBe('#at=many-249&filtered.kind=a')
  })

  test('without a place marks nothing, though it marked something before', async () => {
    const { page } = await browser.openFile(html)
    await page.locator('#long tbody .anchor').first().click()
    expect(await page.locator('.is-asked-for').count()).toBe(1)
    await page.goBack()
    await waitUntil(page, 'location.hash === "" && document.querySelector(".is-asked-for") === null')
  })

  test('no row is marked that comes back when nothing hides it any more', async () => {
    const { page } = await browser.openFile(html, { hash: '#many-0' })
    await page.locator('#long-filter').getByLabel('Search').fill('row 14')
    await page.locator('.contents a', { hasText: 'Charts' }).click()
    await page.locator('#long-filter').getByLabel('Search').fill('')
    expect(await page.locator('#many-0').getAttribute('class')).not.toBe('is-asked-for')
  })

  describe('of a name that reads as choices', () => {
    const page = (id: string) => {
      const [, tables] = samplePage().sections
      return reportPage(english, {
        ...samplePage(),
        tiles: [
          figure('Room', '1', '', 'quiet', `#${id}`),
          { ...figure('Chosen', '1', '', 'quiet', `#${id}`), chosen: 'filtered.kind=a' },
        ],
        sections: [section({ id, title: id, intro: '' }), ...(tables ? [tables] : [])],
      })
    }
    const id = 'trend-filtered.kind=a&b'
    const named = renderReportPage(page(id))

    test.each(['.tiles a', '.contents a', '.heading .anchor'])('a link leads there: %s', async (link) => {
      const opened = await browser.openFile(named)
      await opened.page.locator(link).first().click()
      expect(await opened.page.locator('.is-asked-for').getAttribute('id')).toBe(id)
      expect(await opened.page.locator('#filtered-filter select').inputValue()).toBe('')
      expect(await opened.page.evaluate('location.hash')).toBe(`#${encodeURIComponent(id)}`)
    })

    test('without scripts as well', async () => {
      const opened = await browser.openFile(named, { javaScriptEnabled: false })
      for (const link of ['.tiles a', '.contents a', '.heading .anchor']) {
        const href = await opened.page.locator(link).first().getAttribute('href')
        expect(decodeURIComponent(href?.slice(1) ?? '')).toBe(id)
        expect(href).not.toContain('=')
      }
    })
  })

  test('a link that chooses leaves what else is chosen', async () => {
    const sample = samplePage()
    const tile = { ...figure('Of a', '2', '', 'quiet', '#tables'), chosen: 'filtered.kind=a' }
    const chosen = renderReportPage({ ...sample, tiles: [tile] })
    const { page } = await browser.openFile(chosen, { hash: '#long.q=row+14&sort=filtered:2:down' })
    await page.locator('.tiles a').click()
    expect(await page.evaluate('location.hash')).toBe(
      '#at=tables&filtered.kind=a&long.q=row+14&sort=filtered%3A2%3Adown',
    )
    expect(await page.locator('#filtered tbody th').allTextContents()).toEqual(['room 10', 'room 1room 1'])
    expect(await page.locator('.is-asked-for').getAttribute('id')).toBe('tables')
  })
})
