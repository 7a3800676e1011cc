import type { Violation } from './violation.ts'

const day = 86_400_000

export const missingRelation: Violation = {
  check: 'lessons.missing-relation',
  table: 'lessons_lesson',
  plant: async (rows) => {
    const strangers = { tutor: await rows.user({ role: 'tutor' }), student: await rows.user() }
    const without = await rows.lesson(strangers)
    const former = { tutor: await rows.user({ role: 'tutor' }), student: await rows.user() }
    await rows.relation({ ...former, status: 'archived', start: rows.now - 300 * day, end: rows.now - 200 * day })
    const after = await rows.lesson({ ...former, start: rows.now - 100 * day })
    return [
      { keys: [without], severity: 'warning', note: 'no relation of tutor and student at all' },
      { keys: [after], severity: 'info', note: 'only an archived relation, and the lesson lies outside of its period' },
    ]
  },
  decoys: async (rows) => {
    const former = { tutor: await rows.user({ role: 'tutor' }), student: await rows.user() }
    await rows.relation({ ...former, status: 'archived', start: rows.now - 300 * day, end: rows.now - 200 * day })
    const during = await rows.lesson({ ...former, start: rows.now - 250 * day })
    const paused = await rows.pair('paused')
    return [
      { keys: [during], why: 'the relation is archived, but the lesson lies in its period' },
      { keys: [await rows.lesson(paused)], why: 'the relation is paused' },
    ]
  },
}
