import { plural, units } from '@m4sh/tools-core/language'

const { whole } = units.en

/** Parts of the page about how much, how fast, and when. */
export const timeSections = {
  capacity: {
    title: 'Capacity',
    intro:
      'How many clients held what was asked for. The search doubles their number until it is missed, and then halves the gap. All other figures of this page are of the largest size that held, or of the smallest where none did.',
    found: (clients: number, isLimit: boolean) => {
      if (clients === 0) return 'No number of clients that was tried held.'
      return isLimit
        ? `${plural(clients, 'client')} held, the most that were tried: there may be room for more.`
        : `${plural(clients, 'client')} are the most that held.`
    },
    chart: 'Latency by the number of clients',
    note: 'Latency of each size that was tried. The axis is logarithmic.',
    spoken: (p95: string) => `Latency by the number of clients: p95 ${p95}; the table below has every step.`,
    caption: 'Every size that was tried.',
    clients: 'Clients',
    outcome: 'Outcome',
    received: 'Received',
    lost: 'Lost',
    diverged: 'Diverged',
    cpu: 'CPU',
    held: 'held',
    missed: 'missed',
    tooSlow: 'this machine was too slow',
  },

  comparison: {
    title: 'Against the baseline',
    intro: (file: string, startedAt: string) =>
      `The same figures of an earlier run, ${file}, which began ${startedAt}.`,
    /** What a comparison of two runs leaves out. */
    limits:
      'A change says nothing of its cause, nor whether luck explains it: two runs of one release differ too, as do another machine or another load. Measure each release several times.',
    figure: 'Figure',
    baseline: 'Baseline',
    thisRun: 'This run',
    change: 'Change',
    noChange: 'no change',
  },

  timeline: {
    title: 'Over time',
    intro: (seconds: number) => `What happened in each ${seconds === 1 ? 'second' : `${seconds} seconds`} of the run.`,
    empty: 'The run has no whole second to show.',
    throughput: 'Throughput',
    throughputNote:
      'Messages a second, of all clients together. Each that is sent is received by everybody else in its room.',
    throughputSpoken: (sent: string, received: string) => `Throughput over time: sent ${sent}, received ${received}.`,
    receivedLine: 'received',
    sentLine: 'sent',
    latency: 'Latency',
    latencyNote: 'From the time when a message was due until another client had it. The axis is logarithmic.',
    latencySpoken: (p50: string, p95: string, p99: string) => `Latency over time: p50 ${p50}, p95 ${p95}, p99 ${p99}.`,
    connected: 'Connected clients',
    connectedNote: 'Open sockets at the end of each second.',
    connectedSpoken: (clients: string) => `Connected clients over time: ${clients}.`,
    clientsLine: 'clients',
    errors: 'Errors',
    errorsNote: 'Failed connections, broken sockets, requests that came to nothing.',
    errorsSpoken: (errors: string) => `Errors over time: ${errors}.`,
    errorsLine: 'errors',
    fold: (seconds: number) => (seconds === 1 ? 'Second by second' : `In steps of ${seconds} seconds`),
    caption: (seconds: number) =>
      seconds === 1
        ? 'The numbers behind the charts.'
        : `The numbers behind the charts, ${seconds} seconds a row: messages are averages, errors are sums, percentiles those of the worst second.`,
    until: 'Until',
    sent: 'Sent',
    received: 'Received',
    connectedColumn: 'Connected',
    seconds: (seconds: number) => `${whole(seconds)} s`,
    rest: (rows: number) => `${plural(rows, 'row')}; the CSV report has every second.`,
  },

  latency: {
    title: 'Latency',
    intro:
      'How long a message was under way, over the whole run. Every delivery counts: a message to nine others is nine.',
    nothingToDraw: 'No distribution to draw: no delivery was measured.',
    caption: 'Times of the whole run.',
    latency: {
      label: 'Latency',
      note: 'from the time when it was due until another client had it, impairments included: what a user feels',
    },
    transit: {
      label: 'Transit',
      note: 'from writing it to the socket until it was received: the part of the server and the network',
    },
    latencyLine: 'latency',
    transitLine: 'transit',
    percentileCaption: 'So many percent of the deliveries took no longer.',
    distribution: 'Distribution',
    distributionNote:
      'How many of the deliveries took so long. The steps of time grow by a quarter each, ten of them make ten times as much.',
    distributionSpoken: (all: string, most: string) => `Histogram of the latency: ${all}, most often ${most}.`,
    deliveriesLine: 'deliveries',
    distributionFold: 'Distribution in numbers',
    distributionCaption: (deliveries: number) => `How many of ${whole(deliveries)} deliveries took so long.`,
    deliveries: 'Deliveries',
    share: 'Share',
  },

  fanOut: {
    title: 'Fan-out',
    intro:
      'A message goes to everybody else in its room. How long until the first, half and the last of them had it, counted from the time when it was due.',
    inTime: 'In time',
    inTimeNote: (budget: string) => `of all deliveries were seen within ${budget}`,
    caption: 'Times of messages, not of deliveries: each counts once.',
    first: { label: 'First receiver', note: 'somebody saw it' },
    median: { label: 'Half of the receivers', note: 'most of the room saw it' },
    last: { label: 'Last receiver', note: 'everybody saw it' },
  },
}

export type TimeSections = typeof timeSections
