import { hostileMarkup, measureUntil } from '@m4sh/tools-core/testing'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { hardshipsIn, keyboardTroubleIn } from '@m4sh/tools-core/testing/page-look'
import type { Locator, Page } from 'playwright-core'
import { findChromium, type OpenReport, ReportBrowser, violationsEverywhere } from './chromium.ts'
import { english } from '../languages.ts'
import { hostileReport } from './hostile-report.ts'
import { cleanReport, sampleReport } from './sample-report.ts'
import { renderReportHtml } from '../../src/report-html.ts'

const executable = findChromium()
if (executable === null) {
  process.stderr.write(
    'No Chromium on the PATH or in CHROMIUM_PATH: the tests of the HTML report in a browser are skipped.\n',
  )
}
const inBrowser = executable === null ? describe.skip : describe

inBrowser('the HTML report in a browser', () => {
  const html = renderReportHtml(english, sampleReport())
  let browser: ReportBrowser

  beforeAll(async () => {
    browser = await ReportBrowser.launch(executable ?? '')
  })
  afterEach(() => browser.closePages())
  afterAll(() => browser.close())

  describe('opened from disk', () => {
    test.each(['light', 'dark'] as const)(
      'needs nothing else and complains about nothing (%s)',
      async (colorScheme) => {
        const opened = await browser.open(html, { colorScheme })
        expect(await rowsIn(opened.page, 'frontend-only')).toBe(30)
        expectQuiet(opened)
      },
    )

    test('says the verdict first, then the figures', async () => {
      const { page } = await browser.open(html)
      expect(await page.locator('.headline').textContent()).toBe('Fail. Frontend and backend disagree in 60 places.')
      expect(await page.locator('.tiles > div').allTextContents()).toEqual(
        expect.arrayContaining([expect.stringMatching(/^Matched\s*195\s+76\.4 % of backend calls$/)]),
      )
    })

    test('says so where a table has nothing to show', async () => {
      const { page } = await browser.open(renderReportHtml(english, cleanReport()))
      expect(await page.locator('.headline').textContent()).toBe('Pass. Frontend and backend agree.')
      expect(await page.locator('#frontend-only').textContent()).toContain(
        'No frontend-only calls. Every call has its endpoint.',
      )
    })

    test.each([360, 375, 1280])(
      'is as wide as the window: %i pixels, everything open, all texts long',
      async (width) => {
        const report = sampleReport({ calls: 40, baseline: true, change: (result) => stretch(result, 'x'.repeat(300)) })
        const { page } = await browser.open(renderReportHtml(english, report), { viewport: { width, height: 700 } })
        await openEverything(page)
        expect(await page.locator('.details').count()).toBeGreaterThan(5)
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
        // What is wider than its box is cut off, though the page does not scroll.
        expect(await page.evaluate(cutOff)).toEqual([])
      },
    )
  })

  describe('search and filters', () => {
    test('the search takes every word, in any field, in any case', async () => {
      const { page } = await browser.open(html)
      await searchOf(page).fill('LESSONS frontend-only-call')
      const paths = await page.locator('#frontend-only tbody tr').allTextContents()
      expect(paths.length).toBeGreaterThan(0)
      expect(paths.every((text) => text.includes('lessons'))).toBe(true)
      expect(await visibleSections(page)).toEqual(['frontend-only'])
      expect(await outcomeOf(page)).toMatch(new RegExp(`^${paths.length} of \\d+ rows$`))
    })

    test('every choice of every filter shows as many rows as it promises', async () => {
      const { page } = await browser.open(
        renderReportHtml(english, sampleReport({ baseline: true, change: addSecondSources })),
      )
      const shown = await rowsOfEveryChoice(page)
      expect([...new Set(shown.map(({ filter }) => filter))]).toEqual([
        'status',
        'method',
        'tag',
        'folder',
        'finding',
        'uncalled',
        'baseline',
        'frontend',
        'schema',
      ])
      expect(shown.filter(({ promised, rows }) => promised !== rows)).toEqual([])
    }, 60_000)

    test('filters narrow each other, and one button clears them', async () => {
      const { page } = await browser.open(html)
      const all = await outcomeOf(page)
      await filterOf(page).getByLabel('Status').selectOption('matched')
      await filterOf(page).getByLabel('Method', { exact: true }).selectOption('POST')
      await filterOf(page).getByLabel('Unused code').selectOption('only')
      const rows = await page.locator('#matched tbody tr').allTextContents()
      expect(rows.length).toBeGreaterThan(0)
      expect(rows.every((text) => text.startsWith('POST') && text.includes('unused code'))).toBe(true)
      await page.getByRole('button', { name: 'Clear search and filters' }).click()
      expect(await outcomeOf(page)).toBe(all)
    })

    test('says so where nothing fits', async () => {
      const { page } = await browser.open(html)
      await searchOf(page).fill('no such thing')
      expect(await page.locator('.nothing').isVisible()).toBe(true)
      expect(await visibleSections(page)).toEqual([])
    })

    test('a figure on top leads to its rows', async () => {
      const { page } = await browser.open(html)
      await page.locator('.tiles').getByRole('link', { name: 'Method mismatches' }).click()
      expect(await page.evaluate('location.hash')).toBe('#method-mismatch')
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Method mismatches')
      await page.getByRole('link', { name: 'In unused code' }).click()
      expect(await outcomeOf(page)).toMatch(/^\d+ of/)
      expect(await page.locator('[data-own] tbody tr:visible:not(:has-text("unused code"))').count()).toBe(0)
    })

    test('a figure that chooses leaves search and order as they are', async () => {
      const { page } = await browser.open(html, { hash: '#q=api&sort=matched-table:2:down' })
      await page.getByRole('link', { name: 'In unused code' }).click()
      expect(await searchOf(page).inputValue()).toBe('api')
      expect(await filterOf(page).getByLabel('Unused code').inputValue()).toBe('only')
      expect(await page.locator('#matched [aria-sort]').getAttribute('aria-sort')).toBe('descending')
      const asked = page.locator('.is-asked-for')
      expect(await asked.locator('tbody tr:visible').first().textContent()).toContain('unused code')
    })

    test('a figure whose part the search leaves without rows clears nothing', async () => {
      const { page } = await browser.open(html, { hash: '#q=no+such+thing' })
      await page.getByRole('link', { name: 'In unused code' }).click()
      expect(await searchOf(page).inputValue()).toBe('no such thing')
      expect(await page.locator('.nothing').isVisible()).toBe(true)
    })
  })

  describe('tables', () => {
    test('a column sorts up, down, and back to the order of the report', async () => {
      const { page } = await browser.open(html)
      const paths = () => page.locator('#frontend-only tbody th code').allTextContents()
      const header = page.locator('#frontend-only thead th', { hasText: 'Path' })
      const before = await paths()
      const upwards = before.toSorted(new Intl.Collator('en', { numeric: true }).compare)
      await header.getByRole('button').click()
      expect(await paths()).toEqual(upwards)
      expect(await header.getAttribute('aria-sort')).toBe('ascending')
      await header.getByRole('button').click()
      expect((await paths())[0]).toBe(upwards.at(-1))
      expect(await header.getAttribute('aria-sort')).toBe('descending')
      await header.getByRole('button').click()
      expect(await paths()).toEqual(before)
      expect(await header.getAttribute('aria-sort')).toBeNull()
    })

    test('a row opens to its code, findings and facts, and closes again', async () => {
      const { page } = await browser.open(html)
      const toggle = page.locator('#frontend-only .toggle').first()
      await toggle.click()
      expect(await toggle.getAttribute('aria-expanded')).toBe('true')
      const details = page.locator('#frontend-only .details').first()
      expect(await details.locator('.line.target').textContent()).toMatch(/^\d+ {4}const \{ data \} = await apiClient/)
      expect(await details.locator('.line').count()).toBe(5)
      expect(await details.textContent()).toContain('No endpoint answers')
      await toggle.click()
      expect(await details.count()).toBe(0)
    })

    test('links open the source, in an editor unless told otherwise', async () => {
      const editor = await browser.open(html)
      const href = await editor.page.locator('#matched a.place').first().getAttribute('href')
      expect(href).toMatch(/^vscode:\/\/file\/home\/dev\/m4sh\/frontend\/src\/[\w/]+\.(js|vue):\d+:\d+$/)
      const sourceLink = 'https://git.example.org/m4sh/blob/main/{file}#L{line}'
      const hosted = await browser.open(renderReportHtml(english, sampleReport(), { sourceLink }))
      expect(await hosted.page.locator('#frontend-only a.place').first().getAttribute('href')).toMatch(
        /^https:\/\/git\.example\.org\/m4sh\/blob\/main\/src\/.+#L\d+$/,
      )
    })

    test('a scheme that could run something gives no link at all', async () => {
      const { page } = await browser.open(
        renderReportHtml(english, sampleReport(), { sourceLink: 'javascript:alert("{file}")' }),
      )
      await page.locator('#frontend-only .toggle').first().click()
      expect(await page.locator('a.place, .actions a:not([href^="#"]), a[href^="javascript:"]').count()).toBe(0)
    })

    test('a call that may reach several endpoints names all of them', async () => {
      const { page } = await browser.open(html, { hash: '#status=matched' })
      const row = page.locator('#matched tbody tr', { hasText: 'or 1 more' }).first()
      await row.locator('.toggle').click()
      expect(await page.locator('#matched .row-facts', { hasText: 'Or' }).textContent()).toContain(
        '/api/notifications/',
      )
    })

    test('a rule leads to its documentation', async () => {
      const { page } = await browser.open(html)
      const rule = page.locator('#findings a.rule').first()
      expect(await rule.getAttribute('href')).toMatch(/^https:\/\/github\.com\/.+\/docs\/rules\.md#[a-z-]+$/)
    })

    test('an endpoint that unresolved calls may reach leads to them', async () => {
      const { page } = await browser.open(html)
      await page.locator('#backend-only tr:has-text("unresolved call") .toggle').first().click()
      await page.locator('#backend-only .details a[href^="#row-c"]').first().click()
      await page.locator('#unresolved .details').waitFor()
      expect(await page.evaluate('document.activeElement.closest(".part").id')).toBe('unresolved')
    })
  })

  describe('without a mouse', () => {
    test('Tab reaches search, filters and rows; Enter opens a row; what has the focus shows it', async () => {
      const { page } = await browser.open(renderReportHtml(english, sampleReport({ calls: 20 })))
      await searchOf(page).focus()
      const passed: string[] = []
      for (let step = 0; step < 30 && !passed.at(-1)?.startsWith('toggle'); step += 1) {
        await page.keyboard.press('Tab')
        passed.push(
          await page.evaluate(
            'document.activeElement.className || document.activeElement.name || document.activeElement.tagName',
          ),
        )
      }
      expect(passed).toEqual(expect.arrayContaining(['status', 'folder', 'anchor', 'sort', 'toggle']))
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
      await page.keyboard.press('Enter')
      expect(await page.locator('#frontend-only .details').count()).toBe(1)
    })

    test('the skip link leads past nothing that was chosen', async () => {
      const { page } = await browser.open(html, { hash: '#status=matched' })
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the report')
      await page.keyboard.press('Enter')
      expect(await page.evaluate('document.activeElement.id')).toBe('main')
      expect(await filterOf(page).getByLabel('Status').inputValue()).toBe('matched')
      expect(await visibleSections(page)).toEqual(['matched'])
    })

    test('what needs no repair is folded, and opens', async () => {
      const { page } = await browser.open(html)
      expect(await page.locator('#matched table').isVisible()).toBe(false)
      await page.locator('#matched summary').first().focus()
      await page.keyboard.press('Enter')
      expect(await rowsIn(page, 'matched')).toBe(100)
    })

    test('axe finds nothing in any width, light or dark, nor is it hard for who sees, sets or moves otherwise', async () => {
      const { page } = await browser.open(renderReportHtml(english, sampleReport({ calls: 20, baseline: true })))
      await openEverything(page)
      expect(await violationsEverywhere(page)).toEqual([])
      expect(await hardshipsIn(page)).toEqual([])
      await page.setViewportSize({ width: 1280, height: 800 })
      expect(await keyboardTroubleIn(page)).toEqual([])
    }, 120_000)
  })

  describe('deep links', () => {
    test('search, filters and order come back from the address', async () => {
      const { page } = await browser.open(html)
      await searchOf(page).fill('api')
      await filterOf(page).getByLabel('Status').selectOption('matched')
      await page.locator('#matched thead').getByRole('button', { name: 'Where' }).click()
      const rows = await page.locator('#matched tbody tr').allTextContents()
      const hash: string = await page.evaluate('location.hash')
      const again = await browser.open(html, { hash })
      expect(await searchOf(again.page).inputValue()).toBe('api')
      expect(await filterOf(again.page).getByLabel('Status').inputValue()).toBe('matched')
      expect(await again.page.locator('#matched [aria-sort]').textContent()).toBe('Where')
      expect(await again.page.locator('#matched tbody tr').allTextContents()).toEqual(rows)
    })

    test('a row is shown with its details, wherever it stands', async () => {
      const { calls } = sampleReport().result
      const last = calls.findLast(({ status }) => status === 'matched')
      const { page } = await browser.open(html, { hash: `#row-${last?.id}` })
      expect(await page.locator(`#details-${last?.id}`).isVisible()).toBe(true)
      expect(await page.locator(`#row-${last?.id} .toggle`).evaluate((toggle) => toggle.matches(':focus'))).toBe(true)
    })

    test.each(['row-matched', 'matched'])(
      'of what a filter hides clears it, and the address says so: %s',
      async (at) => {
        const { calls } = sampleReport().result
        const last = calls.findLast(({ status }) => status === 'matched')
        const place = at === 'matched' ? at : `row-${last?.id}`
        const { page } = await browser.open(html, { hash: `#at=${place}&status=unresolved&sort=findings-table:1:up` })
        expect(await page.locator(`#${place}`).isVisible()).toBe(true)
        expect(await filterOf(page).getByLabel('Status').inputValue()).toBe('')
        expect(await page.evaluate('location.hash')).toBe(`#at=${place}&sort=findings-table%3A1%3Aup`)
      },
    )

    test.each(['#status=nonsense&at=row-c99999', '#sort=matched-table:99:up&sort=x', '#%', '#nowhere', '#at=<img>'])(
      '%s shows the whole report',
      async (hash) => {
        const opened = await browser.open(html, { hash })
        expect(await rowsIn(opened.page, 'frontend-only')).toBe(30)
        expectQuiet(opened)
      },
    )
  })

  describe('names that are markup', () => {
    test('are shown as they are and run nothing', async () => {
      const opened = await browser.open(renderReportHtml(english, hostileReport()))
      await openEverything(opened.page)
      for (const payload of hostileMarkup) await searchOf(opened.page).fill(payload)
      await searchOf(opened.page).fill('')
      expect(await opened.page.locator('.board :is(img, script, iframe, [onerror], [onload], [onfocus])').count()).toBe(
        0,
      )
      expect(await opened.page.locator('.board svg:not(.bar-drawing)').count()).toBe(0)
      expect(await opened.page.locator('#frontend-only').textContent()).toContain('<img src=x onerror=alert(1)>')
      expectQuiet(opened)
    })

    test('nor without scripts', async () => {
      const opened = await browser.open(renderReportHtml(english, hostileReport()), { javaScriptEnabled: false })
      expect(await opened.page.locator('.board :is(img, script, iframe)').count()).toBe(0)
      expectQuiet(opened)
    })
  })

  describe('without scripts', () => {
    test('verdict, figures and tables are there; controls are not', async () => {
      const { page } = await browser.open(html, { javaScriptEnabled: false })
      expect(await page.locator('.headline').isVisible()).toBe(true)
      expect(await page.locator('#frontend-only tbody tr').count()).toBe(30)
      expect(await page.locator('.filter').first().isVisible()).toBe(false)
      expect(await page.locator('.no-script').first().isVisible()).toBe(true)
    })

    test('a figure leads to the part that it is about, and nowhere where there is none', async () => {
      const { page } = await browser.open(html, { javaScriptEnabled: false })
      const href = await page.locator('.tiles').getByRole('link', { name: 'In unused code' }).getAttribute('href')
      expect(await page.locator(`.part${href} tbody tr`, { hasText: 'unused code' }).count()).toBeGreaterThan(0)
      const clean = await browser.open(renderReportHtml(english, cleanReport()), { javaScriptEnabled: false })
      expect(await clean.page.locator('.tiles').getByRole('link', { name: 'In unused code' }).count()).toBe(0)
    })

    test('no table is empty, however many rows stand before it', async () => {
      const { page } = await browser.open(renderReportHtml(english, sampleReport({ calls: 3000 })), {
        javaScriptEnabled: false,
      })
      const empty = '[data-own]:not(:has(tbody tr))'
      expect(await page.locator(empty).count()).toBe(0)
      expect((await page.locator('.rest').allTextContents()).filter((text) => text.includes(' 0 '))).toEqual([])
    })
  })

  describe('on paper', () => {
    test('every table is open and whole, and nothing is there to click', async () => {
      const { page } = await browser.open(html)
      await page.emulateMedia({ media: 'print' })
      await page.evaluate('dispatchEvent(new Event("beforeprint"))')
      expect(await page.locator('details:not([open])').count()).toBe(0)
      expect(await rowsIn(page, 'matched')).toBe(195)
      expect(await page.locator('.filter, .toggle, .more, .copy, .anchor').filter({ visible: true }).count()).toBe(0)
      await page.evaluate('dispatchEvent(new Event("afterprint"))')
      expect(await page.locator('#matched details').first().getAttribute('open')).toBeNull()
    })

    test('what is chosen stands once, above all tables', async () => {
      const { page } = await browser.open(html, { hash: '#status=frontend-only&q=lessons' })
      await page.emulateMedia({ media: 'print' })
      const [text, ...more] = await page.locator('.printed-filters').filter({ visible: true }).allTextContents()
      expect(text).toMatch(/^Filtered: Search “lessons”, Status “Frontend only \(30\)”\. \d+ of \d+ rows\.$/)
      expect(more).toEqual([])
    })
  })

  describe('5,000 calls', () => {
    test('are drawn a page at a time, and searching them takes no time to speak of', async () => {
      // All are searched in about the time that 500 of them take to draw; a busy machine makes both slow, and may make one.
      const ratio = await measureUntil(searchOfMany, (found) => found < 5)
      expect(ratio).toBeLessThan(5)
    }, 120_000)

    /** @returns the time of a first search, as a multiple of that of drawing 500 rows */
    async function searchOfMany(): Promise<number> {
      const opened = await browser.open(renderReportHtml(english, sampleReport({ calls: 5000 })))
      const { page } = opened
      expect(await outcomeOf(page)).toMatch(/^[5-9],\d{3} rows$/)
      await filterOf(page).getByLabel('Status').selectOption('matched')
      expect(await rowsIn(page, 'matched')).toBe(100)
      const drawing = await timeTo(page, "document.querySelector('#matched .more-rows').click()")
      expect(await rowsIn(page, 'matched')).toBe(600)
      await filterOf(page).getByLabel('Status').selectOption('')
      const searching = await timeTo(
        page,
        `const search = document.querySelector('#page-filter input')
        search.value = 'lessons'
        search.dispatchEvent(new Event('input', { bubbles: true }))`,
      )
      expect(await outcomeOf(page)).toMatch(/^\d{3} of/)
      expectQuiet(opened)
      return searching / drawing
    }
  })
})

/** What reaches beyond the window, apart from code, which scrolls by itself. */
const cutOff = `[...document.querySelectorAll('.board *')]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.code, .visually-hidden'))
  .map((one) => one.tagName + ' ' + one.className)`

/** Makes every text from outside one that no line holds. */
function stretch(result: ReturnType<typeof sampleReport>['result'], long: string): void {
  for (const call of result.calls) {
    call.path = call.path === null ? null : `/${long}/`
    call.known = call.known === null ? null : `/${long}/`
    for (const key of ['reason', 'function', 'suggestion'] as const)
      call[key] = call[key] === null ? null : `GET ${long}`
    call.query = { names: [long], complete: true }
  }
  for (const operation of result.operations) {
    operation.summary = long
    operation.tags = [operation.tags[0] ?? '', long]
    operation.operationId = long
  }
  for (const finding of result.findings) finding.message = `No endpoint answers GET /${long}.`
  for (const one of result.frontends) one.skipped = [{ file: `src/${long}.js`, reason: long }]
  result.prefixes.reason = long
}

function expectQuiet({ problems, requests, dialogs }: OpenReport): void {
  expect({ problems, requests, dialogs }).toEqual({ problems: [], requests: [], dialogs: [] })
}

function filterOf(page: Page): Locator {
  return page.locator('#page-filter')
}

function searchOf(page: Page): Locator {
  return filterOf(page).getByLabel('Search')
}

function outcomeOf(page: Page): Promise<string | null> {
  return filterOf(page).getByRole('status').textContent()
}

function rowsIn(page: Page, section: string): Promise<number> {
  return page.locator(`#${section} tbody tr:not(.details-row)`).count()
}

async function visibleSections(page: Page): Promise<string[]> {
  return page.locator('.part:visible:has([data-own])').evaluateAll((parts) => parts.map(({ id }) => id))
}

async function openEverything(page: Page): Promise<void> {
  await page.evaluate(`
    for (const details of document.querySelectorAll('details:not([open])')) details.querySelector('summary').click()
  `)
  await page.locator('#skipped table').waitFor()
  await page.evaluate(`
    for (const table of document.querySelectorAll('[data-own]')) table.querySelector('.toggle')?.click()
  `)
}

interface Choice {
  filter: string
  label: string
  promised: string
  rows: string
}

/** Sets every choice of every filter alone: the rows that its label promises, and those that it shows. */
function rowsOfEveryChoice(page: Page): Promise<Choice[]> {
  return page.evaluate(`
    [...document.querySelectorAll('.facet-fields select')].flatMap((select) => {
      const set = (value) => {
        select.value = value
        select.dispatchEvent(new Event('input', { bubbles: true }))
      }
      const shown = [...select.options].filter(({ value }) => value !== '').map(({ value, label }) => {
        set(value)
        const rows = document.querySelector('#page-filter [role="status"]').textContent.split(' of ')[0]
        return { filter: select.name, label, promised: /\\((\\d+)\\)$/.exec(label)[1], rows }
      })
      set('')
      return shown
    })
  `)
}

/** Until it is drawn. Milliseconds. */
function timeTo(page: Page, script: string): Promise<number> {
  return page.evaluate(`(() => {
    const start = performance.now()
    ${script}
    document.body.getBoundingClientRect()
    return performance.now() - start
  })()`)
}

/** A second frontend and a second schema, each with some of the rows. */
function addSecondSources(result: ReturnType<typeof sampleReport>['result']): void {
  result.frontends.push({ root: '/home/dev/m4sh/admin', files: 40, skipped: [] })
  result.schemas.push({
    source: 'billing.yaml',
    file: '/home/dev/m4sh/billing.yaml',
    title: 'M4SH Billing',
    version: '1.0.0',
    openapi: '3.1.0',
    operations: 10,
  })
  for (const [at, call] of result.calls.entries()) call.frontend = at % 5 === 0 ? 1 : 0
  for (const operation of result.operations) operation.schema = operation.path.includes('billing') ? 1 : 0
  for (const row of [...result.calls, ...result.findings])
    if (row.schema !== null) row.schema = row.operation?.includes('billing') === true ? 1 : 0
}
