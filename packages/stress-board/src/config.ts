import {
  confirmFlags,
  connectionFlags,
  defineFlags,
  type FlagValues,
  gatewayFlags,
  generalFlags,
  outputFlags,
  thresholdFlags,
  UsageError,
} from '@m4sh/tools-core/cli'
import { plural } from '@m4sh/tools-core/reporting'
import { gatewayUrl } from '@m4sh/tools-core/connections/websocket'
import { type ImpairmentSettings, validateImpairments } from '@m4sh/tools-core/load'
import {
  parseBandwidth,
  parseInstant,
  parseLessons,
  parseMix,
  parsePoints,
  parseRate,
  parseShard,
  parseShare,
  parseSpell,
  parseStages,
  parseUserIds,
  parseWorkers,
} from './option-values.ts'
import type { ImpairmentPlan, LoadPlan, RunPlan } from './plan/run-plan.ts'
import type { Stage } from './plan/stages.ts'

/** Milliseconds. Timers take no more than 24 days. */
const day = 86_400_000

export const flags = defineFlags({
  lesson: {
    type: 'string',
    list: true,
    short: 'l',
    placeholder: 'IDS',
    describe: 'Lessons whose boards are drawn on: 123, 1..50, 3,5,9; the clients are spread over them; repeatable',
    group: 'Load',
    envSeparator: ',',
    parse: parseLessons,
  },
  clients: {
    type: 'integer',
    default: 20,
    min: 1,
    max: 100_000,
    short: 'n',
    placeholder: 'N',
    describe: 'How many clients there are',
    group: 'Load',
  },
  duration: {
    type: 'duration',
    bareUnit: 's',
    default: '60s',
    min: 100,
    max: day,
    short: 'd',
    describe: 'How long they draw, ramp-up included; bare numbers are seconds',
    group: 'Load',
  },
  rate: {
    type: 'string',
    default: '2/s',
    placeholder: 'N/s',
    describe: 'Operations of each client, whatever the server does (open model)',
    group: 'Load',
    parse: parseRate,
  },
  arrivals: {
    type: 'string',
    choices: ['poisson', 'constant'],
    default: 'poisson',
    describe: 'How operations follow each other in the open model',
    group: 'Load',
  },
  closed: {
    type: 'boolean',
    default: false,
    describe: 'Closed model: a client goes on when everybody has its last stroke',
    group: 'Load',
  },
  thinkTime: {
    type: 'duration',
    bareUnit: 'ms',
    default: '500ms',
    max: day,
    describe: 'Pause between two operations of the closed model',
    group: 'Load',
  },
  mix: {
    type: 'string',
    default: 'patch=80,cursor=15,undo=4,reset=0,snapshot=1',
    placeholder: 'WEIGHTS',
    describe: 'What clients do, by weights',
    group: 'Load',
    parse: parseMix,
  },
  strokePoints: {
    type: 'string',
    default: '20..120',
    placeholder: 'A..B',
    describe: 'Points of a stroke',
    group: 'Load',
    parse: parsePoints,
  },
  rampUp: {
    type: 'duration',
    bareUnit: 's',
    default: '0s',
    max: day,
    describe: 'Clients come evenly over this time',
    group: 'Load',
  },
  stages: {
    type: 'string',
    placeholder: 'LIST',
    describe: 'Clients over time, such as 10s:5,1m:50,30s:0; in place of --clients, --duration and --ramp-up',
    group: 'Load',
    parse: parseStages,
  },
  connectRate: {
    type: 'string',
    default: '200/s',
    placeholder: 'N/s',
    describe: 'Clients that connect at most in a second',
    group: 'Load',
    parse: parseRate,
  },
  snapshotInterval: {
    type: 'duration',
    bareUnit: 's',
    default: '10s',
    max: day,
    describe: 'Each client asks for the whole board so often; 0s for at join and end only',
    group: 'Load',
  },
  snapshotTimeout: {
    type: 'duration',
    bareUnit: 's',
    default: '5s',
    min: 1,
    max: day,
    describe: 'A snapshot that takes longer is counted as timed out',
    group: 'Load',
  },
  settle: {
    type: 'duration',
    bareUnit: 's',
    default: '10s',
    max: day,
    describe: 'How long what is under way at the end is waited for, at most',
    group: 'Load',
  },
  seed: {
    type: 'integer',
    default: 42,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    describe: 'The same seed gives the same operations and impairments',
    group: 'Load',
  },

  packetLoss: {
    type: 'string',
    default: '0',
    placeholder: 'SHARE',
    describe: 'Messages that never arrive: 0.1 or 10%',
    group: 'Bad network',
    parse: parseShare,
  },
  lossBurst: {
    type: 'number',
    min: 1,
    max: 1000,
    placeholder: 'N',
    describe: 'Losses come in bursts of this mean length (Gilbert–Elliott)',
    group: 'Bad network',
  },
  latency: {
    type: 'duration',
    bareUnit: 'ms',
    default: '0ms',
    max: day,
    describe: 'Added to every message; bare numbers are milliseconds',
    group: 'Bad network',
  },
  jitter: {
    type: 'duration',
    bareUnit: 'ms',
    default: '0ms',
    max: day,
    describe: 'By which the latency varies',
    group: 'Bad network',
  },
  jitterShape: {
    type: 'string',
    choices: ['normal', 'pareto'],
    default: 'normal',
    describe: 'Around the latency, or seldom but far above it',
    group: 'Bad network',
  },
  reorder: {
    type: 'string',
    default: '0',
    placeholder: 'SHARE',
    describe: 'Messages that the next one overtakes',
    group: 'Bad network',
    parse: parseShare,
  },
  duplicate: {
    type: 'string',
    default: '0',
    placeholder: 'SHARE',
    describe: 'Messages that arrive twice',
    group: 'Bad network',
    parse: parseShare,
  },
  bandwidth: {
    type: 'string',
    placeholder: 'RATE',
    describe: 'What gets through, such as 64kB/s',
    group: 'Bad network',
    parse: parseBandwidth,
  },
  stall: {
    type: 'string',
    placeholder: 'EVERY/FOR',
    describe: 'A client reads nothing for a while now and then, such as 10s/2s',
    group: 'Bad network',
    parse: parseSpell,
  },
  disconnectEvery: {
    type: 'duration',
    bareUnit: 's',
    default: '0s',
    max: day,
    describe: "Mean time until a client's socket is cut",
    group: 'Bad network',
  },
  impair: {
    type: 'string',
    choices: ['in', 'out', 'both'],
    default: 'both',
    describe: 'Which way the network is bad',
    group: 'Bad network',
  },
  chaos: {
    type: 'boolean',
    default: false,
    describe: 'Impairments that change all the time, disconnects included',
    group: 'Bad network',
  },
  slowReaders: {
    type: 'string',
    default: '0',
    placeholder: 'SHARE',
    describe: 'Clients that read only now and then',
    group: 'Bad network',
    parse: parseShare,
  },
  reconnectStorm: {
    type: 'duration',
    bareUnit: 's',
    default: '0s',
    max: day,
    describe: 'All sockets are cut at once so often',
    group: 'Bad network',
  },

  ...connectionFlags,
  ...gatewayFlags,
  tokens: {
    type: 'path',
    placeholder: 'FILE',
    describe: 'Access tokens, one a line; the clients take turns',
    group: 'Connection',
  },
  users: {
    type: 'path',
    placeholder: 'FILE.csv',
    describe: 'Users that log in, columns email and password; the clients take turns',
    group: 'Connection',
  },
  jwtSecret: {
    type: 'string',
    secret: true,
    env: 'M4SH_JWT_SECRET',
    describe: 'Signs tokens for --user-ids as the platform does (HS256); better given by the environment',
    group: 'Connection',
  },
  userIds: {
    type: 'string',
    placeholder: 'IDS',
    describe: 'Users to sign tokens for, such as 1..50',
    group: 'Connection',
    parse: parseUserIds,
  },

  workers: {
    type: 'string',
    default: 'auto',
    placeholder: 'N',
    describe: 'Threads; a room is never parted',
    group: 'Scale',
    parse: parseWorkers,
  },
  precise: {
    type: 'boolean',
    default: false,
    describe: 'Sends within 0.01 ms of its time, for half a core more',
    group: 'Scale',
  },
  shard: {
    type: 'string',
    flagOnly: true,
    placeholder: 'N/TOTAL',
    describe: 'Runs one part of the rooms, for `stress-board merge`; auto/8 takes the part from JOB_COMPLETION_INDEX',
    group: 'Scale',
    parse: parseShard,
  },
  startAt: {
    type: 'string',
    flagOnly: true,
    placeholder: 'TIME',
    describe: 'Begins at this instant, so that all parts begin together',
    group: 'Scale',
    parse: parseInstant,
  },
  findCapacity: {
    type: 'string',
    list: true,
    placeholder: 'EXPRESSION',
    describe: 'Looks for the largest --clients that holds this threshold; repeatable',
    group: 'Scale',
  },

  ...thresholdFlags,
  budget: {
    type: 'duration',
    bareUnit: 'ms',
    default: '200ms',
    min: 1,
    max: day,
    describe: 'A delivery within it is in time (fanOut.withinBudget)',
    group: 'Verdict',
  },
  baseline: {
    type: 'path',
    placeholder: 'FILE',
    describe: 'JSON report of an earlier run to compare with',
    group: 'Verdict',
  },
  onSaturation: {
    type: 'string',
    choices: ['fail', 'warn'],
    default: 'fail',
    describe: 'What to do if this machine was too slow to measure: exit 4, or only say so',
    group: 'Verdict',
  },

  ...outputFlags,
  operationLog: {
    type: 'path',
    placeholder: 'FILE',
    describe: 'Writes down every operation, in the order of clients and sequences',
    group: 'Output',
  },
  live: { type: 'boolean', default: false, describe: 'Serves a page with live charts while it runs', group: 'Output' },
  livePort: {
    type: 'integer',
    default: 0,
    min: 0,
    max: 65_535,
    describe: 'Port of the live page; 0 for any free one',
    group: 'Output',
  },
  ...confirmFlags,
  ...generalFlags,
})

