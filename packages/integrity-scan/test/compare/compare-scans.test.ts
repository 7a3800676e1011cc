import { describe, expect, test } from '@jest/globals'
import { compareScans } from '../../src/compare/compare-scans.ts'
import type { EarlierScan } from '../../src/compare/read-earlier.ts'
import type { CheckResult, Key, Severity } from '../../src/result.ts'
import { notMade, passed } from '../sample-checks.ts'

const id = 'lessons.invalid-times'

type Made = Pick<CheckResult, 'status' | 'count' | 'bySeverity' | 'keys' | 'keysComplete' | 'ignored'>

interface Rows {
  readonly keys: readonly Key[] | null
  readonly count?: number
  readonly bySeverity?: Partial<Record<Severity, number>>
  readonly ignored?: number
}

/** As a scan tells of it: all keys, where no other count is given. */
function made({ keys, count = keys?.length ?? 0, bySeverity = { critical: count }, ignored = 0 }: Rows): Made {
  return {
    status: count === 0 ? 'passed' : 'failed',
    count,
    bySeverity: { critical: 0, warning: 0, info: 0, ...bySeverity },
    keys: keys === null ? null : [...keys],
    keysComplete: keys !== null && new Set(keys).size === count,
    ignored,
  }
}

function compare(then: Partial<EarlierScan['checks'][number]> | null, now: Partial<CheckResult>) {
  const earlier: EarlierScan = {
    file: 'yesterday.json',
    startedAt: '2026-01-01T00:00:00.000Z',
    runId: 'x',
    checks: then === null ? [] : [{ ...passed(id), ...then }],
    warnings: [],
  }
  const result = compareScans([{ ...passed(id), ...now }], earlier)
  const [check] = result.checks
  if (check === undefined) throw new Error('nothing was compared')
  return check
}

const upTo = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at)

describe('where both reports have all keys', () => {
  test.each<[string, Rows, Rows, object]>([
    ['nothing', { keys: [] }, { keys: [] }, { new: 0, fixed: 0, open: 0 }],
    ['one new', { keys: [1] }, { keys: [1, 2] }, { new: 1, fixed: 0, open: 1, newKeys: [2] }],
    ['one fixed', { keys: [1, 'b'] }, { keys: [1] }, { new: 0, fixed: 1, open: 1, fixedKeys: ['b'] }],
    ['all others', { keys: [1, 2] }, { keys: [3, 4] }, { new: 2, fixed: 2, open: 0 }],
    [
      'a row that is worse now is new: nobody has seen it so bad',
      { keys: [1, 2], bySeverity: { critical: 1, warning: 1 } },
      { keys: [1, 2], bySeverity: { critical: 2 } },
      { new: 1, fixed: 0, open: 1, newKeys: [2], newBySeverity: { critical: 1, warning: 0, info: 0 } },
    ],
    [
      'a row that is better now is open',
      { keys: [1], bySeverity: { critical: 1 } },
      { keys: [1], bySeverity: { info: 1 } },
      { new: 0, fixed: 0, open: 1 },
    ],
    [
      'new rows by severity',
      { keys: [5], bySeverity: { warning: 1 } },
      { keys: [9, 5, 6], bySeverity: { critical: 1, warning: 2 } },
      { new: 2, open: 1, newBySeverity: { critical: 1, warning: 1, info: 0 } },
    ],
  ])('%s: exact', (_, then, now, expected) => {
    expect(compare(made(then), made(now))).toMatchObject({ by: 'exact', reason: null, ...expected })
  })

  test('no more keys are named than fit into a report', () => {
    const { new: fresh, newKeys } = compare(made({ keys: [] }), made({ keys: upTo(1, 1500) }))
    expect([fresh, newKeys.length]).toEqual([1500, 1000])
  })
})

