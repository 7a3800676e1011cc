import { readdir, writeFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { FixStage } from '../../src/fixes/apply-fixes.ts'
import type { FixPlan } from '../../src/fixes/fix-plan.ts'
import type { ScanCounts } from '../../src/fixes/scan-counts.ts'
import { Bed, type OwnFix, type Tables } from './peers/bed.ts'

let bed: Bed
let plan: FixPlan
let before: Tables

beforeAll(async () => {
  bed = await Bed.make()
})
beforeEach(async () => {
  await bed.run(
    'CREATE SCHEMA own',
    'CREATE TABLE own.item (id int PRIMARY KEY)',
    'INSERT INTO own.item SELECT generate_series(1, 10)',
  )
  before = await bed.tables('own')
  plan = await bed.plan([await bed.own(removal)])
})
afterEach(async () => await bed.run('DROP SCHEMA own CASCADE'))
afterAll(async () => await bed.close())

const removal: OwnFix = { table: 'own.item', rows: 'SELECT id AS key FROM own.item', change: { kind: 'delete' } }

/** Gives one answer after another. */
function scans(...answers: readonly Readonly<Record<string, number>>[]): () => Promise<ScanCounts> {
  const waiting = answers.values()
  return async () => {
    const counts = Object.entries(waiting.next().value ?? {})
    return await Promise.resolve(new Map(counts.map(([id, info]) => [id, { critical: 1, warning: 0, info }])))
  }
}

async function isUntouched(): Promise<boolean> {
  return JSON.stringify(await bed.tables('own')) === JSON.stringify(before)
}

describe('everything is rolled back, and no undo file stays,', () => {
  test.each([
    [{ a: 5, b: 5 }, { a: 0, b: 7 }, 'b has more rows (info: 2 more)'],
    [{ a: 5, b: 5 }, { a: 0 }, 'b can no longer be made'],
  ])('where a check has got worse: %j, then %j', async (was, is, reason) => {
    const undoFile = bed.newFile()
    const outcome = await bed.apply(plan, { undoFile, scan: scans(was, is) })
    expect(outcome).toMatchObject({
      transaction: 'rolled back',
      reason,
      undo: null,
      actions: [{ count: 0, undo: null }],
    })
    expect([await isUntouched(), await readdir(bed.folder.join('undo'))]).toEqual([true, []])
  })

  test.each<FixStage>(['scan before', 'change', 'scan after', 'commit'])('where it is stopped: %s', async (at) => {
    const stop = new AbortController()
    const undoFile = bed.newFile()
    const onProgress = ({ stage }: { stage: FixStage }): void => {
      if (stage === at) stop.abort(new Error('enough'))
    }
    const outcome = await bed.apply(plan, { undoFile, onProgress, signal: stop.signal })
    expect(outcome).toMatchObject({ transaction: 'rolled back', reason: 'it was stopped', undo: null })
    expect([await isUntouched(), await readdir(bed.folder.join('undo'))]).toEqual([true, []])
  })

  test('where the server ends the connection', async () => {
    const undoFile = bed.newFile()
    const scan = async (): Promise<ScanCounts> => {
      await bed.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'integrity-scan'`)
      return new Map()
    }
    await expect(bed.apply(plan, { undoFile, scan })).rejects.toThrow(/it ended the connection|the connection broke/)
    expect([await isUntouched(), await readdir(bed.folder.join('undo'))]).toEqual([true, []])
  })
})

test('a stop after the commit changes nothing any more', async () => {
  const stop = new AbortController()
  const outcome = await bed.apply(plan, {
    signal: stop.signal,
    onProgress: ({ stage }) => {
      if (stage === 'committed') stop.abort()
    },
  })
  expect(outcome).toMatchObject({ transaction: 'committed', actions: [{ count: 10 }] })
  expect((await bed.undo(outcome.undo)).tables).toMatchObject([{ restored: 10 }])
  await expect(bed.apply(plan, { undoFile: outcome.undo ?? '' })).rejects.toThrow(
    'a file of that name is there already',
  )
})

describe('an undo file', () => {
  test('is never overwritten', async () => {
    const undoFile = bed.folder.join('mine')
    await writeFile(undoFile, 'mine')
    await expect(bed.apply(plan, { undoFile })).rejects.toThrow('a file of that name is there already')
    expect(await isUntouched()).toBe(true)
  })

  test('that cannot be made keeps the repair from being made', async () => {
    await writeFile(bed.folder.join('file'), '')
    const undoFile = bed.folder.join('file', 'undo.jsonl')
    await expect(bed.apply(plan, { undoFile })).rejects.toThrow('a part of its path is a file, not a folder')
    expect(await isUntouched()).toBe(true)
  })

  test('does not stay where nothing was changed', async () => {
    await bed.run('DELETE FROM own.item')
    const undoFile = bed.newFile()
    const outcome = await bed.apply(plan, { undoFile })
    expect(outcome).toMatchObject({ transaction: 'none', undo: null, actions: [{ count: 0, left: [{ count: 10 }] }] })
    expect(await readdir(bed.folder.join('undo'))).not.toContain(undoFile.split('/').at(-1))
  })
})

describe('two at once', () => {
  const settings = { statementTimeoutMs: 30_000, lockTimeoutMs: 50, schemas: [] }

  test('the second waits, and finds nothing left to do', async () => {
    const second = await bed.plan([await bed.own(removal)])
    const outcomes = await Promise.all([bed.apply(plan), bed.apply(second)])
    const count = (of: 'changed' | 'left'): number[] =>
      outcomes
        .map(({ actions: [action] }) => (of === 'changed' ? action?.count : action?.left[0]?.count) ?? 0)
        .toSorted((one, other) => one - other)
    expect([count('changed'), count('left')]).toEqual([
      [0, 10],
      [0, 10],
    ])
  })

  test.each(['--fix', '--undo'])('the second refuses where the first takes too long: %s', async (what) => {
    const { undo } = await bed.apply(await bed.plan([await bed.own({ ...removal, rows: `${removal.rows} LIMIT 1` })]))
    const rest = await bed.plan([await bed.own(removal)])
    const refused: string[] = []
    const scan = async (): Promise<ScanCounts> => {
      const other = what === '--fix' ? bed.apply(rest, { settings }) : bed.undo(undo, { settings })
      await other.catch((error: Error) => refused.push(error.message))
      return new Map()
    }
    await bed.apply(rest, { scan })
    expect(refused.slice(0, 1)).toEqual(['Another --fix or --undo is under way on this database.'])
  })
})

test.each(['--fix', '--undo'])('a table that somebody else has locked is waited for once: %s', async (what) => {
  const settings = { statementTimeoutMs: 30_000, lockTimeoutMs: 50, schemas: [] }
  const { undo } = await bed.apply(await bed.plan([await bed.own({ ...removal, rows: `${removal.rows} LIMIT 1` })]))
  const rest = await bed.plan([await bed.own(removal)])
  await bed.besides(async (other) => {
    await other.query('BEGIN; LOCK TABLE own.item IN SHARE MODE')
    const work = what === '--fix' ? bed.apply(rest, { settings }) : bed.undo(undo, { settings })
    await expect(work).rejects.toThrow('canceling statement due to lock timeout')
  })
  expect(await bed.texts('SELECT count(*)::text FROM own.item')).toEqual(['9'])
})

test('checks are made in the transaction, and may not write', async () => {
  const seen: unknown[] = []
  const outcome = await bed.apply(plan, {
    scan: async (client) => {
      const { rows } = await client.query(
        `SELECT count(*)::int AS rows, current_setting('transaction_read_only') AS "isReadOnly" FROM own.item`,
      )
      seen.push(...rows)
      return new Map()
    },
  })
  expect(seen).toEqual([
    { rows: 10, isReadOnly: 'on' },
    { rows: 0, isReadOnly: 'on' },
  ])
  expect(outcome.transaction).toBe('committed')
})

test('more rows than one run may change are refused', async () => {
  const fixes = [await bed.own(removal), await bed.own({ ...removal, check: 'other' })]
  await expect(bed.plan(fixes, { maxRows: 19 })).rejects.toThrow('More than 19 rows would be repaired')
  expect((await bed.plan(fixes, { maxRows: 20 })).rows).toBe(20)
})

test('progress goes from stage to stage', async () => {
  const stages: string[] = []
  await bed.apply(plan, { onProgress: ({ stage, done, total }) => stages.push(`${stage} ${done}/${total}`) })
  expect(stages).toEqual([
    'scan before 0/10',
    'change 0/10',
    'change 10/10',
    'scan after 10/10',
    'commit 10/10',
    'committed 10/10',
  ])
})