export type Flags = FlagValues<typeof flags>

/** Who the clients are. */
export interface IdentityConfig {
  readonly token: string | null
  readonly tokensFile: string | null
  readonly usersFile: string | null
  readonly jwtSecret: string | null
  readonly userIds: readonly number[]
}

/** What a run is to be. Paths are absolute, times in milliseconds. */
export interface Config {
  readonly lessons: readonly string[]
  readonly stages: readonly Stage[]
  readonly connectsPerSecond: number
  readonly load: LoadPlan
  readonly impairments: ImpairmentPlan
  readonly slowShare: number
  readonly snapshots: RunPlan['snapshots']
  readonly settleMs: number
  readonly budgetMs: number
  readonly seed: number
  readonly precise: boolean
  readonly url: string
  /** Where users log in. */
  readonly apiUrl: string
  readonly headers: RunPlan['headers']
  readonly identity: IdentityConfig
  /** `null`: as many as the load needs. */
  readonly workers: number | null
  readonly shard: { readonly index: number; readonly total: number } | null
  readonly startAt: Date | null
  readonly thresholds: readonly string[]
  readonly capacity: readonly string[]
  readonly baselineFile: string | null
  readonly failsOnSaturation: boolean
  readonly operationLog: string | null
  /** Port of the live page; `null` for none. */
  readonly livePort: number | null
}

