import { UsageError } from '@m4sh/tools-core/cli'
import { gatewayUrl } from '@m4sh/tools-core/connections/websocket'
import type { ImpairmentSettings } from '@m4sh/tools-core/load'
import { plural } from '@m4sh/tools-core/reporting'
import { day, type Flags } from './flags.ts'
import type { ImpairmentPlan, LoadPlan, RunPlan } from './plan/run-plan.ts'
import { durationOf, mostClients, type Stage } from './plan/stages.ts'

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
  const most = mostClients(stages)
  if (most === 0)
    throw new UsageError('--stages never has a client.', { hint: 'Name a number above 0 in one of them.' })
  const durationMs = durationOf(stages)
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
  if (lessons.length > most)
    throw new UsageError(`--lesson names ${plural(lessons.length, 'lesson')}, for ${plural(most, 'client')} in all`, {
      hint: `Some boards would have nobody: give ${lessons.length} clients at least, better two for each lesson, or name fewer lessons.`,
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
