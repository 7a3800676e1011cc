import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { CheckResult, Key } from '../../src/result.ts'
import type { ScanReport } from '../../src/report-words.ts'
import { Bed } from '../peers/bed.ts'

const planted = 3

let bed: Bed
let report: ScanReport

beforeAll(async () => {
  bed = await Bed.make({ corrupt: planted })
  report = (await bed.scan()).report
}, 60_000)
afterAll(async () => await bed.close())

function manifest() {
  const { corruption } = bed.sandbox
  if (corruption === null || corruption === undefined) throw new Error('nothing was planted')
  return corruption
}

function checkOf(id: string): CheckResult {
  const check = report.result.checks.find((one) => one.id === id)
  if (check === undefined) throw new Error(`there was no check ${id}`)
  return check
}

/** Keys stand in the order of their rows' severity. */
function severityOf({ bySeverity, keys }: CheckResult, key: Key): string {
  const at = keys?.indexOf(key) ?? -1
  if (at < 0) return 'not found'
  return at < bySeverity.critical ? 'critical' : at < bySeverity.critical + bySeverity.warning ? 'warning' : 'info'
}

describe('on a database in which every violation was planted', () => {
  test('every one is found, as bad as it is', () => {
    const missed = manifest().planted.flatMap(({ check, keys, severity, note }) =>
      keys
        .map((key) => ({ check, key, note, severity: severityOf(checkOf(check), key) }))
        .filter((found) => found.severity !== severity),
    )
    expect(missed).toEqual([])
  })

  test('no decoy is reported', () => {
    const reported = manifest().decoys.flatMap(({ check, keys, why }) =>
      keys.filter((key) => checkOf(check).keys?.includes(key)).map((key) => ({ check, key, why })),
    )
    expect(reported).toEqual([])
  })

  test('nothing else is', () => {
    const expected = new Map<string, Set<Key>>()
    const add = (check: string, keys: readonly Key[]): void => {
      expected.set(check, new Set([...(expected.get(check) ?? []), ...keys]))
    }
    for (const { check, keys, mayAlso = [] } of manifest().planted) for (const id of [check, ...mayAlso]) add(id, keys)
    const strange = report.result.checks
      .filter(({ id }) => !id.startsWith('schema.orphan.'))
      .flatMap(({ id, keys }) =>
        (keys ?? []).filter((key) => expected.get(id)?.has(key) !== true).map((key) => [id, key]),
      )
    expect(strange).toEqual([])
  })

  test('a column without a foreign key has a check of its own, and so has one whose foreign key never was validated', () => {
    expect(checkOf('schema.orphan.billing_invoice.user_id')).toMatchObject({ count: planted, severity: 'warning' })
    expect(checkOf('schema.orphan.billing_invoice.lesson_id')).toMatchObject({ count: planted, severity: 'warning' })
    const columns = report.result.notChecked.map(({ what }) => what)
    expect(columns).toEqual(
      expect.arrayContaining(['public.billing_invoice.external_id', 'public.billing_invoice.device_id']),
    )
  })

  test('all checks were made, all tables found and counted', async () => {
    const { checks, summary, tables, snapshot } = report.result
    expect(checks.filter(({ status }) => status !== 'failed')).toEqual([])
    expect(summary).toMatchObject({ checks: 22, failed: 22, passed: 0, skipped: 0, error: 0, ignored: 0, new: null })
    expect(snapshot).toMatchObject({ connections: 2, isolation: 'serializable' })
    for (const { table, rows, found } of tables) {
      const { rows: counted } = await bed.client.query<{ count: string }>(`SELECT count(*) FROM ${table}`)
      expect({ table, rows, found }).toEqual({ table, rows: Number(counted[0]?.count), found: 'by default name' })
    }
  })

  test('a healthy database has nothing', async () => {
    const healthy = await Bed.make()
    try {
      const { exitCode, report: other } = await healthy.scan()
      expect(other.result.checks.filter(({ status }) => status !== 'passed')).toEqual([])
      expect({ exitCode, verdict: other.verdict }).toEqual({ exitCode: 0, verdict: 'pass' })
    } finally {
      await healthy.close()
    }
  })
})
