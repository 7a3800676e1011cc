import { plural } from '@m4sh/tools-core/language'

/** Of runs beside each other: what was run against what, and the figures that are followed. */
export const history = {
  subject: (clients: number, lessons: number) => `${plural(clients, 'client')} on ${plural(lessons, 'lesson')}`,
  target: (lessons: string, host: string) => `${/,|\.\./.test(lessons) ? 'lessons' : 'lesson'} ${lessons} at ${host}`,
  latency: 'Latency',
  deliveries: 'Delivered',
  delivered: 'delivered',
  inTime: 'in time',
  faults: 'What went wrong',
  lost: 'lost',
  diverged: 'diverged',
  duplicated: 'duplicated',
  errors: 'errors',
  throughput: 'Throughput',
  received: 'received',
  sent: 'sent',
}
