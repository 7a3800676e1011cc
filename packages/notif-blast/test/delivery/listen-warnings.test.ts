import { expect, test } from '@jest/globals'
import { emptySummary } from '@m4sh/tools-core/stats/summary'
import { listenWarnings } from '../../src/delivery/listen-warnings.ts'

const calm = {
  delivered: 10,
  lost: 0,
  missed: 0,
  late: 0,
  duplicated: 0,
  unconfirmed: 0,
  misdirected: 0,
  open: 0,
  listeners: 2,
  reconnects: 0,
  latency: emptySummary,
  transit: emptySummary,
}

test('a calm run warns of nothing', () => {
  expect(listenWarnings(calm, 10_000)).toEqual([])
})

test.each([
  [{ lost: 5, late: 2 }, 'Of 5 that are lost, 2 came later than 1.5 s.'],
  [{ lost: 5, missed: 3 }, 'Of 5 that are lost, 3 were for users whose sockets were gone for a while.'],
  [{ misdirected: 1 }, '1 notification came to the socket of another user.'],
  [{ unconfirmed: 2 }, '2 notifications arrived whose push has failed as far as is known.'],
  [{ open: 4 }, 'The run was stopped before it was known what became of 4 notifications.'],
  [{ reconnects: 1 }, 'Sockets that listened were lost and came back 1 time.'],
])('%j', (change, says) => {
  expect(listenWarnings({ ...calm, ...change }, 1500)).toEqual([says])
})
