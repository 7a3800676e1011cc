import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Bed } from '../peers/blasting.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make()
})
afterAll(async () => await bed.close())

interface Row {
  readonly id: string
  readonly user: string
  readonly type: string
  readonly payload: { readonly notif_blast: { readonly row: number } }
  /** Microseconds, as text. */
  readonly read: string | null
  readonly created: string
}

/** The rows of a run in any table, in the order of their numbers; without what makes one run differ from another. */
async function written(table: string, run: string) {
  const us = (column: string): string => `(extract(epoch FROM ${column} AT TIME ZONE 'UTC') * 1000000)::bigint::text`
  const { rows } = await bed.client.query<Row>(
    `SELECT id::text AS id, user_id::text AS "user", type::text AS type,
       payload::jsonb #- '{notif_blast,run}' #- '{expires_at}' AS payload, ${us('read_at')} AS read, ${us('created_at')} AS created
     FROM ${table} WHERE payload::jsonb->'notif_blast'->>'run' = $1 ORDER BY (payload::jsonb->'notif_blast'->>'row')::int`,
    [run],
  )
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  const began = Number.parseInt(run.replace('-', '').slice(0, 12), 16) * 1000
  return rows.map(({ user, type, payload, created, read }) => ({
    user,
    type,
    payload,
    created: Number(created) - began,
    read: read === null ? null : Number(read) - began,
  }))
}

const settings = [
  '--user',
  '1',
  '--user',
  '2',
  '--user',
  '3',
  '-n',
  '200',
  '--read-ratio',
  '0.4',
  '--spread',
  '3d',
  '--locale',
  'uk',
  '--locale',
  'en',
]

async function blast(table: string, argv: readonly string[]) {
  const { report, stderr, exitCode } = await bed.blast([...settings, '--table', table, ...argv])
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
  expect(report.result.database).toEqual({ rows: 600, agrees: true })
  return { rows: await written(table, report.result.marker), result: report.result }
}

const types = (type: string, payload: string, instant: string, id = 'uuid', user = 'bigint') =>
  `(id ${id} PRIMARY KEY, user_id ${user} NOT NULL, type ${type} NOT NULL, payload ${payload} NOT NULL,
    read_at ${instant}, created_at ${instant} NOT NULL)`

describe('the same rows, however they are written', () => {
  let expected: Awaited<ReturnType<typeof blast>>['rows']
  let plainly: Awaited<ReturnType<typeof blast>>['result']

  beforeAll(async () => {
    const { rows, result } = await blast('notifications_notification', [])
    expected = rows
    plainly = result
  })

  test('as they were asked for', () => {
    expect(plainly).toMatchObject({ method: 'copy', copyFormat: 'binary' })
    expect(expected.map(({ payload }) => payload.notif_blast.row)).toEqual(Array.from({ length: 600 }, (_, row) => row))
    expect(new Set(expected.map(({ type }) => type)).size).toBe(8)
    expect(expected.filter(({ read }) => read !== null).length).toBeGreaterThan(180)
    for (const { created, read } of expected) {
      expect(created).toBeLessThan(0)
      expect(created).toBeGreaterThanOrEqual(-3 * 86_400 * 1e6 - 1)
      if (read === null) continue
      expect(read).toBeGreaterThanOrEqual(created)
      expect(read).toBeLessThanOrEqual(Math.max(0, created + 1000))
    }
  })

  test.each([
    ['INSERT', ['--method', 'insert']],
    ['small batches', ['--batch-size', '7', '--connections', '4']],
    ['row by row', ['--batch-size', '1']],
    ['INSERT, row by row', ['--method', 'insert', '--batch-size', '1']],
  ])('%s', async (_, argv) => {
    expect((await blast('notifications_notification', argv)).rows).toEqual(expected)
  })

  test.each([
    ['json, timestamp without zone, text', types('text', 'json', 'timestamp'), 'binary'],
    ['ids as text, users as integer', types('varchar(50)', 'text', 'timestamptz', 'varchar(36)', 'integer'), 'binary'],
    ['an enum and a domain', types('notification_type', 'jsonb', 'moment'), 'binary'],
    ['citext, which has no binary format that is known', types('citext', 'jsonb', 'timestamptz'), 'text'],
  ])('%s', async (_, columns, format) => {
    await bed.client.query(`
      DROP TABLE IF EXISTS other_notification; DROP TYPE IF EXISTS notification_type; DROP DOMAIN IF EXISTS moment;
      CREATE EXTENSION IF NOT EXISTS citext;
      CREATE TYPE notification_type AS ENUM ('lesson.created', 'lesson.reminder', 'lesson.cancelled', 'chat.message',
        'relation.invite', 'relation.accepted', 'system.announcement', 'system.update');
      CREATE DOMAIN moment AS timestamptz;
      CREATE TABLE other_notification ${columns}`)
    const copied = await blast('other_notification', [])
    expect(copied.rows).toEqual(expected)
    expect(copied.result.copyFormat).toBe(format)
    const inserted = await blast('other_notification', ['--method', 'insert'])
    expect(inserted.rows).toEqual(expected)
    expect((await blast('other_notification', ['--batch-size', '1'])).rows).toEqual(expected)
    const undone = await bed.blast(['--undo', inserted.result.marker, '--table', 'other_notification', '--yes'])
    expect(undone.report.result.cleared).toBe(600)
  })
})

test('another seed makes others', async () => {
  const one = await blast('notifications_notification', ['--seed', '1'])
  const other = await blast('notifications_notification', ['--seed', '2'])
  expect(one.rows).not.toEqual(other.rows)
})

test('every user gets as many as were asked for', async () => {
  const { report } = await bed.blast([...settings, '-t', 'chat.message:3', '-t', 'lesson.reminder'])
  const { rows } = await bed.client.query<{ user_id: string; count: string }>(
    `SELECT user_id, count(*) FROM notifications_notification WHERE payload->'notif_blast'->>'run' = $1 GROUP BY 1 ORDER BY 1`,
    [report.result.marker],
  )
  expect(rows.map(({ user_id: user, count }) => [Number(user), Number(count)])).toEqual([
    [1, 200],
    [2, 200],
    [3, 200],
  ])
  const { 'chat.message': chat = 0, 'lesson.reminder': reminders = 0, ...others } = report.result.byType
  expect([chat + reminders, Object.keys(others)]).toEqual([600, []])
  expect(chat / 600).toBeCloseTo(0.75, 1)
})
