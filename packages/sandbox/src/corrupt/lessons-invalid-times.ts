import type { Planted, Violation } from './violation.ts'

const minute = 60_000
const day = 1440 * minute

export const invalidTimes: Violation = {
  check: 'lessons.invalid-times',
  table: 'lessons_lesson',
  plant: async (rows) => {
    const start = rows.now - 7 * day
    const lesson = async (length: number, severity: Planted['severity'], note: string): Promise<Planted> => {
      const id = await rows.lesson({ ...(await rows.pair()), start, end: start + length })
      return { keys: [id], severity, note }
    }
    return [
      await lesson(-60 * minute, 'critical', 'ends before it starts'),
      await lesson(0, 'critical', 'ends when it starts'),
      await lesson(day + minute, 'warning', 'longer than 24 hours'),
    ]
  },
  decoys: async (rows) => {
    const start = rows.now - 7 * day
    const whole = await rows.lesson({ ...(await rows.pair()), start, end: start + day })
    const short = await rows.lesson({ ...(await rows.pair()), start, end: start + 1 })
    return [
      { keys: [whole], why: 'exactly 24 hours' },
      { keys: [short], why: 'a millisecond long' },
    ]
  },
}
