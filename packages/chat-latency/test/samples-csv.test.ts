import { describe, expect, test } from '@jest/globals'
import { Redactor } from '@m4sh/tools-core/redaction'
import { samplesCsv } from '../src/samples-csv.ts'
import { origin, recordsOf, type Station } from './sample-run.ts'

const wall = new Date('2026-03-01T23:59:59.990Z')

function rowsOf(stations: readonly Station[], secrets: readonly string[] = []): readonly (readonly unknown[])[] {
  const run = { records: recordsOf(stations), origin: { monotonicMs: origin, wall } }
  return [...(samplesCsv(run, new Redactor(secrets)).rows as Iterable<readonly unknown[]>)]
}

test('columns and their order are a promise', () => {
  const { columns } = samplesCsv({ records: [], origin: { monotonicMs: origin, wall } }, new Redactor())
  expect(columns.join(',')).toBe('index,message_id,scheduled_at,sent_at,acknowledged_at,received_at,latency_ms,status')
})

describe('a row', () => {
  test('tells instants to the microsecond, across midnight', () => {
    const [row] = rowsOf([{ due: 0.0004, sent: 0.1234, acknowledged: 9.9999, received: 12.3456, id: '77' }])
    expect(row).toEqual([
      0,
      '77',
      '2026-03-01T23:59:59.990000Z',
      '2026-03-01T23:59:59.990124Z',
      '2026-03-02T00:00:00.000000Z',
      '2026-03-02T00:00:00.002346Z',
      '12.346',
      'received',
    ])
  })

  test.each<[string, Partial<Station>, readonly unknown[]]>([
    ['lost', { received: null, status: 'lost' }, [null, null, 'lost']],
    ['late', { received: 70_000, status: 'lost' }, ['2026-03-02T00:01:09.990000Z', null, 'lost']],
    ['recovered', { received: null, status: 'recovered' }, [null, null, 'recovered']],
    ['failed', { received: null, status: 'failed' }, [null, null, 'failed']],
    ['given up', { received: null, status: 'waiting' }, [null, null, 'lost']],
  ])('of a message that is %s has no latency', (_, station, end) => {
    expect(rowsOf([{ due: 0, ...station }])[0]?.slice(5)).toEqual(end)
  })

  test('of a message that never left has its scheduled time alone', () => {
    const [row] = rowsOf([{ due: 0, sent: null, acknowledged: null, received: null, status: 'failed' }])
    expect(row).toEqual([0, null, '2026-03-01T23:59:59.990000Z', null, null, null, null, 'failed'])
  })

  test('shows no secret, whatever the platform says that the id is', () => {
    expect(rowsOf([{ due: 0, id: 'my-secret-token' }], ['my-secret-token'])[0]?.[1]).not.toContain('my-secret')
  })
})

test('rows stand in the order in which the messages were due', () => {
  const rows = rowsOf([
    { due: 20, id: 'c' },
    { due: 0, id: 'a' },
    { due: 10, id: 'b' },
  ])
  expect(rows.map(([index, id]) => [index, id])).toEqual([
    [0, 'a'],
    [1, 'b'],
    [2, 'c'],
  ])
})
