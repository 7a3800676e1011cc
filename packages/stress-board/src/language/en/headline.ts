import { capital, plural, units } from '@m4sh/tools-core/language'

const { listed, whole } = units.en

/** What stands above the parts of the page. */
export const headline = {
  title: 'Whiteboard under load',
  subject: (clients: number, rooms: number, lessons: string, host: string | null, run: string) =>
    `${plural(clients, 'client')} on ${rooms === 1 ? 'lesson' : 'lessons'} ${lessons}${host === null ? '' : ` at ${host}`}; ${run}`,
  repeatIntro: 'Enough to run the same again: the same seed gives the same operations and impairments.',
  timesBaseline: (ratio: string) => `${ratio} × the baseline`,

  verdict: {
    nothingCompared: (thresholds: string) =>
      `Nothing speaks against this run, though no board could be compared; ${thresholds}.`,
    passed: (boards: number, thresholds: string) =>
      `${boards === 1 ? 'The one board that was compared shows' : `All ${plural(boards, 'board')} that were compared show`} the same picture as the server, and ${thresholds}.`,
    diverged: (boards: number, all: number) =>
      `${whole(boards)} of ${plural(all, 'board')} ended with another picture than the server`,
    foreign: (messages: number) =>
      `${plural(messages, 'message')} reached somebody who should not see ${messages === 1 ? 'it' : 'them'}`,
    unchecked: (boards: number, gone: number) =>
      `${plural(boards, 'board')} could not be compared${gone > 0 ? `, as ${plural(gone, 'client')} had no socket at the end` : ''}`,
    noneHeld: 'no number of clients that was tried held',
    failed: (reasons: readonly string[]) =>
      reasons.length === 0 ? 'Something fails this run.' : `${capital(listed(reasons))}.`,
    nobodyCame: 'No client was ever connected, so there is nothing to judge.',
    nobodySaw: 'Nobody saw anything of what was drawn, so nothing was measured, and there is nothing to judge.',
    partsMissing: 'The run is not whole, so it is not judged: what is missing stands below.',
  },

  tiles: {
    outOf: (part: number, all: number) => `${whole(part)} of ${whole(all)}`,
    samePicture: 'Same picture',
    samePictureNote: (unchecked: number) =>
      `boards equal to the server’s at the end${unchecked > 0 ? `; ${whole(unchecked)} could not be compared` : ''}`,
    latency: (percentile: string) => `Latency ${percentile}`,
    p50Note: 'half of the deliveries were seen sooner after their sending was due',
    p95Note: 'one in twenty took longer; the impairments of this tool are part of it',
    p99Note: (max: string) => `one in a hundred took longer; the slowest took ${max}`,
    inTime: 'In time',
    inTimeNote: (budget: string) => `of the deliveries were seen within ${budget}, the budget`,
    delivered: 'Delivered',
    deliveredNote: (received: number, expected: number) =>
      `${whole(received)} of ${plural(expected, 'delivery', 'deliveries')} that had to come`,
    received: 'Received',
    receivedNote: (bytes: string, sent: string) => `messages by all clients, ${bytes}; ${sent} were sent`,
    clients: 'Clients',
    clientsNote: (reconnects: number, failed: number, gone: number) =>
      `were connected; ${plural(reconnects, 'reconnect')}, ${whole(failed)} gave up${gone > 0 ? `; ${whole(gone)} had no socket at the end` : ''}`,
    errors: 'Errors',
    noErrors: 'no socket or request failed',
    errorKinds: (kinds: number) => `of ${plural(kinds, 'kind')}`,
  },
}
