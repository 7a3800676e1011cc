import { expect, test } from '@jest/globals'
import type { RawResult } from '../src/engine/raw-result.ts'
import { Recorder } from '../src/engine/recorder.ts'
import { toResult } from '../src/to-result.ts'
import { warningsOf } from '../src/warnings.ts'
import { sampleReport } from './report-html/sample-report.ts'
import { rawOf } from './sample-raw.ts'

const facts = { budgetMs: 200, workers: 1, planId: 'a', floor: { p50: 0.1, p99: 0.4 } }

/** All that is to be said of so many of each. */
function troubled(count: number): string[] {
  const [room] = sampleReport().result.rooms
  if (room === undefined) throw new Error('there is a room')
  const raw = rawOf(undefined, {
    clients: count,
    convergence: {
      checked: 0,
      unchecked: count,
      left: count,
      gone: 0,
      diverged: [],
      perceivedClients: 0,
      wrongAtEnd: 0,
    },
    rooms: Array.from({ length: count }, () => ({ ...room, clients: 1 })),
    errors: { WS_RATE_LIMITED: count, closed: count, unauthorized: count },
    ends: {
      closed: { says: 'the gateway closed it with code 1001', hint: null },
      unauthorized: { says: 'the gateway closed it with code 4001', hint: 'Is the token valid and not expired?' },
    },
  })
  return said({ ...raw, counts: { ...raw.counts, cutOff: count } })
}

const said = (raw: RawResult): string[] => warningsOf(toResult(raw, facts), raw)

const nothingMeasured =
  'Nothing had to be delivered, so nothing was measured: more clients in a room, a longer run or a higher rate are wanted.'

test('one of each', () => {
  expect(troubled(1)).toEqual([
    nothingMeasured,
    '1 of 1 client never connected.',
    '1 room has one client only, who draws for nobody: give more clients or fewer lessons.',
    '1 client left before the end, as the stages say, and could not be compared.',
    '1 socket ended: the gateway closed it with code 1001.',
    '1 socket ended: the gateway closed it with code 4001. Is the token valid and not expired?',
    '1 client was gone at the end, or got no board, and could not be compared.',
    '1 message was written right before the socket broke; whether the server had them is not known.',
    'The gateway refused 1 message (WS_RATE_LIMITED); a stroke that it refused counts as lost to the others.',
  ])
})

test('many of each', () => {
  expect(troubled(1200)).toEqual([
    nothingMeasured,
    '1200 of 1,200 clients never connected.',
    '1,200 rooms have one client only, who draws for nobody: give more clients or fewer lessons.',
    '1,200 clients left before the end, as the stages say, and could not be compared.',
    '1,200 sockets ended: the gateway closed it with code 1001.',
    '1,200 sockets ended: the gateway closed it with code 4001. Is the token valid and not expired?',
    '1,200 clients were gone at the end, or got no board, and could not be compared.',
    '1,200 messages were written right before the socket broke; whether the server had them is not known.',
    'The gateway refused 1,200 messages (WS_RATE_LIMITED); a stroke that it refused counts as lost to the others.',
  ])
})

test('nothing of a run in which all went well; of one that was stopped early not that clients are missing', () => {
  const recorder = new Recorder()
  recorder.arrived(5)
  const raw = rawOf(recorder, { clients: 3 })
  expect(said({ ...raw, counts: { ...raw.counts, connected: 3, expected: 1, received: 1 } })).toEqual([])
  expect(said({ ...raw, interrupted: true })).toEqual([])
})

test('why nothing was measured', () => {
  const raw = rawOf(undefined, { clients: 3 })
  const saidOf = (counts: Partial<RawResult['counts']>, over: Partial<RawResult> = {}) =>
    said({ ...raw, ...over, counts: { ...raw.counts, connected: 3, ...counts } })
  expect(saidOf({})).toEqual([nothingMeasured])
  expect(saidOf({}, { interrupted: true })).toEqual([
    'It was stopped before anybody saw anything, so nothing was measured.',
  ])
  expect(saidOf({ dropped: 7 })).toEqual([
    'The bad network let nothing through that was drawn, so nothing was measured: give less than --packet-loss 100%.',
  ])
  expect(saidOf({ sent: 1, expected: 1 })).toEqual([
    'Nobody saw the 1 delivery that had to come, so nothing was measured.',
  ])
  expect(saidOf({ sent: 1200, expected: 1200 })).toEqual([
    'Nobody saw any of the 1,200 deliveries that had to come, so nothing was measured.',
  ])
})
