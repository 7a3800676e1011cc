import { describe, expect, test } from '@jest/globals'
import { missingPaths } from '@m4sh/tools-core/testing'
import { pathPieces, slashFix } from '../../src/report-html/cells.ts'
import { toPage } from '../../src/report-html/page.ts'
import { renderReportHtml } from '../../src/report-html.ts'
import { english } from '../languages.ts'
import { cleanReport, sampleReport } from './sample-report.ts'

describe('the page of a report', () => {
  const report = sampleReport({ calls: 300 })
  const { page, tables, data } = toPage(english, report)
  const { subject, verdict } = page
  const facetOf = (name: string) => page.filter?.facets.find((facet) => facet.name === name)

  test('has each call in the table of its status and nowhere else but with its findings', () => {
    for (const { id, status } of report.result.calls) {
      const sections = data.rows.filter((row) => row.id === id).map(({ section }) => section)
      expect(sections).toEqual([status])
    }
  })

  test('counts in its tables what the summary counts', () => {
    const { summary } = report.result
    const counts = Object.fromEntries(tables.map(({ id, count }) => [id, count]))
    expect(counts).toMatchObject({
      matched: summary.matched,
      'frontend-only': summary.frontendOnly,
      'method-mismatch': summary.methodMismatch,
      'trailing-slash': summary.trailingSlash,
      unresolved: summary.unresolved,
      external: summary.external,
      ignored: summary.ignored + summary.operationsIgnored,
      'backend-only': summary.backendOnly,
    })
  })

  test('gives rules without a table of their own one row for each finding', () => {
    const rules = new Set(data.rows.filter(({ section }) => section === 'findings').map(({ rule }) => rule))
    expect(rules).toEqual(new Set(['deprecated-endpoint', 'missing-body-property', 'unknown-query-parameter']))
  })

  test('counts findings in its filters as the headline does', () => {
    const [line = ''] = verdict.details
    expect(line).toMatch(/^\d+ errors, \d+ warnings, \d+ notes;/)
    const [errors, warnings, notes] = line.match(/\d+/g)?.map(Number) ?? []
    const options = facetOf('finding')?.groups.flatMap((group) => group.options) ?? []
    const counts = Object.fromEntries(options.map(({ value, count }) => [value, count]))
    expect(counts).toMatchObject({ error: errors, warning: warnings, info: notes })
    const { findings } = report.result
    for (const rule of new Set(findings.map((finding) => finding.rule)))
      expect([rule, counts[rule]]).toEqual([rule, findings.filter((finding) => finding.rule === rule).length])
    expect(counts['fails']).toBe(findings.filter(({ fails }) => fails).length)
  })

  test('shows what is invisible or turns letters around, and links to the file as it is named', () => {
    const turned = '\u202Egnp.js'
    const turnedPage = toPage(
      english,
      sampleReport({
        calls: 20,
        change: ({ calls, frontends }) => {
          for (const call of calls) {
            call.file = `src/\u2066x/${turned}`
            call.path = `/\u0007a\u202Eb/`
            call.code = { startLine: 1, lines: ['\tif (a) {\u2069', '}'] }
          }
          for (const one of frontends) one.root = `/home/${turned}`
        },
      }),
    )
    const all = JSON.stringify({ data: turnedPage.data, page: turnedPage.page })
    // oxlint-disable-next-line no-control-regex -- these are what it is about
    expect(all).not.toMatch(/[\0-\x1F\x7F-\x9F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]|(?<!\\)\\u0007/)
    const { rows, files } = turnedPage.data
    expect(rows.find(({ id, section }) => id === 'c1' && section !== 'external')?.path).toContain(
      String.raw`/\x07a\u202eb/`,
    )
    const [file] = files
    expect(file).toMatchObject({ path: String.raw`src/\u2066x/\u202egnp.js` })
    expect(file?.link).toContain(`src/${encodeURIComponent('\u2066x')}/${encodeURIComponent(turned)}`)
    expect(file?.code[0]?.[1]).toContain(`\tif (a) {${String.raw`\u2069`}\n}`)
  })

  test('shows as failing what the run counts as failing, and nothing else', () => {
    const failing = sampleReport({
      calls: 300,
      change: ({ findings }) => {
        for (const finding of findings) finding.fails = finding.rule === 'deprecated-endpoint'
      },
    })
    const shown = toPage(english, failing)
    const count = failing.result.findings.filter(({ fails }) => fails).length
    expect(count).toBeGreaterThan(1)
    expect(shown.page.verdict.details[0]).toMatch(new RegExp(`; ${count} of them fail this run\\.$`))
    const rules = shown.data.rows
      .flatMap(({ findings = [] }) => findings.filter(({ fails }) => fails))
      .map(({ rule }) => rule)
    expect(new Set(rules)).toEqual(new Set(['deprecated-endpoint']))
    const [first] = shown.page.filter?.facets.find(({ name }) => name === 'finding')?.groups ?? []
    expect(first).toMatchObject({ label: 'Verdict', options: [{ value: 'fails', label: 'Fails this run' }] })
  })

  test('a finding that names neither call nor endpoint is not lost', () => {
    const { rows } = toPage(
      english,
      sampleReport({
        calls: 20,
        change: ({ findings }) => {
          findings.push({
            rule: 'frontend-only-call',
            severity: 'error',
            message: 'Somewhere',
            call: null,
            operation: null,
            schema: null,
            fingerprint: 'x',
            known: false,
            fails: true,
          })
        },
      }),
    ).data
    expect(rows.filter(({ message }) => message === 'Somewhere')).toMatchObject([
      { section: 'findings', severity: 'error' },
    ])
  })

  test('offers folders where the tree forks, not each link of a chain', () => {
    const folders = facetOf('folder')?.groups[0]?.options.map(({ value }) => value) ?? []
    expect(folders).toContain('src/modules')
    expect(folders).toContain('src/modules/lessons')
    expect(folders).toContain('src/modules/lessons/api')
    expect(folders).not.toContain('src/legacy')
  })

  test('offers no filter that has nothing to choose from', () => {
    expect(toPage(english, cleanReport()).page.filter?.facets.map(({ name }) => name)).toEqual([
      'status',
      'method',
      'tag',
      'folder',
    ])
  })

  test('says first what matters most', () => {
    expect(verdict).toMatchObject({
      tone: 'bad',
      word: 'Fail',
      sentence: 'Frontend and backend disagree in 60 places.',
    })
    expect(toPage(english, cleanReport()).page.verdict).toEqual({
      tone: 'good',
      word: 'Pass',
      sentence: 'Frontend and backend agree.',
      details: ['No findings.'],
    })
    expect(subject).toMatch(/^\d+ calls in \d+ files of .+; \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, .+ ms$/)
  })

  test('has thresholds in a table, and says that a run was interrupted', () => {
    const interrupted = sampleReport({ calls: 20 })
    interrupted.thresholds = [{ expression: 'matchedPercent>=90', actual: 76.4, passed: false }]
    interrupted.run.interrupted = true
    const stopped = toPage(english, interrupted)
    expect(stopped.page.verdict).toMatchObject({
      tone: 'bad',
      word: 'Interrupted',
      sentence: 'Stopped before everything was compared.',
    })
    expect(stopped.tables.filter(({ count }) => count === 0).map(({ empty }) => empty)).not.toContain(
      'No frontend-only calls. Every call has its endpoint.',
    )
    expect(stopped.page.thresholds?.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
      ['matchedPercent>=90', '76.4', 'missed'],
    ])
    expect(stopped.page.warnings[0]).toContain('interrupted')
  })

  test('what parts show can be copied from the report', () => {
    expect(missingPaths(page.sections, report)).toEqual([])
  })

  test('without calls divides by nothing', () => {
    const { page: empty } = toPage(
      english,
      sampleReport({
        calls: 0,
        change: (result) => {
          result.findings = []
          result.operations = []
          result.summary = { ...result.summary, backendOnly: 0, operations: 0, matchedPercent: null, usedPercent: null }
        },
      }),
    )
    expect(empty.verdict.sentence).toBe('No calls were found to compare.')
    expect(empty.tiles[0]?.note).toBe('nothing to compare')
    expect(empty.bars).toEqual([])
  })
})

