import { describe, expect, test } from '@jest/globals'
import { scheduleOf } from '../src/schedule.ts'

const load = { messages: 10, intervalMs: 100, pairs: 1, model: 'open', durationMs: null } as const

describe('what a load was to send', () => {
  test('as many as were asked for, until the interval of the last one is over', () => {
    expect(scheduleOf(load, 5000)).toEqual({ until: 6000, offered: 10 })
    expect(scheduleOf({ ...load, pairs: 3 }, 5000)).toEqual({ until: 6000, offered: 30 })
  })

  test('for so long, at 0, 100, 200 … ms', () => {
    expect(scheduleOf({ ...load, durationMs: 300 }, 5000)).toEqual({ until: 5300, offered: 3 })
    expect(scheduleOf({ ...load, durationMs: 301 }, 5000)).toEqual({ until: 5301, offered: 4 })
    // The second conversation begins in the middle of the interval.
    expect(scheduleOf({ ...load, durationMs: 250, pairs: 2 }, 5000).offered).toBe(3 + 2)
  })

  test('until it is stopped, also before it begins', () => {
    expect(scheduleOf(load, 5000, 5250)).toEqual({ until: 5250, offered: 3 })
    expect(scheduleOf(load, 5000, 4990)).toEqual({ until: 4990, offered: 0 })
  })

  test('is not known where one waits for another', () => {
    expect(scheduleOf({ ...load, model: 'closed' }, 5000)).toEqual({ until: Infinity, offered: null })
  })
})
