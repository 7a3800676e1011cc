import { describe, expect, test } from '@jest/globals'
import { BaselineError, formatBaseline, parseBaseline } from '../../src/match/baseline.ts'
import { call, compare, frontend } from './build.ts'

const operations = ['GET /a/', 'GET /unused/']
const app = frontend(['GET /a/', 'GET /gone/', 'GET /gone/', 'POST /old/{id}/'])

function baselineOf(text: string) {
  return parseBaseline(text, 'baseline.json')
}

describe('a baseline', () => {
  const written = formatBaseline(compare(operations, app).result, null)

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
    expect(formatBaseline(compare(operations, app).result, baselineOf(written))).toBe(written)
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
    expect(formatBaseline(comparison.result, baselineOf(owned))).toContain('"reason":"v0.15","expires":"2026-05-01"')
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
    const empty = formatBaseline(compare(['GET /a/'], ['GET /a/']).result, null)
    expect(baselineOf(empty).entries).toEqual([])
  })

  test.each([
    ['{', /no valid JSON/],
    ['[]', /no list "findings"/],
    ['{"version": 2, "findings": []}', /has version 2; this tool reads version 1/],
    ['{"version": 1, "findings": [{"rule": "x"}]}', /findings\[0\].*no "fingerprint"/],
    ['{"version": 1, "findings": [{"rule": "x", "fingerprint": "y", "expires": "soon"}]}', /expires.*"soon", no date/],
  ])('%s is refused', (text, message) => {
    expect(() => baselineOf(text)).toThrow(BaselineError)
    expect(() => baselineOf(text)).toThrow(message)
  })
})
