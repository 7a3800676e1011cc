import { describe, expect, test } from '@jest/globals'
import { type FailOn, failingSeverities, failOnOf, judgeScan, newnessOf } from '../src/judge.ts'
import type { CheckComparison } from '../src/result.ts'
import type { ScanReport } from '../src/report-words.ts'
import { none } from './sample-checks.ts'
import { brokenReport, comparedReport, fixedReport, healthyReport, rolledBackReport } from './sample-result.ts'

const judged = ({ result }: ReturnType<typeof healthyReport>, failOn: FailOn) => judgeScan(result, failOn)

describe('without an earlier report', () => {
  test.each<[FailOn, Record<string, number>]>([
    [
      'critical',
      { 'relations.orphan-tutor': 3, 'lessons.invalid-times': 6, 'chat.orphan-message': 4312, 'users.no-role': 3 },
    ],
    [
      'warning',
      {
        'relations.orphan-tutor': 3,
        'lessons.invalid-times': 9,
        'chat.orphan-message': 4312,
        'users.no-role': 3,
        'schema.orphan.billing_invoice.user_id': 4,
      },
    ],
    [
      'info',
      {
        'relations.orphan-tutor': 3,
        'lessons.invalid-times': 9,
        'chat.orphan-message': 4312,
        'notifications.stale': 3,
        'users.no-role': 3,
        'schema.unenforced-foreign-key': 1,
        'schema.orphan.billing_invoice.user_id': 4,
      },
    ],
    ['none', {}],
  ])('--fail-on %s fails for all rows that are as bad', (failOn, failing) => {
    expect(judged(brokenReport(), failOn)).toEqual({ fails: failOn !== 'none', failing })
  })

  test('nothing that is broken fails nothing', () => {
    expect(judged(healthyReport(), 'info')).toEqual({ fails: false, failing: {} })
  })
})

describe('beside an earlier report', () => {
  test('only new rows fail: by key, by growth, and all of a check that was not made before', () => {
    expect(judged(comparedReport(), 'critical').failing).toEqual({
      'relations.orphan-tutor': 1,
      'chat.orphan-message': 20,
    })
    expect(judged(comparedReport(), 'info').failing).toEqual({
      'relations.orphan-tutor': 1,
      'chat.orphan-message': 20,
      'notifications.stale': 3,
      // Of these the comparison says nothing.
      'schema.unenforced-foreign-key': 1,
      'schema.orphan.billing_invoice.user_id': 4,
    })
  })

  test('a new row fails by its own severity, and not by the worst of its check', () => {
    const report = comparedReport(({ result }) => {
      const times = result.comparison?.checks.find(({ check }) => check === 'lessons.invalid-times')
      Object.assign(times ?? {}, { new: 1, open: 8, newKeys: [76], newBySeverity: { ...none, warning: 1 } })
    })
    expect(judged(report, 'critical').failing).not.toHaveProperty(['lessons.invalid-times'])
    expect(judged(report, 'warning').failing['lessons.invalid-times']).toBe(1)
  })
})

/** As if nothing critical were left. */
function withoutCritical({ result }: ScanReport): void {
  for (const { id, bySeverity } of result.checks)
    Object.assign(result.fix?.afterByCheck ?? {}, { [id]: { ...bySeverity, critical: 0 } })
}

describe('after a repair', () => {
  test('that left nothing of the kind, nothing fails', () => {
    const report = fixedReport(withoutCritical)
    expect(judged(report, 'critical')).toEqual({ fails: false, failing: {} })
    expect(judged(report, 'warning').fails).toBe(true)
  })

  test('that left some, those fail, of each check as many as are left', () => {
    const { failing } = judged(fixedReport(), 'critical')
    expect(failing).toMatchObject({ 'chat.orphan-message': 3, 'lessons.invalid-times': 6, 'users.no-role': 3 })
    expect(failing).not.toHaveProperty(['relations.orphan-tutor'])
  })

  test('that was rolled back, what was found fails', () => {
    expect(judged(rolledBackReport(), 'critical').fails).toBe(true)
  })
})

test('severities that fail are the named one and all that are worse', () => {
  expect(failingSeverities('critical')).toEqual(['critical'])
  expect(failingSeverities('info')).toEqual(['critical', 'warning', 'info'])
  expect(failingSeverities('none')).toEqual([])
})

test.each([
  [{ failOn: 'warning' }, 'warning'],
  [{ failOn: 'none' }, 'none'],
  [{ failOn: 'sometimes' }, 'critical'],
  [{}, 'critical'],
])('of %j it is %s', (options, failOn) => {
  expect(failOnOf(options)).toBe(failOn)
})

describe('whether a row is new', () => {
  const newness = (change: Partial<CheckComparison>) =>
    newnessOf(
      comparedReport(({ result }) =>
        Object.assign(result.comparison?.checks.find(({ check }) => check === 'relations.orphan-tutor') ?? {}, change),
      ).result.comparison,
      'relations.orphan-tutor',
    )

  test('is told by its key', () => {
    expect([24, 23, '24'].map(newness({}))).toEqual([true, false, false])
  })

  test('is not known where not all new keys are named, but of those that are', () => {
    expect([24, 23].map(newness({ new: 2 }))).toEqual([true, null])
  })

  test('is not known where rows were only counted, or not compared', () => {
    expect(newness({ by: 'count' })(24)).toBeNull()
    expect(newnessOf(null, 'relations.orphan-tutor')(24)).toBeNull()
    expect(newnessOf(comparedReport().result.comparison, 'users.duplicate-email')(24)).toBeNull()
  })
})