describe('where keys are not all, or not their rows’ own', () => {
  test.each<[string, Rows, Rows, object]>([
    ['rows without a key', { keys: [], count: 1 }, { keys: [], count: 3 }, { new: 2, fixed: 0, open: 1 }],
    ['one of them', { keys: [1], count: 2 }, { keys: [1, 2], count: 3 }, { new: 1, fixed: 0, open: 2 }],
    ['a key of several rows', { keys: [7] }, { keys: upTo(1, 50).map(() => 7) }, { new: 49, open: 1, fixed: 0 }],
    ['the same key of several rows', { keys: [7, 7] }, { keys: [7, 7] }, { new: 0, open: 2, fixed: 0 }],
    ['other keys of several rows', { keys: [7, 7] }, { keys: [8, 8] }, { new: 2, open: 0, fixed: 2 }],
    [
      'up to the last key that both have: exact',
      { keys: [1, 2, 3, 4, 5], count: 100 },
      { keys: [1, 3, 4, 5, 6], count: 99 },
      { new: 0, fixed: 1, open: 99, newKeys: [], fixedKeys: [2] },
    ],
    [
      'a new one among them, and one that is gone where nobody looked',
      { keys: [1, 3, 5], count: 100 },
      { keys: [1, 2, 3], count: 100 },
      { new: 1, fixed: 1, open: 99, newKeys: [2], fixedKeys: [] },
    ],
    [
      'as many fixed as new, and not one key that both have',
      { keys: upTo(1, 1000), count: 5000 },
      { keys: upTo(5001, 6000), count: 5000 },
      { new: 1000, fixed: 1000, open: 4000, newKeys: [], fixedKeys: [] },
    ],
    [
      'all that were there are known: what is listed besides them is new',
      { keys: [1, 2] },
      { keys: [3, 4, 5], count: 10 },
      { new: 8, fixed: 0, open: 2, newKeys: [3, 4, 5] },
    ],
    [
      'all that are left are known: the others are gone',
      { keys: [3, 4, 5], count: 10 },
      { keys: [1, 4] },
      { new: 1, fixed: 9, open: 1, newKeys: [1], fixedKeys: [3, 5] },
    ],
    ['many more', { keys: [1, 2], count: 10 }, { keys: [1, 2], count: 90 }, { new: 80, fixed: 0, open: 10 }],
    [
      'each severity for itself',
      { keys: [1, 2, 10], count: 12, bySeverity: { critical: 2, warning: 10 } },
      { keys: [2, 3, 10], count: 12, bySeverity: { critical: 2, warning: 10 } },
      { new: 1, fixed: 1, newKeys: [3], fixedKeys: [1], newBySeverity: { critical: 1, warning: 0, info: 0 } },
    ],
  ])('%s', (_, then, now, expected) => {
    const compared = compare(made(then), made(now))
    expect(compared).toMatchObject({
      by: 'count',
      before: (compared.open ?? NaN) + (compared.fixed ?? NaN),
      ...expected,
    })
    expect(compared.now).toBe((compared.open ?? NaN) + (compared.new ?? NaN))
    expect(compared.reason).toContain('told at the least')
  })

  test('never more is told than has happened, and something wherever the lists differ', () => {
    const sets = upTo(0, 31).map((bits) => upTo(1, 5).filter((key) => (bits & (1 << (key - 1))) !== 0))
    const cases = sets.flatMap((before) => sets.flatMap((now) => [1, 2, 3].map((kept) => ({ before, now, kept }))))
    const wrong = cases.filter(({ before, now, kept }) => {
      const [one, other] = [before, now].map((keys) => made({ keys: keys.slice(0, kept), count: keys.length }))
      const { new: fresh, fixed, newKeys, fixedKeys } = compare(one ?? null, other ?? {})
      const really = now.filter((key) => !before.includes(key))
      const areTrue =
        newKeys.every((key) => really.includes(Number(key))) && !fixedKeys.some((key) => now.includes(Number(key)))
      const isSame = JSON.stringify(one?.keys) === JSON.stringify(other?.keys)
      return (fresh ?? NaN) > really.length || !areTrue || (!isSame && (fresh ?? 0) + (fixed ?? 0) === 0)
    })
    expect(wrong).toEqual([])
  })

  test('a report that took keys for all of them, though some rows have none, is not believed', () => {
    const then = { ...made({ keys: [], count: 1 }), keysComplete: true }
    const now = { ...made({ keys: [], count: 3 }), keysComplete: true }
    expect(compare(then, now)).toMatchObject({ by: 'count', new: 2 })
  })

  test('rows of a table without a key are counted', () => {
    expect(compare(made({ keys: null, count: 2 }), made({ keys: null, count: 5 }))).toMatchObject({
      by: 'count',
      new: 3,
      reason: 'The rows have no key by which they could be told apart.',
    })
  })
})

describe('where only one of the two was made', () => {
  test('every row is new to a check that is new', () => {
    expect(compare(null, made({ keys: [1, 2] }))).toMatchObject({ by: 'unknown', before: null, now: 2, new: 2 })
  })

  test('or that could not be made then', () => {
    expect(compare(notMade(id, 'error', 'No.'), made({ keys: [1, 2] }))).toMatchObject({ by: 'unknown', new: 2 })
  })

  test('nothing is known of one that is not made now', () => {
    expect(compare(made({ keys: [1, 2] }), notMade(id, 'skipped', 'No.'))).toMatchObject({
      by: 'unknown',
      reason: 'The check was not made this time.',
      before: 2,
      now: null,
      new: null,
      newBySeverity: null,
    })
  })
})

test.each([
  [0, 2, 'The config file accepts 2 more than before; those that were there before count as fixed.'],
  [3, 2, 'The config file accepts 1 fewer than before; those that are still there count as new.'],
])('rows that are ignored are not among them, which is said: %d, then %d', (then, now, reason) => {
  const compared = compare(made({ keys: [1, 2, 3], ignored: then }), made({ keys: [1], ignored: now }))
  expect(compared).toMatchObject({ by: 'exact', fixed: 2, reason })
})
