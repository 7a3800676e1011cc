import { createHash, randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { Identity } from '@m4sh/tools-core/connections/identity'
import { RunError } from '@m4sh/tools-core/errors'
import { calibrateFloor } from '@m4sh/tools-core/load'
import type { Config } from './config.ts'
import { checkTarget } from './check-target.ts'
import { findIdentities } from './find-identities.ts'
import type { RawResult } from './engine/raw-result.ts'
import { LiveSeconds, type Progress } from './live-seconds.ts'
import { mergeRaw } from './merge-raw.ts'
import { say } from './language/phrases.ts'
import { partPlan, planRooms, workersFor } from './plan/build-plan.ts'
import type { RunPlan } from './plan/run-plan.ts'
import { durationOf, mostClients } from './plan/stages.ts'
import type { StressResult } from './result.ts'
import { type ResultFacts, toResult } from './to-result.ts'
import { warningsOf } from './warnings.ts'
import type { LoggedImpairment, LoggedOperation } from './engine/logged.ts'
import { runWorkers } from './workers/run-workers.ts'

/** What a run needs of the outside world. */
export interface StressDeps {
  /** Cores that the load may take; those of this machine if left out. */
  readonly cpus: number
  /** Letters and digits, by which the strokes of a run are known: another one for each. Random if left out. */
  readonly tag: string
  /** Who the clients are, in turns; found as the config says if left out. */
  readonly identities: readonly Identity[]
  /** Waits for the instant when all shards begin. */
  readonly waitUntil: (at: Date, signal: AbortSignal) => Promise<void>
  /** Told of every second of the run, once all threads have lived through it. */
  readonly onSecond?: (progress: Progress) => void
  /** Told of every operation and every impairment, as `--operation-log` writes them down. */
  readonly onOperation?: (operation: LoggedOperation) => void
  readonly onImpairment?: (impairment: LoggedImpairment) => void
}

/** What a run has found. */
export interface StressRun {
  /** The figures, as the JSON report has them. */
  readonly result: StressResult
  /** What the figures are made of, for merging with other parts without loss. */
  readonly raw: RawResult
  /** What a reader of the figures has to know, in whole sentences. */
  readonly warnings: readonly string[]
  /** The signal ended it early. */
  readonly interrupted: boolean
}

/**
 * Draws on the boards as many clients would, and tells how that went: `await stressBoard(createConfig({ lesson: 1, token }))`.
 * It asks nobody before it loads, and writes no file.
 * @param deps replace parts of the outside world
 * @param signal stops the load early; the result of what was done comes all the same
 * @throws {RunError} where the target cannot be used at all: it does not answer, or knows neither token nor lesson
 * @throws {UsageError} for files of tokens or users that cannot be used
 */
export async function stressBoard(
  config: Config,
  deps: Partial<StressDeps> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<StressRun> {
  return await runLoad(config, await withDefaults(config, deps, signal), signal)
}

async function withDefaults(config: Config, deps: Partial<StressDeps>, signal: AbortSignal): Promise<StressDeps> {
  return {
    ...deps,
    cpus: deps.cpus ?? availableParallelism(),
    tag: deps.tag ?? makeTag(randomUUID()),
    identities: deps.identities ?? (await findIdentities(config, new Date(), signal)),
    waitUntil:
      deps.waitUntil ?? (async (at) => await delay(Math.max(0, at.getTime() - Date.now()), undefined, { signal })),
  }
}

/** @param uuid of version 4, whose random digits are taken */
export function makeTag(uuid: string): string {
  return uuid.replaceAll('-', '').slice(0, 8)
}

async function runLoad(config: Config, deps: StressDeps, signal: AbortSignal): Promise<StressRun> {
  const plan = toPlan(config, deps)
  const [first] = plan.rooms
  if (first === undefined)
    throw new RunError('There is no room for this part.', { hint: 'Give more clients, more lessons or fewer shards.' })
  await checkRooms(plan, signal)
  const { p50, p99 } = await calibrateFloor({ signal })
  if (config.startAt) await deps.waitUntil(config.startAt, signal)
  const workers = Math.min(config.workers ?? workersFor(plan, deps.cpus), plan.rooms.length)
  const parts = partPlan(plan, workers)
  const live = new LiveSeconds(parts.length, (progress) => deps.onSecond?.(progress))
  const raws = await runWorkers(parts, {
    signal,
    onSecond: (_, sample) => live.add(sample),
    onOperation: deps.onOperation ?? null,
    onImpairment: deps.onImpairment ?? null,
  })
  const [one, ...others] = raws
  if (one === undefined) throw new RangeError('a run has one thread at least')
  const raw = mergeRaw([one, ...others])
  const planId = planIdOf(config)
  const facts: ResultFacts = { budgetMs: config.budgetMs, workers: parts.length, planId, floor: { p50, p99 } }
  const whole = toResult(raw, facts)
  const result = config.shard === null ? whole : { ...whole, part: { raw, facts } }
  const warnings = [...lateComers(config, plan), ...warningsOf(result, raw)]
  return { result, raw, warnings, interrupted: signal.aborted }
}

/** Rooms that are tried before the load, and how many at once. */
const checkedRooms = 200
const checkedAtOnce = 10

/** One socket a room: a lesson that is not there is told before anybody runs into it. */
async function checkRooms(plan: RunPlan, signal: AbortSignal): Promise<void> {
  const rooms = plan.rooms.slice(0, checkedRooms)
  for (let at = 0; at < rooms.length; at += checkedAtOnce)
    await Promise.all(
      rooms.slice(at, at + checkedAtOnce).map(async ({ lesson, clients }) => {
        await checkTarget({ ...plan, token: clients[0]?.token ?? null, lesson, timeoutMs: 10_000 }, signal)
      }),
    )
}

/** What a connect rate leaves no time for. */
function lateComers({ stages, shard, connectsPerSecond }: Config, { rooms }: RunPlan): string[] {
  const asked = mostClients(stages)
  const planned = rooms.reduce((sum, { clients }) => sum + clients.length, 0)
  if (shard !== null || planned >= asked) return []
  return [
    say(
      'Of {#clients} clients only {#planned} come before the end, at {#rate} a second: raise --connect-rate or --duration.',
      { clients: asked, planned, rate: connectsPerSecond },
    ),
  ]
}

/** All that the parts of one run have in common. */
function planIdOf({
  lessons,
  stages,
  connectsPerSecond,
  load,
  impairments,
  slowShare,
  snapshots,
  seed,
  url,
}: Config): string {
  const plan = { lessons, stages, connectsPerSecond, load, impairments, slowShare, snapshots, seed, url }
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 16)
}

export function toPlan(config: Config, { identities, tag }: Pick<StressDeps, 'identities' | 'tag'>): RunPlan {
  const { url, headers, seed, load, impairments, snapshots, settleMs, budgetMs, precise } = config
  return {
    url,
    headers,
    tag,
    seed,
    rooms: planRooms({ ...config, identities }),
    durationMs: durationOf(config.stages),
    load,
    impairments,
    snapshots,
    settleMs,
    budgetMs,
    precise,
  }
}
