import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from './host.ts'

/** Longer timers fire at once. */
export const longestTimerMs = 2 ** 31 - 1

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await pause(Math.min(ms, longestTimerMs), undefined, signal ? { signal } : {})
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    }
  },
  schedule: (ms, action) => {
    const timer = setTimeout(action, Math.min(ms, longestTimerMs)).unref()
    return () => clearTimeout(timer)
  },
}
