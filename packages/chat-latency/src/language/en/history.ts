import { plural } from '@m4sh/tools-core/language'

/** Of runs beside each other: what was run against what, and the figures that are followed. */
export const history = {
  subject: (messages: number) => plural(messages, 'message'),
  target: (lessons: readonly string[], host: string) =>
    `${lessons.length === 1 ? 'lesson' : 'lessons'} ${lessons.join(', ')} at ${host}`,
  latency: 'Latency',
  answers: 'Answer of the platform',
  answer: (percentile: string) => `answer ${percentile}`,
  faults: 'What went wrong',
  lost: 'lost',
  failed: 'failed',
  duplicated: 'duplicated',
  errors: 'errors',
}
