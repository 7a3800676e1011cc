import { describe, expect, test } from '@jest/globals'
import { UsageError } from '@m4sh/tools-core/cli'
import { noFaults } from '../../src/faults/faults.ts'
import { parseFaults } from '../../src/faults/parse-faults.ts'

function problemOf(text: string): UsageError {
  try {
    parseFaults(text)
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error(`"${text}" was taken`)
}

describe('faults on the command line', () => {
  test('all of them', () => {
    const text = 'latency=50ms,jitter=20ms,drop=0.01,duplicate=0.02,reorder=0.05,close-every=30s,error-rate=0.03'
    expect(parseFaults(text)).toEqual({
      latencyMs: 50,
      jitterMs: 20,
      drop: 0.01,
      duplicate: 0.02,
      reorder: 0.05,
      closeEveryMs: 30_000,
      errorRate: 0.03,
    })
  })

  test('what is left out does not strike', () => {
    expect(parseFaults('drop=0.5')).toEqual({ ...noFaults, drop: 0.5 })
  })

  test.each([
    ['a rate in percent', 'drop=1%', { drop: 0.01 }],
    ['a rate that begins with a point', 'drop=.5', { drop: 0.5 }],
    ['spaces around', ' drop = 1 , latency = 1.5s ', { drop: 1, latencyMs: 1500 }],
    ['rates that come to all', 'drop=0.1,duplicate=0.2,reorder=0.7', { drop: 0.1, duplicate: 0.2, reorder: 0.7 }],
  ])('%s', (_, text, expected) => {
    expect(parseFaults(text)).toEqual({ ...noFaults, ...expected })
  })

  test.each([
    [
      '',
      'An empty fault came in "": it must be name=value, such as "latency=50ms,jitter=20ms,drop=0.01,close-every=30s".',
    ],
    ['drop=0.1,', /^An empty fault came in "drop=0\.1,"/],
    ['drop', /^The fault "drop" without a value came in "drop"/],
    ['=1', /^The fault "=1" without a value/],
    ['drop=1.5', 'The fault "drop" is "1.5": it must be a rate from 0 to 1, such as "0.01" or "1%".'],
    ['drop=-1', /^The fault "drop" is "-1"/],
    ['drop=', /^The fault "drop" is ""/],
    ['drop=NaN', /^The fault "drop" is "NaN"/],
    ['drop=101%', /^The fault "drop" is "101%"/],
    ['latency=50', 'The fault "latency" is "50": it must be a duration of at most 24h, such as "50ms" or "30s".'],
    ['jitter=25h', /^The fault "jitter" is "25h"/],
    [
      'close-every=0s',
      'The fault "close-every" is "0s": it must be a duration above 0, at most 24h, such as "50ms" or "30s".',
    ],
    ['drop=0.1,drop=0.2', 'The fault "drop" is set twice in "drop=0.1,drop=0.2".'],
    ['drop=0,drop=0', /set twice/],
    ['drop=0.5,duplicate=0.3,reorder=0.3', /together they must be at most 1: 0\.5 \+ 0\.3 \+ 0\.3 came\.$/],
    ['constructor=1', /^There is no fault "constructor"/],
  ])('"%s" is refused', (text, message) => {
    expect(problemOf(text).message).toMatch(message)
  })

  test('a name nearly right is told the right one', () => {
    const { message, hint } = problemOf('latancy=50ms')
    expect(message).toBe(
      'There is no fault "latancy": it must be one of latency, jitter, drop, duplicate, reorder, close-every, error-rate.',
    )
    expect(hint).toBe('Did you mean "latency"?')
  })
})
