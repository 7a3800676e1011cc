import { capital, isOrAre, plural, units, wasOrWere } from '@m4sh/tools-core/language'
import { history } from './en/history.ts'

const { whole, listed } = units.en

const batches = (count: number): string => plural(count, 'batch', 'batches')
const pushes = (count: number): string => plural(count, 'push', 'pushes')

/** What the reports of notif-blast say, in English. */
export const en = {
  title: 'Notification blast',
  dryRunTitle: 'Notification blast (dry run)',
  subject: {
    write: (rows: number, users: number, database: string | null) =>
      `${plural(rows, 'row')} for ${plural(users, 'user')}${database === null ? '' : ` in ${database}`}`,
    clear: (users: number, database: string | null) =>
      `Rows of ${plural(users, 'user')} taken away${database === null ? '' : ` from ${database}`}`,
    undo: (run: string, database: string | null) =>
      `Rows of run ${run} taken away${database === null ? '' : ` from ${database}`}`,
  },
  repeatIntro: 'Enough to run the same again: the same seed gives the same notifications, but for their ids and times.',
  errorIntro: 'Lost connections, batches that the database refused for the moment, pushes that came to nothing.',
  forUsers: (users: number) => `for ${plural(users, 'user')}`,
  time: 'time',

  verdict: {
    untouched: (planned: readonly string[]) => `Nothing was touched: ${listed(planned)}.`,
    wouldRemove: (rows: number) => `${plural(rows, 'row')} would be removed`,
    wouldWrite: (rows: number, users: number) => `${plural(rows, 'row')} would be written for ${plural(users, 'user')}`,
    nothingToDo: 'there is nothing to do',
    agrees: 'the database holds as many',
    undone: (rows: number) =>
      rows === 0
        ? 'The run has no row in the database'
        : `${plural(rows, 'row')} of the run ${wasOrWere(rows)} removed`,
    cleared: (rows: number) =>
      rows === 0 ? 'There was no row to remove' : `${plural(rows, 'row')} ${wasOrWere(rows)} removed`,
    written: (rows: number, wanted: number) => {
      if (rows < wanted) return `${whole(rows)} of ${plural(wanted, 'row')} ${isOrAre(rows)} in`
      return wanted === 1 ? 'The one row is in' : `All ${plural(wanted, 'row')} are in`
    },
    failedPushes: (count: number) => `${pushes(count)} failed`,
    lostPushes: (count: number) => `${pushes(count)} never arrived`,
    passed: (parts: readonly string[]) => `${parts.join('; ')}.`,
    missing: (rows: number, wanted: number) => `${whole(rows)} of ${plural(wanted, 'row')} ${isOrAre(rows)} not in`,
    stillThere: (rows: number) => `${plural(rows, 'row')} of the run ${isOrAre(rows)} still there`,
    disagrees: (rows: number, written: number) =>
      `${plural(rows, 'row')} with the marker are in the database, though ${whole(written)} were written`,
    failed: (reasons: readonly string[]) =>
      reasons.length === 0 ? 'Something fails this run.' : `${capital(listed(reasons))}.`,
    couldNotWrite: (rows: number, wanted: number) =>
      `The job could not be done: ${whole(rows)} of ${plural(wanted, 'row')} are in.`,
    couldNotRemove: (rows: number) =>
      `The job could not be done: ${plural(rows, 'row')} ${wasOrWere(rows)} removed until then.`,
  },

  /** How rows are written. */
  writing: {
    copy: (format: string | null) => `COPY${format === null ? '' : ` ${format}`}`,
    insert: 'INSERT',
    rows: 'row by row',
    http: 'made by the platform',
    asPushed: 'as it pushed them',
    connections: (count: number) => plural(count, 'connection'),
    batchesOf: (rows: number) => `batches of ${whole(rows)}`,
  },

  /** What rows the database holds, and whether they are as many as the report says. */
  held: {
    left: (rows: number) => `of the run ${isOrAre(rows)} left`,
    marked: 'with the marker',
    asMany: 'with the marker, as many as were written',
    though: (written: number) => `with the marker, though ${whole(written)} were written`,
    rows: (count: number, what: string) => `${plural(count, 'row')} ${what}`,
    /** Behind the number itself. */
    rowsWord: (count: number, what: string) => `${count === 1 ? 'row' : 'rows'} ${what}`,
    notCounted: 'rows with the marker could not be counted',
    noneLeft: 'no row of the run is left',
  },

  text: {
    wouldWrite: 'Would write',
    written: 'Written',
    before: 'Before',
    beforeText: (rows: number) => `${plural(rows, 'row')} of the run ${wasOrWere(rows)} in already`,
    byType: 'By type',
    otherTypes: (count: number) => `${plural(count, 'other')} in the report`,
    rowTime: 'Row time',
    batchTime: 'Batch time',
    dueToMade: 'due → made by the platform',
    dueToCommitted: 'due → committed',
    dueToCommittedBatches: (count: number) => `due → committed, ${batches(count)}`,
    planned: (rows: number, users: number, how: string) =>
      `${plural(rows, 'row')} for ${plural(users, 'user')} (${how})`,
    nothingMissing: 'nothing: the run was whole',
    writtenText: (rows: number, wanted: number, users: number, time: string, how: string) =>
      `${rows === wanted ? plural(wanted, 'row') : `${whole(rows)} of ${plural(wanted, 'row')}`} for ${plural(users, 'user')} in ${time} (${how})`,
    pushed: 'Pushed',
    pushedText: (count: number, failed: number) =>
      `${plural(count, 'notification')}${failed > 0 ? `, ${whole(failed)} failed` : ''}`,
    pushVia: 'Push via',
    delivered: 'Delivered',
    notListened: 'not known: nobody listened',
    deliveredText: (count: number, all: number | null, users: number, trouble: readonly string[]) =>
      `${whole(count)}${all === null ? '' : ` of ${whole(all)}`} to ${plural(users, 'user')} who listened${trouble.length > 0 ? `: ${trouble.join(', ')}` : ''}`,
    lost: (count: number) => `${whole(count)} lost`,
    cameOnceMore: (count: number) => `${whole(count)} came once more`,
    latency: 'Latency',
    latencyFromTo: 'committed or due → at a socket',
    transit: 'Transit',
    transitFromTo: 'sent → at a socket',
    answered: 'Answered',
    answeredFromTo: 'sent → the platform has answered',
    wouldRemove: 'Would remove',
    removed: 'Removed',
    nothingOfRun: 'nothing: the run has no row here',
    nothingThere: 'nothing: there was none',
    hadBefore: (rows: number) => `${plural(rows, 'row')} that they had before`,
    removedText: (rows: number, users: number, isOneRun: boolean) =>
      `${plural(rows, 'row')}${users > 0 ? ` of ${plural(users, 'user')}` : ''}${isOneRun ? ', all of one run' : ''}`,
    database: 'Database',
    errors: 'Errors',
    noErrors: 'none',
    generator: 'Generator',
    generatorText: (cpu: string, memory: string) => `${cpu} of CPU, ${memory} of memory at most`,
    marker: 'Marker',
    times: (p50: string, p95: string, p99: string, max: string) => `p50 ${p50}, p95 ${p95}, p99 ${p99}, max ${max}`,
    markerText: (marker: string, path: string) => `${marker} at ${path} of every payload`,
    undo: 'Undo',
    resume: 'Resume',
  },

  tiles: {
    errors: 'Errors',
    noErrors: 'no connection, batch or request failed',
    kinds: (count: number) => `of ${plural(count, 'kind')}`,
    wouldWrite: 'Would be written',
    wouldWriteNote: (users: number, how: string) => `rows for ${plural(users, 'user')}; ${how}`,
    rows: 'Rows',
    partOf: (rows: number, wanted: number) => `${whole(rows)} of ${whole(wanted)}`,
    rowsNote: (users: number, before: number) =>
      `are in, for ${plural(users, 'user')}${before > 0 ? `; ${whole(before)} of them had been written before` : ''}`,
    rate: 'Rows a second',
    rateNote: (time: string, how: string) => `in ${time}: ${how}`,
    rowP95: 'Row p95',
    rowP95Note: 'one in twenty rows took longer until it was committed',
    batchP95: 'Batch p95',
    batchP95Note: 'one in twenty batches took longer until it was committed',
    wouldRemove: 'Would be removed',
    removed: 'Removed',
    removedNote: 'rows',
    removedFirstNote: 'rows, before the first new one',
    pushed: 'Pushed',
    pushedNote: 'notifications were handed to the platform',
    pushFailedNote: (failed: number) => `notifications; ${whole(failed)} more could not be`,
    delivered: 'Delivered',
    deliveredNote: (users: number) => `to ${plural(users, 'user')} who listened`,
    notListened: 'nobody listened (--listen)',
    latencyP95: 'Latency p95',
    latencyP95Note: 'one in twenty came later to a socket of its user',
    database: 'Database',
    unknown: 'unknown',
  },

  writingSection: {
    title: 'Writing',
    intro: 'What was to be written and what is in. A batch is all or nothing, and counts once it is committed.',
    dryRunIntro: 'What would be written, and how.',
    noRowTimed: 'No row was timed.',
    noBatchTimed: 'No batch was timed.',
    timesOfRows: (count: number) => `Times of ${plural(count, 'row')}.`,
    timesOfBatches: (count: number) => `Times of ${batches(count)}.`,
    rowTime: 'Row time',
    batchTime: 'Batch time',
    timeNote: 'from the time when it was due, or a connection was free for it, until it was committed',
    rows: 'Rows',
    wanted: 'Wanted',
    wantedNote: (users: number) => `rows for ${plural(users, 'user')}`,
    before: 'Before',
    beforeNote: 'of them had been written before the run was resumed',
    written: 'Written',
    writtenNote: 'are in for sure',
    missing: 'Missing',
    missingNote: 'were to be written and are not in',
    removed: 'Removed',
    removedNote: 'older rows, before the first new one',
    time: 'Time',
    timeOfAllNote: 'from the first batch to the end of the last',
    rate: 'Rate',
    rateNote: 'rows over that time',
    method: 'Method',
    rowTimes: 'Row times',
    batchTimes: 'Batch times',
    aRow: 'a row',
    aBatch: (rows: number) => `a batch of at most ${whole(rows)} rows`,
    max: 'max',
    chartNote: (what: string) =>
      `How long ${what} took until it was committed: half took no longer than p50, all but one in twenty no longer than p95.`,
    chartSpoken: (title: string, percentiles: readonly string[]) =>
      `${title} by percentile: ${percentiles.join(', ')}.`,
  },

  timeline: {
    title: 'Over time',
    intro: (seconds: number) =>
      `What each ${seconds === 1 ? 'second' : `${seconds} seconds`} brought, counted from the first batch.`,
    nothingToDraw: 'There is nothing to draw: nothing was written.',
    rows: 'Rows',
    rowsNote: 'Rows a second, counted as they were committed. The last second may be a part of one.',
    rowsSpoken: (span: string) => `Rows over time: ${span}.`,
    rowsLine: 'rows',
    pushes: 'Pushes',
    pushesNote: 'Notifications a second that were handed to the platform, and that came to sockets which listened.',
    pushesSpoken: (pushed: string, delivered: string) => `Pushes over time: pushed ${pushed}, delivered ${delivered}.`,
    pushedLine: 'pushed',
    deliveredLine: 'delivered',
    errors: 'Errors',
    errorsNote: 'Lost connections, batches that were refused, pushes that came to nothing.',
    errorsSpoken: (span: string) => `Errors over time: ${span}.`,
    errorsLine: 'errors',
    fold: (seconds: number) => (seconds === 1 ? 'Second by second' : `In steps of ${seconds} seconds`),
    caption: (seconds: number) =>
      seconds === 1
        ? 'The numbers behind the charts.'
        : `The numbers behind the charts, ${seconds} seconds a row: batches and errors are sums, the others averages.`,
    until: 'Until',
    batches: 'Batches',
    pushed: 'Pushed',
    delivered: 'Delivered',
    rest: (rows: number) => `${plural(rows, 'row')}; the CSV report has every second.`,
  },

  types: {
    title: 'Types',
    intro: 'How many rows of each type were written.',
    dryRunIntro: 'How many rows of each type there would be.',
    noun: 'types',
    caption: (rows: number) => `The types of ${plural(rows, 'row')}, and how many there are of each.`,
    type: 'Type',
    rows: 'Rows',
  },

  push: {
    title: 'Push',
    intro: 'What became of notifications on their way to the sockets of their users.',
    notListened: 'Nobody listened: what arrived is not known (--listen).',
    caption: 'Times of the whole run.',
    names: { latency: 'Latency', transit: 'Transit', acknowledge: 'Answer' },
    notes: {
      latency: 'from the commit, or from when it was due where there is a schedule, until a socket of the user had it',
      transit: 'from handing it to the platform until a socket of the user had it',
      acknowledge: 'from the request until the platform had answered',
    },
    way: 'Way',
    gateway: 'gateway',
    pushed: 'Pushed',
    pushedNote: 'notifications were handed to the platform',
    failed: 'Failed',
    failedNote: 'were refused, or could not be handed over',
    delivered: 'Delivered',
    deliveredNote: (users: number) => `of them came to ${plural(users, 'user')} who listened`,
    lost: 'Lost',
    lostNote: 'were pushed to somebody who listened, and did not come in time',
    duplicate: 'Duplicate',
    duplicateNote: 'deliveries came once more',
    chart: 'Times side by side',
    chartNote: 'The median, and what one in twenty and one in a hundred exceed. The axis is logarithmic.',
    chartSpoken: (medians: readonly string[]) => `Medians: ${medians.join(', ')}; the table below has more.`,
  },

  database: {
    title: 'What the database holds',
    intro: 'Rows that carry the marker of the run, counted in the database when all was done.',
    caption: 'How to find the rows, and how to go on from here.',
    undoCaption: 'The run that was taken away.',
    what: 'What',
    value: 'Value',
    run: 'Run',
    runNote: 'its id, the marker of its rows',
    place: 'Place',
    placeNote: 'where it stands in each payload',
    undo: 'Undo',
    undoNote: 'takes the rows of this run away, and nothing else',
    resume: 'Resume',
    resumeNote: 'writes the rows that are missing',
  },

  machine: {
    title: 'This machine',
    intro: 'What the run cost here; what it cost the server is not known.',
    cpu: 'CPU',
    cpuNote: 'of one CPU, in all',
    cpuPerMillion: 'CPU a million rows',
    cpuPerMillionNote: 'of one CPU',
    memory: 'Memory',
    memoryNote: 'at most',
  },

  history,
}