describe('the weight of a report', () => {
  test('600 calls with five lines of code each stay below a megabyte', () => {
    expect(renderReportHtml(english, sampleReport({ calls: 600 })).length).toBeLessThan(1_000_000)
  })

  test('of 5,000 calls 500 rows stand in the page itself, the gravest first, and ten of each table besides', () => {
    const { tables } = toPage(english, sampleReport({ calls: 5000 }))
    const [first, ...others] = tables
    expect(first).toMatchObject({ id: 'frontend-only', count: 500 })
    expect(first?.rows).toHaveLength(500)
    expect(others.map(({ count, rows }) => rows.length - Math.min(10, count)).filter((more) => more !== 0)).toEqual([])
  })
})

describe('texts', () => {
  test('a path breaks after slashes and around its dynamic pieces', () => {
    expect(pathPieces('/api/users/{id}/a{x}b/{')).toEqual(['/', 'api/', 'users/', '{id}', '/', 'a', '{x}', 'b/', '{'])
  })

  test('a slash is added or dropped as the endpoint has it', () => {
    const row = { id: 'c1', section: 'trailing-slash' } as const
    expect(slashFix(english, { ...row, endpoint: 'POST /api/x/' })).toBe(english.messages.rows.addSlash)
    expect(slashFix(english, { ...row, endpoint: 'POST /api/x' })).toBe(english.messages.rows.dropSlash)
  })
})
