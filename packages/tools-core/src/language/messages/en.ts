import { capital } from '../capital.ts'
import { plural, wasOrWere } from '../plural.ts'
import { units } from '../units.ts'

const { whole } = units.en

/** What all reports share, in English. */
export const en = {
  unknown: 'unknown',
  span: {
    none: 'without values',
    always: (value: string) => `always ${value}`,
    fromTo: (least: string, most: string) => `from ${least} to ${most}`,
  },
  verdict: {
    pass: 'Pass',
    fail: 'Fail',
    invalid: 'Invalid',
    error: 'Error',
    invalidSentence:
      'This machine was too slow to measure: the figures tell more about it than about the platform, so they pass nothing and fail nothing.',
    stopped: 'The run was stopped early: the figures are of the time until then.',
    slowMachine: 'This machine was too slow to measure well: times tell more about it than about the platform.',
  },
  /** The verdict as a terminal shows it, behind the name of the tool. */
  textVerdict: {
    pass: 'pass',
    fail: 'fail',
    invalid: 'invalid: this machine was too slow to measure',
    error: 'error',
    stopped: ', stopped early',
  },
  thresholds: {
    noneSet: 'no threshold was set',
    held: (count: number) => (count === 1 ? 'the threshold was held' : `all ${count} thresholds were held`),
    missed: (count: number, all: number) => `${count} of ${plural(all, 'threshold')} ${wasOrWere(count)} missed`,
    caption: 'What the run was held against, and what it really was.',
    threshold: 'Threshold',
    actual: 'Actual',
    outcome: 'Outcome',
    isHeld: 'held',
    isMissed: 'missed',
    notJudged: 'not judged',
  },
  table: {
    what: 'What',
    samples: 'Samples',
    max: 'Max',
    mean: 'Mean',
    /** @param noun in its plural: `rooms` */
    rest: (shown: number, all: number, noun: string) =>
      `The first ${whole(shown)} of ${whole(all)} ${noun}. The JSON report holds all of them.`,
  },
  percentiles: {
    title: 'Percentiles',
    note: 'How long all but the slowest took: at 99 % all but one in a hundred. Both axes are logarithmic.',
    /** @param what is measured: `latency` */
    spoken: (what: string, min: string, median: string, p99: string, max: string) =>
      `${capital(what)} by percentile: ${min} at least, ${median} at the median, ${p99} at 99 %, ${max} at most.`,
    fold: 'Percentiles in numbers',
    percentile: 'Percentile',
    tooFew: (count: number, percentile: number) => `the slowest of ${whole(count)}, too few for a p${percentile}`,
  },
  errors: {
    title: 'Errors',
    intro: 'Failed connections, broken sockets, requests that came to nothing.',
    none: 'None.',
    caption: (count: number) => `${plural(count, 'error')} by kind, the most frequent first.`,
    kind: 'Kind',
    count: 'Count',
    share: 'Share',
    kinds: 'kinds',
  },
  generator: {
    title: 'Generator',
    intro: 'The machine that made the load measures itself too: what it is late by looks like latency of the platform.',
    verdict: 'Verdict',
    levels: {
      ok: { word: 'Had time', note: 'nothing says that this machine was part of the latency' },
      warn: { word: 'Near its limits', note: 'part of the latency may be this machine’s own' },
      invalid: { word: 'Too slow', note: 'the times tell more about this machine than about the platform' },
    },
    tileNote: (lag: string, cpu: string) => `this machine sent ${lag} late at p99, and used ${cpu} of a CPU`,
    caption: 'The generator’s own lateness.',
    sendLag: 'Send lag',
    sendLagNote: 'from the time when a message was due until it was really sent',
    turnWait: 'Turn wait',
    turnWaitNote: 'how long a delivery waited in this process before it was stamped',
    eventLoopLag: 'Event loop lag',
    eventLoopLagNote: 'by how much timers of this process came late',
    cpu: 'CPU',
    cpuNote: (seconds: string) => `of one CPU; ${seconds} in all`,
    cpuOfThreadNote: (seconds: string) => `of one CPU by the busiest thread; ${seconds} in all`,
    threads: 'Threads',
    threadsNote: 'shared the rooms',
    runWait: 'Waited for a CPU',
    runWaitNote: 'of the time the system ran something else',
    steal: 'Steal',
    stealNote: 'of the machine’s CPU time went to other virtual machines',
    memory: 'Memory',
    memoryNote: 'at most',
    floor: 'Floor',
    floorNote: (p99: string) =>
      `is the least latency that this process can measure, ${p99} at p99; it is part of the figures above`,
  },
  run: {
    title: 'What was run',
    caption: 'The run and its machine.',
    fact: 'Fact',
    value: 'Value',
    tool: 'tool',
    started: 'started',
    duration: 'duration',
    seed: 'seed',
    noSeed: 'none',
    shard: 'shard',
    shardOf: (index: number, total: number) => `${index} of ${total}`,
    machine: 'machine',
    machineText: (platform: string, cpus: number, node: string) => `${platform}, ${plural(cpus, 'CPU')}, Node ${node}`,
    id: 'id',
    options: 'Options',
    optionsCaption: 'Every option that says something, defaults included. Times are in milliseconds.',
    option: 'Option',
  },
}