/** @throws {UsageError} for settings that contradict each other */
export function toConfig(values: Flags, env: Readonly<Record<string, string | undefined>> = {}): Config {
  const lessons = [...new Set(values.lesson.flat())]
  if (lessons.length === 0)
    throw new UsageError('There is no lesson to draw on.', { hint: 'Name one with --lesson 123, or several: 1..50.' })
  const stages = values.stages ?? stagesOf(values)
  const most = Math.max(...stages.map(({ clients }) => clients))
  if (most === 0)
    throw new UsageError('--stages never has a client.', { hint: 'Name a number above 0 in one of them.' })
  const durationMs = stages.reduce((sum, stage) => sum + stage.durationMs, 0)
  if (durationMs > day)
    throw new UsageError(`--stages takes ${durationMs / 3_600_000} hours in all`, {
      hint: 'A run takes 24 hours at most.',
    })
  const shard = values.shard === undefined ? null : { ...values.shard, index: values.shard.index ?? indexOf(env) }
  if (shard && shard.total > lessons.length)
    throw new UsageError(`--shard: ${plural(shard.total, 'part')} of ${plural(lessons.length, 'lesson')}`, {
      hint: 'A room is never parted, since only one clock can time its deliveries: give a lesson for each part at least.',
    })
  if (shard && shard.index > shard.total)
    throw new UsageError(`JOB_COMPLETION_INDEX says part ${shard.index} of ${shard.total}`, {
      hint: 'The number of completions and --shard have to agree.',
    })
  if (values.connectRate === 0)
    throw new UsageError('--connect-rate 0 lets nobody connect', { hint: 'Give a rate above 0, such as 200/s.' })
  if (shard && shard.total > most)
    throw new UsageError(`--shard: ${plural(shard.total, 'part')} of ${plural(most, 'client')}`, {
      hint: 'Give a client for each part at least, or fewer parts.',
    })
  if (values.findCapacity.length > 0 && values.operationLog !== undefined)
    throw new UsageError('--operation-log writes down one run, and --find-capacity makes several', {
      hint: 'Give one of them.',
    })
  if (values.findCapacity.length > 0 && (shard || values.stages))
    throw new UsageError('--find-capacity sets the number of clients itself', {
      hint: 'Leave --shard and --stages out.',
    })
  return {
    lessons,
    stages,
    connectsPerSecond: values.connectRate,
    load: loadOf(values),
    impairments: impairmentsOf(values),
    slowShare: values.slowReaders,
    snapshots: { intervalMs: values.snapshotInterval, timeoutMs: values.snapshotTimeout },
    settleMs: values.settle,
    budgetMs: values.budget,
    seed: values.seed,
    precise: values.precise,
    url: gatewayUrl(values.baseUrl.root, values.wsUrl),
    apiUrl: values.baseUrl.apiBase,
    headers: values.header,
    identity: identityOf(values),
    workers: values.workers,
    shard,
    startAt: values.startAt ?? null,
    thresholds: values.threshold,
    capacity: values.findCapacity,
    baselineFile: values.baseline ?? null,
    failsOnSaturation: values.onSaturation === 'fail',
    operationLog: values.operationLog ?? null,
    livePort: values.live ? values.livePort : null,
  }
}

