import { units, wasOrWere } from '@m4sh/tools-core/language'

const { whole } = units.en

/** The report for a terminal. */
export const text = {
  clients: 'Clients',
  connected: (connected: number, requested: number) => `${connected} of ${requested} connected`,
  reconnects: (times: number, resync: string) => `${times} reconnects, back in sync after p95 ${resync}`,
  gaveUp: (clients: number) => `${clients} gave up`,
  gone: (clients: number) => `${clients} had no socket at the end`,

  samePicture: 'Same picture',
  nobodyCompared: 'nobody could be compared',
  boards: (converged: number, checked: number) => `${converged} of ${checked} boards`,
  diverged: (clients: number) => `${clients} diverged`,
  notCompared: (clients: number) => `${clients} not compared`,
  left: (clients: number) => `${clients} had left`,
  wrongMeanwhile: (clients: number, median: string | null) =>
    `${clients} ${wasOrWere(clients)} shown a wrong board by the bad network${median === null ? '' : `, for ${median} at the median`}`,
  wrongAtEnd: (clients: number) => `${clients} still at the end`,

  messages: 'Messages',
  arrived: (sent: number, received: number, expected: number, trouble: readonly string[]) =>
    `${whole(sent)} sent, ${whole(received)} of ${whole(expected)} deliveries arrived${trouble.length > 0 ? `: ${trouble.join(', ')}` : ''}`,
  lost: (count: number) => `${whole(count)} lost`,
  duplicated: (count: number) => `${whole(count)} duplicated`,
  outOfOrder: (count: number) => `${whole(count)} out of order`,
  late: (count: number) => `${whole(count)} late`,
  foreign: (count: number) => `${whole(count)} to somebody who should not see it`,
  unsent: (count: number) => `${whole(count)} never sent, for there was no socket`,

  badNetwork: 'Bad network',
  impaired: (impairments: readonly string[]) => `${impairments.join(', ')}, by this tool`,
  dropped: (count: number) => `${whole(count)} dropped`,
  delayed: (count: number) => `${whole(count)} delayed`,
  reordered: (count: number) => `${whole(count)} reordered`,
  copied: (count: number) => `${whole(count)} doubled`,

  latency: 'Latency',
  latencyFromTo: 'intended → seen',
  transit: 'Transit',
  transitFromTo: 'written → received',
  percentiles: (p50: string, p95: string, p99: string, max: string, fromTo: string) =>
    `p50 ${p50}, p95 ${p95}, p99 ${p99}, max ${max}  (${fromTo})`,
  lastReceiver: 'Last receiver',
  lastReceived: (p50: string, p95: string, inTime: string, budget: string) =>
    `p50 ${p50}, p95 ${p95}; ${inTime} of deliveries within ${budget}`,
  throughput: 'Throughput',
  perSecond: (sent: number, received: number) => `${whole(sent)}/s sent, ${whole(received)}/s received`,
  snapshots: 'Snapshots',
  snapshotsCame: (count: number, requested: number, p95: string, timedOut: number) =>
    `${count} of ${requested} came, p95 ${p95}${timedOut > 0 ? `, ${timedOut} timed out` : ''}`,
  errors: 'Errors',
  noErrors: 'none',
  errorKinds: (count: number, kinds: string) => `${count}: ${kinds}`,
  generator: 'Generator',
  generatorLevels: { ok: 'had time to spare', warn: 'was near its limits', invalid: 'was too slow' },
  generatorText: (level: string, lag: string, cpu: string, threads: number) =>
    `${level}: sends p99 ${lag} late, CPU ${cpu}${threads > 1 ? ` of ${threads} threads` : ''}`,

  divergedClient: (client: number, lesson: string, missing: number, extra: number, cause: string) =>
    `client ${client}, lesson ${lesson}: ${missing} strokes missing, ${extra} too many (${cause})`,
  moreDiverged: (clients: number) => `${clients} more in the report`,

  capacity: (clients: number, isLimit: boolean) =>
    `Capacity: ${isLimit ? `${clients} clients held it, the most that were tried` : `${clients} clients are the most that held it`}`,
  /** Heads of narrow columns. */
  steps: {
    clients: 'clients',
    held: 'held',
    received: 'received/s',
    time: (percentile: string) => `${percentile} ms`,
    lost: 'lost',
    diverged: 'diverged',
    cpu: 'CPU',
  },
  stepHeld: 'yes',
  stepMissed: 'no',
  stepInvalid: 'invalid',

  against: (startedAt: string) => `Against the run of ${startedAt}`,
}
