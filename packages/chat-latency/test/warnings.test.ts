import { describe, expect, test } from '@jest/globals'
import type { SocketEnd } from '@m4sh/tools-core/connections/websocket'
import { countsOf, ladder, resultOf } from './sample-run.ts'
import { warningsOf } from '../src/warnings.ts'

const end = (change: Partial<SocketEnd>): SocketEnd => ({
  opened: true,
  kind: 'dropped',
  code: 1006,
  reason: '',
  says: 'the connection broke',
  isPassing: true,
  ...change,
})

const warningsWith = (counts = countsOf(), brokenOff = 0) =>
  warningsOf(resultOf(ladder(30), { counts, brokenOff }), counts)

describe('warnings', () => {
  test('of a calm run are none', () => {
    expect(warningsWith()).toEqual([])
  })

  test('tell how sockets ended, each kind once, apart from POSTs that fail alike', () => {
    const counts = countsOf()
    const refused = end({ kind: 'refused', says: 'nothing listens there', hint: 'Is the gateway running there?' })
    for (const one of [end({}), end({}), refused]) {
      counts.error(one.kind)
      counts.ended(one.kind, one)
    }
    for (let posts = 0; posts < 50; posts++) counts.error('refused')
    expect(warningsWith(counts)).toEqual([
      '2 sockets ended: the connection broke.',
      '1 socket ended: nothing listens there. Is the gateway running there?',
    ])
  })

  test('tell a token that POSTs are refused with from one that sockets are', () => {
    const counts = countsOf()
    counts.error('unauthorized')
    counts.ended('unauthorized', end({ says: 'the gateway closed it with code 4401' }))
    expect(warningsWith(counts)).toEqual(['1 socket ended: the gateway closed it with code 4401.'])
    counts.error('unauthorized')
    expect(warningsWith(counts)).toContain('The token ran out in the middle of the run: 1 message refused (401).')
  })

  test('tell rate limits, what was under way, what is left and what has come to a standstill', () => {
    const counts = countsOf({ rateLimited: 2, givenUp: 1, notDeleted: 3 })
    expect(warningsWith(counts, 2)).toEqual([
      '2 conversations had come to a standstill before the run ended.',
      expect.stringMatching(/^The platform told to wait 2 times \(429\).*--interval\.$/),
      '1 message still under way when the run was stopped: not received.',
      '3 messages could not be deleted.',
    ])
  })
})
