import { expect, test } from '@jest/globals'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import { mostEntries, Recorder } from '../../src/engine/recorder.ts'

const entry = (sequence: number) => ({ lesson: '1', receiver: 2, sender: 3, sequence })

test('many entries of one kind hide none of another', () => {
  const recorder = new Recorder()
  for (let count = 0; count < mostEntries + 500; count++) recorder.note('out-of-order', entry(count))
  recorder.note('lost', entry(7))
  recorder.note('foreign', entry(8))
  expect(recorder.ledgerTotal).toBe(mostEntries + 502)
  expect(recorder.ledger).toHaveLength(mostEntries + 2)
  expect(recorder.ledger.at(mostEntries - 1)).toEqual({ kind: 'out-of-order', ...entry(mostEntries - 1) })
  expect(recorder.ledger.slice(-2)).toEqual([
    { kind: 'lost', ...entry(7) },
    { kind: 'foreign', ...entry(8) },
  ])
})

test('a second holds what happened since the last one, and who is connected now', () => {
  const recorder = new Recorder()
  recorder.open = 4
  recorder.sent()
  recorder.sent()
  recorder.received()
  recorder.error('garbage')
  recorder.arrived(12)
  const { latency, ...counts } = recorder.takeSecond(1000)
  expect(counts).toEqual({ t: 1000, sent: 2, received: 1, errors: 1, connected: 4 })
  expect(Histogram.fromJSON(latency).max).toBe(12)
  recorder.open = 3
  const next = recorder.takeSecond(2000)
  expect({ ...next, latency: next.latency.count }).toEqual({
    t: 2000,
    sent: 0,
    received: 0,
    errors: 0,
    connected: 3,
    latency: 0,
  })
  expect([recorder.latency.count, recorder.counts.sent, recorder.errors.get('garbage')]).toEqual([1, 2, 1])
})

test('a gateway that invents kinds of errors does not fill the memory; none is lost', () => {
  const recorder = new Recorder()
  for (let at = 0; at < 1000; at++) recorder.error(`WS_${at}`)
  recorder.error('WS_7')
  expect([recorder.errors.size, recorder.errors.get('WS_7'), recorder.errors.get('other')]).toEqual([51, 2, 950])
})
