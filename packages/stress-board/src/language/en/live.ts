import { plural } from '@m4sh/tools-core/language'

/** The page that fills while the run goes on. */
export const live = {
  title: 'Whiteboard under load: live',
  subject: (clients: number, rooms: number, lessons: string, host: string) =>
    `${plural(clients, 'client')} on ${rooms === 1 ? 'lesson' : 'lessons'} ${lessons} at ${host}`,
  noScript:
    'This page fills while the run goes on, which needs JavaScript. Reload it when the run is over: its report does without.',
  figures: 'Figures',
  statuses: {
    connecting: 'Connecting …',
    waiting: 'Waiting for the first second of the run.',
    running: 'Running.',
    over: 'The run is over. Its report follows.',
    lost: 'Not connected: the run has ended, or was stopped. What was heard last stays here.',
  },
  time: { label: 'Time', note: 'since the start' },
  clients: { label: 'Clients', note: 'are connected' },
  sent: 'Sent',
  received: 'Received',
  rateNote: (all: string) => `in the last second; ${all} messages in all`,
  latency: (percentile: string) => `Latency ${percentile}`,
  latencyNote: (last: string) => `of the whole run; ${last} in the last second`,
  errors: 'Errors',
  errorsNote: (last: string) => `in all; ${last} in the last second`,
}
