import { readFile, stat } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { PreparedCheck } from '../../src/checks/prepared-check.ts'
import { type FixOutcome, plannedOutcome } from '../../src/fixes/fix-outcome.ts'
import type { FixPlan } from '../../src/fixes/fix-plan.ts'
import { Bed, differences, type Tables, toPlan } from './peers/bed.ts'

/** How often each violation is planted. */
const corrupt = 3

let bed: Bed
let checks: readonly PreparedCheck[]
let plan: FixPlan
let outcome: FixOutcome
let before: Tables
let after: Tables

beforeAll(async () => {
  bed = await Bed.make({ corrupt })
  before = await bed.tables()
  checks = await bed.checks()
  plan = await bed.plan(toPlan(checks))
  outcome = await bed.apply(plan, { scan: async (client) => await bed.scan(client, checks) })
  after = await bed.tables()
})
afterAll(async () => await bed.close())

function planted(check: string, note = ''): string[] {
  const all = bed.sandbox.corruption?.planted ?? []
  return all.filter((one) => one.check === check && one.note.includes(note)).flatMap(({ keys }) => keys.map(String))
}

function rowsOf(tables: Tables, table: string, keys: readonly string[]): readonly string[] {
  return (tables[`public.${table}`] ?? []).filter((row) => keys.some((key) => row.startsWith(`(${key},`)))
}

test('every repair is planned, and does what it has planned', () => {
  const counts = Object.fromEntries(outcome.actions.map(({ check, action, count }) => [check, `${count} ${action}`]))
  expect(counts).toEqual({
    'relations.orphan-tutor': '3 removed',
    'relations.orphan-student': '3 removed',
    'relations.duplicates': '3 archived',
    'lessons.invalid-times': '3 start and end swapped',
    'lessons.orphan-tutor': '3 removed',
    'lessons.orphan-student': '3 removed',
    'chat.orphan-message': '3 removed',
    'chat.no-author': '3 author set to NULL',
    'notifications.orphan': '3 removed',
    'notifications.stale': '3 marked as read',
    'snapshots.empty-state': '3 removed',
    'snapshots.orphan': '3 removed',
    'users.inactive-with-active-relations': '3 archived',
  })
  expect(outcome).toMatchObject({ dryRun: false, transaction: 'committed', reason: null })
  expect(outcome.actions.every(({ left, undo }) => left.length === 0 && undo === outcome.undo)).toBe(true)
  expect(plan.rows).toBe(39)
})

test('what comes up because of it is told, with the reason', () => {
  expect(outcome.uncovered).toEqual([
    { check: 'snapshots.missing', count: corrupt, because: 'the snapshot that the lesson had was empty' },
  ])
})

test('a second scan shows none of what can be repaired', async () => {
  await bed.run('BEGIN')
  const counts = await bed.scan(bed.client, checks)
  await bed.run('ROLLBACK')
  for (const { check } of toPlan(checks)) {
    const { critical, warning, info } = counts.get(check.fix.check) ?? { critical: -1, warning: -1, info: -1 }
    // What has no length needs a human; a message without an author stays one.
    const rest = { 'lessons.invalid-times': 6, 'chat.no-author': 6 }[check.fix.check] ?? 0
    expect([check.fix.check, critical + warning + info]).toEqual([check.fix.check, rest])
  }
})

describe('the rows', () => {
  test.each([
    ['relations.orphan-tutor', 'users_tutorstudentrelation', ''],
    ['lessons.orphan-student', 'lessons_lesson', ''],
    ['chat.orphan-message', 'chat_lessonchatmessage', ''],
    ['notifications.orphan', 'notifications_notification', ''],
    ['snapshots.orphan', 'boards_boardsnapshot', ''],
    ['snapshots.empty-state', 'boards_boardsnapshot', ''],
  ])('of %s are gone', (check, table, note) => {
    expect(rowsOf(before, table, planted(check, note))).toHaveLength(corrupt)
    expect(rowsOf(after, table, planted(check, note))).toEqual([])
  })

  test('of duplicates: the active one stays, the other is archived', () => {
    const twins = rowsOf(after, 'users_tutorstudentrelation', planted('relations.duplicates'))
    const of = (status: string): number => twins.filter((row) => row.split(',')[3] === status).length
    expect([of('active'), of('archived')]).toEqual([corrupt, corrupt])
  })

  test('with an end before the start have changed them', async () => {
    const [row] = await bed.texts(
      `SELECT "end" - start FROM lessons_lesson WHERE id = ${planted('lessons.invalid-times', 'ends before')[0]}`,
    )
    expect(row).toMatchObject({ hours: 1 })
  })

  test('that are no concern of it are as they were', () => {
    const changed = differences(before, after)
    expect(
      Object.fromEntries(Object.entries(changed).map(([name, { gone, come }]) => [name, [gone.length, come.length]])),
    ).toEqual({
      'public.users_tutorstudentrelation': [12, 6],
      'public.lessons_lesson': [9, 3],
      'public.chat_lessonchatmessage': [6, 3],
      'public.notifications_notification': [6, 3],
      'public.boards_boardsnapshot': [6, 0],
    })
  })
})

test('the undo file is for the user alone, and holds each row', async () => {
  const file = outcome.undo ?? ''
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const lines = (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines.filter((line) => 'row' in line)).toHaveLength(plan.rows)
  expect(lines[0]).toMatchObject({ undo: { format: 'integrity-scan undo', version: 1, run: { id: 'a run' } } })
  expect(lines.slice(-2)).toEqual([{ end: { rows: plan.rows, sha256: expect.any(String) } }, { committed: true }])
})

test('a plan tells what would be done, with samples', () => {
  const told = plannedOutcome(plan)
  expect(told).toMatchObject({ dryRun: true, transaction: 'none', undo: null })
  const stale = told.actions.find(({ check }) => check === 'notifications.stale')
  expect(stale).toMatchObject({ count: 3, undo: null, left: [] })
  expect(stale?.samples[0]).toEqual({ key: expect.any(String), severity: 'info', row: { read_at: null } })
  const lessons = told.actions.find(({ check }) => check === 'lessons.orphan-tutor')
  expect(lessons?.samples[0]).toMatchObject({ key: expect.any(Number), row: { tutor_id: expect.any(Number) } })
})

describe('undo', () => {
  test('first says what it would do', async () => {
    const told = await bed.undo(outcome.undo, { dryRun: true })
    expect(told).toMatchObject({ runId: 'a run', dryRun: true, fix: 'committed', transaction: 'none' })
    expect(told.tables.reduce((sum, { restored }) => sum + restored, 0)).toBe(plan.rows)
    expect(await bed.tables()).toEqual(after)
  })

  test('makes the database row for row what it was', async () => {
    const undone = await bed.undo(outcome.undo)
    expect(undone.transaction).toBe('committed')
    expect(undone.tables.every(({ alreadyThere, left }) => alreadyThere === 0 && left.length === 0)).toBe(true)
    expect(await bed.tables()).toEqual(before)
  })

  test('a second time finds all there', async () => {
    const again = await bed.undo(outcome.undo)
    expect(again.tables.map(({ restored, left }) => [restored, left.length])).toEqual(again.tables.map(() => [0, 0]))
    expect(again.tables.reduce((sum, { alreadyThere }) => sum + alreadyThere, 0)).toBe(plan.rows)
    expect(await bed.tables()).toEqual(before)
  })
})
