import { describe, expect, test } from '@jest/globals'
import { BaselineError, formatBaseline, parseBaseline, renewBaseline, type Baseline } from '../../src/match/baseline.ts'
import type { ContractResult } from '../../src/result.ts'
import { call, compare, frontend, now } from './build.ts'

const operations = ['GET /a/', 'GET /unused/']
const app = frontend(['GET /a/', 'GET /gone/', 'GET /gone/', 'POST /old/{id}/'])

function baselineOf(text: string) {
  return parseBaseline(text, 'baseline.json')
}

function renewed(result: ContractResult, before: Baseline = { file: 'baseline.json', entries: [], warnings: [] }) {
  const baseline = renewBaseline(result, before, now)
  return { text: formatBaseline(baseline), warnings: baseline.warnings }
}

describe('a baseline', () => {
  const written = renewed(compare(operations, app).result).text

  test('is sorted, a line each, versioned', () => {
    const lines = written.split('\n')
    expect(lines.slice(0, 2)).toEqual(['{', '  "version": 1,'])
    expect(
      lines.slice(3, -3).map((line) => /"rule":"([^"]*)".*"path":"([^"]*)","file":("[^"]*"|null)/.exec(line)?.slice(1)),
    ).toEqual([
      ['backend-only-endpoint', '/unused/', 'null'],
      ['frontend-only-call', '/gone/', '"src/api.js"'],
      ['frontend-only-call', '/gone/', '"src/api.js"'],
      ['frontend-only-call', '/old/{id}/', '"src/api.js"'],
    ])
    expect(renewed(compare(operations, app).result, baselineOf(written)).text).toBe(written)
  })

  test('knows its findings, whatever lines and variables are called', () => {
    const moved = frontend([
      call('GET /a/'),
      call('GET /a/'),
      call('GET /gone/'),
      call('POST /old/{userId}/'),
      call('GET /gone/'),
    ])
    const { result } = compare(operations, moved, { baseline: baselineOf(written) })
    expect(result.findings.every(({ known }) => known)).toBe(true)
    expect(result.baseline).toEqual({ file: 'baseline.json', known: 4, fresh: 0, stale: [] })
  })

  test('does not know new ones, not even the same twice more', () => {
    const more = frontend(['GET /a/', 'GET /gone/', 'GET /gone/', 'GET /gone/', 'POST /old/{id}/', 'GET /new/'])
    expect(compare(operations, more, { baseline: baselineOf(written) }).result.baseline).toMatchObject({
      known: 4,
      fresh: 2,
      stale: [],
    })
  })

  test('names what is settled', () => {
    const { baseline } = compare(operations, frontend(['GET /a/', 'GET /gone/']), {
      baseline: baselineOf(written),
    }).result
    expect(baseline).toMatchObject({ known: 2, fresh: 0 })
    expect(baseline?.stale.map(({ description }) => description)).toEqual([
      'frontend-only-call: GET /gone/ in src/api.js',
      'frontend-only-call: POST /old/{id}/ in src/api.js',
    ])
  })

  test('keeps what its owner wrote; after its day an entry knows nothing', () => {
    const owned = written.replace('"path":"/old/{id}/"', '"path":"/old/{id}/","reason":"v0.15","expires":"2026-05-01"')
    const comparison = compare(operations, app, { baseline: baselineOf(owned) })
    expect(comparison.result.baseline).toMatchObject({ known: 3, fresh: 1, stale: [] })
    expect(comparison.warnings).toEqual([
      'The baseline entry frontend-only-call: POST /old/{id}/ in src/api.js expired on 2026-05-01; its finding counts again.',
    ])
    // Written anew, it must know its finding again.
    const { text, warnings } = renewed(comparison.result, baselineOf(owned))
    expect(text).toContain('"reason":"v0.15"')
    expect(text).not.toContain('expires')
    expect(warnings).toEqual([
      'The baseline entry frontend-only-call: POST /old/{id}/ in src/api.js expired on 2026-05-01; it is written anew without that day.',
    ])
  })

  test('keeps a day that is still to come', () => {
    const owned = written.replace('"path":"/old/{id}/"', '"path":"/old/{id}/","expires":"2026-06-01"')
    const { text, warnings } = renewed(compare(operations, app).result, baselineOf(owned))
    expect({ kept: text.includes('"expires":"2026-06-01"'), warnings }).toEqual({ kept: true, warnings: [] })
  })

  test('holds whatever frontends come before or after, and in whatever order', () => {
    const admin = frontend(['GET /a/', 'DELETE /admin/'], { file: 'admin/api.js' })
    for (const frontends of [
      [app, admin],
      [admin, app],
    ])
      expect(compare(operations, frontends, { baseline: baselineOf(written) }).result.baseline).toMatchObject({
        known: 4,
        fresh: 1,
        stale: [],
      })
  })

  test('counts no finding that is left out', () => {
    const leftover = frontend([call('GET /a/'), call('GET /gone/', { uncalled: true })])
    const baseline = { file: 'b.json', entries: [], warnings: [] }
    const strict = compare(['GET /a/'], leftover, { baseline }).result
    expect({ findings: strict.findings.length, fresh: strict.baseline?.fresh }).toEqual({ findings: 1, fresh: 1 })
    const { result } = compare(['GET /a/'], leftover, { baseline, skipUncalled: true })
    expect({ findings: result.findings, fresh: result.baseline?.fresh }).toEqual({ findings: [], fresh: 0 })
  })

  test('an entry twice counts once, and is told', () => {
    const lines = written.split('\n')
    const doubled = [...lines.slice(0, 4), ...lines.slice(3)].join('\n')
    const comparison = compare(operations, app, { baseline: baselineOf(doubled) })
    expect(comparison.result.baseline).toMatchObject({ known: 4, fresh: 0 })
    expect(comparison.warnings).toEqual([
      'The baseline baseline.json names 1 finding(s) more than once; --update-baseline tidies it.',
    ])
  })

  test('of nothing', () => {
    const empty = renewed(compare(['GET /a/'], ['GET /a/']).result).text
    expect(baselineOf(empty).entries).toEqual([])
  })

  test.each([
    ['{', /no valid JSON/],
    ['[]', /no list "findings"/],
    ['{"version": 2, "findings": []}', /has version 2; this tool reads version 1/],
    ['{"version": 1, "findings": [{"rule": "x"}]}', /findings\[0\].*no "fingerprint"/],
    ['{"version": 1, "findings": [{"rule": "x", "fingerprint": "y", "expires": "soon"}]}', /expires.*"soon", no date/],
    ['{"version": 1, "findings": [{"rule": "x", "fingerprint": "y", "expires": "2026-02-31"}]}', /expires.*no date/],
  ])('%s is refused', (text, message) => {
    expect(() => baselineOf(text)).toThrow(BaselineError)
    expect(() => baselineOf(text)).toThrow(message)
  })
})
