import { createHash } from 'node:crypto'
import type { Identity } from '@m4sh/tools-core/connections/identity'
import { RunError } from '@m4sh/tools-core/errors'
import { calibrateFloor } from '@m4sh/tools-core/load'
import type { Config } from './config.ts'
import { checkTarget } from './check-target.ts'
import type { RawResult } from './engine/raw-result.ts'
import { LiveSeconds, type Progress } from './live-seconds.ts'
import { mergeRaw } from './merge-raw.ts'
import { say } from './messages/phrases.ts'
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
  /** Cores of this machine. */
  readonly cpus: number
  /** Letters and digits; another one for each run. */
  readonly tag: string
  readonly identities: readonly Identity[]
  /** Waits for the instant when all shards begin. */
  readonly waitUntil?: (at: Date, signal: AbortSignal) => Promise<void>
  readonly onSecond?: (progress: Progress) => void
  readonly onOperation?: (operation: LoggedOperation) => void
  readonly onImpairment?: (impairment: LoggedImpairment) => void
}

export interface StressRun {
  readonly result: StressResult
  readonly raw: RawResult
  readonly warnings: readonly string[]
  readonly interrupted: boolean
}

/**
 * Draws on the boards as many clients would, and tells how that went.
 * @param signal stops the load early; the result of what was done comes all the same
 * @throws {RunError} where the target cannot be used at all
 */
export async function stressBoard(config: Config, deps: StressDeps, signal: AbortSignal): Promise<StressRun> {
  const plan = toPlan(config, deps)
  const [first] = plan.rooms
  if (first === undefined)
    throw new RunError('There is no room for this part.', { hint: 'Give more clients, more lessons or fewer shards.' })
  await checkRooms(plan, signal)
  const { p50, p99 } = await calibrateFloor({ signal })
  if (config.startAt) await deps.waitUntil?.(config.startAt, signal)
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
