import { describe, expect, test } from '@jest/globals'
import { RowFinder } from '../../src/listen/find-rows.ts'
import { makeRunKey, RowIds } from '../../src/rows/run-id.ts'
import { ids, run } from '../push/peers/notifications.ts'

const finder = new RowFinder(run)
const rowsIn = (frame: unknown): number[] => [...finder.find(frame)]

const marked = (row: number): object => ({ title: 'Урок', notif_blast: { run: run.id, row } })
const notification = (row: number): object => ({ id: ids.text(row), type: 'x', payload: { title: 'Урок' } })
const channel = 'notifications:user:1'

describe('a notification is found', () => {
  test.each<[string, unknown]>([
    ['by the marker in its payload', { channel, payload: { type: 'new', payload: { id: 5, payload: marked(7) } } }],
    ['by its id', { channel, payload: { type: 'new', payload: notification(7) } }],
    ['beside the channel', { channel, type: 'new', ...notification(7) }],
    ['beside the channel, by the marker', { channel, type: 'new', id: 'made', payload: marked(7) }],
    ['in an object of its own', { channel, event: 'new', data: { notification: notification(7) } }],
    ['whatever the case of its id', { channel, id: ids.text(7).toUpperCase() }],
    ['with a payload that is the text of one', { channel, payload: { id: 1, payload: JSON.stringify(marked(7)) } }],
    ['once, though it says twice who it is', { id: ids.text(7), payload: marked(7), copy: notification(7) }],
  ])('%s', (_, frame) => {
    expect(rowsIn(frame)).toEqual([7])
  })

  test('among others', () => {
    expect(rowsIn({ channel, payload: [notification(1), { id: 'else' }, { payload: marked(2) }] })).toEqual([1, 2])
  })
})

describe('there is none', () => {
  const other = makeRunKey(new Date('2026-03-01T10:00:00Z'), '5b0f5a46-9b1e-4a3c-8d2e-1f2a3b4c5d6f')
  test.each<[string, unknown]>([
    ['of this run in the marker of another', { payload: { notif_blast: { run: other.id, row: 7 } } }],
    ['of this run with the id of another', { id: new RowIds(other).text(7) }],
    ['with a row that is none', { payload: { notif_blast: { run: run.id, row: -1 } } }],
    ['with a part of a row', { payload: { notif_blast: { run: run.id, row: 0.5 } } }],
    ['with a row beyond all', { payload: { notif_blast: { run: run.id, row: 2 ** 32 } } }],
    ['with a row that is a text', { payload: { notif_blast: { run: run.id, row: '7' } } }],
    ['with a marker that is none', { payload: { notif_blast: run.id } }],
    ['in a text that is no payload', { payload: { text: `{ ${run.id}` } }],
    ['in what is no object', ids.text(7)],
    ['in nothing', undefined],
  ])('%s', (_, frame) => {
    expect(rowsIn(frame)).toEqual([])
  })

  test('so deep that it is no envelope', () => {
    let frame: unknown = notification(7)
    for (let depth = 0; depth < 10_000; depth++) frame = { payload: frame }
    expect(rowsIn(frame)).toEqual([])
  })
})
