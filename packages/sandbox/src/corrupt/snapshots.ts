import { sampleStroke } from '../seeds/strokes.ts'
import type { Violation } from './violation.ts'

const table = 'boards_boardsnapshot'
/** JSON texts; `null` is SQL's. */
const empty = [null, 'null', '{}', '{"strokes": []}', '[]', '"lost"', '5'] as const

export const missingSnapshot: Violation = {
  check: 'snapshots.missing',
  table: 'lessons_lesson',
  plant: async (rows) => {
    const { lesson } = await rows.ownLesson('completed')
    return [{ keys: [lesson], severity: 'warning', note: 'a completed lesson without a snapshot' }]
  },
  decoys: async (rows) => {
    const { lesson } = await rows.ownLesson('cancelled')
    return [{ keys: [lesson], why: 'a cancelled lesson leaves no board' }]
  },
}

export const emptySnapshot: Violation = {
  check: 'snapshots.empty-state',
  table,
  plant: async (rows, nth) => {
    const { lesson } = await rows.ownLesson('completed')
    const data = empty[nth % empty.length] ?? null
    return [{ keys: [await rows.snapshot(lesson, data)], severity: 'warning', note: `the state is ${data ?? 'NULL'}` }]
  },
  decoys: async (rows) => {
    const { lesson } = await rows.ownLesson('completed')
    const list = JSON.stringify([sampleStroke(rows.random)])
    return [
      { keys: [await rows.snapshot(lesson, rows.strokes())], why: 'a board with a stroke' },
      { keys: [await rows.snapshot(lesson, list)], why: 'the strokes are the state itself' },
    ]
  },
}

export const orphanSnapshot: Violation = {
  check: 'snapshots.orphan',
  table,
  plant: async (rows) => {
    const id = await rows.snapshot(rows.missingId(), rows.strokes())
    return [{ keys: [id], severity: 'critical', note: 'the lesson is gone' }]
  },
  decoys: async (rows) => {
    const { lesson } = await rows.ownLesson()
    return [{ keys: [await rows.snapshot(lesson, rows.strokes())], why: 'the lesson is still to come' }]
  },
}
