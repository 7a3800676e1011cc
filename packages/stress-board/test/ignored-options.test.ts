import { expect, test } from '@jest/globals'
import { ignoredOptions } from '@m4sh/tools-core/cli'
import type { ValueSource } from '@m4sh/tools-core/cli'
import { ignoredRules } from '../src/ignored-options.ts'

const flag = (name: string): ValueSource => ({ kind: 'flag', name })

test.each<[values: Record<string, unknown>, given: string[], said: string[]]>([
  [
    { closed: true },
    ['rate', 'arrivals', 'thinkTime'],
    ['--rate means nothing with --closed.', '--arrivals means nothing with --closed.'],
  ],
  [{ closed: false }, ['rate', 'thinkTime'], ['--think-time means nothing without --closed.']],
  [{ stages: [] }, ['clients'], ['--clients means nothing with --stages.']],
  [{ live: false }, ['livePort'], ['--live-port means nothing without --live.']],
  [{ live: true, closed: true }, ['livePort'], []],
  [
    { jitter: 0, packetLoss: 0 },
    ['jitterShape', 'lossBurst'],
    ['--jitter-shape means nothing without --jitter.', '--loss-burst means nothing without --packet-loss.'],
  ],
])('of %j and %j it is said: %j', (values, given, said) => {
  expect(ignoredOptions(ignoredRules, values, Object.fromEntries(given.map((key) => [key, flag(key)])))).toEqual(said)
})

test('what environment and file say for many runs is no mistake', () => {
  const rate: ValueSource = { kind: 'env', name: 'M4SH_STRESS_BOARD_RATE' }
  expect(ignoredOptions(ignoredRules, { closed: true }, { rate })).toEqual([])
})
