import type { Log } from '@m4sh/tools-core/cli'
import type { Config } from './config.ts'
import { say } from './language/phrases.ts'
import { mostClients } from './plan/stages.ts'
import type { Capacity, CapacityStep, StressResult } from './result.ts'
import { stressBoard, type StressDeps, type StressRun } from './stress-board.ts'

/** The search ends when it knows the limit within this share. */
const precision = 0.05

export interface CapacityDeps extends StressDeps {
  /** Whether a run held what it has to hold. */
  readonly judge: (result: StressResult) => boolean
  readonly log: Pick<Log, 'info'>
}

/**
 * Looks for the largest number of clients that holds the thresholds: from the first size upward by doubling, then by halves
 * between the last that held and the first that did not. `--clients` is the largest size that is tried.
 * @returns the run of the largest size that held (of the smallest, where none did), with the table of all
 */
export async function findCapacity(config: Config, deps: CapacityDeps, signal: AbortSignal): Promise<StressRun> {
  const most = mostClients(config.stages)
  const steps: CapacityStep[] = []
  const runs = new Map<number, StressRun>()
  let held = 0
  let missed = Infinity
  // Fewer have nobody to draw for.
  const least = Math.min(most, 2 * config.lessons.length)
  let next = least
  while (next > held && next < missed && !signal.aborted) {
    deps.log.info(`Trying ${next} clients.`)
    const run = await stressBoard(withClients(config, next), { ...deps, tag: `${deps.tag}${steps.length}` }, signal)
    if (signal.aborted && steps.length > 0) break
    runs.set(next, run)
    const step = toStep(next, run.result, deps.judge(run.result))
    steps.push(step)
    if (step.held && step.valid) held = next
    else missed = next
    // A size at which this machine is too slow says nothing of the server, and larger ones say less.
    next = nextSize({ held, missed, least, most })
  }
  const best = runs.get(held) ?? runs.get(Math.min(...runs.keys()))
  if (best === undefined) throw new RangeError('no size was tried')
  const capacity: Capacity = {
    clients: held,
    isLimit: held === most,
    steps: steps.toSorted((a, b) => a.clients - b.clients),
  }
  const invalid = steps.find(({ valid }) => !valid)
  const warnings = invalid
    ? [
        ...best.warnings,
        say('With {#clients} clients this machine was too slow to tell; the platform may hold more.', {
          clients: invalid.clients,
        }),
      ]
    : best.warnings
  return { ...best, result: { ...best.result, capacity }, warnings }
}

interface Search {
  /** Largest size that held; 0 for none yet. */
  readonly held: number
  /** Smallest size that did not; `Infinity` for none yet. */
  readonly missed: number
  readonly least: number
  readonly most: number
}

/** @returns one of the two ends where the search is over */
export function nextSize({ held, missed, least, most }: Search): number {
  if (missed <= least) return held
  if (missed === Infinity) return Math.min(most, held * 2)
  const gap = missed - held
  return gap <= Math.max(1, held * precision) ? held : held + Math.floor(gap / 2)
}

/** All who were to come came and stayed, and all ended with the same picture. */
function isWhole({ clients, convergence, messages }: StressResult): boolean {
  const { diverged, unchecked } = convergence
  return clients.connected === clients.requested && diverged.length + unchecked + messages.foreign === 0
}

/** As long as they were to draw, and before that as long as it takes until all have come. */
function withClients(config: Config, clients: number): Config {
  const comingMs = (1000 * (clients - 1)) / config.connectsPerSecond
  return {
    ...config,
    stages: [{ durationMs: comingMs, clients }, ...config.stages.map((stage) => ({ ...stage, clients }))],
  }
}

function toStep(clients: number, result: StressResult, held: boolean): CapacityStep {
  const { latency, throughput, messages, convergence, generator } = result
  return {
    clients,
    held: held && isWhole(result),
    valid: generator.level !== 'invalid',
    receivedPerSecond: throughput.receivedPerSecond,
    p50: latency.p50,
    p95: latency.p95,
    p99: latency.p99,
    lost: messages.lost,
    diverged: convergence.diverged.length,
    cpuShare: generator.cpuShare,
  }
}