/** Up to all clients, and then as many until the end. */
function stagesOf({ clients, duration, rampUp }: Flags): Stage[] {
  if (rampUp >= duration)
    throw new UsageError(`--ramp-up ${rampUp / 1000}s leaves nothing of --duration ${duration / 1000}s`, {
      hint: 'The ramp-up is a part of the duration: make it shorter.',
    })
  if (rampUp === 0)
    return [
      { durationMs: 0, clients },
      { durationMs: duration, clients },
    ]
  return [
    { durationMs: rampUp, clients },
    { durationMs: duration - rampUp, clients },
  ]
}

function loadOf({ closed, rate, arrivals, thinkTime, mix, strokePoints }: Flags): LoadPlan {
  return {
    model: closed ? 'closed' : 'open',
    ratePerSecond: rate,
    pattern: arrivals,
    thinkTimeMs: thinkTime,
    mix,
    strokePoints,
  }
}

function impairmentsOf(values: Flags): ImpairmentPlan {
  checkBurst(values)
  const settings: ImpairmentSettings = {
    loss: values.packetLoss,
    lossBurst: values.lossBurst ?? null,
    latencyMs: values.latency,
    jitterMs: values.jitter,
    jitterShape: values.jitterShape,
    reorder: values.reorder,
    duplicate: values.duplicate,
    bandwidth: values.bandwidth ?? null,
  }
  checkSettings(settings)
  return {
    direction: values.impair,
    settings,
    chaos: values.chaos,
    disconnectEveryMs: values.disconnectEvery,
    stallEveryMs: values.stall?.everyMs ?? 0,
    stallMs: values.stall?.forMs ?? 0,
    stormEveryMs: values.reconnectStorm,
  }
}

function checkSettings(settings: ImpairmentSettings): void {
  try {
    validateImpairments(settings)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new UsageError(`The bad network cannot be: ${error.message}.`, {
      hint: 'See --packet-loss, --loss-burst, --reorder and --duplicate.',
    })
  }
}

/** With single messages between them, bursts lose the most. */
function checkBurst({ packetLoss, lossBurst }: Flags): void {
  if (lossBurst === undefined || packetLoss <= lossBurst / (lossBurst + 1)) return
  const most = Math.floor((lossBurst / (lossBurst + 1)) * 100)
  throw new UsageError(`--packet-loss ${packetLoss} is more than bursts of --loss-burst ${lossBurst} can lose`, {
    hint: `With a message between two bursts they lose ${most} % at most: give less loss or longer bursts.`,
  })
}

function identityOf({ token, tokens, users, jwtSecret, userIds }: Flags): IdentityConfig {
  const given = [tokens && '--tokens', users && '--users', userIds && '--user-ids'].filter((one) => one !== undefined)
  if (given.length > 1)
    throw new UsageError(`${given.join(' and ')} both say who the clients are`, { hint: 'Give one of them.' })
  if (userIds && jwtSecret === undefined)
    throw new UsageError('--user-ids needs the key that signs their tokens', {
      hint: 'Set M4SH_JWT_SECRET to the SECRET_KEY of the platform.',
    })
  return {
    token: token ?? null,
    tokensFile: tokens ?? null,
    usersFile: users ?? null,
    jwtSecret: jwtSecret ?? null,
    userIds: userIds ?? [],
  }
}

/** Kubernetes counts the parts of an Indexed Job from 0. */
function indexOf(env: Readonly<Record<string, string | undefined>>): number {
  const text = env['JOB_COMPLETION_INDEX']
  if (text !== undefined && /^\d{1,4}$/.test(text)) return Number(text) + 1
  throw new UsageError(
    `--shard auto: JOB_COMPLETION_INDEX is ${text === undefined ? 'not set' : JSON.stringify(text)}`,
    {
      hint: 'Kubernetes sets it in an Indexed Job; elsewhere say which part this is, such as --shard 2/8.',
    },
  )
}
